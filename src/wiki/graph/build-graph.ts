/** Inverts links: backlinks of each article, and its connections as seen from both sides. */

import { compareStrings } from '../diagnostics.ts';
import type { Article, ArticleId, LinkKind, Resolution, WrittenLink } from '../model.ts';
import type { RelationSide, Relations } from '../schema/relations.ts';

/** An article that links here, and the indices of its links that do. */
export interface Backlink {
  readonly from: ArticleId;
  readonly links: readonly number[];
}

type NoArticle = { readonly missing: string } | { readonly ambiguous: string };

/** A connection as one article shows it. */
export interface Connection {
  readonly direction: 'outgoing' | 'incoming';
  /** Name of the relation on this side. For an undeclared relation, the label as written; undefined for an untyped connection. */
  readonly label?: string;
  readonly relation?: string;
  /** For a declared relation, its direction: `forwards` if this article is the subject (`A derived from B`, seen from A). */
  readonly reads?: 'forwards' | 'backwards';
  /** The other side: an article, an ambiguous name, or a name without an article. */
  readonly other: { readonly id: ArticleId } | NoArticle;
  /**
   * Indices of this article's links that state the connection, one for each part of the other that they point to; empty if only
   * the other article states it.
   */
  readonly links: readonly number[];
  /** The article that states the connection, and the index of the connection there. */
  readonly declaredBy: ArticleId;
  readonly index: number;
  /** Indices of repeated statements in the same article, each with a different note. */
  readonly restatedAt?: readonly number[];
}

/** All links of one kind from one article to another. */
export interface GraphLink {
  readonly from: ArticleId;
  readonly to: ArticleId;
  readonly kind: LinkKind;
  readonly relation?: string;
  readonly count: number;
}

/** A name that articles link to and that no article has. */
export interface WantedName {
  readonly name: string;
  readonly from: readonly ArticleId[];
}

export interface Graph {
  /** By target; each linking article once, by title. */
  readonly backlinks: ReadonlyMap<ArticleId, readonly Backlink[]>;
  readonly connections: ReadonlyMap<ArticleId, readonly Connection[]>;
  readonly links: readonly GraphLink[];
  /** Most linked first. */
  readonly wanted: readonly WantedName[];
}

/**
 * @param articles sorted by id, without index and log pages, whose links therefore do not count
 * @param resolutions for each article, one per written link
 */
export function buildGraph(
  articles: readonly Article[],
  resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>,
  relations: Relations,
): Graph {
  const isArticle = new Set(articles.map(({ id }) => id));
  const backlinks = new Map<ArticleId, { from: ArticleId; links: number[] }[]>();
  const links: GraphLink[] = [];
  const wanted = new Map<string, { name: string; from: Set<ArticleId> }>();

  for (const article of articles) {
    const relationOf = relationsOfLinks(article, relations);
    const targets = resolutions.get(article.id) ?? [];
    const own = new Map<ArticleId, (Omit<GraphLink, 'count'> & { count: number })[]>();
    for (const [index, link] of article.parsed.links.entries()) {
      const target = targets[index];
      if (target?.state === 'missing' && link.kind !== 'source' && link.kind !== 'embed') {
        const key = target.name.toLowerCase();
        const entry = wanted.get(key) ?? { name: target.name, from: new Set() };
        entry.from.add(article.id);
        wanted.set(key, entry);
      }
      if (target?.state !== 'article' || target.id === article.id || !isArticle.has(target.id)) continue;
      addBacklink(backlinks, target.id, article.id, index);
      const relation = relationOf.get(index);
      const toTarget = own.get(target.id) ?? [];
      own.set(target.id, toTarget);
      const known = toTarget.find((each) => each.kind === link.kind && each.relation === relation);
      if (known) known.count++;
      else
        toTarget.push({
          from: article.id,
          to: target.id,
          kind: link.kind,
          ...(relation !== undefined && { relation }),
          count: 1,
        });
    }
    for (const toTarget of own.values()) links.push(...toTarget);
  }

  const rank = ranksByTitle(articles);
  for (const from of backlinks.values()) from.sort((a, b) => (rank.get(a.from) ?? 0) - (rank.get(b.from) ?? 0));
  return {
    backlinks,
    connections: buildConnections(articles, resolutions, relations),
    links,
    wanted: [...wanted.values()]
      .map(({ name, from }): WantedName => ({ name, from: [...from] }))
      .sort((a, b) => b.from.length - a.from.length || compareStrings(a.name, b.name)),
  };
}

/** Order of titles throughout: alphabetical, numbers by value; case and accents only break ties. */
export const titleOrder = new Intl.Collator('en', { numeric: true });

/** By title, then by id. */
export function byTitle(a: Article, b: Article): number {
  return titleOrder.compare(a.parsed.title, b.parsed.title) || compareStrings(a.id, b.id);
}

/** Ranks titles once: comparing them again in every list of backlinks is too slow. */
function ranksByTitle(articles: readonly Article[]): Map<ArticleId, number> {
  const sorted = [...articles].sort(byTitle);
  return new Map(sorted.map(({ id }, index) => [id, index]));
}

function addBacklink(
  backlinks: Map<ArticleId, { from: ArticleId; links: number[] }[]>,
  to: ArticleId,
  from: ArticleId,
  link: number,
): void {
  const known = backlinks.get(to);
  // Articles are processed one after another, so only the last entry can be from this one.
  const last = known?.at(-1);
  if (!known) backlinks.set(to, [{ from, links: [link] }]);
  else if (last?.from === from) last.links.push(link);
  else known.push({ from, links: [link] });
}

/** The relation key, or the label as written, of each link that belongs to a typed connection. */
function relationsOfLinks(article: Article, relations: Relations): Map<number, string> {
  const found = new Map<number, string>();
  for (const { label, links } of article.parsed.connections) {
    if (label === undefined) continue;
    for (const link of links) found.set(link, relations.of(label)?.relation.key ?? label);
  }
  return found;
}

/** Connections found so far. */
interface ConnectionList {
  readonly relations: Relations;
  /** Ids of the articles, which show incoming connections; folder pages show none. */
  readonly articleIds: ReadonlySet<ArticleId>;
  readonly byArticle: Map<ArticleId, Connection[]>;
  /** For each fact, the articles that show it, and the index of the connection in the list of each. */
  readonly shown: Map<string, Map<ArticleId, number>>;
}

/** One link of a connection that an article states. */
interface Statement {
  readonly article: Article;
  /** Index of the connection in the article. */
  readonly index: number;
  /** Index of the link in the article. */
  readonly link: number;
  readonly label: string | undefined;
  readonly to: Connection['other'];
}

/** Lists each fact once, even if both articles state it. An article prefers its own statement if that has a note. */
function buildConnections(
  articles: readonly Article[],
  resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>,
  relations: Relations,
): Map<ArticleId, Connection[]> {
  const articleIds = new Set(articles.map(({ id }) => id));
  const list: ConnectionList = { relations, articleIds, byArticle: new Map(), shown: new Map() };
  const statements = articles.flatMap((article) => statementsOf(article, resolutions.get(article.id) ?? []));
  // Typed connections first, so that they take precedence over untyped ones of the same pair.
  for (const statement of statements) if (statement.label !== undefined) addStatement(list, statement);
  for (const statement of statements) if (statement.label === undefined) addStatement(list, statement);
  return list.byArticle;
}

/** @param targets resolutions of the links of the article */
function statementsOf(article: Article, targets: readonly Resolution[]): Statement[] {
  return article.parsed.connections.flatMap(({ label, links, note }, index) =>
    links.flatMap((link) => {
      const to = otherSideOf(targets[link]);
      // A connection of an article to itself counts only if it has a note.
      const isToItself = to !== undefined && 'id' in to && to.id === article.id && note === undefined;
      return to === undefined || isToItself ? [] : [{ article, index, link, label, to }];
    }),
  );
}

/** What a link connects to; undefined for an attachment, an address and the like. */
function otherSideOf(target: Resolution | undefined): Connection['other'] | undefined {
  switch (target?.state) {
    case 'article':
      return { id: target.id };
    case 'missing':
      return { missing: target.name };
    case 'ambiguous':
      return { ambiguous: target.name };
    default:
      return undefined;
  }
}

/** Adds a connection to the article that states it and to the other side, or merges it with the one already shown. */
function addStatement(list: ConnectionList, statement: Statement): void {
  const { article, index, link, label, to } = statement;
  const side = label === undefined ? undefined : list.relations.of(label);
  const key = factKey(article.id, to, side, label);
  const shown = list.shown.get(key);
  if (shown) {
    const own = list.byArticle.get(article.id);
    const at = shown.get(article.id);
    if (!own || at === undefined) return;
    restate(own, at, article, index);
    addLink(own, at, article.parsed.links, link);
    return;
  }
  const declared = { declaredBy: article.id, index };
  const places = new Map<ArticleId, number>();
  list.shown.set(key, places);
  const own: Connection = { direction: 'outgoing', ...labelled(label, side, false), other: to, links: [link], ...declared };
  places.set(article.id, addConnection(list, article.id, own));
  // An article is not its own other side.
  if (label === undefined || !('id' in to) || to.id === article.id || !list.articleIds.has(to.id)) return;
  const other = { id: article.id };
  const back: Connection = { direction: 'incoming', ...labelled(label, side, true), other, links: [], ...declared };
  places.set(to.id, addConnection(list, to.id, back));
}

/** Returns the index of the connection in the list of the article. */
function addConnection({ byArticle }: ConnectionList, id: ArticleId, connection: Connection): number {
  const own = byArticle.get(id);
  if (own) return own.push(connection) - 1;
  byArticle.set(id, [connection]);
  return 0;
}

/** Merges a repeated statement: the first one with a note is the main one; other notes are listed after it. */
function restate(own: Connection[], at: number, article: Article, index: number): void {
  const noteAt = (number: number): string | undefined => article.parsed.connections[number]?.note;
  const first = own[at];
  const note = noteAt(index);
  if (!first || note === undefined) return;
  const restatedAt = first.restatedAt ?? [];
  if (first.declaredBy !== article.id || noteAt(first.index) === undefined) own[at] = { ...first, declaredBy: article.id, index };
  else if (![first.index, ...restatedAt].some((number) => noteAt(number) === note))
    own[at] = { ...first, restatedAt: [...restatedAt, index] };
}

/** Adds a link to a connection if it points to another part, or replaces one without a label. */
function addLink(own: Connection[], at: number, written: readonly WrittenLink[], link: number): void {
  const shown = own[at];
  if (!shown) return;
  const { anchor, label } = written[link] ?? {};
  const same = shown.links.find((each) => written[each]?.anchor === anchor);
  if (same === undefined) own[at] = { ...shown, links: [...shown.links, link] };
  else if (label !== undefined && written[same]?.label === undefined)
    own[at] = { ...shown, links: shown.links.map((each) => (each === same ? link : each)) };
}

function labelled(
  label: string | undefined,
  side: RelationSide | undefined,
  isFarSide: boolean,
): Pick<Connection, 'label' | 'relation' | 'reads'> {
  if (label === undefined) return {};
  if (!side) return { label };
  const { relation, inverse } = side;
  return inverse !== isFarSide
    ? { label: relation.inverse, relation: relation.key, reads: 'backwards' }
    : { label: relation.label, relation: relation.key, reads: 'forwards' };
}

/** The same key for a fact from either side: `A augments B`, `B augmented by A`. */
function factKey(from: ArticleId, to: Connection['other'], side: RelationSide | undefined, label: string | undefined): string {
  if (!('id' in to)) return `missing\0${label ?? ''}\0${from}\0${('missing' in to ? to.missing : to.ambiguous).toLowerCase()}`;
  if (label === undefined) return `untyped\0${from}\0${to.id}`;
  if (!side) return `${label}\0${from}\0${to.id}`;
  const isSymmetric = side.relation.label === side.relation.inverse;
  const [a, b] = (isSymmetric ? from > to.id : side.inverse) ? [to.id, from] : [from, to.id];
  return `${side.relation.key}\0${a}\0${b}`;
}
