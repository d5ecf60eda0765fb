/** Places of nodes as offsets of the text they were parsed from: nothing else is ever asked of their positions. */
import type { Nodes } from 'mdast';

type Place = NonNullable<Nodes['position']>;

/** A place, of which only the offsets are true. */
export function placeBetween(start: number, end: number): Place {
  return { start: { line: 1, column: 1, offset: start }, end: { line: 1, column: 1, offset: end } };
}

export function startOf(node: Nodes | undefined): number {
  return node?.position?.start.offset ?? 0;
}

export function endOf(node: Nodes | undefined): number {
  return node?.position?.end.offset ?? startOf(node);
}
