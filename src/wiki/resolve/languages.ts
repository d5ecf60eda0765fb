/** Decides the language of each article; nothing else does. */
import type { ParsedArticle } from '../model.ts';

/**
 * An article's own `lang`, else that of the nearest folder page (`index.md`) above it, else the wiki's.
 *
 * @param published articles and folder pages
 * @param wikiLanguage a language tag
 */
export function languagesOf(
  published: readonly ParsedArticle[],
  wikiLanguage: string,
): (article: Pick<ParsedArticle, 'path' | 'properties'>) => string {
  const byFolder = new Map<string, string>();
  for (const { path, role, properties } of published)
    if (role === 'index' && properties.lang !== undefined) byFolder.set(folderOf(path), properties.lang);
  return ({ path, properties }) => {
    if (properties.lang !== undefined) return properties.lang;
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      const lang = byFolder.get(folder);
      if (lang !== undefined) return lang;
      if (folder === '') return wikiLanguage;
    }
  };
}

/** `a/b/c.md` → `a/b`; empty at the root. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
