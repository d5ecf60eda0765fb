/** What a reader typed into the search: words, phrases in quotes and operators such as `type:concept`, each with its place. */
import { fold } from '../../../shared/letters.ts';

export const operators = ['type', 'tag', 'source', 'status', 'trust', 'is'] as const;
export type OperatorName = (typeof operators)[number];

interface Part {
  /** Whether it begins with a hyphen: what it says is not wanted. */
  readonly isExcluded: boolean;
  /** Where it stands in what was typed. */
  readonly from: number;
  readonly to: number;
}

export interface Word extends Part {
  readonly kind: 'word';
  readonly text: string;
}

export interface Phrase extends Part {
  readonly kind: 'phrase';
  readonly text: string;
}

export interface Operator extends Part {
  readonly kind: 'operator';
  readonly name: OperatorName;
  /** As written; empty while only the name is. */
  readonly text: string;
  /** Where the value begins, its quote included. */
  readonly valueFrom: number;
}

export type QueryPart = Word | Phrase | Operator;

/** An opening quote and what closes it; one that nothing closes goes to the end. */
const quotes: Readonly<Record<string, string>> = {
  '"': '"“”',
  '“': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
};

const operatorAt = new RegExp(`(${operators.join('|')}):`, 'iy');
const hyphens = /^[-−–]$/;

/** Parts in the order they stand in. What names no known operator is a word, colon and all; nothing typed is an error. */
export function parseQuery(text: string): QueryPart[] {
  const parts: QueryPart[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    const part = partAt(text, at);
    if (part) parts.push(part);
    at = part?.to ?? at + 1;
  }
  return parts;
}

function partAt(text: string, from: number): QueryPart | undefined {
  const isExcluded = hyphens.test(text.charAt(from)) && /[^\s]/.test(text.charAt(from + 1));
  const start = isExcluded ? from + 1 : from;
  operatorAt.lastIndex = start;
  const [head, name] = operatorAt.exec(text) ?? [];
  const valueFrom = start + (head?.length ?? 0);
  const value = valueAt(text, valueFrom);
  const place = { isExcluded, from, to: value.to };
  if (name !== undefined)
    return { kind: 'operator', name: name.toLowerCase() as OperatorName, text: value.text, valueFrom, ...place };
  if (value.text === '') return undefined;
  return value.isQuoted ? { kind: 'phrase', text: value.text, ...place } : { kind: 'word', text: value.text, ...place };
}

/** What stands there: all between quotes, else up to a space or a quote that opens. */
function valueAt(text: string, from: number): { text: string; to: number; isQuoted: boolean } {
  const closing = quotes[text.charAt(from)];
  if (closing === undefined) {
    let to = from;
    while (to < text.length && !/\s/.test(text.charAt(to)) && (to === from || !(text.charAt(to) in quotes))) to++;
    return { text: text.slice(from, to), to, isQuoted: false };
  }
  let end = from + 1;
  while (end < text.length && !closing.includes(text.charAt(end))) end++;
  return { text: text.slice(from + 1, end).trim(), to: Math.min(text.length, end + 1), isQuoted: true };
}

/** The words that are looked for, without phrases and operators. */
export function plainWords(parts: readonly QueryPart[]): string {
  return parts
    .filter((part) => part.kind === 'word' && !part.isExcluded)
    .map((part) => part.text)
    .join(' ');
}

/** The types that are asked for. */
export function typesIn(parts: readonly QueryPart[]): Operator[] {
  return parts.filter(
    (part): part is Operator => part.kind === 'operator' && part.name === 'type' && !part.isExcluded && part.text !== '',
  );
}

/** What was typed, without this part. */
export function withoutPart(text: string, { from, to }: Part): string {
  return `${text.slice(0, from).trimEnd()} ${text.slice(to).trimStart()}`.trim();
}

/** What was typed, with an operator at its end. */
export function withOperator(text: string, name: OperatorName, value: string): string {
  return `${text.trim()} ${operatorText(name, value)}`.trim();
}

/** As one types it. */
export function operatorText(name: OperatorName, value: string): string {
  return `${name}:${/[\s"“”„«»「」『』]/.test(value) ? `"${value.replace(/["“”]/g, "'")}"` : value}`;
}

/**
 * Which of these values are meant, without regard to case, accents and the kind of hyphens and quotes: the one that is called
 * so, else those that begin so.
 */
export function valuesMeant(written: string, values: readonly string[]): string[] {
  const wanted = plain(written);
  if (wanted === '') return [];
  const same = values.filter((value) => plain(value) === wanted);
  return same.length > 0 ? same : values.filter((value) => plain(value).startsWith(wanted));
}

function plain(text: string): string {
  return fold(text.replace(/["“”„'’]/g, "'").replace(/[-_\s]+/g, ' ')).trim();
}
