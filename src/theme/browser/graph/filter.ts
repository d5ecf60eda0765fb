/** Which articles and links a choice leaves, and how the others are shown. */
import type { Graph, LinkSort } from './graph.ts';
import { stepsFrom } from './paths.ts';
import type { Choice } from './view.ts';

/** How an article is drawn: in full, as a faint dot that keeps the map familiar, or not at all. */
export const full = 2;
export const faint = 1;
export const absent = 0;

/** By number of the article. */
export function standingOf(graph: Graph, { from, steps, types, tag, link }: Choice): Uint8Array {
  const standing = new Uint8Array(graph.count).fill(full);
  const chosenTypes = new Set(graph.types.flatMap(({ key }, number) => (types.includes(key) ? [number] : [])));
  const tagNumber = tag === undefined ? -1 : graph.tags.findIndex(({ key }) => key === tag);
  if (chosenTypes.size > 0 || tagNumber >= 0) {
    for (let number = 0; number < graph.count; number++) {
      const isOfType = chosenTypes.size === 0 || chosenTypes.has(graph.type[number] ?? -1);
      if (!isOfType || (tagNumber >= 0 && !graph.tagged[number]?.includes(tagNumber))) standing[number] = faint;
    }
  }
  const sort = sortOf(graph, link);
  if (sort !== undefined) {
    const touched = new Uint8Array(graph.count);
    for (const [each, number] of graph.links.sort.entries()) {
      if (number !== sort) continue;
      touched[graph.links.from[each] ?? 0] = 1;
      touched[graph.links.to[each] ?? 0] = 1;
    }
    for (let number = 0; number < graph.count; number++) if (!touched[number]) standing[number] = faint;
  }
  const centre = from === undefined ? undefined : graph.numberOf(from);
  if (centre !== undefined && steps > 0) {
    const away = stepsFrom(graph, centre, steps);
    for (let number = 0; number < graph.count; number++) if (away[number] === -1) standing[number] = absent;
  }
  if (centre !== undefined) standing[centre] = full;
  return standing;
}

/** How the address calls a sort of links. */
export function keyOfSort({ kind, relation }: LinkSort): string {
  return relation === undefined ? kind : `relation ${relation}`;
}

/** Number of the sort of links that is chosen; undefined for all. */
export function sortOf({ sorts }: Graph, link: string | undefined): number | undefined {
  const number = link === undefined ? -1 : sorts.findIndex((sort) => keyOfSort(sort) === link);
  return number < 0 ? undefined : number;
}
