/**
 * A root index.md that lists the whole wiki is no entrance: it has a page of its own, `/index/`, and the home page names its
 * sections.
 */
import type { Urls } from '../site/urls.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import type { ArticleId, ParsedArticle } from '../wiki/model.ts';
import type { NavCount } from './payloads.ts';

/** The root's index page, among the pages of a wiki. */
export const homeId = '' as ArticleId;

/** No file has this id but a folder of that name. */
const catalogueId = 'index' as ArticleId;

/** A text with more links is looked things up in, not read. */
const maxLinks = 100;

/** Beyond these, the catalogue itself is clearer. */
const maxSections = 12;

/** Whether the root's index.md has a page of its own. */
export function hasCatalogue({ byId }: Wiki): boolean {
  const links = byId.get(homeId)?.parsed.links ?? [];
  return links.length > maxLinks && !byId.has(catalogueId);
}

/** The URLs of a wiki where places of the root's index.md are on the page of the catalogue. */
export function urlsWithCatalogue(urls: Urls): Urls {
  return {
    ...urls,
    article: (id, fragment) => urls.article(id === homeId && fragment ? catalogueId : id, fragment),
  };
}

export function catalogueHref(urls: Urls): string {
  return urls.article(catalogueId);
}

/** The first sections of a catalogue that list something, each with the links below its heading and above the next. */
export function catalogueSections({ headings, links }: ParsedArticle, urls: Urls): NavCount[] {
  const shown = headings.filter(({ lifted, text }) => lifted === undefined && text !== '');
  const sections = shown.flatMap(({ id, text, span }, index): NavCount[] => {
    const end = shown[index + 1]?.span.start ?? Number.POSITIVE_INFINITY;
    const count = links.filter(({ span: { start } }) => start >= span.end && start < end).length;
    return count > 0 ? [{ label: text, href: urls.article(homeId, id), count }] : [];
  });
  return sections.slice(0, maxSections);
}
