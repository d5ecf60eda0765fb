/** What the frontmatter of an article says of the work that it is about: who wrote it, when, and where it is to be found. */

import type { Properties, SourceRecord } from '../model.ts';
import { readDate } from './dates.ts';
import { foldKey } from './frontmatter.ts';
import { plainWords } from './property-texts.ts';
import { arxivIdOf, bareArxivId, doiOf } from './source-identity.ts';

/** The names that each part is read under; case, spaces, hyphens and underscores do not count. */
const names = {
  authors: ['author', 'authors', 'creator', 'creators', 'by'],
  date: [
    'year',
    'published',
    'publicationdate',
    'publishedat',
    'dateissued',
    'issued',
    'pubdate',
    'publishdate',
    'datepublished',
  ],
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
  const doi = [written, ...links]
    .map((each) => doiOf(each ?? ''))
    .find((each) => each !== undefined && arxivIdOf(each) === undefined);
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

/** How much of an ISO date a text tells that is no more exact. Characters. */
const exactLength = { year: 4, month: 7, week: 10, day: 10, time: 10 } as const;

/** A year, a month or a day, as exact as it was written. */
function issuedIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const date = readDate(text);
  return date?.value.slice(0, exactLength[date.precision]);
}

/** More is no list of names. Characters. */
const maxAuthors = 20_000;

/** `J.`, `J. R.`, `J.-P.` */
const initials = /^(?:\p{Lu}\.[ -]?)+$/u;
const suffix = /^(?:Jr|Sr|II|III|IV)\.?$/;

/**
 * Names of authors: of a list, or of one text that lists them with `;`, `and`, `&` or commas. `Lynch, Aengus` is one name, since
 * names with neither space nor initials stand on both sides of the comma; `Smith, J., & Doe, A.` are two, as the APA writes them.
 */
export function authorsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(authorsIn);
  if (typeof value === 'object' && value !== null && 'name' in value) return authorsIn(value.name);
  if (typeof value !== 'string' || value.length > maxAuthors) return [];
  const text = plainWords(value.replace(/\s+/g, ' '))
    .replace(/\b(?:human|team):/g, '')
    .trim()
    .replace(/,? ?(?:et al\b\.?|u\. ?a\.)$/i, '');
  if (text.includes(';')) return trimmed(text.split(';'));
  const joined = text.split(/,? (?:and|und|et|y|&) /i);
  const all: string[] = [];
  for (const piece of trimmed(joined.flatMap((part) => part.split(',')))) {
    if (suffix.test(piece) && all.length > 0) all.push(`${all.pop()} ${piece}`);
    else all.push(piece);
  }
  const isInverted =
    all.length > 1 &&
    all.length % 2 === 0 &&
    all.every((piece, index) => index % 2 === 0 || initials.test(piece.replace(/ (?:Jr|Sr|II|III|IV)\.?$/, '')));
  if (isInverted) return all.flatMap((family, index) => (index % 2 === 0 ? `${family}, ${all[index + 1]}` : []));
  return trimmed(
    joined.flatMap((part) => {
      const [family = '', given = '', ...more] = part.split(/, ?/);
      const isOneName =
        part.includes(',') && more.length === 0 && !family.includes(' ') && (joined.length > 1 || !/ \S+ /.test(given));
      return isOneName ? [part] : part.split(/, ?/);
    }),
  );
}

function trimmed(parts: readonly string[]): string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Whether a record tells what a value of the frontmatter says, in its own form or in part. */
export function isToldBy(record: SourceRecord, value: unknown): boolean {
  if (Array.isArray(value)) return value.every((each) => isToldBy(record, each));
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const said = String(value).toLowerCase();
  return Object.values(record)
    .flat()
    .some((part: string) => said.includes(part.toLowerCase()) || part.toLowerCase().includes(said));
}
