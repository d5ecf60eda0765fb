/**
 * Detects texts that the Rust parser misreads visibly, by patterns that cost almost nothing. These few are parsed by the
 * reference. Each gap has an example in tests/unit/gfm.test.ts, along with other differences between the parsers.
 */

/** A bare URL before the bar of a table cell: the Rust parser includes the bar and the rest of the row in the URL. */
const urlAtBar = /(?<!\]\(|[<"'=\w])(?:https?:\/\/|www\.)[^\s<|]{1,500}\|/i;

/**
 * A line that consists of one inline tag opens an HTML block (CommonMark 4.6, condition 7); after a table, it is read as a row.
 */
const lineOfTag =
  /\n[ \t>]*<\/?(?:a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|picture|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)(?:[\s/][^\n<>]*)?>[ \t]*(?=\n|$)/gi;

/** `[^two words]: url` is a link definition, not a footnote: it is lost together with its URL. */
const spacedLabel = /^[ \t>]*\[\^[^\]\s]*[ \t][^\]\n]*\]:/m;

/** A footnote mark in the text of a link, which is then not recognized as a link. */
const markInLink = /\[\^[^\]\s]+\][^[\]\n]*\][([]/;

/** An empty task with content below it: the content is read as the text of the task. */
const emptyTask = /^([ \t]*)(?:[-+*]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]+\n\1[ \t]+(?:[-+*>]|\d{1,9}[.)]|```|~~~)/m;

/** Whether only the reference reads `text` as GitHub does. Also true for some texts that the Rust parser reads correctly. */
export function isMisreadByRust(text: string): boolean {
  if (text.includes('[^') && (spacedLabel.test(text) || markInLink.test(text))) return true;
  if (text.includes('|') && (urlAtBar.test(text) || hasTagBehindRow(text))) return true;
  return text.includes('] \n') && emptyTask.test(text);
}

function hasTagBehindRow(text: string): boolean {
  for (const { index } of text.matchAll(lineOfTag))
    if (text.slice(text.lastIndexOf('\n', index - 1) + 1, index).includes('|')) return true;
  return false;
}
