import type { ParsedArticle, WrittenLink } from '../model.ts';
import { nameAsWritten } from '../parse/wikilinks.ts';
import { looseName } from './name-index.ts';

/**
 * What a link without a label shows: the title of its target when only a file name was written, however spelled; else what
 * was written. A link within the page shows the heading it names.
 *
 * @param target the article it leads to, if it does
 */
export function shownName(
  link: Pick<WrittenLink, 'target' | 'anchor' | 'spelled'>,
  target: Pick<ParsedArticle, 'path' | 'title'> | undefined,
): string {
  const name = nameAsWritten(link);
  if (link.target === '' || !target || name.includes('/')) return name;
  const fileName = target.path.slice(target.path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
  return looseName(name.replace(/\.md$/i, '')) === looseName(fileName) ? target.title : name;
}
