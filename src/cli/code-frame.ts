/** The line a finding points at, with the place marked below it. */
import measuredWidth from 'string-width';
import type { Diagnostic } from '../wiki/model.ts';

/** Columns of a terminal that a line of text may take; paragraphs are often one very long line. */
const maxWidth = 100;

/** So much of the line is shown before the place when the line does not fit. */
const lead = 30;

/**
 * Two lines: the text with its line number, and carets under the place. Empty when the finding is about the whole file.
 *
 * @param line the text of the diagnostic's line
 */
export function codeFrame({ line: number, column, endLine, endColumn }: Diagnostic, line: string): string[] {
  const end = endLine === undefined || endLine === number ? (endColumn ?? column) : line.length + 1;
  if (end <= column || line.trim() === '') return [];
  const start = column - 1;
  const from = stringWidth(line) <= maxWidth ? 0 : Math.max(0, start - lead);
  const head = from > 0 ? '…' : '';
  const shown = cut(line.slice(from), maxWidth);
  const before = `${head}${line.slice(from, start)}`;
  const marked = line.slice(start, Math.min(end - 1, from + shown.length));
  const tail = from + shown.length < line.length ? '…' : '';
  const gutter = String(number);
  // A tab is as wide below as it is above.
  const pad = before.replace(/[^\t]+/g, (text) => ' '.repeat(stringWidth(text)));
  return [
    `  ${gutter} │ ${head}${shown}${tail}`,
    `  ${' '.repeat(gutter.length)} │ ${pad}${'^'.repeat(Math.max(1, stringWidth(marked)))}`,
  ];
}

/** Columns of a terminal that a text takes. Measuring is slow, and nearly all lines are plain. */
function stringWidth(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : measuredWidth(text);
}

/** As much of a text as fits, no character halved. */
function cut(text: string, width: number): string {
  if (text.length <= width && stringWidth(text) <= width) return text;
  if (stringWidth(text) === text.length) return text.slice(0, width);
  let shown = '';
  let used = 0;
  for (const char of text) {
    used += stringWidth(char);
    if (used > width) break;
    shown += char;
  }
  return shown;
}
