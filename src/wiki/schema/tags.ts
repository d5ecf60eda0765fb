/** Tags: paths of names such as `sky/planets`, compared ignoring case. */

/**
 * Maximum depth of a tag. The last name of a deeper tag holds the rest of its path, since every name becomes a folder and paths
 * are limited.
 */
const maxDepth = 12;

/** The names of a tag as written, outermost first; empty for a tag of slashes and spaces alone. */
export function tagNames(tag: string): string[] {
  const names = tag
    .normalize('NFC')
    .split('/')
    .map((name) => name.trim().replace(/\s+/g, ' '))
    .filter((name) => name !== '');
  return names.length <= maxDepth ? names : [...names.slice(0, maxDepth - 1), names.slice(maxDepth - 1).join('/')];
}

/** The tags of the frontmatter, then those of the body, each once, in its first spelling. */
export function withBodyTags(given: readonly string[], written: readonly string[]): readonly string[] {
  if (written.length === 0) return given;
  const known = new Set(given.map((tag) => tagKeys(tag).join('/')));
  const more = written.filter((tag) => {
    const key = tagKeys(tag).join('/');
    return !known.has(key) && known.add(key);
  });
  return [...given, ...more];
}

/** The key of a tag: equal for spellings that differ in case, composition, and spaces around names. */
export function tagKeys(tag: string): string[] {
  return tagNames(tag.toLowerCase());
}
