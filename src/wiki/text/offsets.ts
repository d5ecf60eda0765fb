/** Places of nodes as offsets in the text they were parsed from. No other part of a position is used. */
import type { Nodes } from 'mdast';

type Place = NonNullable<Nodes['position']>;

/** A position with valid offsets; line and column are placeholders. */
export function placeBetween(start: number, end: number): Place {
  return { start: { line: 1, column: 1, offset: start }, end: { line: 1, column: 1, offset: end } };
}

export function startOf(node: Nodes | undefined): number {
  return node?.position?.start.offset ?? 0;
}

export function endOf(node: Nodes | undefined): number {
  return node?.position?.end.offset ?? startOf(node);
}
