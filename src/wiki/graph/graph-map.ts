/** The map of a wiki: its communities, and where each article stands. */
import { type Communities, communitiesOf } from './communities.ts';
import type { MapGraph } from './map-graph.ts';
import { layoutOf, type MapLayout } from './map-layout.ts';

export interface GraphMap {
  readonly communities: Communities;
  readonly layout: MapLayout;
}

/** The same for the same graph. Takes a second for a thousand articles, some for ten thousand. */
export function drawMap(graph: MapGraph): GraphMap {
  const communities = communitiesOf(graph);
  return { communities, layout: layoutOf(graph, communities) };
}
