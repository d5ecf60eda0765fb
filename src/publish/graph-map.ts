/** The map of a vault, drawn beside the making of pages and kept: as long as no link comes or goes, it is not drawn again. */
import { join } from 'node:path';
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import { mapGraph } from '../wiki/graph/map-graph.ts';
import { digest, readKept, writeWhole } from './cache.ts';
import { pipelineVersion } from './compile-cache.ts';
import type { Crew } from './crew.ts';
import { type Library, vaultCacheFolder } from './library.ts';

interface KeptMap {
  /** Of the graph, and of the code that draws it. */
  readonly key: string;
  readonly map: GraphMap;
}

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
  const key = digest(pipelineVersion(), JSON.stringify(graph));
  const file = join(vaultCacheFolder(root), 'map.json');
  const kept = force ? undefined : readKept<KeptMap>(file);
  if (kept?.key === key) return kept.map;
  const map = await crew.runApart({ kind: 'map', graph }, graph.ids.length >= worthThread);
  writeWhole(file, JSON.stringify({ key, map } satisfies KeptMap));
  return map;
}
