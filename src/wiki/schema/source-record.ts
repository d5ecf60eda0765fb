/** Reads bibliographic data from frontmatter: who wrote the work that the article is about, when, and where to find it. */

import type { Properties, SourceRecord } from '../model.ts';
import { readDate } from './dates.ts';
import { foldKey } from './property-keys.ts';
import { plainWords } from './property-texts.ts';
import { arxivIdOf, bareArxivId, doiOf } from './source-identity.ts';

/** Keys of each part of the record; case, spaces, hyphens and underscores are ignored. */
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

/** Whether a frontmatter key holds part of a source's record. */
export function isRecordKey(key: string): boolean {
  return everyName.has(foldKey(key));
}

/** Parts kept as written. */
const asWritten = ['isbn', 'container', 'publisher', 'volume', 'issue', 'pages'] as const;

/**
 * Reads the record of a source from frontmatter.
 *
 * @param isDated whether `created` was written as the date of the work itself (`date: 2025-06-01`)
 * @returns undefined if only a title is known
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

/** Characters of an ISO date that are significant at each precision. */
const exactLength = { year: 4, month: 7, week: 10, day: 10, time: 10 } as const;

/** A year, a month or a day, as precise as written. */
function issuedIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const date = readDate(text);
  return date?.value.slice(0, exactLength[date.precision]);
}

/** Maximum length of a list of names, in characters. */
const maxAuthors = 20_000;

/** `J.`, `J. R.`, `J.-P.` */
const initials = /^(?:\p{Lu}\.[ -]?)+$/u;
const suffix = /^(?:Jr|Sr|II|III|IV)\.?$/;

/**
 * Names of authors in a list, or in a text separated by `;`, `and`, `&` or commas. `Lynch, Aengus` is one name, since neither
 * side of the comma has spaces or initials; `Smith, J., & Doe, A.` are two, in APA style.
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

/** Whether the record already contains a frontmatter value, in another form or in part. */
export function isToldBy(record: SourceRecord, value: unknown): boolean {
  if (Array.isArray(value)) return value.every((each) => isToldBy(record, each));
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const said = String(value).toLowerCase();
  return Object.values(record)
    .flat()
    .some((part: string) => said.includes(part.toLowerCase()) || part.toLowerCase().includes(said));
}
