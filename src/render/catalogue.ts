/**
 * A root index.md that lists the whole wiki does not work as a home page: it gets its own page, `/index/`, and the home page
 * links to its sections.
 */
import type { Urls } from '../site/urls.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import type { ArticleId, ParsedArticle } from '../wiki/model.ts';
import type { NavCount } from './payloads.ts';

/** Id of the root's index page. */
export const homeId = '' as ArticleId;

/** Only a folder of that name can have this id, no file. */
const catalogueId = 'index' as ArticleId;

/** Maximum number of links in a text for reading; one with more is for looking things up. */
const maxLinks = 100;

/** Maximum number of sections on the home page. With more, the catalogue itself is clearer. */
const maxSections = 12;

/** Whether the root's index.md has a page of its own. */
export function hasCatalogue({ byId }: Wiki): boolean {
  const links = byId.get(homeId)?.parsed.links ?? [];
  return links.length > maxLinks && !byId.has(catalogueId);
}

/** The URLs of a wiki in which fragments of the root's index.md are on the catalogue page. */
export function urlsWithCatalogue(urls: Urls): Urls {
  return {
    ...urls,
    article: (id, fragment) => urls.article(id === homeId && fragment ? catalogueId : id, fragment),
  };
}

export function catalogueHref(urls: Urls): string {
  return urls.article(catalogueId);
}

/** The first sections of a catalogue that contain links, each with the links between its heading and the next. */
export function catalogueSections({ headings, links }: ParsedArticle, urls: Urls): NavCount[] {
  const shown = headings.filter(({ lifted, text }) => lifted === undefined && text !== '');
  const sections = shown.flatMap(({ id, text, span }, index): NavCount[] => {
    const end = shown[index + 1]?.span.start ?? Number.POSITIVE_INFINITY;
    const count = links.filter(({ span: { start } }) => start >= span.end && start < end).length;
    return count > 0 ? [{ label: text, href: urls.article(homeId, id), count }] : [];
  });
  return sections.slice(0, maxSections);
}
