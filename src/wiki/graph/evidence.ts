/** Evidence that two articles are related. Articles are numbered, and the evidence is in typed arrays. */
import type { Article, ArticleId } from '../model.ts';
import type { Relations } from '../schema/relations.ts';
import type { Graph } from './build-graph.ts';
import type { Similarity } from './similarity.ts';
import { sourceArticleOf } from './sources.ts';

/**
 * Maximum number of links of a shared neighbour. Hubs say nothing about their neighbours, and following them would be quadratic.
 */
const maxHub = 400;

/**
 * Evidence between one article and all others, by number of the other. The arrays are reused for the next article; only the
 * entries that were written are cleared.
 */
export class Evidence {
  /** The articles for which there is evidence: the first `count` entries. */
  readonly others: Int32Array;
  count = 0;
  /**
   * Number of shared neighbours, and their total weight: one of degree d weighs 1/ln d (Adamic and Adar, "Friends and neighbors
   * on the Web", 2003).
   */
  readonly common: Int32Array;
  readonly neighbours: Float64Array;
  /** Number of shared sources, and their total weight, computed in the same way. */
  readonly shared: Int32Array;
  readonly sources: Float64Array;
  /** Similarity of the words, from 0 to 1. */
  readonly words: Float64Array;
  readonly linksTo: Uint8Array;
  readonly linkedFrom: Uint8Array;
  /** Weight of the relation between the two. */
  readonly connection: Float64Array;
  readonly #known: Uint8Array;
  readonly #into: Adjacency;
  readonly #out: Adjacency;
  readonly #adjacent: Adjacency;
  readonly #citing: Adjacency;
  readonly #cited: Adjacency;
  /** For sources that are articles. */
  readonly #citingPage: Adjacency;
  readonly #citedPages: Adjacency;
  readonly #typed: ReadonlyMap<number, ReadonlyMap<number, { weight: number; label: string }>>;
  readonly #similarity: Similarity | undefined;

  /** @param sourceKeys for each article, the keys of its sources: `SourceCatalogue.keys` */
  constructor(
    articles: readonly Article[],
    graph: Graph,
    sourceKeys: ReadonlyMap<ArticleId, readonly string[]>,
    relations: Relations,
    similarity?: Similarity,
  ) {
    const size = articles.length;
    const numberOf = new Map(articles.map(({ id }, index) => [id, index]));
    const toPages = sourcePages(sourceKeys, numberOf);
    const pairs = [...toPages, ...linkPairs(graph, numberOf)];
    const turned = pairs.map(([from, to]): Pair => [to, from]);
    this.#out = adjacency(size, pairs);
    this.#into = adjacency(size, turned);
    this.#adjacent = adjacency(size, [...pairs, ...turned]);
    const { citing, cited } = citations(articles, numberOf, sourceKeys);
    this.#citing = citing;
    this.#cited = cited;
    this.#citedPages = adjacency(size, toPages);
    this.#citingPage = adjacency(
      size,
      toPages.map(([from, to]): Pair => [to, from]),
    );
    this.#typed = typedNeighbours(graph, numberOf, relations);
    this.#similarity = similarity;
    this.others = new Int32Array(size);
    this.common = new Int32Array(size);
    this.neighbours = new Float64Array(size);
    this.shared = new Int32Array(size);
    this.sources = new Float64Array(size);
    this.words = new Float64Array(size);
    this.linksTo = new Uint8Array(size);
    this.linkedFrom = new Uint8Array(size);
    this.connection = new Float64Array(size);
    this.#known = new Uint8Array(size);
  }

  /** Gathers the evidence between `self` and all others, replacing the previous article's. */
  gather(self: number): void {
    this.#clear();
    this.#known[self] = 1;
    for (const to of this.#out.of(self)) {
      this.#touch(to);
      this.linksTo[to] = 1;
    }
    for (const from of this.#into.of(self)) {
      this.#touch(from);
      this.linkedFrom[from] = 1;
    }
    for (const neighbour of this.#adjacent.of(self)) {
      const circle = this.#adjacent.of(neighbour);
      if (circle.length <= maxHub)
        this.#addCircle(circle, 1 / Math.log(Math.max(2, circle.length)), this.neighbours, this.common);
    }
    for (const source of this.#cited.of(self)) {
      const circle = this.#citing.of(source);
      if (circle.length <= maxHub) this.#addCircle(circle, 1 / Math.log(circle.length + 1), this.sources, this.shared);
    }
    // A source and an article made from it count as sharing it, like two articles made from it.
    for (const page of this.#citedPages.of(self)) this.#addSource(page, this.#citingPage.of(page).length);
    const citing = this.#citingPage.of(self);
    if (citing.length <= maxHub) for (const article of citing) this.#addSource(article, citing.length);
    for (const [other, { weight }] of this.#typed.get(self) ?? []) {
      this.#touch(other);
      this.connection[other] = weight;
    }
    this.#similarity?.forEachSimilar(self, (other, cosine) => {
      this.#touch(other);
      this.words[other] = cosine;
    });
    this.#known[self] = 0;
    this.#forget(self);
  }

  /** Label of the relation between `self` and `other` on the side of `self`. */
  labelOf(self: number, other: number): string | undefined {
    return this.#typed.get(self)?.get(other)?.label;
  }

  #addSource(other: number, citing: number): void {
    this.#touch(other);
    this.sources[other] = (this.sources[other] ?? 0) + 1 / Math.log(citing + 2);
  }

  #touch(other: number): void {
    if (this.#known[other]) return;
    this.#known[other] = 1;
    this.others[this.count++] = other;
  }

  /** The hot loop: reads the fields once for the whole list. */
  #addCircle(circle: Int32Array, weight: number, weights: Float64Array, counts: Int32Array): void {
    const { others } = this;
    const known = this.#known;
    let touched = this.count;
    for (let at = 0; at < circle.length; at++) {
      const other = circle[at] ?? 0;
      if (known[other] === 0) {
        known[other] = 1;
        others[touched++] = other;
      }
      counts[other] = (counts[other] ?? 0) + 1;
      weights[other] = (weights[other] ?? 0) + weight;
    }
    this.count = touched;
  }

  #clear(): void {
    for (let at = 0; at < this.count; at++) {
      const other = this.others[at] ?? 0;
      this.#known[other] = 0;
      this.#forget(other);
    }
    this.count = 0;
  }

  #forget(other: number): void {
    this.common[other] = 0;
    this.neighbours[other] = 0;
    this.shared[other] = 0;
    this.sources[other] = 0;
    this.words[other] = 0;
    this.linksTo[other] = 0;
    this.linkedFrom[other] = 0;
    this.connection[other] = 0;
  }
}

type Pair = readonly [from: number, to: number];

/** Neighbours in one array: those of `n` are at `starts[n]` up to `starts[n + 1]`, each once. */
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

/** Removes duplicates from a sorted list, into a new array. */
function distinct(sorted: Int32Array): Int32Array {
  let length = 0;
  for (let at = 0; at < sorted.length; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue;
    sorted[length++] = sorted[at] ?? 0;
  }
  return sorted.subarray(0, length);
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

/** Articles with the pages of their sources, which they may name by other means than a link. */
function sourcePages(sourceKeys: ReadonlyMap<ArticleId, readonly string[]>, numberOf: ReadonlyMap<ArticleId, number>): Pair[] {
  const pairs: Pair[] = [];
  for (const [id, keys] of sourceKeys) {
    const citing = numberOf.get(id);
    for (const key of keys) {
      const source = sourceArticleOf(key);
      const cited = source === undefined ? undefined : numberOf.get(source);
      if (citing !== undefined && cited !== undefined) pairs.push([citing, cited]);
    }
  }
  return pairs;
}

/** Which article cites which source, in both directions; sources are numbered too. */
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
      if (key === '') continue;
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
