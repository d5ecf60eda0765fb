/** The lines of the map: each linked pair once, the shortest first, since those are what holds a place together. */
import { full } from './filter.ts';
import type { Graph } from './graph.ts';

export interface Ties {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** In the unit of the map, ascending. */
  readonly length: Float32Array;
}

/**
 * @param standing of each article: lines join those alone that are drawn in full
 * @param sort only links of this sort; all where undefined
 */
export function tiesOf({ count, links, x, y }: Graph, standing: Uint8Array, sort: number | undefined): Ties {
  const pairs = new Float64Array(links.from.length);
  let size = 0;
  for (const [link, a] of links.from.entries()) {
    const b = links.to[link] ?? 0;
    if (standing[a] !== full || standing[b] !== full || (sort !== undefined && links.sort[link] !== sort)) continue;
    pairs[size++] = a < b ? a * count + b : b * count + a;
  }
  const sorted = pairs.subarray(0, size).sort();
  let last = -1;
  let unique = 0;
  for (const pair of sorted) {
    if (pair === last) continue;
    last = pair;
    sorted[unique++] = pair;
  }
  // By length: a number that holds the length before the pair's own place sorts as fast as numbers do.
  const byLength = new Float64Array(unique);
  for (let tie = 0; tie < unique; tie++) {
    const pair = sorted[tie] ?? 0;
    const a = Math.floor(pair / count);
    const b = pair - a * count;
    const length = Math.hypot((x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0));
    byLength[tie] = Math.round(length) * 0x1000000 + tie;
  }
  byLength.sort();
  const from = new Uint32Array(unique);
  const to = new Uint32Array(unique);
  const lengths = new Float32Array(unique);
  for (const [tie, key] of byLength.entries()) {
    const pair = sorted[key % 0x1000000] ?? 0;
    from[tie] = Math.floor(pair / count);
    to[tie] = pair % count;
    lengths[tie] = Math.floor(key / 0x1000000);
  }
  return { from, to, length: lengths };
}
