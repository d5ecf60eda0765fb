/**
 * Spells letters that have no accent to drop with plain letters for the search index, marked so that the originals can be
 * restored.
 */
import { spellings } from './letters.ts';

/** Letters that the engine does not reduce, although Unicode decomposes them. */
const others: Readonly<Record<string, string>> = {
  ae: 'ǽǣ',
  o: 'ǿ',
  l: 'ŀ',
  s: 'ſ',
  ij: 'ĳ',
  dz: 'ǳ',
  lj: 'ǉ',
  nj: 'ǌ',
  ff: 'ﬀ',
  fi: 'ﬁ',
  fl: 'ﬂ',
  ffi: 'ﬃ',
  ffl: 'ﬄ',
  st: 'ﬅﬆ',
};

/**
 * Follows a plain spelling in the search index; the number of repeats identifies the original. Engines do not count it as part of
 * a word.
 */
const mark = '\u2063';

/** Plain spelling with marks, by original letter. */
const markedOf = new Map<string, string>();
/** Original letter and length of its plain spelling, by the last letter of that spelling with its marks. */
const letterOf = new Map<string, readonly [letter: string, length: number]>();

const fullWidth = [...'abcdefghijklmnopqrstuvwxyz0123456789'].map(
  (plain) => [String.fromCharCode(plain.charCodeAt(0) + 0xfee0), plain] as const,
);
const further = Object.entries(others).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain] as const));
for (const [letter, plain] of [...spellings, ...further, ...fullWidth]) {
  add(plain, letter);
  const upper = letter === 'ß' ? 'ẞ' : letter.toUpperCase();
  // Ligatures have no capital, and the capital of ı is a plain I.
  if (/^[^ -~]$/.test(upper) && upper !== letter) add(capital(plain, letter), upper);
}

function add(plain: string, letter: string): void {
  const last = plain.slice(-1);
  let marks = mark;
  while (letterOf.has(last + marks)) marks += mark;
  markedOf.set(letter, plain + marks);
  letterOf.set(last + marks, [letter, plain.length]);
}

/** `Ae` for `Æ`, not `AE`: engines treat a capital within a word as the start of another. */
function capital(plain: string, letter: string): string {
  return letter === 'ß' ? plain.toUpperCase() : plain.charAt(0).toUpperCase() + plain.slice(1);
}

const special = new RegExp(`[${[...markedOf.keys()].join('')}]`, 'g');
const holdsSpecial = new RegExp(special, '');
const marked = new RegExp(`[a-zA-Z0-9]${mark}+`, 'g');

/** Text for the search index: letters without a droppable accent are spelled plainly and marked. */
export function withPlainLetters(text: string): string {
  const own = text.includes(mark) ? text.replaceAll(mark, '') : text;
  return holdsSpecial.test(own) ? own.replace(special, (letter) => markedOf.get(letter) ?? letter) : own;
}

/** Text for a query: spelled like `withPlainLetters`, without marks. */
export function inPlainLetters(text: string): string {
  return withPlainLetters(text).replaceAll(mark, '');
}

/** Restores the text given to `withPlainLetters`, except for marks that it already contained. */
export function withOwnLetters(text: string): string {
  if (!text.includes(mark)) return text;
  let read = '';
  let from = 0;
  for (const { 0: found, index } of text.matchAll(marked)) {
    const [letter, length] = letterOf.get(found) ?? [found.charAt(0), 1];
    read += text.slice(from, Math.max(from, index + 1 - length)) + letter;
    from = index + found.length;
  }
  return (read + text.slice(from)).replaceAll(mark, '');
}
