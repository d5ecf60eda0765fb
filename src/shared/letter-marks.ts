/** Letters of the search index that have no accent to drop: spelled plainly, and marked so that they can be read back. */
import { spellings } from './letters.ts';

/** Letters that an engine leaves as they are although Unicode decomposes them. */
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

/** Follows a plain spelling in the search index, once or several times, and says whose it is. Engines do not count it as part of a word. */
const mark = '\u2063';

/** Plain spelling with its marks, by letter. */
const markedOf = new Map<string, string>();
/** The letter and the length of its plain spelling, by the last letter of that and its marks. */
const letterOf = new Map<string, readonly [letter: string, length: number]>();

const fullWidth = [...'abcdefghijklmnopqrstuvwxyz0123456789'].map(
  (plain) => [String.fromCharCode(plain.charCodeAt(0) + 0xfee0), plain] as const,
);
const further = Object.entries(others).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain] as const));
for (const [letter, plain] of [...spellings, ...further, ...fullWidth]) {
  add(plain, letter);
  const upper = letter === 'ß' ? 'ẞ' : letter.toUpperCase();
  // Ligatures have no capital, and that of ı is a plain I.
  if (/^[^ -~]$/.test(upper) && upper !== letter) add(capital(plain, letter), upper);
}

function add(plain: string, letter: string): void {
  const last = plain.slice(-1);
  let marks = mark;
  while (letterOf.has(last + marks)) marks += mark;
  markedOf.set(letter, plain + marks);
  letterOf.set(last + marks, [letter, plain.length]);
}

/** `Ae`, not `AE`, of `Æ`: engines take a capital amid a word for the start of another. */
function capital(plain: string, letter: string): string {
  return letter === 'ß' ? plain.toUpperCase() : plain.charAt(0).toUpperCase() + plain.slice(1);
}

const special = new RegExp(`[${[...markedOf.keys()].join('')}]`, 'g');
const holdsSpecial = new RegExp(special, '');
const marked = new RegExp(`[a-zA-Z0-9]${mark}+`, 'g');

/** Text for the search index: letters that an engine does not take for accented ones, spelled plainly and marked. */
export function withPlainLetters(text: string): string {
  const own = text.includes(mark) ? text.replaceAll(mark, '') : text;
  return holdsSpecial.test(own) ? own.replace(special, (letter) => markedOf.get(letter) ?? letter) : own;
}

/** A text with plain letters, without marks: what a reader typed, as the index is asked for it. */
export function inPlainLetters(text: string): string {
  return withPlainLetters(text).replaceAll(mark, '');
}

/** The text that `withPlainLetters` was given, without the marks that it held itself. */
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
