/** Defines the keys of frontmatter: which are read, their synonyms, and the values they take. */
import { z } from 'zod';
import { didYouMean, suggester } from '../did-you-mean.ts';
import type { ArticleStatus, DateRange, Properties, Severity, Stamp } from '../model.ts';
import { dateExamples, parseDate, readDate } from './dates.ts';
import { languageTag } from './language.ts';
import { firstLink, hasMore, holdsMap, plainWords, textsIn, wordsOfLinks } from './property-texts.ts';

/** A value that does not fit its key. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly hint?: string;
  /** Defaults to the severity of the code, an error. Lower if the value is kept and shown as written. */
  readonly severity?: Severity;
}

/** A key whose value names other files; parse/ reads its links. */
export interface LinkField {
  readonly key: string;
  readonly value: unknown;
}

export interface ReadFrontmatter {
  readonly properties: Properties;
  /** The key that each property was read from. */
  readonly keys: Readonly<Partial<Record<PropertyName, string>>>;
  /** Each key that gives sources, with its value. */
  readonly sources: readonly LinkField[];
  readonly connections: readonly LinkField[];
  readonly related: readonly LinkField[];
  /** Values that were read as dates but may also name an article, such as a daily note: `[[2026-05-22]]`. By key. */
  readonly linkedDates: Readonly<Record<string, unknown>>;
  /** Titles and aliases that are written as links, as plain text. */
  readonly linkedNames: readonly string[];
  /** Paths of the links from which properties take their value: `['type', 0]`. */
  readonly linked: Readonly<Partial<Record<LinkedProperty, readonly (string | number)[]>>>;
  readonly problems: readonly FieldProblem[];
  /** Values that YAML reads differently from what was meant; they were read as text. */
  readonly mended: readonly FieldProblem[];
}

const text = z
  .union([z.string(), z.number(), z.boolean()], { error: 'expected text' })
  .transform((value) => String(value).trim());

/** Text without link markup; list entries are joined into one text. */
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

/** The first text of a value, for addresses and paths. `cover: false` means none. */
const firstPath = z.unknown().transform((value, context): string | undefined => {
  const first = textsIn(value, pathKeys).find(({ isTruth }) => !isTruth);
  if (!first && holdsMap(value)) context.addIssue({ code: 'custom', message: 'expected text' });
  return first?.text;
});

/** Keys of a map that hold a file name or an address: `image: { src: a.png, alt: A }`. */
const pathKeys: readonly string[] = ['src', 'url', 'path', 'image', 'file', 'filename', 'href', 'link'];

/** A message that says which dates `key` takes. */
export function expectedDate(key: string, value: unknown): string {
  const isAmbiguous = /^\d{1,2}([-/_])\d{1,2}\1\d{4}\b/.test(String(value).trim());
  return `\`${key}\`: ${isAmbiguous ? 'day and month cannot be told apart; ' : ''}expected a date such as ${dateExamples}.`;
}

/** A date or a link to one. Empty values are ignored. */
const date = z.unknown().transform((value, context) => {
  const written = dateText(value);
  const parsed = parseDate(written);
  const isNothing = value === null || value === undefined || written.trim() === '';
  if (parsed === undefined && !isNothing && !isRevision(written))
    context.addIssue({ code: 'custom', message: 'expected a date', params: { isDate: true, value: written } });
  return parsed;
});

/** A frontmatter value as an ISO 8601 date; undefined if it is not a date. */
export function dateOf(value: unknown): string | undefined {
  return parseDate(dateText(value));
}

/** The text of a date. A list of one becomes its entry; YAML reads an unquoted `[[2026-05-22]]` as a list in a list. */
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
  /** The author's own word. */
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

/** OKF v0.2, `generated` and `verified`: by whom and when. A plain string is read as `by`. */
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

/**
 * Keys of a date. For `updated`: `updated_at`, `last_updated`, `date_updated`, `last_updated_at`, `date_last_updated` and the
 * like.
 */
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

/** Canonical key → its synonyms, in order of precedence, and the schema of its value. */
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
 * Keys whose value may or may not be a date (`published: true`, `changed: the intro`). They count only if no other key gives a
 * date and their value names a day. They are also kept as custom keys, and other values are not reported.
 */
const sideKeys = {
  created: ['published', ...keysOfDate('published', 'publish', 'pub', 'publication'), 'posted', ...keysOfDate('posted', 'post')],
  updated: ['edited', 'changed', 'revised'],
} as const;

/** Date properties. */
export const dateProperties: ReadonlySet<string> = new Set(['created', 'updated', 'staleAfter']);

/** Properties that take the first text of a value. If the value holds more, or a link, it also stays among the unknown keys. */
const single: ReadonlySet<PropertyName> = new Set(['type', 'status', 'resource', 'permalink', 'lang', 'image']);

/** Properties that a link may give; the title of the linked article becomes the value. */
export type LinkedProperty = 'type' | 'status' | 'category';

/** Lists that may contain maps, which are not read. */
const lists: ReadonlySet<PropertyName> = new Set(['aliases', 'tags']);

const keptHint = 'The value is kept and shown among the properties.';

const linkFields = {
  sources: ['sources'],
  connections: ['connections', 'relationships', 'relations'],
  related: ['related', 'see_also', 'cross_links', 'links'],
} as const;

/**
 * Keys that can make an article private. Each function returns `yes` for private, `no` for not, undefined for a value it does not
 * know.
 */
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

/** The property that a key means, ignoring case, hyphens and underscores (`Last-Updated`); undefined for an unknown key. */
export function propertyNamed(key: string): PropertyName | keyof typeof linkFields | undefined {
  return knownKeys.get(foldKey(key))?.property;
}

/** Folds the spellings of a key: `Last updated`, `last_updated`, `last.updated` and `lastUpdated` are the same. */
export function foldKey(key: string): string {
  return key.toLowerCase().replace(/[\s._-]+/g, '');
}

interface KnownKey {
  readonly property: PropertyName | keyof typeof linkFields;
  /** As spelled in the tables above. */
  readonly name: string;
  /** Lower ranks take precedence. */
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
 * Reads frontmatter from parsed YAML. An invalid value is reported and kept among the unknown keys; the other values are not
 * affected.
 *
 * @param writtenAt returns the source text of a number at a path, where it carries more than the value (`007`)
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
  /** The keys present for a property, with their values. */
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
      // Keep every value that no property can hold, so that nothing is lost.
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
      // An unreadable date must not discard the name of an author or reviewer.
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
  // It may also be a list of tags, so it is kept in place.
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

/** The keys present for each property, in order of precedence; each key in one spelling only. */
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

/** @param severity of all problems but dates, which are kept and reported as info */
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
  // A single value was parsed as a list with one entry.
  if (!Array.isArray(value) && issues.some(({ path }) => typeof path[depth] === 'number'))
    return withoutPaths(value, issues, depth + 1);
  const isGone = (key: PropertyKey): boolean =>
    issues.some(({ path }) => path.length === depth + 1 && String(path[depth]) === String(key));
  const below = (key: PropertyKey): z.core.$ZodIssue[] => issues.filter(({ path }) => String(path[depth]) === String(key));
  if (Array.isArray(value)) return value.map((each, index) => withoutPaths(each, below(index), depth + 1));
  const kept = Object.entries(value).filter(([key]) => !isGone(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutPaths(each, below(key), depth + 1)]));
}

/** Whether the value of a date may be a link. */
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

/**
 * Whether the value may be meant for another tool that uses the same key differently: `category: { x: y }`, `verified: true`,
 * `lang: python`.
 */
function saysOtherwise(name: PropertyName, key: string, value: unknown): boolean {
  const isSynonym = foldKey(key) !== foldKey(fields[name].names[0]);
  const isFlag = (name === 'generated' || name === 'verified' || name === 'lang') && typeof value !== 'object';
  return isSynonym || isFlag || lists.has(name);
}

/** Pictures from other sites are not shown; their address is shown among the properties. */
function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value.trim());
}

/**
 * A schema for the texts of a value or of nested lists, each split by `split`. Drops empty and repeated entries; does not read
 * maps.
 */
function listOf(split: (value: string) => string[]): z.ZodType<string[]> {
  return z.unknown().transform((value) => [
    ...new Set(
      textsIn(Array.isArray(value) ? value.flat(maxListDepth) : value, nameKeys)
        .flatMap((entry) => split(plainWords(entry.text)))
        .filter((each) => each !== ''),
    ),
  ]);
}

/** Maximum nesting depth of lists; deeper ones are not read. */
const maxListDepth = 8;

/** Keys of a map that name a list entry: `tags: [{ name: Sky }]`. */
const nameKeys: readonly string[] = ['name', 'title', 'label', 'tag', 'alias'];

/** A git commit in place of a date: not a date, but not an error either. */
function isRevision(value: string): boolean {
  return /^[0-9a-f]{7,40}$/i.test(value.trim());
}

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

/** Restores numbers whose source text says more than their value: `007`, `1.10`. */
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

/** Restores the source text of booleans where a text is expected: `title: True`. */
function asText(
  value: unknown,
  path: readonly PropertyKey[],
  writtenAt: (path: readonly PropertyKey[]) => string | undefined,
): unknown {
  if (typeof value === 'boolean') return writtenAt(path) ?? value;
  return Array.isArray(value) ? value.map((each, index) => asText(each, [...path, index], writtenAt)) : value;
}
