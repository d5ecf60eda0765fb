/** The numbers under which an article cites its sources. */
import type { Article, WrittenSource } from '../../wiki/model.ts';
import type { RenderContext } from '../context.ts';
import { citationAnchor } from '../print/anchors.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';

/** The sources of one article as they are numbered on its page. */
export interface NumberedSources {
  /** Numbers of the written sources that are one item, in the order of the items. */
  readonly items: readonly (readonly number[])[];
  /** The item of each written source; undefined for one that is not shown. */
  readonly itemOf: ReadonlyMap<number, number>;
}

/** Sources that turn out to be one are one item; those that only claims name come after the article's own. */
export function numberSources({ wiki }: RenderContext, { id, parsed }: Article): NumberedSources {
  const keys = wiki.sources.keys.get(id) ?? [];
  const targets = wiki.resolutions.get(id) ?? [];
  const items: number[][] = [];
  const itemOf = new Map<number, number>();
  const known = new Map<string, number>();
  const add = (index: number, { link, text, url, origin }: WrittenSource): void => {
    const key = keys[index] ?? '';
    const isPrivate = link !== undefined && targets[link]?.state === 'private';
    // What is no source of its own stays in the list where its author put it there.
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

/** The anchor of an item: told by the id of its source where it has one. */
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
 * The mark of a citation as HTML: the number of its source, and its place in it; undefined if its source is not shown.
 *
 * @returns a function of the number of the citation, and of the address of the article where it is shown on another page
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
    // Only on its own page is it a place that is led back to, and opens a preview.
    const [own, isCitation] = page === '' ? [` id="${citationAnchor(index)}"`, ' data-citation'] : ['', ''];
    const href = `${escapeAttribute(page)}#${anchor}`;
    return `<sup class="citation"${own}><a href="${href}"${isCitation} aria-label="${escapeAttribute(context.say('sourceNumber', { number: item + 1 }))}">[${item + 1}]</a>${place}</sup>`;
  };
}
