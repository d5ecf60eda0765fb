import type { ParsedArticle, WrittenLink } from '../model.ts';
import { nameOf } from '../paths.ts';
import { nameAsWritten } from '../text/wikilinks.ts';
import { looseName } from './name-index.ts';
import { spellingsOf } from './resolve-links.ts';

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
  const fileName = looseName(nameOf(target.path).replace(/\.md$/i, ''));
  return spellingsOf(name).some((each) => looseName(each) === fileName) ? target.title : name;
}
