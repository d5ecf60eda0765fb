/** The texts in a value of the frontmatter, whatever its shape: one text, a list, a link with or without quotes. */
import { holdsBrackets, onlyWikilink, parseWikilink, replaceBrackets, type WikilinkParts } from '../text/wikilinks.ts';

export interface PropertyText {
  /** Trimmed, never empty. `[[A]]` for a link. */
  readonly text: string;
  /** Where it is within the value. */
  readonly path: readonly (string | number)[];
  /** It is `true` or `false`, not a word. */
  readonly isTruth: boolean;
}

/**
 * The texts of a value in order, however deep its lists are. YAML reads an unquoted `[[A]]` as a list in a list; that is a link.
 *
 * @param mapKeys keys under which a map holds its text; the first that is there counts. Other maps hold none.
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

/** Whether a map is anywhere in a value. */
export function holdsMap(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsMap);
  return typeof value === 'object' && value !== null;
}

/** Whether a value says more than its first text as plain words does: further texts, a link, a map. */
export function hasMore(value: unknown): boolean {
  const texts = textsIn(value);
  return texts.length > 1 || holdsMap(value) || texts.some(({ text }) => holdsBrackets(text));
}

/** Where the first text of a value is, if it is a wikilink and nothing else. */
export function firstLink(value: unknown): readonly (string | number)[] | undefined {
  const [first] = textsIn(value);
  return first && onlyWikilink(first.text) ? first.path : undefined;
}

/** Those texts of a value that hold links, as plain words. */
export function wordsOfLinks(value: unknown): string[] {
  return textsIn(value).flatMap(({ text }) => (holdsBrackets(text) || text.includes('](') ? plainWords(text) : []));
}

/**
 * A text as it reads, without the marks of links: `[[notes/Red Planet|Mars]]` is `Mars`, `[[notes/Mars.md#Moons]]` is `Mars`.
 * Empty for the name of an article that is withheld.
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
  return inner.every((each) => typeof each === 'string' || typeof each === 'number') ? `[[${inner.join(', ')}]]` : undefined;
}
