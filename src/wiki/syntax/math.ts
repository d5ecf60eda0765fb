/**
 * Formulas: `$x$`, `` $`x`$ ``, `\(x\)` within a line; `$$x$$`, `\[x\]` displayed, on one line or several. (Fences of `math` are
 * code to a markdown parser; see blocks.ts.) Formulas are found in the source, with the tree of the whole text, then covered and
 * put into the tree of a second parse. Code, raw HTML, addresses and titles hold no formulas. If a text may be a formula or a
 * price, it is read as a price: readers could not recognize a sentence that was set as a formula.
 *
 * - `$x$` (Pandoc's manual, "tex_math_dollars"; Obsidian Help): no space inside the dollars; no digit after the second; no ASCII
 *   letter or digit before the first (`US$10`), and after the second only if the formula cannot be a shell variable (`$n$th`, not
 *   `$HOME/$USER`); within one paragraph, heading, term or cell; without TeX commands or operators, no two words in a row.
 * - `$$x$$`: within one of these, or over several lines, whichever blocks those lines appear to form. Only the next `$$` can
 *   close it. The opening mark is text if what follows is not TeX, contains a heading, a fence, code or the dollars of another
 *   formula, or leaves the quote, item or heading. A formula may contain an empty line if one of these holds: the gap is in
 *   braces or an environment; both marks are alone on their lines and no part is prose; the marks open or end lines and every
 *   part is TeX; everything is TeX, without words of a sentence, and the marks are spaced alike. Two amounts (`$$5 and $$6`) are
 *   not a formula.
 * - `\(x\)`, `\[x\]`: `\[` may span lines by the same rules. CommonMark reads these as escaped brackets, which is what `\[sic\]`,
 *   `\[1\]` and `\(see below\)` mean. They are formulas if their content looks like TeX: a command, `^` or `_` after a term, a
 *   relation or an operator between terms; in `\(x\)` also single letters, with commas or an argument (`\(x, y\)`, `\(f(x)\)`).
 *   `\[` and `\]` alone on their lines always are. Directly after a letter, and before the `(` of an address, they are brackets.
 *
 * In a cell `\|` means `|`.
 */

import type { Nodes, Root } from 'mdast';
import type { Span } from '../model.ts';
import { bracketPairs } from '../text/wikilinks.ts';

/** A formula including its marks, as offsets in the text. */
export interface FoundFormula extends Span {
  readonly isDisplay: boolean;
  /** Without marks, quote markers and the indent of its lines. */
  readonly tex: string;
  /** Offset of the start of each line of `tex`. */
  readonly lines: readonly number[];
}

/** A stretch that an inline formula cannot extend beyond. */
interface Piece extends Span {
  readonly kind: 'cell' | 'heading' | 'prose';
}

interface Places {
  readonly pieces: readonly Piece[];
  /** Code, HTML and addresses, by start. */
  readonly opaque: readonly (Span & { readonly node: Nodes })[];
  readonly labels: readonly Span[];
}

/** Whether a text may contain a formula. Rules out nearly every text without one before its tree is examined. */
export function mayHoldFormulas(text: string): boolean {
  if (/\$\$|\\[([]|\$`/.test(text)) return true;
  const opener = text.search(/\$[^\s$]/);
  if (opener < 0) return false;
  const closer = /[^\s$]\$(?!\d)/g;
  closer.lastIndex = opener + 1;
  return closer.test(text);
}

/**
 * Finds the formulas, in order.
 *
 * @param tree of the original text
 */
export function findFormulas(tree: Root, text: string): FoundFormula[] {
  const places = placesOf(tree, text);
  const found: FoundFormula[] = [];
  let from = 0;
  let nextOpaque = 0;
  for (const piece of places.pieces) {
    if (piece.end <= from) continue;
    const source = text.slice(piece.start, piece.end);
    if (!source.includes('$') && !/\\[([]/.test(source)) continue;
    const tokens = new RegExp(opening, 'g');
    tokens.lastIndex = Math.max(0, from - piece.start);
    for (let token = tokens.exec(source); token; token = tokens.exec(source)) {
      const start = piece.start + token.index;
      while ((places.opaque[nextOpaque]?.end ?? Number.POSITIVE_INFINITY) <= start) nextOpaque++;
      const opaque = places.opaque[nextOpaque];
      if (opaque && opaque.start <= start) {
        tokens.lastIndex = opaque.end - piece.start;
        continue;
      }
      const formula = formulaAt(text, start, token[0], piece, places.opaque, nextOpaque);
      if (!formula || !isWithinLabels(formula, places.labels)) continue;
      found.push(formula);
      from = formula.end;
      if (from >= piece.end) break;
      tokens.lastIndex = from - piece.start;
    }
  }
  return found;
}

const opening = /\\[\s\S]|\$+/;

function formulaAt(
  text: string,
  start: number,
  mark: string,
  piece: Piece,
  opaque: Places['opaque'],
  nextOpaque: number,
): FoundFormula | undefined {
  const before = text.charAt(start - 1);
  switch (mark) {
    case '$':
      return asciiWord.test(before)
        ? undefined
        : (formulaOfCode(text, start, opaque[nextOpaque]) ?? dollarFormula(text, start, piece, opaque, nextOpaque));
    case '$$':
      return (
        formulaOverLines(text, start, mark, '$$', piece, opaque, nextOpaque) ??
        displayFormula(text, start, piece, opaque, nextOpaque)
      );
    case '\\(':
      return asciiWord.test(before) ? undefined : bracketFormula(text, start, '\\)', piece, opaque, nextOpaque);
    case '\\[':
      return (
        formulaOverLines(text, start, mark, '\\]', piece, opaque, nextOpaque) ??
        (asciiWord.test(before) ? undefined : bracketFormula(text, start, '\\]', piece, opaque, nextOpaque))
      );
    default:
      return undefined;
  }
}

const asciiWord = /^[A-Za-z0-9]$/;

/** `` $`x`$ `` (GitHub Docs, "Writing mathematical expressions"). */
function formulaOfCode(text: string, start: number, code: Places['opaque'][number] | undefined): FoundFormula | undefined {
  if (code?.node.type !== 'inlineCode' || code.start !== start + 1 || text[code.end] !== '$') return undefined;
  if (text[start + 2] === '`' || text[code.end + 1] === '$') return undefined;
  return formulaOf(text, { start, end: code.end + 1 }, 2, false, false);
}

/** Maximum number of dollars in braces, which belong to the formula (`$\text{if $x$}$`). */
const maxInnerDollars = 8;

function dollarFormula(
  text: string,
  start: number,
  piece: Piece,
  opaque: Places['opaque'],
  nextOpaque: number,
): FoundFormula | undefined {
  if (/^[\s$]?$/.test(text.charAt(start + 1))) return undefined;
  let first: number | undefined;
  let depth = 0;
  let inner = 0;
  for (const { index, 0: token } of tokensFrom(text, start + 1, piece.end, opaque, nextOpaque)) {
    if (token === '`') break;
    if (token === '{') depth++;
    else if (token === '}') depth--;
    else if (token === '$') {
      first ??= index;
      if (depth <= 0) return checkedDollars(text, start, index, piece);
      if (++inner > maxInnerDollars) break;
    } else if (token.startsWith('$')) break;
  }
  // Unclosed braces are a mistake in the formula.
  return first === undefined ? undefined : checkedDollars(text, start, first, piece);
}

function checkedDollars(text: string, start: number, closing: number, piece: Piece): FoundFormula | undefined {
  const inside = text.slice(start + 1, closing);
  const behind = text.slice(closing + 1, closing + 12);
  const isTex = command.test(inside);
  if (inside === '' || /\s$/.test(inside) || /^[\d{]/.test(behind)) return undefined;
  if (/^[A-Za-z]/.test(behind) && !(mayTakeSuffix.test(inside) && /^(?:s\b|[A-Za-z]{2})/.test(behind))) return undefined;
  if (!isTex && (/"|[([{]$/.test(inside) || (inside.startsWith('(') && behind.startsWith('(')))) return undefined;
  if (/<\/|<!--|\/>/.test(inside) || isProse(inside, 4) || (/^\d[^\\^_=]*$/.test(inside) && /\p{L}{2}/u.test(inside)))
    return undefined;
  return formulaOf(text, { start, end: closing + 1 }, 1, false, piece.kind === 'cell');
}

/** Not a shell variable: `$n$th`, `$x_i$s`, `$\epsilon$greedy`. */
const mayTakeSuffix = /^[A-Za-z](?:_\w)?$|[\\^]/;

function displayFormula(
  text: string,
  start: number,
  piece: Piece,
  opaque: Places['opaque'],
  nextOpaque: number,
): FoundFormula | undefined {
  for (const { index, 0: token } of tokensFrom(text, start + 2, piece.end, opaque, nextOpaque)) {
    if (token === '`') return undefined;
    if (!token.startsWith('$') || token === '$') continue;
    const inside = text.slice(start + 2, index);
    if (token !== '$$' || /^\s*(?:[)\],.;:]|$)/.test(inside) || isProse(inside, 8) || holdsDollar(inside)) return undefined;
    if (isAmount(inside, text.charAt(index + 2))) return undefined;
    return formulaOf(text, { start, end: index + 2 }, 2, true, piece.kind === 'cell');
  }
  return undefined;
}

/**
 * Whether the text from one mark to the next is an amount with words: `$$5 and $$6`.
 *
 * @param behind the character after the second mark
 */
function isAmount(inside: string, behind: string): boolean {
  return /^\d/.test(inside) && /\d/.test(behind) && !/[\\^_=]/.test(inside);
}

function bracketFormula(
  text: string,
  start: number,
  closer: string,
  piece: Piece,
  opaque: Places['opaque'],
  nextOpaque: number,
): FoundFormula | undefined {
  for (const { index, 0: token } of tokensFrom(text, start + 2, piece.end, opaque, nextOpaque)) {
    if (token === '`' || token === '\\(' || token === '\\[') return undefined;
    if (token !== closer) continue;
    const isDisplay = closer === '\\]';
    if (isDisplay && text[index + 2] === '(') return undefined;
    return looksLikeTex(text.slice(start + 2, index), !isDisplay)
      ? formulaOf(text, { start, end: index + 2 }, 2, isDisplay, piece.kind === 'cell')
      : undefined;
  }
  return undefined;
}

/** Yields marks, braces and escapes of a stretch, and a backtick where code starts; skips HTML and addresses. */
function* tokensFrom(
  text: string,
  start: number,
  end: number,
  opaque: Places['opaque'],
  nextOpaque: number,
): Generator<{ index: number; 0: string }> {
  const tokens = /\\[\s\S]|\$+|[{}]/g;
  tokens.lastIndex = start;
  let at = nextOpaque;
  for (let token = tokens.exec(text); token && token.index < end; token = tokens.exec(text)) {
    while ((opaque[at]?.end ?? Number.POSITIVE_INFINITY) <= token.index) {
      const passed = opaque[at++];
      if (passed?.node.type === 'inlineCode' && passed.start >= start) yield { index: passed.start, 0: '`' };
    }
    const around = opaque[at];
    if (!around || around.start > token.index) {
      yield token;
      continue;
    }
    if (around.node.type === 'inlineCode') yield { index: around.start, 0: '`' };
    tokens.lastIndex = around.end;
  }
}

/** Quote and item markers, and indents. */
const lineHead = /^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*/;

/**
 * A line that cannot be part of a formula: a fence, a comment, a heading, a thematic break, a footnote, the delimiter row of a
 * table.
 */
const otherBlock = /^\s*(?:`{3}|~{3}|%%|<!--|#{1,6}\s|(?:-{3,}|\*{3,}|_{3,})\s*$|\[\^[^\]\s]+\]:|\|?\s*:?-{2,}:?\s*\|)/;

const footnoteHead = /^[ \t>]*\[\^[^\]\s]+\]:/;

const maxLines = 500;

/** A displayed formula over several lines, whichever blocks its lines appear to form. */
function formulaOverLines(
  text: string,
  start: number,
  mark: string,
  closer: string,
  piece: Piece,
  opaque: Places['opaque'],
  nextOpaque: number,
): FoundFormula | undefined {
  if (piece.kind !== 'prose') return undefined;
  let lineEnd = endOfLine(text, start);
  if (nextMark(text, start + mark.length, lineEnd, closer)) return undefined;
  const head = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const prefix = lineHead.exec(head)?.[0] ?? '';
  const quotes = new RegExp(`^(?:[ \\t]{0,3}>){${prefix.split('>').length - 1}}`);
  const indentOfItem = /[^ \t>]/.test(prefix) ? prefix.replace(/^.*>/, '').length : footnoteHead.test(head) ? 4 : 0;
  const parts: string[] = [];
  let part = text.slice(start + mark.length, lineEnd);
  let isBehindBlank = false;
  for (let count = 0; count < maxLines && lineEnd < text.length; count++) {
    const lineStart = lineEnd + 1;
    lineEnd = endOfLine(text, lineStart);
    const line = text.slice(lineStart, lineEnd);
    const quoted = quotes.exec(line)?.[0];
    if (quoted === undefined) return undefined;
    const content = line.slice(quoted.length);
    if (content.trim() === '') {
      parts.push(part);
      part = '';
      isBehindBlank = true;
      continue;
    }
    if (otherBlock.test(content) || (isBehindBlank && indentOf(content) < Math.min(indentOfItem, 2))) return undefined;
    isBehindBlank = false;
    const next = nextMark(content, 0, content.length, closer);
    if (!next) {
      part += `\n${content}`;
      continue;
    }
    if (next.mark !== closer) return undefined;
    const { at } = next;
    const end = lineStart + quoted.length + at + closer.length;
    const last = content.slice(0, at);
    parts.push(`${part}\n${last}`);
    // A formula within one paragraph that does not open its line follows the rules for a single line.
    if (end <= piece.end && prefix.length < head.length) return undefined;
    if (isAmount(parts.join('\n\n'), text.charAt(end))) return undefined;
    const isFormula = isFormulaOverLines(parts, mark, {
      opensLine: prefix.length === head.length,
      opensAlone: text.slice(start + mark.length, endOfLine(text, start)).trim() === '',
      closesLine: /^[\s.,;:!?]*$/.test(text.slice(end, lineEnd)),
      closesAlone: content.trim() === closer,
      startsWithCloser: last.trim() === '',
      isOneBlock: end <= piece.end,
    });
    return isFormula && !holdsCode(opaque, nextOpaque, end) && text[end] !== '$'
      ? formulaOf(text, { start, end }, mark.length, true, false)
      : undefined;
  }
  return undefined;
}

/** Whether inline code starts before `end`; checks `opaque` from index `first` on. */
function holdsCode(opaque: Places['opaque'], first: number, end: number): boolean {
  for (let at = first; (opaque[at]?.start ?? end) < end; at++) if (opaque[at]?.node.type === 'inlineCode') return true;
  return false;
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
}

/** Positions of the marks of a formula on their lines. */
interface MarksOnLines {
  readonly opensLine: boolean;
  /** Nothing follows the opening mark on its line. */
  readonly opensAlone: boolean;
  /** Only punctuation, if anything, follows the closing mark on its line. */
  readonly closesLine: boolean;
  readonly startsWithCloser: boolean;
  readonly closesAlone: boolean;
  /** A markdown parser reads it as one paragraph. */
  readonly isOneBlock: boolean;
}

/** @param parts the text between the marks, split at empty lines, without quote markers */
function isFormulaOverLines(parts: readonly string[], mark: string, marks: MarksOnLines): boolean {
  const inside = parts.join('\n\n');
  if (inside.trim() === '' || holdsDollar(inside)) return false;
  const isTex = looksLikeTex(inside, false);
  const standAlone = marks.opensLine && marks.opensAlone && marks.closesAlone;
  if (parts.length === 1) {
    if (standAlone) return true;
    if (!marks.isOneBlock && !marks.closesLine && !isTex) return false;
    return mark === '$$' && marks.opensLine ? !isProse(inside, 8) : isTex;
  }
  const written = parts.map((part) => part.replace(/^[ \t]*%.*$/gm, '')).filter((part) => part.trim() !== '');
  if (written.length > 1 && isOpenBetween(written)) return written.every((part) => !isProse(part, 8));
  if (standAlone) {
    return written.every((part, index) => !isParagraph(part) || isNamedQuantity(part, written[index - 1], written[index + 1]));
  }
  if (!written.every((part) => !isProse(part, 2) && (looksLikeTex(part, false) || !/\p{L}{3}/u.test(part)))) return false;
  if ((marks.opensLine || marks.opensAlone) && (marks.closesLine || marks.startsWithCloser)) return /[\\^_=<>+]/.test(inside);
  return /[\\^_=]/.test(inside) && (mark !== '$$' || isSpacedAlike(inside)) && written.every(isTexAmidText);
}

/** Whether the opening mark is followed by a space or a line end just as the closing mark is preceded by one. */
function isSpacedAlike(inside: string): boolean {
  return /^\s/.test(inside) === /\s$/.test(inside);
}

/** Whether a part next to other text is clearly TeX: it holds a term, and no two words in a row. */
function isTexAmidText(part: string): boolean {
  if (/^\s*[)\],.;:]/.test(part) || !/[\p{L}\p{N}]/u.test(part)) return false;
  // A numbered item, or the delimiter row of a table.
  if (/^\s*\d{1,9}[.)]\s|^[ \t]*\|?[ \t]*:?-+:?[ \t]*\|/m.test(part)) return false;
  const bare = part
    .replace(/\\(?:text\w*|mbox|mathrm|mathsf|operatorname\*?)\s*\{[^{}]*\}|\\[A-Za-z]+/g, ';')
    .replace(/(?<!\p{L})(?:sin|cos|tan|log|exp|min|max|ln|det|d\p{L})(?!\p{L})/gu, ';');
  if (/[\p{L}\p{N})\]}]\s+\p{L}{3}|\p{L}{3,}\s+[\p{L}\p{N}]/u.test(bare)) return false;
  return looksLikeTex(part, false) || /^\s*[=<>≤≥≈≡&]/.test(part) || !/\p{L}{2}/u.test(bare);
}

/** Operators that need a term on either side. */
const binarySign = '(?:[=<>≤≥≠≈≡∝+*/&-]|\\\\(?:approx|cdot|equiv|geq?|leq?|neq?|propto|sim|times|to)(?![A-Za-z]))';
const opensWithSign = new RegExp(`^\\s*${binarySign}`);
const closesWithSign = new RegExp(`${binarySign}\\s*$`);

/**
 * Whether words between two empty lines name a quantity in a formula: at most three words without punctuation, which either open
 * the formula or are next to an operator that needs a term on either side.
 */
function isNamedQuantity(part: string, before: string | undefined, after: string | undefined): boolean {
  if (!/^\s*\p{L}+(?:[ \t]+\p{L}+){0,2}\s*$/u.test(part)) return false;
  if (opensWithSign.test(after ?? '') || closesWithSign.test(before ?? '')) return true;
  return before === undefined && after !== undefined && !/\s/.test(part.trim()) && looksLikeTex(after, false);
}

/** Whether the text between two empty lines is a paragraph rather than a part of a formula. */
function isParagraph(part: string): boolean {
  if (isProse(part, 4) || /^\s*\p{L}{3,}[.:,!?]?\s*$/u.test(part)) return true;
  if (/\]\(|\*\*\p{L}/u.test(part) || bracketPairs(part).some(({ inner }) => /\p{L}{3}/u.test(inner))) return true;
  return !command.test(part) && (part.match(/\p{L}{3,}/gu)?.length ?? 0) > 3;
}

/** Whether it contains a dollar that is neither escaped nor in braces: that is not TeX, but may belong to another formula. */
function holdsDollar(inside: string): boolean {
  let depth = 0;
  for (const [token] of inside.matchAll(/\\[\s\S]|[{}]|\$+/g)) {
    if (token === '{') depth++;
    else if (token === '}') depth--;
    else if (token.startsWith('$') && depth <= 0) return true;
  }
  return false;
}

/** Whether every gap between parts is in an environment or in braces, all of which are closed at the end. */
function isOpenBetween(parts: readonly string[]): boolean {
  let depth = 0;
  for (const [index, part] of parts.entries()) {
    for (const [token] of part.matchAll(/\\(?:begin|end)(?=\s*\{)|\\[\s\S]|[{}]/g)) {
      if (token === '{' || token === '\\begin') depth++;
      else if (token === '}' || token === '\\end') depth--;
      if (depth < 0) return false;
    }
    if (index < parts.length - 1 && depth === 0) return false;
  }
  return depth === 0;
}

/** The next mark that closes the formula or opens another of its kind. */
function nextMark(text: string, start: number, end: number, closer: string): { at: number; mark: string } | undefined {
  const tokens = /\\[\s\S]|\$+/g;
  tokens.lastIndex = start;
  for (let token = tokens.exec(text); token && token.index < end; token = tokens.exec(text)) {
    const [mark] = token;
    if (mark === closer || (mark === '\\[' && closer === '\\]')) return { at: token.index, mark };
  }
  return undefined;
}

/** The span between the marks of a formula. */
export function insideOf({ start, end }: FoundFormula, text: string): Span {
  const mark = text[start] === '$' && !/[$`]/.test(text.charAt(start + 1)) ? 1 : 2;
  return { start: start + mark, end: end - mark };
}

/**
 * Makes a formula from its span.
 *
 * @param mark length of the marks on either side
 */
function formulaOf(text: string, span: Span, mark: number, isDisplay: boolean, isCell: boolean): FoundFormula {
  let at = span.start + mark;
  const written = text.slice(at, span.end - mark).split('\n');
  const prefix = written.length > 1 ? prefixOfLines(text, span.start) : /^/;
  const lines = written.map((line, index) => {
    const before = index === 0 ? '' : (prefix.exec(line)?.[0] ?? '');
    const found = { start: at + before.length, text: line.slice(before.length) };
    at += line.length + 1;
    return found;
  });
  while (lines.length > 1 && lines[0]?.text.trim() === '') lines.shift();
  while (lines.length > 1 && lines.at(-1)?.text.trim() === '') lines.pop();
  const indent = /^\s*/.exec(lines[0]?.text ?? '')?.[0].length ?? 0;
  const tex = lines
    .map((line) => line.text)
    .join('\n')
    .slice(indent)
    .trimEnd();
  return {
    ...span,
    isDisplay,
    // A space keeps the offsets of the characters; TeX ignores it.
    tex: isCell ? tex.replaceAll('\\|', '| ').trimEnd() : tex,
    lines: lines.map(({ start }, index) => start + (index === 0 ? indent : 0)),
  };
}

/**
 * A pattern for the quote markers and indent that further lines may have.
 *
 * @param start of a formula
 */
function prefixOfLines(text: string, start: number): RegExp {
  const head = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return new RegExp(`^(?:[ \\t]*>){0,${head.split('>').length - 1}}[ \\t]{0,${head.length}}`);
}

const command = /\\[A-Za-z]/;

/** Whether it has `most` words in a row, or two words in a row and no TeX. */
function isProse(inside: string, most: number): boolean {
  const bare = inside.replace(/\\(?:text\w*|mbox|mathrm|mathsf|operatorname\*?)\s*\{[^{}]*\}|\\[A-Za-z]+/g, ';');
  if (new RegExp(`(?:\\p{L}{2,}[,;]?\\s+){${most - 1}}\\p{L}{2}`, 'u').test(bare)) return true;
  return !/[\\^_=]/.test(inside) && /\p{L}{2}[^\p{L}\s]{0,3}\s+[^\p{L}\s]{0,3}\p{L}{2}/u.test(bare);
}

/** @param withLetters whether single letters suffice */
function looksLikeTex(inside: string, withLetters: boolean): boolean {
  const trimmed = inside.trim();
  if (trimmed === '') return false;
  if (command.test(trimmed)) return !isProse(inside, 8);
  // Escapes of markdown such as `\_` and `\*` are not TeX.
  const bare = trimmed.replace(/\\[_*#.!-]/g, ' ');
  if (isProse(bare, 3)) return false;
  if (/[\p{L}\p{N})\]}'][\^_]\s*[\p{L}\p{N}({*+-]/u.test(bare) && !/\p{L}{2}_\p{L}{2}/u.test(bare)) return true;
  if (/[\p{L}\p{N})\]|]\s*(?:[=<>≤≥≠≈∈⊂→∝±×·]|:=)\s*[\p{L}\p{N}([|+-]/u.test(bare)) return true;
  const isOfLetters = !/\p{L}{2}/u.test(bare.replace(/\b(?:sin|cos|tan|log|exp|min|max|ln|det)\b/g, 'f')) && /\p{L}/u.test(bare);
  if (/[\p{L}\p{N})\]]\s*[+*/]\s*[\p{L}\p{N}([]/u.test(bare)) return isOfLetters;
  if (/[\p{L}\p{N})\]]\s-\s[\p{L}\p{N}([]/u.test(bare)) return isOfLetters;
  return withLetters && isOfLetters && /^[\p{L}\p{N}\s,;|'()[\]{}.-]+$/u.test(bare) && !/\p{L}\s+\p{L}/u.test(bare);
}

/** Whether the formula is inside the label of each link, contains the label, or does not overlap it. */
function isWithinLabels({ start, end }: Span, labels: readonly Span[]): boolean {
  return labels.every(
    (label) =>
      end <= label.start ||
      start >= label.end ||
      (start >= label.start && end <= label.end) ||
      (start < label.start && end > label.end),
  );
}

function placesOf(tree: Root, text: string): Places {
  const pieces: Piece[] = [];
  const opaque: (Span & { node: Nodes })[] = [];
  const labels: Span[] = [];
  const add = (node: Nodes, start = startOf(node), end = endOf(node)): void => {
    if (end > start) opaque.push({ node, start, end });
  };
  const visit = (node: Nodes): void => {
    switch (node.type) {
      case 'paragraph':
      case 'heading':
      case 'tableCell':
      case 'descriptionTerm':
        pieces.push({ start: startOf(node), end: endOf(node), kind: kindOfPiece(node, text) });
        break;
      case 'link': {
        const [first] = node.children;
        const last = node.children.at(-1);
        if (!first || !last || text[startOf(node)] !== '[') {
          add(node);
          return;
        }
        labels.push({ start: startOf(first), end: endOf(last) });
        for (const child of node.children) visit(child);
        add(node, endOf(last));
        return;
      }
      case 'inlineCode':
      case 'html':
      case 'image':
      case 'wikiLink':
        add(node);
        return;
    }
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  visit(tree);
  return { pieces, opaque, labels };
}

function kindOfPiece(node: Nodes, text: string): Piece['kind'] {
  if (node.type === 'tableCell') return 'cell';
  // The line below a setext heading may be part of a formula.
  return node.type === 'heading' && text[startOf(node)] === '#' ? 'heading' : 'prose';
}

function startOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: Nodes): number {
  return node.position?.end.offset ?? 0;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
