/** The map of a vault, computed in parallel with the pages and cached until a link is added or removed. */
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import { mapGraph } from '../wiki/graph/map-graph.ts';
import type { Crew } from './crew.ts';
import type { Library } from './library.ts';
import { openStore } from './memory/stores.ts';

/** Minimum number of articles for a separate thread, which takes longer to start than a smaller map takes. */
const worthThread = 200;

/** The map of the wiki; undefined if the configuration turns it off. */
export async function graphMapOf(
  { wiki, root, config }: Pick<Library, 'wiki' | 'root' | 'config'>,
  crew: Crew,
  force: boolean,
): Promise<GraphMap | undefined> {
  if (!config.graph) return undefined;
  const graph = mapGraph(
    wiki.articles.map(({ id }) => id),
    wiki.graph,
  );
  const store = openStore('map', { content: root }, { graph: JSON.stringify(graph) });
  const known = force ? undefined : store.read<GraphMap>();
  return known ?? store.write(await crew.runApart({ kind: 'map', graph }, graph.ids.length >= worthThread));
}
