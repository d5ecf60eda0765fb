/** What the keys of frontmatter mean: which are read, under which other names, and what their values may be. */
import { z } from 'zod';
import type { ArticleStatus, DateRange, Properties, Stamp } from '../model.ts';
import { dateExamples, parseDate, readDate } from './dates.ts';
import { languageTag } from './language.ts';

/** A value that was not what its key takes. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Reported as a note: the value is kept as written, only its meaning is unknown. */
  readonly isNote?: boolean;
}

/** A key whose value names other files; its links are read by parse/. */
export interface LinkField {
  readonly key: string;
  readonly value: unknown;
}

export interface ReadFrontmatter {
  readonly properties: Properties;
  /** The key under which a property was found. */
  readonly keys: Readonly<Partial<Record<PropertyName, string>>>;
  /** Each key that gives some, with its value. */
  readonly sources: readonly LinkField[];
  readonly connections: readonly LinkField[];
  readonly related: readonly LinkField[];
  /** Values that were read as dates and name an article, such as a daily note: `[[2026-05-22]]`. By key. */
  readonly linkedDates: Readonly<Record<string, unknown>>;
  readonly problems: readonly FieldProblem[];
  /** Values that YAML reads as something else than was meant, and that were read as text. */
  readonly mended: readonly FieldProblem[];
}

const text = z
  .union([z.string(), z.number(), z.boolean()], { error: 'expected text' })
  .transform((value) => String(value).trim());

/** What a date should look like, in a sentence about `key`. */
export function expectedDate(key: string, value: unknown): string {
  const isAmbiguous = /^\d{1,2}([-/_])\d{1,2}\1\d{4}\b/.test(String(value).trim());
  return `\`${key}\`: ${isAmbiguous ? 'day and month cannot be told apart; ' : ''}expected a date such as ${dateExamples}.`;
}

/** A date, or a link to one. Empty values are ignored. */
const date = z.unknown().transform((value, context) => {
  const written = dateText(value);
  const parsed = parseDate(written);
  const isNothing = value === null || value === undefined || written.trim() === '';
  if (parsed === undefined && !isNothing && !isRevision(written))
    context.addIssue({ code: 'custom', message: 'expected a date', params: { isDate: true, value: written } });
  return parsed;
});

/** The date that the value of a key gives, in ISO 8601; undefined where it is none. */
export function dateOf(value: unknown): string | undefined {
  return parseDate(dateText(value));
}

/** A value as the text of a date. A list of one is its entry; YAML reads an unquoted `[[2026-05-22]]` as a list in a list. */
function dateText(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const [only, ...others]: readonly unknown[] = value;
  if (others.length > 0 || value.length === 0) return JSON.stringify(value);
  return Array.isArray(only) ? `[[${only.map(String).join(', ')}]]` : dateText(only);
}

const textList = listOf((value) => [value.trim()]);
const tagList = listOf((value) =>
  value.split(/^\s*#\S+(?:\s+#\S+)+\s*$/.test(value) ? /\s+/ : ',').map((tag) =>
    tag
      .trim()
      .replace(/^(['"])(.*)\1$/, '$2')
      .replace(/^#/, ''),
  ),
);

const status = text.transform((value, context): ArticleStatus => {
  const found = statuses.find((each) => each === value.toLowerCase());
  if (!found)
    context.addIssue({ code: 'custom', message: `expected one of ${statuses.map((each) => `\`${each}\``).join(', ')}` });
  return found ?? 'stable';
});
const language = text.transform((value, context): string | undefined => {
  const tag = languageTag(value);
  if (tag === undefined && value !== '')
    context.addIssue({ code: 'custom', message: 'expected a language tag such as `en` or `pt-BR`' });
  return tag;
});
const statuses: readonly ArticleStatus[] = ['draft', 'stable', 'deprecated'];

/** OKF v0.2, `generated` and `verified`: who, and when. A bare name is read as who. */
const stamp = z.preprocess(
  (value) => (typeof value === 'string' ? { by: value } : value),
  z
    .object({ by: text, at: date.optional() }, { error: 'expected `{ by, at }`' })
    .transform(({ by, at }): Stamp => ({ by, ...(at !== undefined && { at }) })),
);
const stamps = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(stamp));

/** OKF v0.2 §5.1, `usage_window`: `{ from, to }`. */
export const dateRange = z
  .object({ from: date.optional(), to: date.optional() }, { error: 'expected `{ from, to }`' })
  .transform(({ from, to }): DateRange => ({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }));

/** For `updated`: `updated_at`, `last_updated`, `date_updated`, `last_updated_at`, `date_last_updated` and their like. */
function keysOfDate(...words: readonly string[]): string[] {
  const kinds = ['date', 'time', 'datetime'];
  return words
    .flatMap((word) => [word, `last_${word}`])
    .flatMap((word) => [
      ...(word.startsWith('last_') ? [word] : []),
      ...['at', 'on', ...kinds].map((kind) => `${word}_${kind}`),
      ...kinds.map((kind) => `${kind}_${word}`),
    ]);
}

/** Canonical key → the names it is read under, in the order in which they count, and its value. */
const fields = {
  title: { names: ['title'], schema: text },
  type: { names: ['type', 'kind', 'category'], schema: text },
  summary: { names: ['summary', 'description'], schema: text },
  aliases: { names: ['aliases', 'alias'], schema: textList },
  tags: { names: ['tags', 'tag'], schema: tagList },
  created: {
    names: ['created', ...keysOfDate('created'), ...keysOfDate('create', 'creation'), 'date', 'date_time', 'added'].concat(
      keysOfDate('added', 'add'),
      ['ctime', 'btime', 'birthtime'],
    ),
    schema: date,
  },
  updated: {
    names: [
      'updated',
      ...keysOfDate('updated', 'update'),
      'modified',
      ...keysOfDate('modified', 'mod', 'modify', 'modification'),
    ].concat(keysOfDate('edited', 'edit', 'changed', 'change', 'revised', 'revision'), ['timestamp', 'mtime']),
    schema: date,
  },
  status: { names: ['status'], schema: status },
  confidence: { names: ['confidence'], schema: text },
  generated: { names: ['generated'], schema: stamp },
  verified: { names: ['verified'], schema: stamps },
  staleAfter: { names: ['stale_after', 'expiry'], schema: date },
  usageWindow: { names: ['usage_window'], schema: dateRange },
  resource: { names: ['resource', 'url'], schema: text },
  permalink: { names: ['permalink', 'slug'], schema: text },
  lang: { names: ['lang'], schema: language },
  image: { names: ['image', 'cover'], schema: text },
} as const;

export type PropertyName = keyof typeof fields;

/**
 * Keys whose value may be a date or something else (`published: true`, `changed: the intro`). They count only if no other key gives
 * a date and their value names a day. They are kept as custom keys too, and other values are not reported.
 */
const sideKeys = {
  created: ['published', ...keysOfDate('published', 'publish', 'pub', 'publication'), 'posted', ...keysOfDate('posted', 'post')],
  updated: ['edited', 'changed', 'revised'],
} as const;

/** Properties that are dates. */
export const dateProperties: ReadonlySet<string> = new Set(['created', 'updated', 'staleAfter']);

const linkFields = {
  sources: ['sources'],
  connections: ['connections', 'relationships', 'relations'],
  related: ['related', 'see_also', 'cross_links', 'links'],
} as const;

/** What a key that keeps articles private says: `yes` it is, `no` it is not, or nothing that anybody understands. */
const privacyKeys: Readonly<Record<string, (value: string) => 'yes' | 'no' | undefined>> = {
  draft: truthOf,
  private: truthOf,
  publish: (value) => (value === '' || parseDate(value) !== undefined ? 'no' : opposite[truthOf(value) ?? '']),
  visibility: (value) =>
    /^(?:private|internal)$/i.test(value)
      ? 'yes'
      : /^(?:public|published|open|visible|shared|all)?$/i.test(value)
        ? 'no'
        : undefined,
};

const opposite: Readonly<Record<string, 'yes' | 'no'>> = { yes: 'no', no: 'yes' };

function truthOf(value: string): 'yes' | 'no' | undefined {
  if (/^(?:true|yes|on|1)$/i.test(value)) return 'yes';
  return /^(?:false|no|off|0|null|)$/i.test(value) ? 'no' : undefined;
}

function privacyRule(key: string): ((value: string) => 'yes' | 'no' | undefined) | undefined {
  const folded = foldKey(key);
  return Object.hasOwn(privacyKeys, folded) ? privacyKeys[folded] : undefined;
}

/** Whether a key and its value, as text, keep an article private: in doubt they do. */
export function keepsPrivate(key: string, value: string): boolean {
  const says = privacyRule(key);
  return says !== undefined && says(value.trim()) !== 'no';
}

/**
 * The property that a key means, whatever its case, hyphens and underscores (`Last-Updated`); undefined when nobody
 * knows the key.
 */
export function propertyNamed(key: string): PropertyName | keyof typeof linkFields | undefined {
  return knownKeys.get(foldKey(key))?.property;
}

/** `Last updated`, `last_updated`, `last.updated` and `lastUpdated` are one key. */
export function foldKey(key: string): string {
  return key.toLowerCase().replace(/[\s._-]+/g, '');
}

interface KnownKey {
  readonly property: PropertyName | keyof typeof linkFields;
  /** As it is spelled in the tables above. */
  readonly name: string;
  /** The lower one counts first. */
  readonly rank: number;
}

/** By folded key. */
const knownKeys: ReadonlyMap<string, KnownKey> = new Map(
  [...Object.entries(fields).map(([property, { names }]) => [property, names] as const), ...Object.entries(linkFields)]
    .flatMap(([property, names]) => names.map((name, rank) => [foldKey(name), { property, name, rank } as KnownKey] as const))
    .reverse(),
);

const sideRanks: ReadonlyMap<string, { readonly property: keyof typeof sideKeys; readonly rank: number }> = new Map(
  (['created', 'updated'] as const).flatMap((property) =>
    sideKeys[property].map((key, rank) => [foldKey(key), { property, rank }] as const),
  ),
);

/**
 * Reads frontmatter that is already YAML values. A wrong value is reported and kept among the unknown keys; the others stand.
 *
 * @param writtenAt what was written for the number at a path, where that says more than its value (`007`)
 */
export function readFrontmatter(
  data: Readonly<Record<string, unknown>>,
  writtenAt: (path: readonly PropertyKey[]) => string | undefined = () => undefined,
): ReadFrontmatter {
  const problems: FieldProblem[] = [];
  const used = new Set<string>();
  const keys: Partial<Record<PropertyName, string>> = {};
  const mended: FieldProblem[] = [];
  const keysFor = keysByProperty(data);
  /** The keys that are there of several names for one property, with their values. */
  const taken = (property: KnownKey['property']): LinkField[] =>
    (keysFor.get(property) ?? []).map((key) => {
      used.add(key);
      const value = asText(asWritten(data[key], [key], writtenAt), [key], writtenAt);
      return { key, value: asMeant(value, [key], writtenAt, mended) };
    });
  const linkedDates: Record<string, unknown> = {};
  const read = <Name extends PropertyName>(name: Name): z.output<(typeof fields)[Name]['schema']> | undefined => {
    const schema = fields[name].schema as z.ZodType<z.output<(typeof fields)[Name]['schema']>>;
    let found: z.output<(typeof fields)[Name]['schema']> | undefined;
    for (const { key, value } of taken(name)) {
      keys[name] ??= key;
      const result = found === undefined ? schema.safeParse(value) : undefined;
      if (result?.success && result.data !== undefined) {
        found = result.data;
        keys[name] = key;
        if (dateProperties.has(name) && mayLink(value)) linkedDates[key] = value;
        continue;
      }
      // Nothing of the author's is lost: what no property can hold stays as it was written.
      used.delete(key);
      const issues = result?.error?.issues ?? [];
      // An unreadable date must not discard who wrote or reviewed the article.
      const isDatedBadly = issues.length > 0 && issues.every((issue) => isAboutDate(issue) && issue.path.length > 0);
      const undated = isDatedBadly ? schema.safeParse(withoutPaths(value, issues)) : undefined;
      if (undated?.success) {
        found = undated.data;
        keys[name] = key;
      }
      problems.push(...issues.slice(0, isDatedBadly ? undefined : 1).map((issue) => problemOf(key, issue)));
    }
    return found;
  };
  const sideDate = (property: keyof typeof sideKeys): string | undefined => {
    const dates = Object.entries(data).flatMap(([key, value]) => {
      const side = sideRanks.get(foldKey(key));
      if (side?.property !== property) return [];
      const found = readDate(dateText(asWritten(value, [key], writtenAt)));
      return found?.precision === 'day' || found?.precision === 'time' ? [{ key, value: found.value, rank: side.rank }] : [];
    });
    const [first] = dates.sort((a, b) => a.rank - b.rank);
    if (first) keys[property] = first.key;
    return first?.value;
  };
  let isPrivate = false;
  for (const [key, value] of Object.entries(data)) {
    const says = privacyRule(key);
    if (!says || value === null) continue;
    const answer = typeof value === 'object' ? undefined : says(String(value).trim());
    if (answer !== 'no') isPrivate = true;
    if (answer === undefined)
      problems.push({
        path: [key],
        message: `\`${key}\`: expected ${foldKey(key) === 'visibility' ? '`public`, `private` or `internal`' : '`true` or `false`'}; in doubt the article is kept private.`,
      });
  }

  const title = read('title');
  const type = read('type');
  const summary = read('summary');
  const aliases = read('aliases') ?? [];
  const tags = read('tags') ?? [];
  const created = read('created') ?? sideDate('created');
  const generated = read('generated');
  const updated = read('updated') ?? generated?.at ?? sideDate('updated');
  const statusValue = read('status') ?? 'stable';
  const confidence = read('confidence');
  const verified = read('verified') ?? [];
  const staleAfter = read('staleAfter');
  const usageWindow = read('usageWindow');
  const resource = read('resource');
  const permalink = read('permalink');
  const lang = read('lang');
  const image = read('image');
  const sources = taken('sources');
  const connections = taken('connections');
  const related = taken('related');

  const extra = Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      used.has(key) || Object.hasOwn(privacyKeys, foldKey(key)) ? [] : [[key, asWritten(value, [key], writtenAt)]],
    ),
  );
  const properties: Properties = {
    ...(title && { title }),
    ...(type && { type }),
    ...(summary && { summary }),
    aliases,
    tags,
    ...(created !== undefined && { created }),
    ...(updated !== undefined && { updated }),
    status: statusValue,
    ...(confidence && { confidence }),
    ...(generated && { generated }),
    verified,
    ...(staleAfter !== undefined && { staleAfter }),
    ...(usageWindow && { usageWindow }),
    ...(resource && { resource }),
    ...(permalink && { permalink }),
    ...(lang && { lang }),
    ...(image && { image }),
    isPrivate,
    extra,
  };
  return { properties, keys, sources, connections, related, linkedDates, problems, mended };
}

/** The given keys of each property, in order of precedence; of several spellings of one key only one. */
function keysByProperty(data: Readonly<Record<string, unknown>>): ReadonlyMap<KnownKey['property'], string[]> {
  const spelled = new Map<string, string>();
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined || value === null) continue;
    const folded = foldKey(key);
    const known = knownKeys.get(folded);
    if (known && (key === known.name || !spelled.has(folded))) spelled.set(folded, key);
  }
  const found = new Map<KnownKey['property'], string[]>();
  const rankOf = (folded: string): number => knownKeys.get(folded)?.rank ?? 0;
  for (const [folded, key] of [...spelled].sort(([a], [b]) => rankOf(a) - rankOf(b))) {
    const property = knownKeys.get(folded)?.property;
    if (property === undefined) continue;
    const keys = found.get(property);
    if (keys) keys.push(key);
    else found.set(property, [key]);
  }
  return found;
}

function problemOf(key: string, issue: z.core.$ZodIssue): FieldProblem {
  const path = [key, ...issue.path];
  if (!isAboutDate(issue)) return { path, message: `\`${key}\`: ${issue.message}.` };
  return { path, message: expectedDate(key, issue.params?.['value']), isNote: true };
}

function isAboutDate(issue: z.core.$ZodIssue): issue is z.core.$ZodIssueCustom {
  return issue.code === 'custom' && issue.params?.['isDate'] === true;
}

/** A value without the entries at the paths of `issues`. */
function withoutPaths(value: unknown, issues: readonly z.core.$ZodIssue[], depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // A single value was parsed as a list of one.
  if (!Array.isArray(value) && issues.some(({ path }) => typeof path[depth] === 'number'))
    return withoutPaths(value, issues, depth + 1);
  const isGone = (key: PropertyKey): boolean =>
    issues.some(({ path }) => path.length === depth + 1 && String(path[depth]) === String(key));
  const below = (key: PropertyKey): z.core.$ZodIssue[] => issues.filter(({ path }) => String(path[depth]) === String(key));
  if (Array.isArray(value)) return value.map((each, index) => withoutPaths(each, below(index), depth + 1));
  const kept = Object.entries(value).filter(([key]) => !isGone(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutPaths(each, below(key), depth + 1)]));
}

/** Whether a date may be written as a link. */
function mayLink(value: unknown): boolean {
  return Array.isArray(value) || (typeof value === 'string' && value.includes('['));
}

/** One value or a list of them, however deep; `split` says what one string holds. Empty and repeated entries are dropped. */
function listOf(split: (value: string) => string[]): z.ZodType<string[]> {
  const scalar = z.union([z.string(), z.number(), z.boolean()]);
  return z
    .union(
      [scalar.transform((one) => [one]), z.array(z.union([scalar, z.null(), z.array(scalar)])).transform((many) => many.flat())],
      {
        error: 'expected text or a list of texts',
      },
    )
    .transform((values) => [
      ...new Set(
        values
          .filter((value) => value !== null)
          .flatMap((value) => split(String(value)))
          .filter((value) => value !== ''),
      ),
    ]);
}

/** A commit of git stands where a date should: no date, but nothing wrong either. */
function isRevision(value: string): boolean {
  return /^[0-9a-f]{7,40}$/i.test(value.trim());
}

/** Properties whose entries are texts, or links written as texts. */
const textLists: ReadonlySet<string> = new Set(['aliases', 'tags', 'sources', 'related']);

/** Keys that an entry of a list may have for itself: of a source, a connection. */
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
 * A list with its entries as they were meant: `- Smith (2020). Title: a book` is a text for its author and a map for YAML, and
 * `- [[A]]: note` a link.
 */
function asMeant(
  value: unknown,
  path: readonly PropertyKey[],
  writtenAt: (path: readonly PropertyKey[]) => string | undefined,
  mended: FieldProblem[],
): unknown {
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

/** Numbers in a value as they were written, where they say more so than as numbers: `007`, `1.10`. */
function asWritten(
  value: unknown,
  path: readonly PropertyKey[],
  writtenAt: (path: readonly PropertyKey[]) => string | undefined,
): unknown {
  if (typeof value === 'number') {
    const written = writtenAt(path);
    return written === undefined || written === String(value) ? value : written;
  }
  if (Array.isArray(value)) return value.map((each, index) => asWritten(each, [...path, index], writtenAt));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asWritten(each, [...path, key], writtenAt)]));
}

/** A truth, or those of a list, as it was written where no truth is asked for: `title: True`. */
function asText(
  value: unknown,
  path: readonly PropertyKey[],
  writtenAt: (path: readonly PropertyKey[]) => string | undefined,
): unknown {
  if (typeof value === 'boolean') return writtenAt(path) ?? value;
  return Array.isArray(value) ? value.map((each, index) => asText(each, [...path, index], writtenAt)) : value;
}
