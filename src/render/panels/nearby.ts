/** The small map beside an article: the article and those it is most closely linked with. */
import { compareStrings } from '../../wiki/diagnostics.ts';
import type { Article, ArticleId } from '../../wiki/model.ts';
import { cut, type RenderContext } from '../context.ts';
import type { NearbyArticle, NearbyPayload } from '../payloads.ts';

/** Maximum number of articles, and maximum size, which keeps the map a small part of its page. */
const maxArticles = 12;
const maxBytes = 1500;
/** Size of an article in the map, without its address and label, in bytes; and maximum length of a label, in characters. */
const bytesEach = 112;
const maxLabel = 30;
const encoder = new TextEncoder();

const rowHeight = 22;
const centreX = 9;
/** The other articles are on an arc around the article: its distance at the ends, and the additional distance in the middle. */
const bowStart = 44;
const bowDepth = 34;

interface Neighbour {
  readonly article: Article;
  /** 2 for a typed connection, 1 if both link to each other, else 0. */
  readonly closeness: 0 | 1 | 2;
  readonly prominence: number;
}

/** Undefined for an article without linked articles. */
export function nearbyArticles(context: RenderContext, article: Article): NearbyPayload | undefined {
  if (!context.config.graph) return undefined;
  const neighbours = neighboursOf(context, article);
  const drawn = fitting(context, neighbours);
  if (drawn.length === 0) return undefined;
  const height = drawn.length * rowHeight + 8;
  const centre = { x: centreX, y: height / 2 };
  const places = drawn.map((_, index) => placeOf(index, drawn.length));
  const lineTo = ({ x, y }: { x: number; y: number }): string => `M${centre.x},${centre.y}L${x},${y}`;
  const labels = labelsOf(drawn.map(({ article: other }) => other.parsed.title));
  const isTyped = (index: number): boolean => drawn[index]?.closeness === 2;
  return {
    height,
    centre,
    type: context.cards.of(article).type,
    articles: drawn.map(({ article: other }, index): NearbyArticle => {
      const { href, title, type } = context.cards.of(other);
      return { href, title, label: labels[index] ?? title, type, ...(places[index] ?? centre) };
    }),
    lines: {
      links: places
        .filter((_, index) => !isTyped(index))
        .map(lineTo)
        .join(''),
      typed: places
        .filter((_, index) => isTyped(index))
        .map(lineTo)
        .join(''),
      between: linesBetween(context, drawn, places),
    },
    more: neighbours.length - drawn.length,
    exploreHref: `${context.urls.graph}?from=${encodeURIComponent(article.id).replaceAll('%2F', '/')}`,
  };
}

/** Closest first: typed connections, then mutual links, then articles with the most links to them. */
function neighboursOf({ wiki, prominenceOf }: RenderContext, { id }: Article): Neighbour[] {
  const outgoing = new Set((wiki.resolutions.get(id) ?? []).flatMap((to) => (to.state === 'article' ? [to.id] : [])));
  const incoming = new Set((wiki.graph.backlinks.get(id) ?? []).map(({ from }) => from));
  const typed = new Set(
    (wiki.graph.connections.get(id) ?? []).flatMap(({ label, other }) =>
      label !== undefined && 'id' in other ? [other.id] : [],
    ),
  );
  const found: Neighbour[] = [];
  for (const other of new Set<ArticleId>([...typed, ...outgoing, ...incoming])) {
    const article = wiki.byId.get(other);
    if (!article || other === id || article.parsed.role === 'index' || article.parsed.role === 'log') continue;
    const closeness = typed.has(other) ? 2 : outgoing.has(other) && incoming.has(other) ? 1 : 0;
    found.push({ article, closeness, prominence: prominenceOf(other) });
  }
  return found.sort(
    (a, b) => b.closeness - a.closeness || b.prominence - a.prominence || compareStrings(a.article.id, b.article.id),
  );
}

/** The first neighbours that fit into the size limit. */
function fitting(context: RenderContext, neighbours: readonly Neighbour[]): readonly Neighbour[] {
  let bytes = 0;
  const end = neighbours.slice(0, maxArticles).findIndex(({ article }) => {
    const { href, title } = context.cards.of(article);
    // A label that is cut is accompanied by the whole title.
    bytes += bytesEach + href.length + encoder.encode(title.length > maxLabel ? title + title.slice(0, maxLabel) : title).length;
    return bytes > maxBytes;
  });
  return neighbours.slice(0, end < 0 ? maxArticles : Math.max(1, end));
}

/** Labels for titles. If long titles start alike up to a colon, the label is the part after it. */
function labelsOf(titles: readonly string[]): string[] {
  const beginning = (title: string): string => (title.length > maxLabel ? (/^.*?: /.exec(title)?.[0] ?? '') : '');
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(beginning(title), (counts.get(beginning(title)) ?? 0) + 1);
  return titles.map((title) => {
    const start = beginning(title);
    return cut(start !== '' && (counts.get(start) ?? 0) > 1 ? `… ${title.slice(start.length)}` : title, maxLabel);
  });
}

/** Position on the arc, in the middle of its row. */
function placeOf(index: number, count: number): { x: number; y: number } {
  const height = count === 1 ? 0 : (2 * index) / (count - 1) - 1;
  return { x: Math.round(bowStart + bowDepth * Math.sqrt(1 - 0.9 * height ** 2)), y: 4 + rowHeight * index + rowHeight / 2 };
}

const maxBetween = 10;

/** Curves between articles in the map that are linked with each other. */
function linesBetween({ wiki }: RenderContext, drawn: readonly Neighbour[], places: readonly { x: number; y: number }[]): string {
  const rows = new Map(drawn.map(({ article }, index) => [article.id, index]));
  const pairs = new Set<string>();
  for (const [index, { article }] of drawn.entries()) {
    // Uses outgoing links, since a well-known article has thousands of incoming ones.
    for (const to of wiki.resolutions.get(article.id) ?? []) {
      const other = to.state === 'article' ? rows.get(to.id) : undefined;
      if (other !== undefined && other !== index) pairs.add([Math.min(index, other), Math.max(index, other)].join(' '));
    }
  }
  const lines = [...pairs].sort().slice(0, maxBetween);
  return lines
    .map((pair) => {
      const [a, b] = pair.split(' ').map((row) => places[Number(row)]);
      return a && b ? `M${a.x},${a.y}Q${Math.min(a.x, b.x) - 14},${(a.y + b.y) / 2} ${b.x},${b.y}` : '';
    })
    .join('');
}
