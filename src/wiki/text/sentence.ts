import type { Mention } from '../model.ts';

/** Maximum length of a sentence on each side of the link, in characters. Longer ones are cut between words, with `…`. */
const maxSide = 160;

/**
 * Maximum distance from the link in which the ends of its sentence are sought, in characters. Text beyond it would be cut anyway.
 */
const reach = 2 * maxSide;

/** A word before a `.` that does not end a sentence: initials and the abbreviations of citations. */
const abbreviation =
  /(?:^|[\s(])(?:\p{L}|al|etc|e\.g|i\.e|cf|vs|ca|approx|fig|eq|sec|ch|no|nr|vol|pp|ed|eds|dr|mr|mrs|prof|st|abs|art|bzw|bspw|ggf|inkl|vgl|sog|z\.\s?b|d\.\s?h|u\.\s?a|i\.\s?d|s\.\s?o)$/iu;

/**
 * The sentence of `text` around the words from `start` to `end`. A sentence ends at `.`, `!` or `?` before a space that no
 * lower-case letter follows, at a Chinese or Japanese full stop, and at a line break.
 */
export function sentenceAround(text: string, start: number, end: number): Mention {
  let from = start;
  while (from > Math.max(0, start - reach) && !endsSentence(text, from)) from--;
  let to = end;
  while (to < Math.min(text.length, end + reach) && !endsSentence(text, to)) to++;
  return {
    before: cutStart(text.slice(from, start).replace(/^\s+/, '')),
    words: text.slice(start, end),
    after: cutEnd(text.slice(end, to).replace(/\s+$/, '')),
  };
}

/** The sentence that a mark at `at` belongs to, as plain text: the one around it, or the one that ends directly before it. */
export function claimBefore(text: string, at: number): string {
  const end = text.slice(Math.max(0, at - reach), at).replace(/[\s.!?…。！？"'”’)\]]+$/, '').length + Math.max(0, at - reach);
  const { before, after } = sentenceAround(text, end, end);
  // Drop the space that a removed mark leaves before punctuation.
  return (before + after).replace(/\s+([.,;:!?])/g, '$1').trim();
}

/** Whether a sentence ends right before `offset`. */
function endsSentence(text: string, offset: number): boolean {
  // Nearly every offset is inside a word; this rules those out quickly.
  const before = text.charCodeAt(offset - 1);
  if (text.charCodeAt(offset) > 0x20 && before !== 0x0a && before < 0x3000) return false;
  const last = text[offset - 1] ?? '';
  if (last === '\n' || '。！？'.includes(last)) return true;
  if (!/\s/.test(text[offset] ?? '') || !/[.!?…"'”’)\]]/.test(last)) return false;
  const head = text.slice(Math.max(0, offset - 24), offset).replace(/["'”’)\]]+$/, '');
  if (!/[.!?…]$/.test(head)) return false;
  if (head.endsWith('.') && abbreviation.test(head.slice(0, -1))) return false;
  return !/^\s+\p{Ll}/u.test(text.slice(offset, offset + 8));
}

function cutStart(text: string): string {
  if (text.length <= maxSide) return text;
  const cut = text.slice(text.length - maxSide);
  return `…${cut.replace(/^\S*\s/, '')}`;
}

function cutEnd(text: string): string {
  if (text.length <= maxSide) return text;
  return `${text.slice(0, maxSide).replace(/\s\S*$/, '')}…`;
}
