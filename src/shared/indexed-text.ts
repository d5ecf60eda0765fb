/**
 * Converts text for the search engine's index, and back. The engine splits words at spaces and drops accents that Unicode
 * decomposes. So words of scripts without spaces (Chinese, Japanese, Thai …) are separated, and letters such as ł are spelled
 * with plain ones. Queries are treated the same way.
 */
import { inPlainLetters, withOwnLetters, withPlainLetters } from './letter-marks.ts';

/** Marks a word break that was not in the text. Removed before readers see it. */
const wordBreak = '\u00AD ';

/** Scripts without spaces between words, in which a word may begin at any character. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const fullWidth = /[\u3000-\u303F\uFF00-\uFFEF]$/;

let segmenter: Intl.Segmenter | undefined;

/** Plain text as it is indexed. */
export function indexedText(text: string): string {
  return withPlainLetters(withWordBreaks(text));
}

/** A query in the form of the index, without marks: engines compare those too, and a capital letter has a different one. */
export function queryText(text: string): string {
  return inPlainLetters(withWordBreaks(text));
}

/** The original of an indexed text, in which matches may be wrapped in `<mark>`. */
export function asWritten(text: string): string {
  const joined = text.replace(/\u00AD(<\/?mark>)* (<\/?mark>)*/g, (all) => all.replace(/[\u00AD ]/g, ''));
  return withOwnLetters(joined);
}

/** Puts a break between words that are written without a space. */
function withWordBreaks(text: string): string {
  if (!unspaced.test(text) || !('Segmenter' in Intl)) return text;
  // The result does not depend on the locale: the segmenter picks its dictionary by script.
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
