/** What the frontmatter of an article says of the work that it is about: who wrote it, when, and where it is to be found. */
import type { Properties, SourceRecord } from '../model.ts';
import { parseDate } from './dates.ts';
import { foldKey } from './frontmatter.ts';
import { arxivIdOf, bareArxivId, doiOf } from './source-identity.ts';

/** The names that each part is read under; case, spaces, hyphens and underscores do not count. */
const names = {
  authors: ['author', 'authors', 'creator', 'creators', 'by'],
  date: ['year', 'published', 'publicationdate', 'publishedat', 'dateissued', 'issued', 'pubdate'],
  url: ['sourceurl', 'originalurl', 'link', 'source', 'original'],
  doi: ['doi'],
  arxiv: ['arxiv', 'arxivid', 'eprint'],
  isbn: ['isbn'],
  container: ['journal', 'venue', 'conference', 'booktitle', 'publication', 'container', 'website', 'site'],
  publisher: ['publisher', 'institution'],
  volume: ['volume'],
  issue: ['issue'],
  pages: ['pages'],
} as const;

const everyName: ReadonlySet<string> = new Set(Object.values(names).flat());

/** Whether a key of the frontmatter tells a part of a source's record. */
export function isRecordKey(key: string): boolean {
  return everyName.has(foldKey(key));
}

/** Parts that are kept as they are written. */
const asWritten = ['isbn', 'container', 'publisher', 'volume', 'issue', 'pages'] as const;

/**
 * Reads the record of a source from its frontmatter.
 *
 * @param isDated whether `created` was written as the date of the work itself (`date: 2025-06-01`)
 * @returns undefined when nothing but a title is known
 */
export function sourceRecordOf(
  { extra, resource, created }: Pick<Properties, 'extra' | 'resource' | 'created'>,
  isDated: boolean,
): SourceRecord | undefined {
  const values = new Map(Object.entries(extra).map(([key, value]) => [foldKey(key), value]));
  const textOf = (part: keyof typeof names): string | undefined => {
    for (const name of names[part]) {
      const value = values.get(name);
      if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') return String(value).trim();
    }
    return undefined;
  };
  const links = [resource, textOf('url')].filter((each) => each !== undefined && /^https?:\/\//i.test(each));
  const url = links[0];
  const written = textOf('doi');
  const arxiv = bareArxivId(textOf('arxiv') ?? '') ?? [written, ...links].map((each) => arxivIdOf(each ?? '')).find(Boolean);
  const doi = arxiv === undefined ? [written, ...links].map((each) => doiOf(each ?? '')).find(Boolean) : undefined;
  const authors = names.authors.flatMap((name) => authorsIn(values.get(name)));
  const issued = issuedIn(textOf('date')) ?? (isDated ? created?.slice(0, 10) : undefined);
  const record: SourceRecord = {
    authors,
    ...(issued !== undefined && { issued }),
    ...(url !== undefined && { url }),
    ...(doi !== undefined && { doi }),
    ...(arxiv !== undefined && { arxiv }),
    ...Object.fromEntries(
      asWritten.flatMap((part) => {
        const value = textOf(part);
        return value === undefined ? [] : [[part, value]];
      }),
    ),
  };
  return authors.length > 0 || Object.keys(record).length > 1 ? record : undefined;
}

/** A year, a month or a day, as exact as it was written. */
function issuedIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return /^\d{4}(?:-\d{2})?$/.test(text) ? text : parseDate(text)?.slice(0, 10);
}

/**
 * Names of authors: of a list, or of one text that lists them with `;`, `and`, `&` or commas. `Lynch, Aengus` is one name, since
 * names with neither space nor initials stand on both sides of the comma.
 */
export function authorsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(authorsIn);
  if (typeof value === 'object' && value !== null && 'name' in value) return authorsIn(value.name);
  if (typeof value !== 'string') return [];
  const text = value
    .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]+)\]\]/g, '$1')
    .replace(/\b(?:human|team):/g, '')
    .replace(/,?\s*(?:et al\b\.?|u\. ?a\.)\s*$/i, '')
    .trim();
  if (text.includes(';')) return trimmed(text.split(';'));
  const joined = text.split(/\s*,?\s+(?:and|und|et|y|&)\s+/i);
  const parts = joined.flatMap((part) => {
    const pieces = part.split(/,\s*/);
    const isOneName =
      pieces.length === 2 && (joined.length > 1 || !/\s/.test(pieces[0] ?? '')) && !/\s\S+\s/.test(pieces[1] ?? '');
    return isOneName && !/\s/.test(pieces[0] ?? '') ? [part] : pieces;
  });
  return trimmed(parts);
}

function trimmed(parts: readonly string[]): string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
