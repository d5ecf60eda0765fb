/** Extracts the texts of a frontmatter value of any shape: a text, a list, a link with or without quotes. */
import {
  holdsBrackets,
  onlyWikilink,
  parseWikilink,
  replaceBrackets,
  type WikilinkParts,
  writtenWikilink,
} from '../text/wikilinks.ts';

export interface PropertyText {
  /** Trimmed, never empty. `[[A]]` for a link. */
  readonly text: string;
  /** Path within the value. */
  readonly path: readonly (string | number)[];
  /** Whether it is the boolean `true` or `false`, not a word. */
  readonly isTruth: boolean;
}

/**
 * The texts of a value in order, including nested lists. An unquoted `[[A]]`, which YAML reads as a list in a list, is a link.
 *
 * @param mapKeys keys of a map that may hold its text; the first one present counts. Other maps have no text.
 */
export function textsIn(
  value: unknown,
  mapKeys: readonly string[] = [],
  path: readonly (string | number)[] = [],
): PropertyText[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    const text = String(value).trim();
    return text === '' ? [] : [{ text, path, isTruth: typeof value === 'boolean' }];
  }
  if (Array.isArray(value)) {
    const link = bareWikilink(value);
    if (link !== undefined) return [{ text: link, path, isTruth: false }];
    return value.flatMap((each, index) => textsIn(each, mapKeys, [...path, index]));
  }
  if (typeof value !== 'object' || value === null) return [];
  const key = mapKeys.find((each) => Object.hasOwn(value, each));
  return key === undefined ? [] : textsIn((value as Record<string, unknown>)[key], mapKeys, [...path, key]);
}

/** Whether a value contains a map. */
export function holdsMap(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsMap);
  return typeof value === 'object' && value !== null;
}

/** Whether a value holds more than its first text in plain words: further texts, a link, a map. */
export function hasMore(value: unknown): boolean {
  const texts = textsIn(value);
  return texts.length > 1 || holdsMap(value) || texts.some(({ text }) => holdsBrackets(text));
}

/** Path of the first text of a value if it is exactly one wikilink. */
export function firstLink(value: unknown): readonly (string | number)[] | undefined {
  const [first] = textsIn(value);
  return first && onlyWikilink(first.text) ? first.path : undefined;
}

/** The texts of a value that contain links, as plain text. */
export function wordsOfLinks(value: unknown): string[] {
  return textsIn(value).flatMap(({ text }) => (holdsBrackets(text) || text.includes('](') ? plainWords(text) : []));
}

/**
 * A text without link markup: `[[notes/Red Planet|Mars]]` and `[[notes/Mars.md#Moons]]` both become `Mars`. Empty for the name of
 * a withheld article.
 */
export function plainWords(text: string): string {
  const plain = replaceBrackets(text, ({ inner }) => wordsOfLink(parseWikilink(inner)))
    .replace(/!?\[([^[\]\n]+)\]\([^()\s]+\)/g, '$1')
    .trim();
  return /^…+$/.test(plain) ? '' : plain;
}

function wordsOfLink({ target, anchor = '', label }: WikilinkParts): string {
  if (label !== undefined) return label;
  const name = target.slice(target.replace(/\/+$/, '').lastIndexOf('/') + 1).replace(/\.md$/i, '');
  return name || anchor;
}

function bareWikilink(list: readonly unknown[]): string | undefined {
  const [inner] = list;
  if (list.length !== 1 || !Array.isArray(inner) || inner.length === 0) return undefined;
  return inner.every((each) => typeof each === 'string' || typeof each === 'number')
    ? writtenWikilink(inner.join(', '))
    : undefined;
}
