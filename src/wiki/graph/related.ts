/** Which articles belong together, and why, from the graph alone. */
import type { Article, ArticleId } from '../model.ts';
import type { Relations } from '../schema/relations.ts';
import type { Graph } from './build-graph.ts';

export interface Related {
  readonly id: ArticleId;
  readonly score: number;
  /** In words, the strongest first: `shares 3 sources`. */
  readonly reasons: readonly string[];
}

const maxRelated = 6;

/** What each kind of evidence adds to a score. Shared neighbours and sources are weighed by how rare they are. */
const weights = { connection: 2, bothWays: 1.5, oneWay: 0.6, neighbour: 1, source: 2 } as const;

/** A neighbour with more links than this says nothing about two of its neighbours, and following it would be quadratic. */
const maxHub = 400;

/**
 * For each article the six that belong with it most: by typed connections, links, shared neighbours (Adamic and Adar,
 * "Friends and neighbors on the Web", 2003: a shared neighbour of degree d counts 1/ln d) and shared sources, weighed
 * the same way. Articles are numbers in here and evidence lies in typed arrays: a wiki of ten thousand takes a fraction
 * of a second.
 *
 * @param sourceKeys for each article, what identifies each of its sources
 */
export function relate(
  articles: readonly Article[],
  graph: Graph,
  sourceKeys: ReadonlyMap<ArticleId, readonly string[]>,
  relations: Relations,
): Map<ArticleId, Related[]> {
  const numberOf = new Map(articles.map(({ id }, index) => [id, index]));
  const pairs = linkPairs(graph, numberOf);
  const out = adjacency(articles.length, pairs);
  const into = adjacency(
    articles.length,
    pairs.map(([from, to]): Pair => [to, from]),
  );
  const neighbours = adjacency(articles.length, [...pairs, ...pairs.map(([from, to]): Pair => [to, from])]);
  const { citing, cited } = citations(articles, numberOf, sourceKeys);
  const typed = typedNeighbours(graph, numberOf, relations);

  const tally = new Tally(articles.length);
  const isTarget = new Uint8Array(articles.length);
  const isOrigin = new Uint8Array(articles.length);
  const related = new Map<ArticleId, Related[]>();
  for (const [self, article] of articles.entries()) {
    for (const to of out.of(self)) isTarget[to] = 1;
    for (const from of into.of(self)) isOrigin[from] = 1;
    for (const neighbour of neighbours.of(self)) {
      const circle = neighbours.of(neighbour);
      if (circle.length <= maxHub)
        tally.addCircle(circle, weights.neighbour / Math.log(Math.max(2, circle.length)), tally.common);
      tally.add(neighbour, isTarget[neighbour] && isOrigin[neighbour] ? weights.bothWays : weights.oneWay);
    }
    for (const source of cited.of(self)) {
      const circle = citing.of(source);
      if (circle.length <= maxHub) tally.addCircle(circle, weights.source / Math.log(circle.length + 1), tally.shared);
    }
    for (const [other, { weight }] of typed.get(self) ?? []) tally.add(other, weights.connection * weight);

    const found: Related[] = [];
    for (const other of tally.best(self)) {
      const id = articles[other]?.id;
      if (id === undefined) continue;
      const reasons = reasonsFor({
        connection: typed.get(self)?.get(other)?.label,
        linksTo: isTarget[other] === 1,
        linkedFrom: isOrigin[other] === 1,
        sources: tally.shared[other] ?? 0,
        neighbours: tally.common[other] ?? 0,
      });
      found.push({ id, score: Math.round((tally.scores[other] ?? 0) * 1000) / 1000, reasons });
    }
    related.set(article.id, found);
    tally.clear();
    for (const to of out.of(self)) isTarget[to] = 0;
    for (const from of into.of(self)) isOrigin[from] = 0;
  }
  return related;
}

type Pair = readonly [from: number, to: number];

/** Who is next to whom, in one array: the neighbours of `n` lie from `starts[n]` to `starts[n + 1]`, each once. */
interface Adjacency {
  readonly of: (node: number) => Int32Array;
}

function adjacency(size: number, pairs: readonly Pair[]): Adjacency {
  const starts = new Int32Array(size + 1);
  for (const [from] of pairs) starts[from + 1] = (starts[from + 1] ?? 0) + 1;
  for (let n = 0; n < size; n++) starts[n + 1] = (starts[n + 1] ?? 0) + (starts[n] ?? 0);
  const next = starts.slice();
  const targets = new Int32Array(pairs.length);
  for (const [from, to] of pairs) {
    const at = next[from] ?? 0;
    targets[at] = to;
    next[from] = at + 1;
  }
  const lists = Array.from({ length: size }, (_, n) => distinct(targets.subarray(starts[n], starts[n + 1]).sort()));
  const none = new Int32Array(0);
  return { of: (node) => lists[node] ?? none };
}

/** The sorted list without repetitions, in its own memory. */
function distinct(sorted: Int32Array): Int32Array {
  let length = 0;
  for (let at = 0; at < sorted.length; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue;
    sorted[length++] = sorted[at] ?? 0;
  }
  return sorted.subarray(0, length);
}

/** Evidence for one article at a time; cleared by what was touched, never whole. */
class Tally {
  readonly scores: Float64Array;
  readonly common: Int32Array;
  readonly shared: Int32Array;
  readonly #touched: Int32Array;
  #count = 0;

  constructor(size: number) {
    this.scores = new Float64Array(size);
    this.common = new Int32Array(size);
    this.shared = new Int32Array(size);
    this.#touched = new Int32Array(size);
  }

  add(other: number, score: number): void {
    const known = this.scores[other] ?? 0;
    if (known === 0) this.#touched[this.#count++] = other;
    this.scores[other] = known + score;
  }

  addCircle(circle: Int32Array, score: number, counts: Int32Array): void {
    for (let at = 0; at < circle.length; at++) {
      const other = circle[at] ?? 0;
      this.add(other, score);
      counts[other] = (counts[other] ?? 0) + 1;
    }
  }

  /** The highest scores but `self`'s, the highest first; of equal ones, the lower number first. */
  best(self: number): number[] {
    const best: number[] = [];
    for (let at = 0; at < this.#count; at++) {
      const other = this.#touched[at] ?? 0;
      if (other === self) continue;
      if (best.length === maxRelated && !this.#isBefore(other, best[maxRelated - 1] ?? 0)) continue;
      let place = Math.min(best.length, maxRelated - 1);
      while (place > 0 && this.#isBefore(other, best[place - 1] ?? 0)) {
        best[place] = best[place - 1] ?? 0;
        place--;
      }
      best[place] = other;
    }
    return best;
  }

  clear(): void {
    for (let at = 0; at < this.#count; at++) {
      const other = this.#touched[at] ?? 0;
      this.scores[other] = 0;
      this.common[other] = 0;
      this.shared[other] = 0;
    }
    this.#count = 0;
  }

  #isBefore(a: number, b: number): boolean {
    const difference = (this.scores[a] ?? 0) - (this.scores[b] ?? 0);
    return difference > 0 || (difference === 0 && a < b);
  }
}

function linkPairs(graph: Graph, numberOf: ReadonlyMap<ArticleId, number>): Pair[] {
  const pairs: Pair[] = [];
  for (const { from, to } of graph.links) {
    const a = numberOf.get(from);
    const b = numberOf.get(to);
    if (a !== undefined && b !== undefined) pairs.push([a, b]);
  }
  return pairs;
}

function reasonsFor(evidence: {
  connection: string | undefined;
  linksTo: boolean;
  linkedFrom: boolean;
  sources: number;
  neighbours: number;
}): string[] {
  const reasons: string[] = [];
  if (evidence.connection !== undefined) reasons.push(evidence.connection.toLowerCase());
  if (evidence.sources > 0) reasons.push(`shares ${evidence.sources} ${evidence.sources === 1 ? 'source' : 'sources'}`);
  if (evidence.linksTo && evidence.linkedFrom) reasons.push('linked by both');
  else if (evidence.linksTo) reasons.push('linked from this article');
  else if (evidence.linkedFrom) reasons.push('links to this article');
  if (evidence.neighbours > 0)
    reasons.push(`${evidence.neighbours} ${evidence.neighbours === 1 ? 'neighbour' : 'neighbours'} in common`);
  return reasons;
}

/** Which article cites which source, and the other way round; sources are numbers too. */
function citations(
  articles: readonly Article[],
  numberOf: ReadonlyMap<ArticleId, number>,
  sourceKeys: ReadonlyMap<ArticleId, readonly string[]>,
): { citing: Adjacency; cited: Adjacency } {
  const sources = new Map<string, number>();
  const pairs: Pair[] = [];
  for (const [id, keys] of sourceKeys) {
    const article = numberOf.get(id);
    if (article === undefined) continue;
    for (const key of keys) {
      const source = sources.get(key) ?? sources.size;
      sources.set(key, source);
      pairs.push([article, source]);
    }
  }
  return {
    cited: adjacency(articles.length, pairs),
    citing: adjacency(
      sources.size,
      pairs.map(([article, source]): Pair => [source, article]),
    ),
  };
}

function typedNeighbours(
  graph: Graph,
  numberOf: ReadonlyMap<ArticleId, number>,
  relations: Relations,
): Map<number, Map<number, { weight: number; label: string }>> {
  const typed = new Map<number, Map<number, { weight: number; label: string }>>();
  for (const [id, connections] of graph.connections) {
    const self = numberOf.get(id);
    if (self === undefined) continue;
    for (const { label, other, direction } of connections) {
      const number = 'id' in other ? numberOf.get(other.id) : undefined;
      if (label === undefined || number === undefined || number === self) continue;
      const side = relations.of(label);
      const shown = side || direction === 'outgoing' ? label : `“${label}”`;
      const own = typed.get(self) ?? new Map<number, { weight: number; label: string }>();
      typed.set(self, own);
      own.set(number, { weight: side?.relation.weight ?? 0.5, label: shown });
    }
  }
  return typed;
}
