/** What a tag is: a path of names, `sky/planets`, compared ignoring case. */

/** Deeper tags keep the rest of their path in the last name: every name becomes a folder, and paths have an end. */
const maxDepth = 12;

/** The names of a tag from the outermost in, as written; none for a tag of slashes and spaces alone. */
export function tagNames(tag: string): string[] {
  const names = tag
    .normalize('NFC')
    .split('/')
    .map((name) => name.trim().replace(/\s+/g, ' '))
    .filter((name) => name !== '');
  return names.length <= maxDepth ? names : [...names.slice(0, maxDepth - 1), names.slice(maxDepth - 1).join('/')];
}

/** The tags of a frontmatter and those of a body behind them, each once, as it was spelled first. */
export function withBodyTags(given: readonly string[], written: readonly string[]): readonly string[] {
  if (written.length === 0) return given;
  const known = new Set(given.map((tag) => tagKeys(tag).join('/')));
  const more = written.filter((tag) => {
    const key = tagKeys(tag).join('/');
    return !known.has(key) && known.add(key);
  });
  return [...given, ...more];
}

/** What all spellings of a tag have in common: case, composition and spaces around its names do not tell tags apart. */
export function tagKeys(tag: string): string[] {
  return tagNames(tag.toLowerCase());
}
