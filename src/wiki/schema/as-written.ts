/** Restores values that YAML reads differently from how they were written or meant. */
import { foldKey, propertyNamed } from './property-keys.ts';
import type { FieldProblem } from './property-value.ts';

/** The source text of a value at a path, if it says more than the value (`007`). */
export type WrittenAt = (path: readonly PropertyKey[]) => string | undefined;

/** Properties whose entries are texts, or links written as texts. */
const textLists: ReadonlySet<string> = new Set(['aliases', 'tags', 'sources', 'related']);

/** Keys that may be the only key of a list entry that is a source or a connection. */
const entryKeys: ReadonlySet<string> = new Set(
  [
    'id',
    'title',
    'name',
    'resource',
    'url',
    'path',
    'link',
    'author',
    'date',
    'last_modified',
    'usage_count',
    'usage_window',
    'by',
    'at',
    'target',
    'to',
  ].map(foldKey),
);

/**
 * Restores list entries that YAML reads differently from what was meant: `- Smith (2020). Title: a book` is meant as text and
 * read as a map; `- [[A]]: note` is meant as a link.
 */
export function asMeant(value: unknown, path: readonly PropertyKey[], writtenAt: WrittenAt, mended: FieldProblem[]): unknown {
  const property = propertyNamed(String(path[0]));
  if (!Array.isArray(value) || property === undefined || !textLists.has(property)) return value;
  return value.map((entry: unknown, index) => {
    if (typeof entry !== 'object' || entry === null) return entry;
    const isList = Array.isArray(entry);
    const isText = isList
      ? entry.some((each) => typeof each === 'object' && each !== null && !Array.isArray(each))
      : Object.keys(entry).length === 1 && !entryKeys.has(foldKey(Object.keys(entry)[0] ?? ''));
    const written = isText ? writtenAt([...path, index]) : undefined;
    if (written === undefined || written.includes('\n')) return entry;
    mended.push({ path: [...path, index], message: 'The entry needs quotes (it holds a `: `); it was read as text.' });
    return isList ? `[${written}]` : written;
  });
}

/** Restores numbers whose source text says more than their value: `007`, `1.10`. */
export function asWritten(value: unknown, path: readonly PropertyKey[], writtenAt: WrittenAt): unknown {
  if (typeof value === 'number') {
    const written = writtenAt(path);
    return written === undefined || written === String(value) ? value : written;
  }
  if (Array.isArray(value)) return value.map((each, index) => asWritten(each, [...path, index], writtenAt));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asWritten(each, [...path, key], writtenAt)]));
}

/** Restores the source text of booleans where a text is expected: `title: True`. */
export function asText(value: unknown, path: readonly PropertyKey[], writtenAt: WrittenAt): unknown {
  if (typeof value === 'boolean') return writtenAt(path) ?? value;
  return Array.isArray(value) ? value.map((each, index) => asText(each, [...path, index], writtenAt)) : value;
}
