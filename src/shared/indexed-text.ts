/**
 * Text as the search engine indexes it, and back. The engine finds words by spaces and drops accents that Unicode decomposes, so
 * words of scripts that write none apart (Chinese, Japanese, Thai …) are separated, and letters such as ł are spelled plainly.
 * What a reader types is treated in the same way.
 */
import { inPlainLetters, withOwnLetters, withPlainLetters } from './letter-marks.ts';

/** Follows a word that stood without a space before the next: readers are shown neither of the two. */
const wordBreak = '\u00AD ';

/** A script without spaces between words, where a word may begin at any character. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const fullWidth = /[\u3000-\u303F\uFF00-\uFFEF]$/;

let segmenter: Intl.Segmenter | undefined;

/** Plain text as it is indexed. */
export function indexedText(text: string): string {
  return withPlainLetters(withWordBreaks(text));
}

/** What a reader typed, as the index is asked for it: engines compare marks too, and a capital letter has another than a small one. */
export function queryText(text: string): string {
  return inPlainLetters(withWordBreaks(text));
}

const tags = /(<(?:"[^"]*"|'[^']*'|[^>"'])*>)/;

/** HTML with its text as it is indexed; its tags stay as they are. */
export function indexedHtml(html: string): string {
  if (!/[^ -~\s]/.test(html)) return html;
  return html
    .split(tags)
    .map((part) => (part.startsWith('<') ? part : indexedText(part)))
    .join('');
}

/** The text as its author wrote it, of a text of the index in which found words may be in `<mark>`. */
export function asWritten(text: string): string {
  const joined = text.replace(/\u00AD(<\/?mark>)* (<\/?mark>)*/g, (all) => all.replace(/[\u00AD ]/g, ''));
  return withOwnLetters(joined);
}

/** Separates words that are written side by side. */
function withWordBreaks(text: string): string {
  if (!unspaced.test(text) || !('Segmenter' in Intl)) return text;
  // The same words whatever the locale: dictionaries are chosen by script.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  let apart = '';
  let joins = false;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike && joins) apart += wordBreak;
    apart += segment;
    joins = isWordLike === true || fullWidth.test(segment);
  }
  return apart;
}
