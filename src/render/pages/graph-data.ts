/** Data for the graph page: every article and link, in columns, which keeps the file small even for 10,000 articles. */
import type { GraphMap } from '../../wiki/graph/graph-map.ts';
import type { Article, ArticleId, LinkKind } from '../../wiki/model.ts';
import { type RenderContext, typeMark } from '../context.ts';
import type { GraphData, GraphLinkSort } from '../payloads.ts';
import { mostSharedTags } from './list-pages.ts';
import { riceCode } from './rice.ts';

/** Labels of links of each kind, as seen from either end. */
const kindWords = {
  body: ['linkBody', 'linkBodyInverse'],
  connection: ['linkConnection', 'linkConnectionInverse'],
  property: ['linkProperty', 'linkPropertyInverse'],
  embed: ['linkEmbed', 'linkEmbedInverse'],
  source: ['linkSource', 'linkSourceInverse'],
} as const satisfies Record<LinkKind, unknown>;

export function graphData(context: RenderContext, { communities, layout }: GraphMap): string {
  const { wiki, config, urls } = context;
  const { articles } = wiki;
  const typeKeys = [...new Set(articles.map(({ type }) => type))].sort();
  const tags = mostSharedTags(context, articles);
  const tagNumbers = new Map(tags.map(({ key }, index) => [key, index]));
  const folders = [...new Set(articles.map(({ id }) => folderOf(id)))].sort();
  const folderNumbers = new Map(folders.map((folder, index) => [folder, index]));
  const typeNumbers = new Map(typeKeys.map((key, index) => [key, index]));
  const data: GraphData = {
    version: 1,
    base: urls.base,
    hasJson: config.twins.json,
    types: typeKeys.map((key) => {
      const { label, shape, hue } = typeMark(key, config, urls);
      return { key, label, shape, hue };
    }),
    tags: tags.map(({ key, label }) => ({ key, label })),
    folders,
    titles: articles.map(({ parsed }) => parsed.title),
    names: articles.map(nameOf),
    folder: articles.map(({ id }) => folderNumbers.get(folderOf(id)) ?? 0),
    type: articles.map(({ type }) => typeNumbers.get(type) ?? 0),
    tagged: articles.map((article) =>
      [...context.tags.ofArticle(article, true)].flatMap(({ key }) => tagNumbers.get(key) ?? []).sort((a, b) => a - b),
    ),
    x: layout.x,
    y: layout.y,
    community: communities.of,
    centres: communities.members.map(([centre = 0]) => centre),
    links: linkSorts(context),
  };
  return JSON.stringify(data);
}

/** `concepts/` of `concepts/latent-space` */
function folderOf(id: ArticleId): string {
  return id.slice(0, id.lastIndexOf('/') + 1);
}

/** The last segment of an id; 0 if `slugOfTitle` in the browser derives it from the title. */
function nameOf({ id, parsed }: Article): string | 0 {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return name === parsed.title.toLowerCase().replaceAll(' ', '-') ? 0 : name;
}

/** All links grouped by label, most frequent first. A typed connection points in the forward direction of its relation. */
function linkSorts({ say, wiki: { articles, graph, options } }: RenderContext): GraphLinkSort[] {
  const numbers = new Map(articles.map(({ id }, number) => [id, number]));
  const sorts = new Map<string, Omit<GraphLinkSort, 'pairs' | 'count'> & { keys: Set<number> }>();
  const add = (key: string, from: ArticleId, to: ArticleId, sort: Omit<GraphLinkSort, 'pairs' | 'count'>): void => {
    const a = numbers.get(from);
    const b = numbers.get(to);
    if (a === undefined || b === undefined || a === b) return;
    const known = sorts.get(key) ?? { ...sort, keys: new Set() };
    sorts.set(key, known);
    known.keys.add(a * articles.length + b);
  };
  for (const { from, to, kind, relation } of graph.links) {
    if (relation !== undefined) continue;
    const [label, inverse] = kindWords[kind];
    add(kind, from, to, { kind, label: say(label), inverse: say(inverse) });
  }
  for (const [id, connections] of graph.connections) {
    for (const { declaredBy, label, reads, other } of connections) {
      if (declaredBy !== id || label === undefined || !('id' in other)) continue;
      const side = options.relations.of(label);
      const [from, to] = reads === 'backwards' ? [other.id, id] : [id, other.id];
      const named = side?.relation ?? { key: label.toLowerCase(), label: label.replaceAll('_', ' '), inverse: undefined };
      add(`relation ${named.key}`, from, to, {
        kind: 'connection',
        relation: named.key,
        label: named.label,
        ...(named.inverse !== undefined && { inverse: named.inverse }),
      });
    }
  }
  return [...sorts.values()]
    .sort((a, b) => b.keys.size - a.keys.size)
    .map(({ keys, ...sort }): GraphLinkSort => ({ ...sort, count: keys.size, pairs: riceCode(Float64Array.from(keys).sort()) }));
}
