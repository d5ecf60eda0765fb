/**
 * Syntax of wikilinks: `[[target#anchor|label]]`, and of embeds. Bodies, property values, `explain` and whatever hides
 * private names all use this parser.
 *
 * A link is on one line. Its content is text, even if it looks like markup. Single brackets are part of it if they are paired
 * (`[[Paper [2024]]]`, `[[Hub#[Site](https://example.org)]]`); in `[[[a]]]` only the inner pair is a link.
 */
import type { Span } from '../model.ts';
import type { Covered } from './covers.ts';

/** The parts of a link. */
export interface WikilinkParts {
  readonly target: string;
  readonly anchor?: string;
  /** Target and anchor as written, if the white space differs from `target#anchor`: `Issue #42 fix`. */
  readonly spelled?: string;
  readonly label?: string;
}

export interface CoveredWikilink extends Covered, WikilinkParts {
  readonly isEmbed: boolean;
}

/** A pair of double brackets with its content and the `!` before it. */
export interface BracketPair {
  readonly span: Span;
  readonly inner: string;
  readonly isEmbed: boolean;
}

/** Maximum length of the content, in characters. */
const maxInner = 2000;

/** `](destination "title")` after `[[text]`: a link in CommonMark, and here too. */
const linkTail = /^\(\s*(?!\s)(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/;

/** A markdown link or a footnote mark. No name contains one, so the brackets around it are text. */
const markupInTarget = /\]\(|\[\^/;

/**
 * Every wikilink of `text`, in order, including those in code, which only the tree of the whole text can rule out (see
 * `outsideCode`).
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

/** Names in double brackets that are the label of a markdown link or image: `[[A]](url)`. `span` is inside the outer brackets. */
export function bracketedLabels(text: string): (WikilinkParts & { readonly span: Span })[] {
  return bracketPairs(text).flatMap(({ span: { start, end }, inner, isEmbed }) => {
    if (!linkTail.test(text.slice(end, end + 2000))) return [];
    return { ...parseWikilink(inner), span: { start: start + (isEmbed ? 2 : 1), end: end - 1 } };
  });
}

/**
 * Every `[[…]]`, even if it is escaped or the text of a markdown link.
 *
 * @param overLines whether the content may span lines
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

/** The parts of a text that consists of one link or embed; undefined for any other text. */
export function onlyWikilink(text: string): WikilinkParts | undefined {
  const whole = text.trim();
  const [only, ...more] = holdsBrackets(whole) ? bracketPairs(whole) : [];
  const isWhole = only !== undefined && more.length === 0 && only.span.start === 0 && only.span.end === whole.length;
  return isWhole ? parseWikilink(only.inner) : undefined;
}

/** Every `[[` and `]]`, in order. */
export function* bracketSigns(text: string): Generator<{ readonly at: number; readonly opens: boolean }> {
  for (const { index, 0: sign } of text.matchAll(/\[\[|\]\]/g)) yield { at: index, opens: sign === '[[' };
}

/**
 * Replaces the bracket pairs of a text.
 *
 * @param replace returns undefined for a pair to keep
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
 * The links that share no bracket with a code span. Code takes precedence, as in CommonMark: a link must start outside code, and
 * code that starts in it must end in it.
 *
 * @param links in order
 * @param code code spans of the same text, in order
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
 * Parses the content of the brackets: `target#anchor|label`. In a table the bar is written `\|`. Obsidian Help, "Internal links".
 */
export function parseWikilink(inner: string): WikilinkParts {
  const bar = inner.indexOf('|');
  const head = (bar < 0 ? inner : inner.slice(0, bar).replace(/\\$/, '')).trim();
  const label = bar < 0 ? undefined : inner.slice(bar + 1).trim();
  const at = head.indexOf('#');
  // A `#` at the end is part of the name: `C#`.
  const hash = head.slice(at + 1).trim() === '' ? -1 : at;
  const target = (hash < 0 ? head : head.slice(0, hash)).trim();
  const anchor = hash < 0 ? undefined : head.slice(hash + 1).trim();
  const isSpaced = anchor !== undefined && target !== '' && head !== `${target}#${anchor}`;
  return { target, ...(anchor && { anchor }), ...(isSpaced && { spelled: head }), ...(label && { label }) };
}

/** A link as it is written in a text. */
export function writtenWikilink(name: string, label?: string): string {
  return label === undefined ? `[[${name}]]` : `[[${name}|${label}]]`;
}

/** The text of a link without a label: target and anchor as written; within the page, the heading or block. */
export function nameAsWritten({ target, anchor = '', spelled }: Pick<WikilinkParts, 'target' | 'anchor' | 'spelled'>): string {
  if (target === '') return anchor.replace(/^\^/, '');
  return spelled ?? (anchor === '' ? target : `${target}#${anchor}`);
}

/**
 * The words of such a link in plain text, as in a summary or a title: its target or, within the page, the heading or block;
 * without backticks. A `#` after a space is part of a name, not the start of an anchor: `Issue #42 fix`.
 */
export function wordsOfLink(link: Pick<WikilinkParts, 'target' | 'anchor' | 'spelled'>): string {
  const { target, spelled } = link;
  const words = target === '' || (spelled !== undefined && /\s#/.test(spelled)) ? nameAsWritten(link) : target;
  return words.includes('`') ? words.replace(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, '$2') : words;
}

/**
 * The name that an unresolved link asks for: its target. If a `#` after a space shows that it starts no anchor, the name
 * continues to the `#` that does: `Issue #42 fix` for `Issue #42 fix#Cause`.
 */
export function wantedName({ target, spelled }: Pick<WikilinkParts, 'target' | 'spelled'>): string {
  if (target === '' || spelled === undefined) return target;
  return /^\s*[^#]*(?:(?<=\s)#[^#]*)*/.exec(spelled)?.[0].trim() || target;
}

/**
 * The part that a link asks for after the name that was read from it: `Cause` for `Issue #42 fix#Cause`; undefined if there is
 * none.
 */
export function partBehind(
  { target, anchor, spelled }: Pick<WikilinkParts, 'target' | 'anchor' | 'spelled'>,
  name: string,
): string | undefined {
  if (anchor === undefined || name === target) return anchor;
  const rest = (spelled ?? `${target}#${anchor}`).slice(name.length);
  return rest.replace(/^\s*#/, '').trim() || undefined;
}

/** Offset of the `]]` of a link; undefined if a bracket in it has no partner. */
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

/** Whether one pair of brackets encloses the whole text. */
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
