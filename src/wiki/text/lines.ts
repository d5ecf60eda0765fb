import type { Position, Span, WrittenPlaces } from '../model.ts';

/** Offsets at which the lines of `text` start; the first is 0. `\n`, `\r\n` and a lone `\r` end a line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** Start and end of a span as lines and columns in the file. The span refers to the text that was read from it. */
export function positionIn(places: WrittenPlaces, span: Span): Required<Position> {
  const start = writtenOffset(places, span.start);
  return positionOf(places.lineStarts, { start, end: writtenOffset(places, span.end) });
}

/** The offset in the file of an offset in the text that was read from it. */
export function writtenOffset({ moved }: Pick<WrittenPlaces, 'moved'>, offset: number): number {
  if (moved === undefined) return offset;
  let low = 0;
  let high = moved.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moved[2 * middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return offset;
  return offset - (moved[2 * low - 2] ?? 0) + (moved[2 * low - 1] ?? 0);
}

/** Start and end of `span` as lines and columns. */
export function positionOf(lineStarts: readonly number[], span: Span): Required<Position> {
  const start = pointAt(lineStarts, span.start);
  const end = pointAt(lineStarts, Math.max(span.start, span.end));
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function pointAt(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  const line = lineAt(lineStarts, offset);
  return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}

/** Index of the line that contains an offset, from 0. */
export function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
