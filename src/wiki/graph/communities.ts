/** Communities of a wiki: articles that are tied to each other more than to others, as Louvain's method finds them. */
import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import type { MapGraph } from './map-graph.ts';
import { randomFrom } from './random.ts';

export interface Communities {
  /** The number of the community of each article; -1 for one that is tied to none. The largest community is 0. */
  readonly of: readonly number[];
  /** The articles of each community, the most central first: it gives the community its name. */
  readonly members: readonly (readonly number[])[];
}

/** The same for the same graph. Every article with a tie is in one community. */
export function communitiesOf(graph: MapGraph): Communities {
  const { ids, degrees, from, to, weights } = graph;
  const tied = new UndirectedGraph();
  for (const [number, degree] of degrees.entries()) if (degree > 0) tied.addNode(number);
  for (const [tie, weight] of weights.entries()) tied.addUndirectedEdge(from[tie], to[tie], { weight });
  const found = tied.size === 0 ? {} : louvain(tied, { rng: randomFrom(1), getEdgeWeight: 'weight' });

  const groups = Map.groupBy(
    ids.keys().filter((number) => (degrees[number] ?? 0) > 0),
    (number) => found[number] ?? 0,
  );
  const centrality = centralityWithin(graph, found);
  const rank = (a: number, b: number): number => (centrality[b] ?? 0) - (centrality[a] ?? 0) || a - b;
  const members = [...groups.values()]
    .map((group) => group.sort(rank))
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  const of = ids.map(() => -1);
  for (const [community, group] of members.entries()) for (const number of group) of[number] = community;
  return { of, members };
}

/** How firmly an article is tied to others of its community, and how much is said to lead to it. */
function centralityWithin(graph: MapGraph, communityOf: Readonly<Record<number, number>>): Float64Array {
  const { from, to, weights, linksIn } = graph;
  const sums = new Float64Array(linksIn.length);
  for (const [tie, weight] of weights.entries()) {
    const [a = 0, b = 0] = [from[tie], to[tie]];
    if (communityOf[a] !== communityOf[b]) continue;
    // The root keeps one strong tie from counting for many.
    sums[a] = (sums[a] ?? 0) + Math.sqrt(weight);
    sums[b] = (sums[b] ?? 0) + Math.sqrt(weight);
  }
  return sums.map((sum, number) => sum * Math.sqrt(1 + (linksIn[number] ?? 0)));
}
