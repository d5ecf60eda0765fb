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
 * the same way.
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
  const out: Set<number>[] = articles.map(() => new Set());
  const neighbours: Set<number>[] = articles.map(() => new Set());
  for (const { from, to } of graph.links) {
    const a = numberOf.get(from);
    const b = numberOf.get(to);
    if (a === undefined || b === undefined) continue;
    out[a]?.add(b);
    neighbours[a]?.add(b);
    neighbours[b]?.add(a);
  }
  const { citing, cited } = citations(articles, numberOf, sourceKeys);
  const typed = typedNeighbours(graph, numberOf, relations);

  const scores = new Float64Array(articles.length);
  const common = new Int32Array(articles.length);
  const shared = new Int32Array(articles.length);
  const related = new Map<ArticleId, Related[]>();
  for (const [self, article] of articles.entries()) {
    const touched = new Set<number>();
    const add = (other: number, score: number): void => {
      touched.add(other);
      scores[other] = (scores[other] ?? 0) + score;
    };
    for (const neighbour of neighbours[self] ?? []) {
      const circle = neighbours[neighbour] ?? new Set();
      if (circle.size > maxHub) continue;
      const weight = weights.neighbour / Math.log(Math.max(2, circle.size));
      for (const other of circle) {
        add(other, weight);
        common[other] = (common[other] ?? 0) + 1;
      }
    }
    for (const source of cited[self] ?? []) {
      const circle = citing.get(source) ?? [];
      if (circle.length > maxHub) continue;
      const weight = weights.source / Math.log(Math.max(2, circle.length + 1));
      for (const other of circle) {
        add(other, weight);
        shared[other] = (shared[other] ?? 0) + 1;
      }
    }
    for (const other of neighbours[self] ?? [])
      add(other, out[self]?.has(other) && out[other]?.has(self) ? weights.bothWays : weights.oneWay);
    for (const [other, { weight }] of typed[self] ?? []) add(other, weights.connection * weight);
    touched.delete(self);

    const best = [...touched].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, maxRelated);
    related.set(
      article.id,
      best.flatMap((other) => {
        const id = articles[other]?.id;
        if (id === undefined) return [];
        const reasons = reasonsFor({
          connection: typed[self]?.get(other)?.label,
          linksTo: out[self]?.has(other) ?? false,
          linkedFrom: out[other]?.has(self) ?? false,
          sources: shared[other] ?? 0,
          neighbours: common[other] ?? 0,
        });
        return [{ id, score: Math.round((scores[other] ?? 0) * 1000) / 1000, reasons }];
      }),
    );
    for (const other of [...touched, self]) {
      scores[other] = 0;
      common[other] = 0;
      shared[other] = 0;
    }
  }
  return related;
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

function citations(
  articles: readonly Article[],
  numberOf: ReadonlyMap<ArticleId, number>,
  sourceKeys: ReadonlyMap<ArticleId, readonly string[]>,
): { citing: Map<string, number[]>; cited: string[][] } {
  const citing = new Map<string, number[]>();
  const cited: string[][] = articles.map(() => []);
  for (const [id, keys] of sourceKeys) {
    const number = numberOf.get(id);
    if (number === undefined) continue;
    for (const key of new Set(keys)) {
      cited[number]?.push(key);
      const others = citing.get(key);
      if (others) others.push(number);
      else citing.set(key, [number]);
    }
  }
  return { citing, cited };
}

function typedNeighbours(
  graph: Graph,
  numberOf: ReadonlyMap<ArticleId, number>,
  relations: Relations,
): Map<number, { weight: number; label: string }>[] {
  const typed: Map<number, { weight: number; label: string }>[] = [...numberOf].map(() => new Map());
  for (const [id, connections] of graph.connections) {
    const self = numberOf.get(id);
    if (self === undefined) continue;
    for (const { label, other, direction } of connections) {
      const number = 'id' in other ? numberOf.get(other.id) : undefined;
      if (label === undefined || number === undefined) continue;
      const side = relations.of(label);
      const shown = side || direction === 'outgoing' ? label : `“${label}”`;
      typed[self]?.set(number, { weight: side?.relation.weight ?? 0.5, label: shown });
    }
  }
  return typed;
}
