/** The map of a wiki: its communities, and the position of each article. */
import { type Communities, communitiesOf } from './communities.ts';
import type { MapGraph } from './map-graph.ts';
import { layoutOf, type MapLayout } from './map-layout.ts';

export interface GraphMap {
  readonly communities: Communities;
  readonly layout: MapLayout;
}

/**
 * Computes the map. Deterministic: the same graph gives the same map. Takes about a second for 1,000 articles, several for
 * 10,000.
 */
export function drawMap(graph: MapGraph): GraphMap {
  const communities = communitiesOf(graph);
  return { communities, layout: layoutOf(graph, communities) };
}
