/**
 * Reads the YAML of nearly all frontmatter: keys with plain or quoted texts, numbers, and lists of these. One pass, several times
 * as fast as a full YAML parser. Anything not clearly in this subset is left to that parser, and both give the same values.
 */
import type { Span } from '../../model.ts';

export interface PlainYaml {
  readonly data: Readonly<Record<string, unknown>>;
  /** By key, the span of its value and of the items of a list. */
  readonly places: ReadonlyMap<string, { readonly value: Span; readonly items: readonly Span[] }>;
}

/** A key, its colon, and the start of its value. */
const keyLine = /^([A-Za-z_][\w-]*):(?: +|$)/;

/** Texts that need no quotes and are not numbers: they contain no special characters. */
const plainText = /^[A-Za-z\u00C0-\uD7FF\uE000-\uFDCF][^#:[\]{},"'`|>&*!%@\\]*$/;

/** Plain texts in a block, in which brackets, commas and quotes are not special, nor is a colon or a hash within a word. */
const plainBlockText = /^[A-Za-z\u00C0-\uD7FF\uE000-\uFDCF](?:[^#:]|:(?=\S)|(?<=\S)#)*$/;

const doubleQuoted = /^"[^"\\]*"$/;
const singleQuoted = /^'[^']*'$/;
const wholeNumber = /^(?:0|[1-9]\d{0,14})$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
/** Words that YAML does not read as text (YAML 1.2, core schema). */
const word = /^(?:null|true|false)$/i;

/** @returns undefined for a block that is not in this subset throughout */
export function readPlainYaml(source: string): PlainYaml | undefined {
  if (source.includes('\t')) return undefined;
  const data: Record<string, unknown> = {};
  const places = new Map<string, { value: Span; items: Span[] }>();
  let list: { values: unknown[]; items: Span[]; place: { value: Span } } | undefined;
  let start = 0;
  for (const line of source.split('\n')) {
    const offset = start;
    start += line.length + 1;
    if (line === '') continue;
    const item = /^ *- +(?=\S)/.exec(line)?.[0];
    if (item !== undefined) {
      if (!list) return undefined;
      const text = line.slice(item.length).trimEnd();
      const value = scalar(text, plainBlockText);
      if (value === undefined) return undefined;
      const indent = item.indexOf('-');
      const first = list.items.length === 0;
      if (!first && indent !== indentOf(list.items, source)) return undefined;
      const from = offset + item.length;
      list.values.push(value);
      list.items.push({ start: from, end: from + text.length });
      list.place.value = { start: first ? offset + indent : list.place.value.start, end: from + text.length };
      continue;
    }
    const [head, key = ''] = keyLine.exec(line) ?? [];
    if (head === undefined || places.has(key) || key === '__proto__' || (list && list.items.length === 0)) return undefined;
    const text = line.slice(head.length).trimEnd();
    const from = offset + head.length;
    const place = { value: { start: from, end: from + text.length }, items: [] as Span[] };
    places.set(key, place);
    if (text === '') {
      const values: unknown[] = [];
      data[key] = values;
      list = { values, items: place.items, place };
      continue;
    }
    list = undefined;
    const value = text.startsWith('[') ? flowList(text, from, place.items) : scalar(text, plainBlockText);
    if (value === undefined) return undefined;
    data[key] = value;
  }
  // A key without a value is null; the full parser places it better.
  return list && list.items.length === 0 ? undefined : { data, places };
}

/** Column of the dash of the items so far. */
function indentOf(items: readonly Span[], source: string): number {
  const first = items[0]?.start ?? 0;
  const lineStart = source.lastIndexOf('\n', first - 1) + 1;
  return source.indexOf('-', lineStart) - lineStart;
}

/** `[a, "b", c]`, on one line and without nested lists. */
function flowList(text: string, offset: number, items: Span[]): unknown[] | undefined {
  if (!text.endsWith(']')) return undefined;
  const inner = text.slice(1, -1);
  if (inner.trim() === '') return [];
  const values: unknown[] = [];
  let at = 1;
  for (const part of inner.split(',')) {
    const trimmed = part.trim();
    const value = scalar(trimmed, plainText);
    if (value === undefined) return undefined;
    const start = offset + at + part.length - part.trimStart().length;
    values.push(value);
    items.push({ start, end: start + trimmed.length });
    at += part.length + 1;
  }
  return values;
}

/** @returns undefined if it is not clearly a text, a number or a boolean */
function scalar(text: string, plain: RegExp): string | number | boolean | undefined {
  if (doubleQuoted.test(text) || singleQuoted.test(text)) return text.slice(1, -1);
  if (day.test(text)) return text;
  if (wholeNumber.test(text)) return Number(text);
  if (!plain.test(text)) return undefined;
  return word.test(text) ? wordValue(text) : text;
}

/** A boolean in its usual spelling. Another spelling (`True`) may be meant as a word, so its source text is kept. */
function wordValue(text: string): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}
