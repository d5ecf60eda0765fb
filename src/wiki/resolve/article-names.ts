/** The names by which links may refer to an article. */
import type { Article, ParsedArticle } from '../model.ts';
import { wordsOfLink } from '../text/wikilinks.ts';
import type { Named, NameIndex } from './name-index.ts';
import { spellingsOf } from './resolve-links.ts';

/**
 * The names of an article that may be shown, without those that are only a link to a private article.
 *
 * @param written the article as written: links may use these names even if they are hidden
 */
export function namedArticle(article: Pick<Article, 'id' | 'lang'>, written: ParsedArticle, withheld: NameIndex): Named {
  const own = everyName({ ...article, parsed: written });
  if (withheld.files.length === 0) return own;
  const isTold = (name: string): boolean =>
    // A name that code of the wiki gives takes no link from a private article.
    !(written.writtenNames && isPrivateName(name, written.path, withheld)) &&
    !(name === written.title && isNamedByLink(written, withheld)) &&
    !(written.linkedNames?.includes(name) && isPrivateName(name, written.path, withheld));
  return { ...own, names: own.names.filter(isTold) };
}

/** All names of an article. A folder page has the name of its folder, not `index`. */
export function everyName({ id, lang, parsed }: Pick<Article, 'id' | 'lang' | 'parsed'>): Named {
  const names = [
    parsed.title,
    ...parsed.properties.aliases,
    ...(parsed.properties.permalink ? [parsed.properties.permalink] : []),
  ];
  if (parsed.role !== 'index') return { path: parsed.path, id, lang, names };
  const folder = parsed.path.replace(/\/?index\.md$/i, '');
  return { path: parsed.path, id, lang, names: folder === '' ? names : [...names, folder] };
}

/** Whether the heading that gives the title is only a link to a private article, so that the name belongs to that article. */
function isNamedByLink({ title, path, headings, links }: ParsedArticle, privateNames: NameIndex): boolean {
  const { span } = headings.find(({ text }) => text === title) ?? {};
  if (!span) return false;
  return links.some(
    (link) =>
      link.span.start >= span.start &&
      link.span.end <= span.end &&
      (link.label ?? wordsOfLink(link)) === title &&
      spellingsOf(link.target).some((name) => isPrivateName(name, path, privateNames)),
  );
}

function isPrivateName(name: string, path: string, privateNames: NameIndex): boolean {
  return privateNames.rules.some(({ find }) => find(name, path).length > 0);
}
