/**
 * Wikilinks as they are written: `[[target#anchor|label]]` and embeds. The only reader of this syntax: bodies, property values,
 * `explain` and the withholding of private names all ask here.
 *
 * A link lies on one line. What it holds is text, whatever markup it looks like. Single brackets belong to it as long as they are
 * paired (`[[Paper [2024]]]`, `[[Hub#[Site](https://example.org)]]`), and of `[[[a]]]` only the inner pair is a link.
 */
import type { Span } from '../model.ts';
import type { Covered } from './covers.ts';

/** The parts of a link. */
export interface WikilinkParts {
  readonly target: string;
  readonly anchor?: string;
  /** Target and anchor as written, where `target#anchor` has other white space: `Issue #42 fix`. */
  readonly spelled?: string;
  readonly label?: string;
}

export interface CoveredWikilink extends Covered, WikilinkParts {
  readonly isEmbed: boolean;
}

/** Two pairs of brackets and what they hold, with the `!` before them. */
export interface BracketPair {
  readonly span: Span;
  readonly inner: string;
  readonly isEmbed: boolean;
}

/** Maximum length of what the brackets hold, in characters. */
const maxInner = 2000;

/** `](destination "title")` after `[[text]`: CommonMark reads a link there, and so do we. */
const linkTail = /^\(\s*(?!\s)(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/;

/** A link or the mark of a footnote: no name holds one, so the brackets around it are text. */
const markupInTarget = /\]\(|\[\^/;

/**
 * Every wikilink of `text`, in order. Those in code are among them: only the tree of the whole text tells (see `outsideCode`).
 */
export function findWikilinks(text: string): CoveredWikilink[] {
  const links: CoveredWikilink[] = [];
  for (const { span, inner, isEmbed } of bracketPairs(text)) {
    const isBangEscaped = isEmbed && isEscaped(text, span.start);
    const start = span.start + (isBangEscaped ? 1 : 0);
    if (!isEmbed && isEscaped(text, start)) continue;
    const parts = parseWikilink(inner);
    if (inner.trim() === '' || markupInTarget.test(parts.target) || linkTail.test(text.slice(span.end, span.end + 2000)))
      continue;
    links.push({
      raw: text.slice(start, span.end),
      span: { start, end: span.end },
      isBetweenSigns: false,
      isEmbed: isEmbed && !isBangEscaped,
      ...parts,
    });
  }
  return links;
}

/**
 * Everything between `[[` and `]]`, also where it is escaped or the text of a markdown link.
 *
 * @param overLines whether it may hold line ends
 */
export function bracketPairs(text: string, overLines = false): BracketPair[] {
  const pairs: BracketPair[] = [];
  let close = -1;
  for (let at = text.indexOf('[['); at >= 0; ) {
    const from = at + 2;
    if (close < from) close = text.indexOf(']]', from);
    if (close < 0) break;
    const end = closeOf(text, from, overLines, false) ?? closeOf(text, from, overLines, true);
    const inner = end === undefined ? '' : text.slice(from, end);
    if (end === undefined || inner === '' || isWrapped(inner)) {
      at = text.indexOf('[[', at + 1);
      continue;
    }
    const isEmbed = text[at - 1] === '!';
    pairs.push({ span: { start: isEmbed ? at - 1 : at, end: end + 2 }, inner, isEmbed });
    at = text.indexOf('[[', end + 2);
  }
  return pairs;
}

/** Whether a text may hold wikilinks. */
export function holdsBrackets(text: string): boolean {
  return text.includes('[[');
}

/** The parts of a text that is one link, or embed, and nothing else. */
export function onlyWikilink(text: string): WikilinkParts | undefined {
  const whole = text.trim();
  const [only, ...more] = holdsBrackets(whole) ? bracketPairs(whole) : [];
  const isWhole = only !== undefined && more.length === 0 && only.span.start === 0 && only.span.end === whole.length;
  return isWhole ? parseWikilink(only.inner) : undefined;
}

/** Every pair of signs that may open or close a link, in order. */
export function* bracketSigns(text: string): Generator<{ readonly at: number; readonly opens: boolean }> {
  for (const { index, 0: sign } of text.matchAll(/\[\[|\]\]/g)) yield { at: index, opens: sign === '[[' };
}

/**
 * The text with something else in place of its pairs of brackets.
 *
 * @param replace undefined for a pair that stays
 */
export function replaceBrackets(text: string, replace: (pair: BracketPair) => string | undefined, overLines = false): string {
  if (!text.includes('[[')) return text;
  let other = '';
  let from = 0;
  for (const pair of bracketPairs(text, overLines)) {
    const { start, end } = pair.span;
    other += text.slice(from, start) + (replace(pair) ?? text.slice(start, end));
    from = end;
  }
  return other + text.slice(from);
}

/**
 * The links of `links` that no code span takes a bracket from, as CommonMark gives code precedence: a link starts outside of code,
 * and code that starts in it ends in it.
 *
 * @param links in order
 * @param code spans of code in the same text, in order
 */
export function outsideCode(links: readonly CoveredWikilink[], code: readonly Span[]): CoveredWikilink[] {
  let next = 0;
  return links.filter(({ raw, span: { start, end } }) => {
    if (!raw.includes('`')) return true;
    while ((code[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    for (let at = next; (code[at]?.start ?? Number.POSITIVE_INFINITY) < end; at++)
      if ((code[at]?.start ?? end) < start || (code[at]?.end ?? end) > end) return false;
    return true;
  });
}

/**
 * The parts of what stands between the brackets: `target#anchor|label`. In a table the bar is written `\|`.
 * Obsidian Help, "Internal links".
 */
export function parseWikilink(inner: string): WikilinkParts {
  const bar = inner.indexOf('|');
  const head = (bar < 0 ? inner : inner.slice(0, bar).replace(/\\$/, '')).trim();
  const label = bar < 0 ? undefined : inner.slice(bar + 1).trim();
  const at = head.indexOf('#');
  // A lone `#` at the end belongs to the name: `C#`.
  const hash = head.slice(at + 1).trim() === '' ? -1 : at;
  const target = (hash < 0 ? head : head.slice(0, hash)).trim();
  const anchor = hash < 0 ? undefined : head.slice(hash + 1).trim();
  const isSpaced = anchor !== undefined && target !== '' && head !== `${target}#${anchor}`;
  return { target, ...(anchor && { anchor }), ...(isSpaced && { spelled: head }), ...(label && { label }) };
}

/** What a link without a label says: target and anchor as written; within the page, the heading or block. */
export function nameAsWritten({ target, anchor = '', spelled }: Pick<WikilinkParts, 'target' | 'anchor' | 'spelled'>): string {
  if (target === '') return anchor.replace(/^\^/, '');
  return spelled ?? (anchor === '' ? target : `${target}#${anchor}`);
}

/**
 * What such a link says amid plain text, in a summary or a title: its target; of one within the page, the heading or block; without
 * the marks of code. A `#` after a space is a part of a name rather than the start of an anchor: `Issue #42 fix`.
 */
export function wordsOfLink(link: Pick<WikilinkParts, 'target' | 'anchor' | 'spelled'>): string {
  const { target, spelled } = link;
  const words = target === '' || (spelled !== undefined && /\s#/.test(spelled)) ? nameAsWritten(link) : target;
  return words.includes('`') ? words.replace(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, '$2') : words;
}

/**
 * The name that a link asks for where nothing is called so: its target, or, where a `#` after a space shows that it is no mark of an
 * anchor, all up to the mark of one: `Issue #42 fix` of `Issue #42 fix#Cause`.
 */
export function wantedName({ target, spelled }: Pick<WikilinkParts, 'target' | 'spelled'>): string {
  if (target === '' || spelled === undefined) return target;
  return /^\s*[^#]*(?:(?<=\s)#[^#]*)*/.exec(spelled)?.[0].trim() || target;
}

/** The part that a link asks for behind a name that was read from it: `Cause` of `Issue #42 fix#Cause`; undefined where it asks for none. */
export function partBehind(
  { target, anchor, spelled }: Pick<WikilinkParts, 'target' | 'anchor' | 'spelled'>,
  name: string,
): string | undefined {
  if (anchor === undefined || name === target) return anchor;
  const rest = (spelled ?? `${target}#${anchor}`).slice(name.length);
  return rest.replace(/^\s*#/, '').trim() || undefined;
}

/** Where the `]]` of a link stands; undefined where a bracket in it has no partner. */
function closeOf(text: string, from: number, overLines: boolean, withEscapes: boolean): number | undefined {
  const limit = Math.min(text.length - 1, from + maxInner);
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const sign = text[at];
    if ((sign === '\n' || sign === '\r') && !overLines) return undefined;
    if (withEscapes && sign === '\\' && /[[\]]/.test(text[at + 1] ?? '')) at++;
    else if (sign === '[') {
      if (text[at + 1] === '[') return undefined;
      depth++;
    } else if (sign === ']') {
      if (depth > 0) depth--;
      else return text[at + 1] === ']' ? at : undefined;
    }
  }
  return undefined;
}

/** Whether one pair of brackets is around all of it. */
function isWrapped(inner: string): boolean {
  if (!inner.startsWith('[') || !inner.endsWith(']')) return false;
  let depth = 0;
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] === '[') depth++;
    else if (inner[at] === ']' && --depth === 0) return at === inner.length - 1;
  }
  return false;
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text[offset - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
