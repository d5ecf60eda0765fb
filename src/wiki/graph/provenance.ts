import type { Article, ArticleId, Properties, Stamp, Trust } from '../model.ts';
import type { Connection, Graph } from './build-graph.ts';
import { circlesIn } from './circles.ts';
import type { SourceCatalogue } from './sources.ts';

/** Trust tier (OKF v0.2): human-reviewed if any `by` starts with `human:`, machine-confirmed if there are only others. */
export function trustOf(verified: readonly Stamp[]): Trust {
  if (verified.some(({ by }) => by.startsWith('human:'))) return 'human-reviewed';
  return verified.length > 0 ? 'machine-confirmed' : 'unverified';
}

/**
 * Whether an article is stale at `now` (OKF v0.2, `stale_after`): it is from that instant on. A date without a time means
 * midnight UTC.
 */
export function isStale(staleAfter: string | undefined, now: Date): boolean {
  return staleAfter !== undefined && now.getTime() >= Date.parse(staleAfter);
}

/**
 * The instant from which an article is stale: its `stale_after`, else `afterDays` days after its last update; undefined if it
 * never is, or only after the year 9999.
 *
 * @param afterDays `staleAfterDays` of sourcebook.yaml
 */
export function staleSince({ staleAfter, updated }: Properties, afterDays: number | undefined): string | undefined {
  if (staleAfter !== undefined || updated === undefined || afterDays === undefined) return staleAfter;
  const instant = Date.parse(updated) + afterDays * millisecondsPerDay;
  return instant < endOfYears ? new Date(instant).toISOString() : undefined;
}

const millisecondsPerDay = 24 * 60 * 60 * 1000;

/** End of the years with four digits. */
const endOfYears = Date.UTC(10_000, 0);

/** The instant at which the next of these articles becomes stale; undefined if none will. */
export function nextStale(articles: readonly Article[], afterDays: number | undefined, now: Date): string | undefined {
  let next: string | undefined;
  for (const { parsed } of articles) {
    const since = staleSince(parsed.properties, afterDays);
    if (since === undefined || isStale(since, now)) continue;
    if (next === undefined || Date.parse(since) < Date.parse(next)) next = since;
  }
  return next;
}

/** An unreliable article that another one rests on. */
export interface WeakFooting {
  readonly id: ArticleId;
  readonly why: 'unverified' | 'deprecated';
  /** The source through which the article rests on it, if not directly. */
  readonly via?: ArticleId;
}

/**
 * Finds articles that rest on an unverified or deprecated one, through their sources and derivations and theirs in turn (OKF v0.2
 * §5.1: a consumer may recurse into a source's own sources and let credibility propagate). A human-reviewed article stops the
 * propagation. Of several paths to the same doubtful article, the shortest is reported. Linear in the number of sources; cycles
 * are allowed.
 *
 * @returns the weak footings of each such article, direct ones first
 */
export function footings(articles: readonly Article[], basis: Basis): Map<ArticleId, WeakFooting[]> {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const restingOn = new Map<ArticleId, ArticleId[]>();
  for (const [id, own] of basis) {
    for (const each of own) {
      const resting = restingOn.get(each);
      if (resting) resting.push(id);
      else restingOn.set(each, [id]);
    }
  }
  // Breadth first from the doubtful articles, so that each article is reached from the nearest one first.
  const doubt = new Map<ArticleId, Pick<WeakFooting, 'id' | 'why'>>();
  const queue: ArticleId[] = [];
  for (const article of articles) {
    const why = weaknessOf(article);
    if (why === undefined) continue;
    doubt.set(article.id, { id: article.id, why });
    queue.push(article.id);
  }
  for (let at = 0; at < queue.length; at++) {
    const heard = doubt.get(queue[at] as ArticleId);
    for (const id of restingOn.get(queue[at] as ArticleId) ?? []) {
      if (!heard || doubt.has(id) || byId.get(id)?.trust === 'human-reviewed') continue;
      doubt.set(id, heard);
      queue.push(id);
    }
  }
  const found = new Map<ArticleId, WeakFooting[]>();
  for (const [id, own] of basis) {
    const weak = own.flatMap((each): WeakFooting[] => {
      const heard = doubt.get(each);
      if (!heard || heard.id === id) return [];
      return [heard.id === each ? heard : { ...heard, via: each }];
    });
    if (weak.length > 0)
      found.set(
        id,
        weak.sort((a, b) => Number(a.via !== undefined) - Number(b.via !== undefined)),
      );
  }
  return found;
}

/** Weakness of the article itself. Without recorded provenance, an article is not doubtful. */
function weaknessOf({ trust, parsed: { properties } }: Article): WeakFooting['why'] | undefined {
  if (properties.status === 'deprecated') return 'deprecated';
  return properties.generated !== undefined && trust === 'unverified' ? 'unverified' : undefined;
}

/** For each article made from others, those it is made from. */
export type Basis = ReadonlyMap<ArticleId, readonly ArticleId[]>;

/** Key of the relation that states a derivation. */
const derivation = 'derived-from';

/** The articles that each article is made from: sources that are articles, and the targets of derivations. */
export function basisOf(
  articles: readonly Article[],
  { keys, byKey }: Pick<SourceCatalogue, 'keys' | 'byKey'>,
  { connections }: Pick<Graph, 'connections'>,
): Basis {
  const isDerivation = ({ relation, reads }: Connection): boolean => relation === derivation && reads === 'forwards';
  const basis = new Map<ArticleId, readonly ArticleId[]>();
  for (const { id } of articles) {
    const own = new Set<ArticleId>();
    for (const key of keys.get(id) ?? []) {
      const article = byKey.get(key)?.article;
      if (article !== undefined) own.add(article);
    }
    for (const connection of connections.get(id) ?? [])
      if (isDerivation(connection) && 'id' in connection.other) own.add(connection.other.id);
    own.delete(id);
    if (own.size > 0) basis.set(id, [...own]);
  }
  return basis;
}

/** Articles that are made from themselves through others: each cycle, by id. */
export function circularBases(basis: Basis): ArticleId[][] {
  const ids = [...new Set([...basis].flatMap(([id, own]) => [id, ...own]))].sort();
  const numberOf = new Map(ids.map((id, index) => [id, index]));
  const next = ids.map((id) => (basis.get(id) ?? []).map((each) => numberOf.get(each) ?? 0));
  return circlesIn(next).map((circle) => circle.flatMap((number) => ids[number] ?? []));
}
