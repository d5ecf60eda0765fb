/** Formats the source line of a finding with its place marked below. */
import measuredWidth from 'string-width';
import type { Diagnostic } from '../wiki/model.ts';

/** Share of the width kept for text before the place, if the line does not fit. */
const leadShare = 3;

/**
 * Returns two lines: the text with its line number, and carets under the place. Empty if the finding concerns the whole file.
 *
 * @param line the text of the diagnostic's line; paragraphs are often one very long line
 * @param width maximum width, in terminal columns
 */
export function codeFrame({ line: number, column, endLine, endColumn }: Diagnostic, line: string, width = 110): string[] {
  const end = endLine === undefined || endLine === number ? (endColumn ?? column) : line.length + 1;
  if (end <= column || line.trim() === '') return [];
  const start = column - 1;
  const gutter = String(number);
  const room = width - gutter.length - 7;
  const from = stringWidth(line) <= room ? 0 : startOfWindow(line, start, Math.floor(room / leadShare));
  const head = from > 0 ? '…' : '';
  const shown = cut(line.slice(from), room);
  const before = `${head}${line.slice(from, start)}`;
  const marked = line.slice(start, Math.min(end - 1, from + shown.length));
  const tail = from + shown.length < line.length ? '…' : '';
  // Keeps tabs, so that the carets line up.
  const pad = before.replace(/[^\t]+/g, (text) => ' '.repeat(stringWidth(text)));
  return [
    `  ${gutter} │ ${head}${shown}${tail}`,
    `  ${' '.repeat(gutter.length)} │ ${pad}${'^'.repeat(Math.max(1, stringWidth(marked)))}`,
  ];
}

/** Splits text into graphemes: an emoji of several code points is one. */
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Offset at most `width` columns before `start`, on a grapheme boundary. */
function startOfWindow(line: string, start: number, width: number): number {
  const before = [...characters.segment(line.slice(0, start))];
  let used = 0;
  let from = start;
  for (const { segment, index } of before.reverse()) {
    used += stringWidth(segment);
    if (used > width) break;
    from = index;
  }
  return from;
}

/** Width of a text in terminal columns. ASCII takes a fast path, since measuring is slow. */
function stringWidth(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : measuredWidth(text);
}

/** The longest prefix that fits, cut on a grapheme boundary. */
function cut(text: string, width: number): string {
  if (text.length <= width && stringWidth(text) <= width) return text;
  if (stringWidth(text) === text.length) return text.slice(0, width);
  let shown = '';
  let used = 0;
  for (const { segment: char } of characters.segment(text.slice(0, width * 12))) {
    used += stringWidth(char);
    if (used > width) break;
    shown += char;
  }
  return shown;
}
