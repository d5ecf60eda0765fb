/** Numbers the sources of an article for its citations. */
import type { Article, WrittenSource } from '../../wiki/model.ts';
import type { RenderContext } from '../context.ts';
import { citationAnchor } from '../print/anchors.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';

/** The sources of an article as numbered on its page. */
export interface NumberedSources {
  /** For each item, the indices of the written sources that it unites. */
  readonly items: readonly (readonly number[])[];
  /** Index of the item of each written source; undefined for one that is not shown. */
  readonly itemOf: ReadonlyMap<number, number>;
}

/** Unites written sources that are the same source. Sources named only by claims come after those the article lists. */
export function numberSources({ wiki }: RenderContext, { id, parsed }: Article): NumberedSources {
  const keys = wiki.sources.keys.get(id) ?? [];
  const targets = wiki.resolutions.get(id) ?? [];
  const items: number[][] = [];
  const itemOf = new Map<number, number>();
  const known = new Map<string, number>();
  const add = (index: number, { link, text, url, origin }: WrittenSource): void => {
    const key = keys[index] ?? '';
    const isPrivate = link !== undefined && targets[link]?.state === 'private';
    // An entry of the article's list is kept even if it names no source, unless it is private and has no text.
    if (key === '' && (origin !== undefined || (isPrivate && text === undefined && url === undefined))) return;
    const item = (key === '' ? undefined : known.get(key)) ?? items.push([]) - 1;
    items[item]?.push(index);
    itemOf.set(index, item);
    if (key !== '') known.set(key, item);
  };
  for (const listed of [true, false])
    for (const [index, source] of parsed.sources.entries()) if ((source.origin === undefined) === listed) add(index, source);
  return { items, itemOf };
}

/** The anchor of each item: from the id of its source, if it has one. */
export function anchorsOf({ parsed }: Article, { items }: NumberedSources): string[] {
  const taken = new Set<string>();
  return items.map((indices, item) => {
    const id = indices.map((index) => parsed.sources[index]?.id).find((each) => each !== undefined);
    const wanted = `Source-${id === undefined ? item + 1 : id.replace(/[^\p{L}\p{N}_-]+/gu, '-')}`;
    const anchor = taken.has(wanted) ? `${wanted}-${item + 1}` : wanted;
    taken.add(anchor);
    return anchor;
  });
}

/**
 * Prints the mark of a citation as HTML: the number of its source, and the location in it.
 *
 * @returns a function of the index of the citation and, if the article is shown on another page, its address; that returns
 * undefined if the source is not shown
 */
export function citationMarks(context: RenderContext, article: Article): (index: number, page: string) => string | undefined {
  const numbered = numberSources(context, article);
  const anchors = anchorsOf(article, numbered);
  return (index, page) => {
    const citation = article.parsed.citations[index];
    const item = citation && numbered.itemOf.get(citation.source);
    if (item === undefined) return undefined;
    const place = citation?.locator === undefined ? '' : `<span class="locator">${escapeText(citation.locator)}</span>`;
    const anchor = escapeAttribute(encodeURIComponent(anchors[item] ?? ''));
    // Only on the article's own page does the source link back to the mark, and the mark open a preview.
    const [own, isCitation] = page === '' ? [` id="${citationAnchor(index)}"`, ' data-citation'] : ['', ''];
    const href = `${escapeAttribute(page)}#${anchor}`;
    return `<sup class="citation"${own}><a href="${href}"${isCitation} aria-label="${escapeAttribute(context.say('sourceNumber', { number: item + 1 }))}">[${item + 1}]</a>${place}</sup>`;
  };
}
