/**
 * The text of a file as it is read and published: damaged formulas have their backslashes restored (see tex-damage.ts), and other
 * control characters, which HTML does not allow, are removed. The file itself is never written.
 */
import type { Span } from '../../model.ts';
import { withoutNoncharacters } from '../../text/noncharacters.ts';
import { readFrontmatterBlock } from '../frontmatter/frontmatter-block.ts';
import { type DamageSign, damageIn, damageOf, type FormulaInside } from './tex-damage.ts';

export interface ReadableText {
  readonly text: string;
  /** See `WrittenPlaces`; absent if no character was moved. */
  readonly moved?: readonly number[];
  /** Repaired formulas, in order. */
  readonly repairs: readonly TexRepair[];
  /** Control characters that were removed or replaced; undefined if there are none. */
  readonly controls?: FoundControls;
}

export interface TexRepair {
  /** From the first damaged command to the end of the last, in the original text. */
  readonly span: Span;
  /** For example `\frac`; in order. */
  readonly commands: readonly string[];
}

export interface FoundControls {
  /** Place in the original text. */
  readonly first: Span;
  readonly count: number;
  /** The number of those between two words, which were read as spaces; absent if there are none. */
  readonly spaces?: number;
  /** `U+0007`, each once. */
  readonly names: readonly string[];
}

/** Finds the content of formulas. Returns none for a text that cannot be parsed. */
export type FormulaFinder = (text: string) => readonly FormulaInside[];

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const holdsControl = /[\u0000-\u0008\v\f\u000E-\u001F\u007F-\u009F]/;

/**
 * Makes the text to read and publish.
 *
 * @param formulasIn called only for texts with characters that may have been backslashes
 */
export function readableText(written: string, formulasIn: FormulaFinder): ReadableText {
  const text = withoutNoncharacters(written);
  const holdsControls = holdsControl.test(text);
  const holdsReturns = text.includes('\r') && loneReturn.test(text);
  const signs = mayHoldTex.test(text) ? damageIn(text) : [];
  if (!holdsControls && !holdsReturns && signs.length === 0) return { text, repairs: [] };
  const repairs = signs.length === 0 ? [] : repairsOf(text, signs, formulasIn);
  const plain = holdsReturns ? withLineFeeds(text) : text;
  return holdsControls || repairs.length > 0 ? edited(plain, repairs) : { text: plain, repairs: [] };
}

const mayHoldTex = /\$|\\[([]|(?:`{3}|~{3})[ \t]*math/i;
const loneReturn = /\r(?!\n)/;
const controlOrSequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
  /\u001B\[[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B\n]*(?:\u0007|\u001B\\)|[\u0000-\u0008\v\f\u000E-\u001F\u007F-\u009F]/g;

/** Replaces carriage returns that end a line with line feeds; the length of the text is unchanged. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n');
}

/** Damaged commands, grouped by formula. */
function repairsOf(text: string, signs: readonly DamageSign[], formulasIn: FormulaFinder): DamageSign[][] {
  // Formulas are recognized by their commands, so they are searched for with the backslashes in place.
  const trial = withLineFeeds(
    withBackslashes(
      text,
      signs.filter((sign) => !sign.isLineEnd && !indents(sign, text)),
    ),
  ).replace(controlOrSequence, (found) => (/[\v\f]/.test(found) ? ' ' : '\uFFFD').repeat(found.length));
  const { bodyStart } = readFrontmatterBlock(trial);
  const inBody = ({ start, end, isDisplay }: FormulaInside): FormulaInside => ({
    start: start + bodyStart,
    end: end + bodyStart,
    isDisplay,
  });
  const formulasOf = (source: string): FormulaInside[] => [
    ...(bodyStart > 0 ? formulasIn(source.slice(0, bodyStart)) : []),
    ...formulasIn(source.slice(bodyStart)).map(inBody),
  ];
  const candidates = signs.filter(({ at, isLineEnd }) => !isLineEnd || at >= bodyStart);
  const formulas = formulasOf(trial);
  const seen = byFormula(formulas, candidates);
  const known = new Set(seen.flatMap(({ within }) => within));
  const splitting = new Set(
    splittingSigns(
      text,
      candidates.filter((sign) => sign.isLineEnd && !known.has(sign)),
      formulas,
    ),
  );
  const split =
    splitting.size === 0
      ? []
      : byFormula(formulasOf(withBackslashes(trial, [...splitting])), candidates).filter(({ within }) =>
          within.some((sign) => splitting.has(sign)),
        );
  const inSplit = new Set(split.flatMap(({ within }) => within));
  return [...seen.filter(({ within }) => !within.some((sign) => inSplit.has(sign))), ...split]
    .map(({ formula, within }) => damageOf(within, formula, text))
    .filter((damaged) => damaged.length > 0)
    .sort((a, b) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0));
}

/** Formulas that contain signs of damage, with those signs, both in order. */
function byFormula(
  formulas: readonly FormulaInside[],
  signs: readonly DamageSign[],
): { readonly formula: FormulaInside; readonly within: readonly DamageSign[] }[] {
  let next = 0;
  return formulas.flatMap((formula) => {
    while ((signs[next]?.at ?? Number.POSITIVE_INFINITY) < formula.start) next++;
    const from = next;
    while ((signs[next]?.at ?? Number.POSITIVE_INFINITY) < formula.end) next++;
    return next > from ? [{ formula, within: signs.slice(from, next) }] : [];
  });
}

/** Whether a sign is a tab at the start of a line, which may make the line code. */
function indents({ at }: DamageSign, text: string): boolean {
  return text[at] === '\t' && text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
}

/** Maximum distance from a line end to the mark that closes its formula, in characters. */
const maxReach = 400;

/**
 * Line ends outside formulas that may hide a formula: they split a heading or a table row, or follow an opening dollar.
 *
 * @param formulas the formulas found without these line ends, in order
 */
function splittingSigns(text: string, lineEnds: readonly DamageSign[], formulas: readonly Span[]): DamageSign[] {
  const found: DamageSign[] = [];
  /** From the start of the line that the last sign splits, up to that sign. */
  let split: Span = { start: 0, end: -2 };
  let next = 0;
  /** End of the last formula before the sign, including its closing mark. */
  let closed = 0;
  for (const sign of lineEnds) {
    for (let end = formulas[next]?.end; end !== undefined && end < sign.at; end = formulas[++next]?.end)
      closed = end + (/^(?:\$\$?|`\$|\\[)\]])?/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
    const lineStart = Math.max(closed, text.lastIndexOf('\n', sign.at - 1) + 1);
    const start = lineStart - 1 === split.end ? split.start : lineStart;
    const before = text.slice(start, sign.at).replace(/\\[^(]/g, '');
    const after = text.slice(sign.at + 1, sign.at + maxReach).split(/\n[ \t]*\n/)[0] ?? '';
    // A dollar after a space closes nothing.
    const isOpen = before.split('$').length % 2 === 0 || /(?:^|[\s([])\$$/.test(before) || /\\\((?![\s\S]*\\\))/.test(before);
    if (!isOpen || !/\$|\\\)/.test(after)) continue;
    found.push(sign);
    split = { start, end: sign.at };
  }
  return found;
}

/** Puts backslashes in place of the signs; the length of the text is unchanged. */
function withBackslashes(text: string, signs: readonly DamageSign[]): string {
  let other = '';
  let from = 0;
  for (const { at } of signs) {
    other += `${text.slice(from, at)}\\`;
    from = at + 1;
  }
  return other + text.slice(from);
}

/** Whether the command still has its backslash. */
function isEscaped(text: string, offset: number): boolean {
  return (/\\*$/.exec(text.slice(Math.max(0, offset - 8), offset))?.[0].length ?? 0) % 2 === 1;
}

/** The text with repaired commands and without control characters. */
function edited(text: string, repairs: readonly (readonly DamageSign[])[]): ReadableText {
  const damaged = new Map(repairs.flatMap((formula) => formula.map((sign) => [sign.at, sign] as const)));
  const edits = [
    ...[...damaged.values()].map(({ at, letter }) => ({
      start: at,
      end: at + 1,
      text: isEscaped(text, at) ? letter : `\\${letter}`,
      isRepair: true,
    })),
    ...[...text.matchAll(controlOrSequence)]
      .filter(({ index }) => !damaged.has(index))
      .map(({ index, 0: found }) => {
        const end = index + found.length;
        return { start: index, end, text: insteadOf(found, text[index - 1], text[end]), isRepair: false };
      }),
  ].sort((a, b) => a.start - b.start);
  let readable = '';
  let from = 0;
  const moved: number[] = [];
  const controls: Span[] = [];
  let spaces = 0;
  for (const { start, end, text: other, isRepair } of edits) {
    if (start < from) continue;
    readable += text.slice(from, start) + other;
    from = end;
    if (!isRepair) controls.push({ start, end });
    if (!isRepair && other === ' ') spaces++;
    if (other.length === end - start) continue;
    // Both characters of a restored `\f` map to the form feed.
    moved.push(...(isRepair ? [readable.length - 1, start] : [readable.length, end]));
  }
  return {
    text: readable + text.slice(from),
    ...(moved.length > 0 && { moved }),
    repairs: repairs.flatMap((formula): TexRepair[] => {
      const [first] = formula;
      const last = formula.at(-1);
      if (!first || !last) return [];
      const span = { start: first.at, end: last.at + 1 + last.rest.length };
      return [{ span, commands: formula.map(({ letter, rest }) => `\\${letter}${rest}`) }];
    }),
    ...(controls[0] && {
      controls: { first: controls[0], count: controls.length, ...(spaces > 0 && { spaces }), names: namesOf(controls, text) },
    }),
  };
}

/**
 * The replacement of a control character or escape sequence. U+0080 to U+009F are read as Windows-1252, as browsers read
 * character references; a form feed or vertical tab between two words becomes a space; all others are removed.
 */
function insteadOf(found: string, before = ' ', after = ' '): string {
  if (/^[\u0080-\u009F]$/.test(found)) return windowsCharacter(found);
  return /^[\v\f]$/.test(found) && /\S/.test(before) && /\S/.test(after) ? ' ' : '';
}

const windows = new TextDecoder('windows-1252');

/**
 * WHATWG HTML, 13.2.5.80 "Numeric character reference end state". Empty for the five characters that Windows-1252 leaves
 * undefined.
 */
function windowsCharacter(control: string): string {
  const character = windows.decode(Uint8Array.of(control.charCodeAt(0)));
  return character === control ? '' : character;
}

function namesOf(controls: readonly Span[], text: string): string[] {
  const codes = new Set(controls.map(({ start }) => text.charCodeAt(start)));
  return [...codes].sort((a, b) => a - b).map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
}
