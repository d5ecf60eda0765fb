/** What a change of a vault changes in the wiki: articles, links, sources, trust. */
import { groupBy } from '../../shared/group-by.ts';
import { compareStrings } from '../diagnostics.ts';
import type { Wiki } from '../link-wiki.ts';
import type { Article, ArticleId, Trust } from '../model.ts';

export interface ArticleName {
  readonly id: ArticleId;
  readonly title: string;
  readonly path: string;
}

/** A part of an article that differs. */
export type ChangedPart = 'text' | 'title' | 'type' | 'status' | 'aliases' | 'tags';

export interface ChangedArticle extends ArticleName {
  readonly parts: readonly ChangedPart[];
  /** Where it was, if it has moved. */
  readonly from?: ArticleName;
}

export interface LinkToNothing {
  readonly from: ArticleId;
  /** The name that the link gives. */
  readonly name: string;
}

export interface LostSource {
  readonly article: ArticleId;
  /** The article of the source, which may be gone itself. */
  readonly source: ArticleId;
}

/** A typed connection, as the article that states it names it. */
export interface ConnectionName {
  readonly from: ArticleId;
  /** Absent for an untyped connection. */
  readonly relation?: string;
  /** The id of an article, or a name without an article. */
  readonly to: string;
}

export interface ChangedTrust {
  readonly article: ArticleId;
  readonly before: Trust;
  readonly after: Trust;
}

export interface WikiCounts {
  readonly articles: number;
  readonly links: number;
  readonly connections: number;
}

export interface WikiDifference {
  readonly before: WikiCounts;
  readonly after: WikiCounts;
  readonly added: readonly ArticleName[];
  readonly gone: readonly ArticleName[];
  /** Articles whose file has another path, and the same content, title or name. */
  readonly moved: readonly { readonly from: ArticleName; readonly to: ArticleName }[];
  /** Includes articles that moved and changed. */
  readonly changed: readonly ChangedArticle[];
  /** Links that lead to no article, or to several, and did not before. */
  readonly broken: readonly LinkToNothing[];
  /** Those that did before, and no longer do. */
  readonly mended: readonly LinkToNothing[];
  /** Sources that an article rested on, and no longer does. */
  readonly lostSources: readonly LostSource[];
  readonly trust: readonly ChangedTrust[];
  readonly connections: { readonly added: readonly ConnectionName[]; readonly gone: readonly ConnectionName[] };
}

/** Everything is sorted by article. What is private now is in no part of it, whoever could read it before. */
export function compareWikis(before: Wiki, after: Wiki): WikiDifference {
  const isPrivateNow = withheldIn(after);
  const earlier = before.articles.filter((article) => !isPrivateNow(article));
  const old = byId(earlier);
  const now = byId(after.articles);
  const gone = [...old.values()].filter(({ id }) => !now.has(id));
  const added = [...now.values()].filter(({ id }) => !old.has(id));
  const moved = movesOf(gone, added);
  const movedAway = new Set(moved.map(({ from }) => from.id));
  const movedHere = new Set(moved.map(({ to }) => to.id));
  const kept = [...now.values()].flatMap((article): [Article, Article][] => {
    const same = old.get(article.id);
    return same ? [[same, article]] : [];
  });
  const pairs = [...kept, ...moved.map(({ from, to }): [Article, Article] => [from, to])];
  const brokenBefore = linksToNothing({ articles: earlier, resolutions: before.resolutions });
  const brokenNow = linksToNothing(after);
  return {
    before: countsOf(before),
    after: countsOf(after),
    added: added.filter(({ id }) => !movedHere.has(id)).map(nameOf),
    gone: gone.filter(({ id }) => !movedAway.has(id)).map(nameOf),
    moved: moved.map(({ from, to }) => ({ from: nameOf(from), to: nameOf(to) })),
    changed: pairs.flatMap(([earlier, article]) => {
      const parts = partsChanged(earlier, article);
      const from = earlier.id === article.id ? {} : { from: nameOf(earlier) };
      return parts.length > 0 ? [{ ...nameOf(article), parts, ...from }] : [];
    }),
    broken: without(brokenNow, brokenBefore),
    mended: without(brokenBefore, brokenNow),
    lostSources: lostSources(before, after).filter(({ article, source }) => now.has(article) && old.has(source)),
    trust: pairs.flatMap(([earlier, article]) =>
      earlier.trust === article.trust ? [] : [{ article: article.id, before: earlier.trust, after: article.trust }],
    ),
    connections: {
      added: without(connectionsIn(after), connectionsIn(before)),
      gone: without(connectionsIn(before), connectionsIn(after)).filter(({ from }) => old.has(from)),
    },
  };
}

/** Whether an article is withheld in a wiki, there or under another path. */
function withheldIn({ withheld }: Wiki): (article: Article) => boolean {
  const paths = new Set(withheld.map(({ path }) => path));
  const digests = new Set(withheld.map(({ digest }) => digest));
  return ({ parsed: { path, digest } }) => paths.has(path) || digests.has(digest);
}

function byId(articles: readonly Article[]): Map<ArticleId, Article> {
  return new Map([...articles].sort((a, b) => compareStrings(a.id, b.id)).map((article) => [article.id, article]));
}

function nameOf({ id, parsed: { title, path } }: Article): ArticleName {
  return { id, title, path };
}

function countsOf({ articles, graph }: Wiki): WikiCounts {
  const connections = [...graph.connections.values()].flat().filter(({ direction }) => direction === 'outgoing');
  return {
    articles: articles.length,
    links: graph.links.reduce((sum, { count }) => sum + count, 0),
    connections: connections.length,
  };
}

/** Pairs articles that are gone with new ones of the same content, else of the same title or file name if only one has it. */
function movesOf(gone: readonly Article[], added: readonly Article[]): { from: Article; to: Article }[] {
  const found = new Map<Article, Article>();
  const taken = new Set<Article>();
  const pairBy = (keyOf: (article: Article) => string, isOnlyOne: boolean): void => {
    const from = groupBy(
      gone.filter((article) => !found.has(article)),
      keyOf,
    );
    const to = groupBy(
      added.filter((article) => !taken.has(article)),
      keyOf,
    );
    for (const [key, articles] of from) {
      const others = to.get(key) ?? [];
      if (isOnlyOne && (articles.length > 1 || others.length > 1)) continue;
      for (const [index, article] of articles.entries()) {
        const other = others[index];
        if (!other) break;
        found.set(article, other);
        taken.add(other);
      }
    }
  };
  pairBy(({ parsed }) => parsed.digest, false);
  pairBy(({ parsed }) => parsed.title.toLowerCase(), true);
  pairBy(({ parsed }) => parsed.path.slice(parsed.path.lastIndexOf('/') + 1).toLowerCase(), true);
  return gone.flatMap((from) => {
    const to = found.get(from);
    return to ? [{ from, to }] : [];
  });
}

function partsChanged(before: Article, after: Article): ChangedPart[] {
  if (before.parsed.digest === after.parsed.digest) return [];
  const values = ({ type, parsed: { title, properties } }: Article): Record<Exclude<ChangedPart, 'text'>, string> => ({
    title,
    type,
    status: properties.statusWord ?? properties.status,
    aliases: properties.aliases.join('\n'),
    tags: properties.tags.join('\n'),
  });
  const [old, now] = [values(before), values(after)];
  const parts = (Object.keys(now) as (keyof typeof now)[]).filter((part) => old[part] !== now[part]);
  return parts.length > 0 ? parts : ['text'];
}

function linksToNothing({ articles, resolutions }: Pick<Wiki, 'articles' | 'resolutions'>): Map<string, LinkToNothing> {
  const found = new Map<string, LinkToNothing>();
  for (const { id } of articles)
    for (const resolution of resolutions.get(id) ?? [])
      if (resolution.state === 'missing' || resolution.state === 'ambiguous')
        found.set(`${id}\n${resolution.name}`, { from: id, name: resolution.name });
  return found;
}

function connectionsIn({ graph }: Wiki): Map<string, ConnectionName> {
  const found = new Map<string, ConnectionName>();
  for (const [from, connections] of graph.connections)
    for (const { direction, label, other } of connections) {
      if (direction !== 'outgoing') continue;
      const to = 'id' in other ? other.id : 'missing' in other ? other.missing : other.ambiguous;
      found.set(`${from}\n${label ?? ''}\n${to}`, { from, ...(label !== undefined && { relation: label }), to });
    }
  return found;
}

function without<Named>(all: ReadonlyMap<string, Named>, others: ReadonlyMap<string, Named>): Named[] {
  return [...all.keys()]
    .filter((key) => !others.has(key))
    .sort(compareStrings)
    .map((key) => all.get(key) as Named);
}

function lostSources(before: Wiki, after: Wiki): LostSource[] {
  const sourcesIn = ({ graph }: Wiki): Set<string> =>
    new Set(graph.links.flatMap(({ kind, from, to }) => (kind === 'source' ? [`${from}\n${to}`] : [])));
  const kept = sourcesIn(after);
  const lost = [...sourcesIn(before)].filter((each) => !kept.has(each)).map((each) => each.split('\n') as [ArticleId, ArticleId]);
  return lost
    .sort(([a, x], [b, y]) => compareStrings(a, b) || compareStrings(x, y))
    .map(([article, source]) => ({ article, source }));
}
