/**
 * Communities of a wiki: groups of articles that are linked more closely with one another than with others, found by Louvain's
 * method.
 */

import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import { groupBy } from '../../shared/group-by.ts';
import type { MapGraph } from './map-graph.ts';
import { randomFrom } from './random.ts';

export interface Communities {
  /** Index of the community of each article; -1 for an article without ties. Community 0 is the largest. */
  readonly of: readonly number[];
  /** The articles of each community, most central first; the first one names the community. */
  readonly members: readonly (readonly number[])[];
}

/** Finds the communities. Deterministic: the same graph gives the same result. Every article with a tie is in one community. */
export function communitiesOf(graph: MapGraph): Communities {
  const { ids, degrees, from, to, weights } = graph;
  const tied = new UndirectedGraph();
  for (const [number, degree] of degrees.entries()) if (degree > 0) tied.addNode(number);
  for (const [tie, weight] of weights.entries()) tied.addUndirectedEdge(from[tie], to[tie], { weight });
  const found = tied.size === 0 ? {} : louvain(tied, { rng: randomFrom(1), getEdgeWeight: 'weight' });

  const groups = groupBy(
    [...ids.keys()].filter((number) => (degrees[number] ?? 0) > 0),
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

/** Centrality of each article: the strength of its ties within its community, and the number of links to it. */
function centralityWithin(graph: MapGraph, communityOf: Readonly<Record<number, number>>): Float64Array {
  const { from, to, weights, linksIn } = graph;
  const sums = new Float64Array(linksIn.length);
  for (const [tie, weight] of weights.entries()) {
    const [a = 0, b = 0] = [from[tie], to[tie]];
    if (communityOf[a] !== communityOf[b]) continue;
    // The square root keeps one strong tie from outweighing many weak ones.
    sums[a] = (sums[a] ?? 0) + Math.sqrt(weight);
    sums[b] = (sums[b] ?? 0) + Math.sqrt(weight);
  }
  return sums.map((sum, number) => sum * Math.sqrt(1 + (linksIn[number] ?? 0)));
}
