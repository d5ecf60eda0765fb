/** The map of a vault, drawn beside the making of pages and kept: as long as no link comes or goes, it is not drawn again. */
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import { mapGraph } from '../wiki/graph/map-graph.ts';
import type { Crew } from './crew.ts';
import type { Library } from './library.ts';
import { openStore } from './memory/stores.ts';

/** A map of fewer articles is drawn sooner than a thread is started. */
const worthThread = 200;

/** The map of the wiki, or undefined where its configuration wants none. */
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
