import type { ArticleId } from '../model.ts';
import type { NameIndex } from './name-index.ts';

/** The article that a name in the configuration means, with or without brackets; undefined for none or several. */
export function articleOfName({ rules }: NameIndex, written: string): ArticleId | undefined {
  const name = written
    .trim()
    .replace(/^\[\[([^|\]]*)(?:\|[^\]]*)?\]\]$/, '$1')
    .trim();
  for (const { find } of rules) {
    const found = find(name.replace(/\.md$/i, ''), '');
    if (found.length > 0) return found.length === 1 ? found[0]?.id : undefined;
  }
  return undefined;
}
