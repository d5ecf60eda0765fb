/**
 * Noncharacters (The Unicode Standard, section 23.7: U+FDD0–U+FDEF, U+FFFE) that replace stretches of a text while a parser
 * that does not know them reads it. Texts of a vault hold none (`withoutNoncharacters`), so none can be mistaken for one of ours.
 * Each code point has one meaning.
 */

/** A link or a formula: the opener, digits of its number, then fillers up to the length of what is covered. */
export const cover = { opener: '\uFDD0', firstDigit: 0xfdd1, digits: 26, filler: '\uFDEF' } as const;
/** The same with or without dollar signs around it. */
export const coverPattern = /\uFDD0([\uFDD1-\uFDEA]+)\uFDEF*|\$([\uFDD1-\uFDEA]+)\uFDEF*\$/g;
export const coverDigit = /[\uFDD1-\uFDEA]/;

/** The address of a link in raw HTML: the number of the link between these two. */
export const urlMark = { start: '\uFDEB', end: '\uFDEC' } as const;

/** A comment: the start once, then the rest. */
export const commentCover = { start: '\uFDEE', rest: '\uFDED' } as const;
export const commentPattern = /\uFDEE\uFDED*(?:\n[ \t>]*\uFDED+)*|\uFDED+/g;
export const commentSign = /[\uFDED\uFDEE]/;

/** A slash in an unquoted attribute value. */
export const slashCover = '\uFFFE';

const noncharacter = /[\uFDD0-\uFDEF\uFFFE]/;
const noncharacters = new RegExp(noncharacter, 'g');

/** Replaces the noncharacters of a text; its length stays. */
export function withoutNoncharacters(text: string): string {
  return noncharacter.test(text) ? text.replace(noncharacters, '\uFFFD') : text;
}
