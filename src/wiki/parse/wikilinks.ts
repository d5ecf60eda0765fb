/**
 * Wikilinks under a markdown parser that does not know them. Before parsing, each `[[…]]` is covered by as many
 * noncharacters (U+FDD0–U+FDEF, which no text may hold), so the parser sees one plain word of the same length: offsets
 * stay true, and nothing inside a link (`|` in a table, `_`, `<T>`) is taken for markup. After parsing, what is covered
 * becomes a link where it stands in prose and text again where it stands in code.
 */
import type { Span } from '../model.ts';

export interface CoveredWikilink {
  /** As written, with brackets and `!`. */
  readonly raw: string;
  /** Offsets in the text that was covered. */
  readonly span: Span;
  readonly isEmbed: boolean;
  readonly target: string;
  readonly anchor?: string;
  readonly label?: string;
}

export interface CoveredText {
  readonly text: string;
  readonly links: readonly CoveredWikilink[];
}

const opener = '\uFDD0';
const firstDigit = 0xfdd1;
const digits = 28;
const filler = '\uFDEF';

/** A covered link: the opener, the digits of its number, fillers. */
const cover = /\uFDD0([\uFDD1-\uFDEC]+)\uFDEF*/g;

const wikilink = /(!?)\[\[(?!\[)([^[\]\r\n`]+)\]\]/g;

/** `](destination "title")` behind `[[text]`: then CommonMark reads a link, and so do we. */
const linkTail = /^\(\s*(?!\s)(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/;

/** Takes the noncharacters out of a text, so that ours cannot be mistaken; the length stays. */
export function withoutNoncharacters(text: string): string {
  return /[\uFDD0-\uFDEF]/.test(text) ? text.replace(/[\uFDD0-\uFDEF]/g, '\uFFFD') : text;
}

/** Covers every wikilink of `text`, which must hold no noncharacters. */
export function coverWikilinks(text: string): CoveredText {
  if (!text.includes('[[')) return { text, links: [] };
  const links: CoveredWikilink[] = [];
  let covered = '';
  let from = 0;
  for (const match of text.matchAll(wikilink)) {
    const bang = match[1] ?? '';
    const inner = match[2] ?? '';
    const bangEscaped = bang !== '' && isEscaped(text, match.index);
    const start = match.index + (bangEscaped ? 1 : 0);
    const end = match.index + match[0].length;
    if ((bang === '' && isEscaped(text, start)) || inner.trim() === '' || linkTail.test(text.slice(end, end + 2000))) continue;
    covered += text.slice(from, start) + coverOf(links.length, end - start);
    from = end;
    links.push({
      raw: text.slice(start, end),
      span: { start, end },
      isEmbed: bang !== '' && !bangEscaped,
      ...parseWikilink(inner),
    });
  }
  return links.length === 0 ? { text, links } : { text: covered + text.slice(from), links };
}

/**
 * The parts of what stands between the brackets: `target#anchor|label`. In a table the bar is written `\|`.
 * Obsidian Help, "Internal links".
 */
export function parseWikilink(inner: string): { target: string; anchor?: string; label?: string } {
  const bar = inner.indexOf('|');
  const head = bar < 0 ? inner : inner.slice(0, bar).replace(/\\$/, '');
  const label = bar < 0 ? undefined : inner.slice(bar + 1).trim();
  const at = head.indexOf('#');
  // A lone `#` at the end belongs to the name: `C#`.
  const hash = head.slice(at + 1).trim() === '' ? -1 : at;
  const target = (hash < 0 ? head : head.slice(0, hash)).trim();
  const anchor = hash < 0 ? undefined : head.slice(hash + 1).trim();
  return { target, ...(anchor && { anchor }), ...(label && { label }) };
}

/** Cuts a text at covered links: strings and the numbers of links, in order. */
export function splitCovered(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  let from = 0;
  for (const match of text.matchAll(cover)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(numberOf(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** Puts back what was covered, in a text that shows it as written. */
export function uncover(text: string, links: readonly CoveredWikilink[]): string {
  if (!text.includes(opener)) return text;
  return text.replace(cover, (_, number: string) => links[numberOf(number)]?.raw ?? '');
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text[offset - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function coverOf(number: number, length: number): string {
  let encoded = '';
  let rest = number;
  do {
    encoded = String.fromCharCode(firstDigit + (rest % digits)) + encoded;
    rest = Math.floor(rest / digits);
  } while (rest > 0);
  return opener + encoded + filler.repeat(Math.max(0, length - 1 - encoded.length));
}

function numberOf(encoded: string): number {
  let number = 0;
  for (const char of encoded) number = number * digits + char.charCodeAt(0) - firstDigit;
  return number;
}
