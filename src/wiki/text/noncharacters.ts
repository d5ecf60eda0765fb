/**
 * Noncharacters (The Unicode Standard, section 23.7: U+FDD0–U+FDEF, U+FFFE) that hide stretches of a text from a parser. Texts of
 * a vault contain none (`withoutNoncharacters`), so they cannot be confused with ours. Each code point has one meaning.
 */

/** A link or a formula: the opener, the digits of its number, then fillers up to the length of the covered text. */
export const cover = { opener: '\uFDD0', firstDigit: 0xfdd1, digits: 26, filler: '\uFDEF' } as const;
/** A cover, with or without dollar signs around it. */
export const coverPattern = /\uFDD0([\uFDD1-\uFDEA]+)\uFDEF*|\$([\uFDD1-\uFDEA]+)\uFDEF*\$/g;
export const coverDigit = /[\uFDD1-\uFDEA]/;

/** Passed through an HTML parser in a text or an attribute: the number of a link, or a word of the interface. */
export const htmlMark = { start: '\uFDEB', end: '\uFDEC' } as const;

/** A comment: `start` once, then `rest`. */
export const commentCover = { start: '\uFDEE', rest: '\uFDED' } as const;
export const commentPattern = /\uFDEE\uFDED*(?:\n[ \t>]*\uFDED+)*|\uFDED+/g;
export const commentSign = /[\uFDED\uFDEE]/;

/** A slash in an unquoted attribute value. */
export const slashCover = '\uFFFE';

const noncharacter = /[\uFDD0-\uFDEF\uFFFE]/;
const noncharacters = new RegExp(noncharacter, 'g');

/** Replaces the noncharacters of a text; its length is unchanged. */
export function withoutNoncharacters(text: string): string {
  return noncharacter.test(text) ? text.replace(noncharacters, '\uFFFD') : text;
}
