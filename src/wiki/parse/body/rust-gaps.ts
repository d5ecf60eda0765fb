/**
 * Texts that the Rust parser misreads where readers would see it, told by patterns that cost next to nothing: these few are
 * parsed by the reference. Each is shown in tests/unit/gfm.test.ts, with what else the two parsers differ in.
 */

/** A bare URL up to the bar of a cell: the Rust parser takes the bar, and the rest of the row, into the URL. */
const urlAtBar = /(?<!\]\(|[<"'=\w])(?:https?:\/\/|www\.)[^\s<|]{1,500}\|/i;

/** A line of one inline tag, which opens a block of HTML (CommonMark 4.6, condition 7): behind a table it is taken for a row. */
const lineOfTag =
  /\n[ \t>]*<\/?(?:a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|picture|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)(?:[\s/][^\n<>]*)?>[ \t]*(?=\n|$)/gi;

/** `[^two words]: url` is no footnote but a definition of a link: it is lost with its URL. */
const spacedLabel = /^[ \t>]*\[\^[^\]\s]*[ \t][^\]\n]*\]:/m;

/** The mark of a footnote in the text of a link, which is then no link. */
const markInLink = /\[\^[^\]\s]+\][^[\]\n]*\][([]/;

/** An empty task with something below it, which is taken for its words. */
const emptyTask = /^([ \t]*)(?:[-+*]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]+\n\1[ \t]+(?:[-+*>]|\d{1,9}[.)]|```|~~~)/m;

/** Whether `text` holds what only the reference reads as GitHub does. True for some texts that the Rust parser reads as well. */
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
