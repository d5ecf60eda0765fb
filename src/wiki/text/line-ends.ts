/** Line ends within a paragraph, which markdown reads as spaces. */

/** Chinese and Japanese letters and punctuation: written without spaces, in full-width cells. Korean has spaces. */
const fullWidth = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\uFF00-\uFF60\uFFE0-\uFFE6]`;
const lineEndBetween = new RegExp(String.raw`(?<=${fullWidth})[^\S\n]*\n[^\S\n]*(?=${fullWidth})`, 'gu');

/**
 * Joins the lines of a plain-text paragraph. A line end between two Chinese or Japanese characters is removed, as in CSS Text 3
 * §4.1.3; browsers that do not implement that section would show a space within a word.
 */
export function joinLines(text: string): string {
  return text.includes('\n') ? text.replace(lineEndBetween, '') : text;
}
