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

/** Lists each fact once, even if both articles state it. An article prefers its own statement if that has a note. */
function buildConnections(
  articles: readonly Article[],
  resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>,
  relations: Relations,
): Map<ArticleId, Connection[]> {
  const byArticle = new Map<ArticleId, Connection[]>();
  /** By fact, then by article: index in the connections of that article. */
  const known = new Map<string, Map<ArticleId, number>>();
  const isArticle = new Set(articles.map(({ id }) => id));
  const add = (id: ArticleId, connection: Connection): number => {
    const own = byArticle.get(id);
    if (own) return own.push(connection) - 1;
    byArticle.set(id, [connection]);
    return 0;
  };
  /** Merges a repeated statement: the first one with a note is the main one; other notes are listed after it. */
  const restate = (shown: ReadonlyMap<ArticleId, number>, article: Article, index: number): void => {
    const list = byArticle.get(article.id);
    const at = shown.get(article.id);
    const first = at === undefined ? undefined : list?.[at];
    const noteAt = (number: number): string | undefined => article.parsed.connections[number]?.note;
    const note = noteAt(index);
    if (!list || at === undefined || !first || note === undefined) return;
    const restatedAt = first.restatedAt ?? [];
    if (first.declaredBy !== article.id || noteAt(first.index) === undefined)
      list[at] = { ...first, declaredBy: article.id, index };
    else if (![first.index, ...restatedAt].some((number) => noteAt(number) === note))
      list[at] = { ...first, restatedAt: [...restatedAt, index] };
  };
  const declare = (
    article: Article,
    { index, link }: { readonly index: number; readonly link: number },
    to: ArticleId | NoArticle,
    label: string | undefined,
  ): void => {
    const side = label === undefined ? undefined : relations.of(label);
    const declaredBy = article.id;
    const own = { direction: 'outgoing', ...labelled(label, side, false), links: [link], declaredBy, index } as const;
    const isFound = typeof to === 'string';
    const key = isFound
      ? factKey(article.id, to, side, label)
      : `missing\0${label ?? ''}\0${article.id}\0${('missing' in to ? to.missing : to.ambiguous).toLowerCase()}`;
    const shown = known.get(key);
    if (shown) {
      restate(shown, article, index);
      addLink(byArticle.get(article.id), shown.get(article.id), article.parsed.links, link);
      return;
    }
    if (!isFound) {
      known.set(key, new Map([[article.id, add(article.id, { ...own, other: to })]]));
      return;
    }
    const places = new Map([[article.id, add(article.id, { ...own, other: { id: to } })]]);
    // Folder pages show no incoming connections, and an article is not its own other side.
    if (label !== undefined && to !== article.id && isArticle.has(to))
      places.set(
        to,
        add(to, {
          direction: 'incoming',
          ...labelled(label, side, true),
          other: { id: declaredBy },
          links: [],
          declaredBy,
          index,
        }),
      );
    known.set(key, places);
  };

  // Typed connections first, so that they take precedence over untyped ones of the same pair.
  for (const typed of [true, false]) {
    for (const article of articles) {
      const targets = resolutions.get(article.id) ?? [];
      for (const [index, { label, links, note }] of article.parsed.connections.entries()) {
        if ((label !== undefined) !== typed) continue;
        for (const link of links) {
          const target = targets[link];
          // A connection of an article to itself counts only if it has a note.
          if (target?.state === 'article' && target.id === article.id && note === undefined) continue;
          const statement = { index, link };
          if (target?.state === 'article') declare(article, statement, target.id, label);
          else if (target?.state === 'missing') declare(article, statement, { missing: target.name }, label);
          else if (target?.state === 'ambiguous') declare(article, statement, { ambiguous: target.name }, label);
        }
      }
    }
  }
  return byArticle;
}

/** Adds a link to a connection of a list if it points to another part, or replaces one without a label. */
function addLink(list: Connection[] | undefined, at: number | undefined, written: readonly WrittenLink[], link: number): void {
  const shown = at === undefined ? undefined : list?.[at];
  if (!list || at === undefined || !shown) return;
  const { anchor, label } = written[link] ?? {};
  const same = shown.links.find((each) => written[each]?.anchor === anchor);
  if (same === undefined) list[at] = { ...shown, links: [...shown.links, link] };
  else if (label !== undefined && written[same]?.label === undefined)
    list[at] = { ...shown, links: shown.links.map((each) => (each === same ? link : each)) };
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

/** Gives a fact the same key from either side: `A augments B`, `B augmented by A`. */
function factKey(from: ArticleId, to: ArticleId, side: RelationSide | undefined, label: string | undefined): string {
  if (label === undefined) return `untyped\0${from}\0${to}`;
  if (!side) return `${label}\0${from}\0${to}`;
  const isSymmetric = side.relation.label === side.relation.inverse;
  const [a, b] = (isSymmetric ? from > to : side.inverse) ? [to, from] : [from, to];
  return `${side.relation.key}\0${a}\0${b}`;
}
