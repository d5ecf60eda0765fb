/** What the keys of frontmatter mean: which are read, under which other names, and what their values may be. */
import { z } from 'zod';
import { didYouMean, suggester } from '../did-you-mean.ts';
import type { ArticleStatus, DateRange, Properties, Severity, Stamp } from '../model.ts';
import { dateExamples, parseDate, readDate } from './dates.ts';
import { languageTag } from './language.ts';
import { firstLink, hasMore, holdsMap, plainWords, textsIn, wordsOfLinks } from './property-texts.ts';

/** A value that was not what its key takes. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint?: string;
  /** That of the code where it is not given: an error. Lower where the value is kept and shown as written. */
  readonly severity?: Severity;
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
  /** Titles and aliases that are written as links, as plain words. */
  readonly linkedNames: readonly string[];
  /** Where the links are that a property takes its value from: `['type', 0]`. */
  readonly linked: Readonly<Partial<Record<LinkedProperty, readonly (string | number)[]>>>;
  readonly problems: readonly FieldProblem[];
  /** Values that YAML reads as something else than was meant, and that were read as text. */
  readonly mended: readonly FieldProblem[];
}

const text = z
  .union([z.string(), z.number(), z.boolean()], { error: 'expected text' })
  .transform((value) => String(value).trim());

/** Text without the marks of links; the entries of a list make one text. */
const words = z.unknown().transform((value, context): string | undefined => {
  const all = textsIn(value).map((entry) => plainWords(entry.text));
  if (all.length === 0 && holdsMap(value)) context.addIssue({ code: 'custom', message: 'expected text' });
  const isProse = all.every((each) => /[.!?…。！？]$/.test(each));
  return all.length === 0 ? undefined : all.join(isProse ? ' ' : ', ');
});

/** The first text of a value. */
const firstWords = z.unknown().transform((value, context): string | undefined => {
  const [first] = textsIn(value);
  if (!first && holdsMap(value)) context.addIssue({ code: 'custom', message: 'expected text' });
  return plainWords(first?.text ?? '') || undefined;
});

/** The same of an address or a name in a path. `cover: false` says that there is none. */
const firstPath = z.unknown().transform((value, context): string | undefined => {
  const first = textsIn(value, pathKeys).find(({ isTruth }) => !isTruth);
  if (!first && holdsMap(value)) context.addIssue({ code: 'custom', message: 'expected text' });
  return first?.text;
});

/** Keys under which a map names a file or an address: `image: { src: a.png, alt: A }`. */
const pathKeys: readonly string[] = ['src', 'url', 'path', 'image', 'file', 'filename', 'href', 'link'];

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

const textList = listOf((value) => [value]);
const tagList = listOf((value) =>
  value.split(/^\s*#\S+(?:\s+#\S+)+\s*$/.test(value) ? /\s+/ : ',').map((tag) =>
    tag
      .trim()
      .replace(/^(['"])(.*)\1$/, '$2')
      .replace(/^#/, ''),
  ),
);

interface StatusRead {
  readonly status: ArticleStatus;
  /** A word of the author's own. */
  readonly word?: string;
}

const status = firstWords.transform((value): StatusRead | undefined => {
  if (value === undefined) return undefined;
  const found = statuses.find((each) => each === value.toLowerCase());
  return found ? { status: found } : { status: 'stable', word: value };
});
const language = firstWords.transform((value, context): string | undefined => {
  const tag = value === undefined ? undefined : languageTag(value);
  if (tag === undefined && value !== undefined)
    context.addIssue({ code: 'custom', message: 'expected a language tag such as `en` or `pt-BR`' });
  return tag;
});
const statuses: readonly ArticleStatus[] = ['draft', 'stable', 'deprecated'];
const statusSuggester = suggester(statuses);

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
  title: { names: ['title'], schema: words },
  type: { names: ['type', 'kind', 'category'], schema: firstWords },
  summary: { names: ['summary', 'description'], schema: words },
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
  confidence: { names: ['confidence'], schema: words },
  generated: { names: ['generated'], schema: stamp },
  verified: { names: ['verified'], schema: stamps },
  staleAfter: { names: ['stale_after', 'expiry'], schema: date },
  usageWindow: { names: ['usage_window'], schema: dateRange },
  resource: { names: ['resource', 'url'], schema: firstPath },
  permalink: { names: ['permalink', 'slug'], schema: firstPath },
  lang: { names: ['lang'], schema: language },
  image: { names: ['image', 'cover'], schema: firstPath },
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

/** Properties that take one text of a value: where it holds more, or a link, it stays among the unknown keys as well. */
const single: ReadonlySet<PropertyName> = new Set(['type', 'status', 'resource', 'permalink', 'lang', 'image']);

/** Properties that are called by the title of an article when a link to it is their value. */
export type LinkedProperty = 'type' | 'status' | 'category';

/** Properties whose entries may be maps, which say nothing that they can hold. */
const lists: ReadonlySet<PropertyName> = new Set(['aliases', 'tags']);

const keptHint = 'The value is kept and shown among the properties.';

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
  // Jekyll's; with any other value it is a date, or words of the author's.
  published: (value) => (/^(?:false|no|off|0)$/i.test(value) ? 'yes' : 'no'),
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

/** Whether a key can say nothing but whether an article is private. */
function saysOnlyPrivacy(key: string): boolean {
  return privacyRule(key) !== undefined && foldKey(key) !== 'published';
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
        if (single.has(name) && (hasMore(value) || (name === 'image' && isAddress(value)))) used.delete(key);
        if (!lists.has(name) || !holdsMap(value)) continue;
      }
      // Nothing of the author's is lost: what no property can hold stays as it was written.
      used.delete(key);
      if (result?.success) {
        if (lists.has(name) && holdsMap(value))
          problems.push({
            path: [key],
            message: `\`${key}\`: expected text or a list of texts.`,
            hint: keptHint,
            severity: 'info',
          });
        continue;
      }
      const issues = result?.error.issues ?? [];
      // An unreadable date must not discard who wrote or reviewed the article.
      const isDatedBadly = issues.length > 0 && issues.every((issue) => isAboutDate(issue) && issue.path.length > 0);
      const undated = isDatedBadly ? schema.safeParse(withoutPaths(value, issues)) : undefined;
      if (undated?.success) {
        found = undated.data;
        keys[name] = key;
      }
      const told = isDatedBadly ? issues : issues.slice(0, 1);
      problems.push(...told.map((issue) => problemOf(issue, key, saysOtherwise(name, key, value) ? 'info' : 'warning')));
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
  const statusRead = read('status');
  if (statusRead?.word !== undefined)
    problems.push({
      path: [keys.status ?? 'status'],
      message: `\`${keys.status ?? 'status'}\`: \`${statusRead.word}\` is shown as written and counts as \`stable\`.`,
      hint:
        didYouMean(statusSuggester.near(statusRead.word)) ??
        `\`draft\`, \`stable\` and \`deprecated\` say how far to rely on it.`,
      severity: 'info',
    });
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
  // It may as well be a list of tags, so it stays where it is.
  const categories = Object.keys(data).find((key) => foldKey(key) === 'categories');
  const [category] = categories === undefined ? [] : textsIn(data[categories]).flatMap((each) => plainWords(each.text) || []);
  const linkedNames = [keys.title, keys.aliases].flatMap((key) => (key === undefined ? [] : wordsOfLinks(data[key])));
  const linked = {
    ...linkIn('type', keys.type, data),
    ...linkIn('status', keys.status, data),
    ...linkIn('category', categories, data),
  };

  const extra = Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      used.has(key) || saysOnlyPrivacy(key) ? [] : [[key, asWritten(value, [key], writtenAt)]],
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
    ...(category !== undefined && { category }),
    status: statusRead?.status ?? 'stable',
    ...(statusRead?.word !== undefined && { statusWord: statusRead.word }),
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
  return { properties, keys, sources, connections, related, linkedDates, linked, linkedNames, problems, mended };
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

/** @param severity unless the problem is a date, which is kept and reported as a note */
function problemOf(issue: z.core.$ZodIssue, key: string, severity: Severity): FieldProblem {
  const path = [key, ...issue.path];
  return isAboutDate(issue)
    ? { path, message: expectedDate(key, issue.params?.['value']), hint: keptHint, severity: 'info' }
    : { path, message: `\`${key}\`: ${issue.message}.`, hint: keptHint, severity };
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

function linkIn(
  name: LinkedProperty,
  key: string | undefined,
  data: Readonly<Record<string, unknown>>,
): Partial<Record<LinkedProperty, readonly (string | number)[]>> {
  const path = key === undefined ? undefined : firstLink(data[key]);
  return key === undefined || path === undefined ? {} : { [name]: [key, ...path] };
}

/** Whether other tools write such a value under this key and mean something else: `category: { x: y }`, `verified: true`, `lang: python`. */
function saysOtherwise(name: PropertyName, key: string, value: unknown): boolean {
  const isSynonym = foldKey(key) !== foldKey(fields[name].names[0]);
  const isFlag = (name === 'generated' || name === 'verified' || name === 'lang') && typeof value !== 'object';
  return isSynonym || isFlag || lists.has(name);
}

/** A picture of another site is on no page: its address is shown. */
function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value.trim());
}

/** The texts of a value or a list, however deep; `split` says what one holds. Empty and repeated entries are dropped, maps are not read. */
function listOf(split: (value: string) => string[]): z.ZodType<string[]> {
  return z.unknown().transform((value) => [
    ...new Set(
      textsIn(Array.isArray(value) ? value.flat(maxListDepth) : value, nameKeys)
        .flatMap((entry) => split(plainWords(entry.text)))
        .filter((each) => each !== ''),
    ),
  ]);
}

/** Lists nested more deeply are not read. */
const maxListDepth = 8;

/** Keys under which an entry of a list says what it is called: `tags: [{ name: Sky }]`. */
const nameKeys: readonly string[] = ['name', 'title', 'label', 'tag', 'alias'];

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
