import type { ParsedArticle, WrittenLink } from '../model.ts';
import { nameOf } from '../paths.ts';
import { nameAsWritten } from '../text/wikilinks.ts';
import { looseName } from './name-index.ts';
import { spellingsOf } from './resolve-links.ts';

/**
 * The text of a link without a label: the title of its target if the link names only the file, in any spelling; else the text as
 * written. A link within the page shows the heading it names.
 *
 * @param target the article that it leads to, if any
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
