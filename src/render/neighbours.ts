/**
 * The previous and next article of an article, among those of its type, by title. Articles numbered by file name or `order:` form
 * a series of their own within their folder, by number.
 */
import { groupBy } from '../shared/group-by.ts';
import { byTitle } from '../wiki/graph/build-graph.ts';
import type { Article, ArticleId } from '../wiki/model.ts';

export interface Neighbours {
  readonly previous?: Article;
  readonly next?: Article;
}

/** The neighbours of every article that has any. */
export function neighboursOf(articles: readonly Article[]): ReadonlyMap<ArticleId, Neighbours> {
  const numbers = new Map(articles.map((article) => [article, orderNumber(article)]));
  const series = groupBy(articles, (article) =>
    numbers.get(article) === undefined ? article.type : `${article.type}\n${folderOf(article)}`,
  );
  const neighbours = new Map<ArticleId, Neighbours>();
  for (const each of series.values()) {
    each.sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0) || byTitle(a, b));
    for (const [index, { id }] of each.entries()) {
      const [previous, next] = [each[index - 1], each[index + 1]];
      if (previous || next) neighbours.set(id, { ...(previous && { previous }), ...(next && { next }) });
    }
  }
  return neighbours;
}

/** `order: 3`, or the number at the start of the file name: `03 Tides.md`, `3-tides.md`. Years and dates do not count. */
function orderNumber({ parsed: { path, properties } }: Article): number | undefined {
  const { order } = properties.extra;
  if (typeof order === 'number' && Number.isFinite(order)) return order;
  const [, number] = /^(\d{1,3})(?:[\s._)-]+(?=\D)|$)/.exec(path.replace(/^.*\/|\.md$/gi, '')) ?? [];
  return number === undefined ? undefined : Number(number);
}

function folderOf({ parsed: { path } }: Article): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
