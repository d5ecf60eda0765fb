/**
 * Repairs TeX that a program damaged. If `\frac` is put into a string in JSON, JavaScript, Python or a shell without doubling the
 * backslash, it becomes a form feed and `rac`; `\to` becomes a tab and `o`, `\nu` a line end and `u`. In formulas, the backslash
 * is restored if the character and the letters after it form a command.
 *
 * Most of these characters mean nothing in a formula, so the damage is certain. Tabs and line ends are white space: they are
 * repaired only if the formula makes no sense as written. A tab that indents or aligns is kept, as is a line that starts with a
 * variable. A tab before the first line is an indent only if another line is indented like it.
 */
import type { Span } from '../../model.ts';
import { texCommands } from './tex-commands.ts';

/** A character that may have been a backslash with a letter. */
export interface DamageSign {
  /** Offset of the character. */
  readonly at: number;
  /** The letter that formed an escape with the backslash. */
  readonly letter: string;
  /** The remaining letters of the command. */
  readonly rest: string;
  readonly isLineEnd: boolean;
}

/** The text between the marks of a formula. */
export interface FormulaInside extends Span {
  readonly isDisplay: boolean;
}

const letterOf: Readonly<Record<string, string>> = {
  '\u0007': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\u001B': 'e',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the escapes
const escapes = /([\u0007-\r\u001B])([A-Za-z]+)/g;

/** Commands that leave a single letter. Any other single letter after a tab or a line end is read as a variable. */
const shortCommands: ReadonlySet<string> = new Set(['to', 'ne', 'ni', 'nu', 'rm']);

/** Every character in a text that completes a command. In a text without line feeds, carriage returns end lines. */
export function damageIn(text: string): DamageSign[] {
  const found: DamageSign[] = [];
  const returnsEndLines = !text.includes('\n');
  for (const { index: at, 1: character = '', 2: rest = '' } of text.matchAll(escapes)) {
    const isSpace = character === '\t' || character === '\n' || character === '\r';
    if (character === '\n' && text[at - 1] === '\r') continue;
    const isLineEnd = character === '\n' || (character === '\r' && returnsEndLines);
    // An editor may have turned a carriage return into a line feed.
    const letters = isLineEnd ? ['n', 'r'] : [letterOf[character] ?? ''];
    const letter = letters.find(
      (each) => texCommands.has(each + rest) && (!isSpace || rest.length > 1 || shortCommands.has(each + rest)),
    );
    if (letter !== undefined) found.push({ at, letter, rest, isLineEnd });
  }
  return found;
}

/** Remainders of a command (`\tfrac`, `\nleq`) that are commands themselves: perhaps only their own backslash is missing. */
export const commandsOfTheirOwn: ReadonlySet<string> = new Set(
  (
    'Leftarrow Leftrightarrow Rightarrow VDash Vdash Vert angle binom brace brack cong exists frac geq geqq geqslant leftarrow ' +
    'leftrightarrow leq leqq leqslant mid parallel prec preceq rangle rightarrow shortmid shortparallel sim subset subseteq ' +
    'subseteqq succ succeq supset supseteq supseteqq times triangleleft trianglelefteq triangleright trianglerighteq vDash vdash vert'
  ).split(' '),
);

/** Remainders that are words. */
const words: ReadonlySet<string> = new Set(['an', 'angle', 'ceil', 'exists', 'floor', 'gtr', 'lap', 'less', 'mid', 'parallel']);

/** The signs within a formula that are certainly damage, in order. */
export function damageOf(signs: readonly DamageSign[], inside: FormulaInside, text: string): DamageSign[] {
  const within = signs.filter(({ at }) => at >= inside.start && at < inside.end);
  if (within.length === 0) return within;
  const source = text.slice(inside.start, inside.end);
  const groups = textGroups(source);
  const isInText = ({ at }: DamageSign): boolean =>
    groups.some(({ start, end }) => at - inside.start >= start && at - inside.start < end);
  const others = within.filter((sign) => !sign.isLineEnd && isCertainSpace(sign, inside, text, isInText(sign)));
  const lineEnds = within.filter(({ isLineEnd }) => isLineEnd);
  const ownLines = source.split('\n').length - 1 - lineEnds.filter(({ at }) => text[at] === '\n').length;
  const sure = others.length > 0 || ownLines === 0;
  const broken = lineEnds.filter((sign) => isCertainLineEnd(sign, inside, text, { sure, isInText: isInText(sign) }));
  return [...others, ...broken].sort((a, b) => a.at - b.at);
}

/** Whether a sign other than a line end is damage. */
function isCertainSpace({ at, letter, rest }: DamageSign, inside: FormulaInside, text: string, isInText: boolean): boolean {
  const character = text[at];
  if (character !== '\t' && character !== '\r') return true;
  if (isUnlikely(rest)) return true;
  if (isInText || text[at - 1] === '\\') return false;
  const line = text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, inside.start), at);
  // The tab aligns a column or indents the line.
  if (character === '\t' && (/(?:&|\\\\)\s*$/.test(line) || isIndent(at, line, inside, text))) return false;
  const command = letter + rest;
  if (command === 'to' && /[-=<>+*/,;:]\s*$/.test(line)) return false;
  // A relation cannot follow an arrow or the name of a function.
  return (
    !(command === 'to' || command === 'tan') || !/^\s*(?:[=<>,;:&*/)]|[-+]\s)/.test(text.slice(at + command.length, inside.end))
  );
}

/**
 * Whether a tab indents its line. On the first line it does so only if another line or the closing mark is indented too.
 *
 * @param line the text before the tab on its line
 */
function isIndent(at: number, line: string, inside: FormulaInside, text: string): boolean {
  const lineStart = at - line.length;
  if (!/^[\s>]*$/.test(line) || (lineStart === inside.start && text[lineStart - 1] !== '\n')) return false;
  if (line.includes('\t') || /[^\s>]/.test(text.slice(inside.start, lineStart))) return true;
  const [, ...below] = text.slice(at, inside.end).split('\n');
  if (below.some((other) => /^[ >]*\t/.test(other))) return true;
  const closing = /^([ >]*)(?:`{3,}|~{3,})?\s*$/.exec(below.at(-1) ?? '')?.[1] ?? '';
  return closing.length > line.length;
}

/**
 * Whether a line end is damage.
 *
 * @param evidence `sure` if the formula has other damage, or has no line end that is certainly the author's
 */
function isCertainLineEnd(
  { at, rest }: DamageSign,
  inside: FormulaInside,
  text: string,
  { sure, isInText }: { readonly sure: boolean; readonly isInText: boolean },
): boolean {
  if (isUnlikely(rest)) return true;
  const before = text.slice(Math.max(inside.start, at - 2), at);
  if (isInText || words.has(rest) || before.endsWith('\\')) return false;
  if (/[\^_]$/.test(before)) return true;
  if (!sure) return false;
  // `\neq`, `\neg`, `\not`, `\rho`: the two letters left do not make a word.
  if (rest.length === 2) return true;
  if (before === '') return !inside.isDisplay;
  // Wrapping a line replaces a space, so it leaves none, and does not break after a bracket.
  return /[{([|]$|\S $/.test(before) || before === ' ';
}

/** Whether the letters make no sense without a backslash. */
function isUnlikely(rest: string): boolean {
  return rest.length > 2 && !commandsOfTheirOwn.has(rest) && !words.has(rest);
}

/** The groups of `\text{…}` and the like, including damaged ones. */
function textGroups(source: string): Span[] {
  if (!/ext|mbox/.test(source)) return [];
  const found: Span[] = [];
  const open: { readonly start: number; readonly isText: boolean }[] = [];
  for (const { index, 0: token } of source.matchAll(/\\[^A-Za-z]|[{}]/g)) {
    if (token === '{')
      open.push({ start: index, isText: /(?:[\\\t]t?ext[a-z]*|\\mbox)\s*$/.test(source.slice(Math.max(0, index - 16), index)) });
    else if (token === '}') {
      const closed = open.pop();
      if (closed?.isText) found.push({ start: closed.start, end: index });
    }
  }
  return found;
}
