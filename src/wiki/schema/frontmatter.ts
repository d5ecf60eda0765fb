/** Reads frontmatter: properties, links and what makes an article private, from parsed YAML, TOML or JSON. */
import { didYouMean, suggester } from '../did-you-mean.ts';
import type { ArticleStatus, PrivacyProperties, Properties } from '../model.ts';
import { asMeant, asText, asWritten, type WrittenAt } from './as-written.ts';
import { readDate } from './dates.ts';
import {
  audiencesIn,
  choosesNote,
  isAudienceKey,
  keepsPrivate,
  type Privacy,
  readPrivacyKey,
  saysOnlyPrivacy,
  strictest,
} from './privacy-keys.ts';
import {
  dateProperties,
  foldKey,
  type KeyMeaning,
  keysByProperty,
  type PropertyName,
  type SideDate,
  sideKeyNamed,
} from './property-keys.ts';
import { dateText, statuses } from './property-schemas.ts';
import { firstLink, plainWords, textsIn, wordsOfLinks } from './property-texts.ts';
import { type FieldProblem, readValue, type ValueOf } from './property-value.ts';

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

/** Properties that a link may give; the title of the linked article becomes the value. */
export type LinkedProperty = 'type' | 'status' | 'category';

type Data = Readonly<Record<string, unknown>>;

/** The input, and the results so far. */
interface Reading {
  readonly data: Data;
  readonly writtenAt: WrittenAt;
  readonly keysOf: ReadonlyMap<KeyMeaning, readonly string[]>;
  /** Keys whose whole value was read. All others are unknown keys. */
  readonly used: Set<string>;
  readonly keys: Partial<Record<PropertyName, string>>;
  readonly linkedDates: Record<string, unknown>;
  readonly problems: FieldProblem[];
  readonly mended: FieldProblem[];
}

/**
 * Reads frontmatter from parsed data. An invalid value is reported and kept among the unknown keys; the other values are not
 * affected.
 */
export function readFrontmatter(data: Data, writtenAt: WrittenAt = () => undefined): ReadFrontmatter {
  const { privacy, problems } = readPrivacy(data);
  const reading: Reading = {
    data,
    writtenAt,
    keysOf: keysByProperty(data),
    used: new Set(),
    keys: {},
    linkedDates: {},
    problems,
    mended: [],
  };
  // It may also be a list of tags, so it is kept in place.
  const categories = Object.keys(data).find((key) => foldKey(key) === 'categories');
  const values = readProperties(reading, categories);
  const sources = readLinks(reading, 'sources');
  const connections = readLinks(reading, 'connections');
  const related = readLinks(reading, 'related');
  const { keys, linkedDates, mended } = reading;
  const linkedNames = [keys.title, keys.aliases].flatMap((key) => (key === undefined ? [] : wordsOfLinks(data[key])));
  const linked = {
    ...linkIn('type', keys.type, data),
    ...linkIn('status', keys.status, data),
    ...linkIn('category', categories, data),
  };
  const properties: Properties = { ...values, ...privacy, extra: unknownKeys(reading) };
  return { properties, keys, sources, connections, related, linkedDates, linked, linkedNames, problems, mended };
}

/** Reads who may read the article. A value that is not understood keeps it private and is a problem. */
function readPrivacy(data: Data): { privacy: PrivacyProperties; problems: FieldProblem[] } {
  const entries = Object.entries(data);
  const problems: FieldProblem[] = [];
  const said: Privacy[] = [];
  for (const [key, value] of entries) {
    const read = readPrivacyKey(key, value);
    if (!read) continue;
    said.push(read.privacy);
    if (read.expected === undefined) continue;
    const message = `\`${key}\`: expected ${read.expected}; in doubt the article is kept private.`;
    problems.push({ path: [key], message });
  }
  const audiences = entries.flatMap(([key, value]) => (isAudienceKey(key) ? [audiencesIn(value)] : []))[0];
  const privacy = strictest(said);
  return {
    privacy: {
      isPrivate: privacy !== 'public',
      ...(privacy === 'draft' && { isDraft: true }),
      ...(audiences && { audiences }),
      ...(entries.some(([key, value]) => choosesNote(key, value)) && { isChosen: true }),
    },
    problems,
  };
}

/** @param categories the key that lists categories */
function readProperties(reading: Reading, categories: string | undefined): Omit<Properties, keyof PrivacyProperties | 'extra'> {
  const title = readProperty(reading, 'title');
  const type = readProperty(reading, 'type');
  const summary = readProperty(reading, 'summary');
  const aliases = readProperty(reading, 'aliases') ?? [];
  const tags = readProperty(reading, 'tags') ?? [];
  const created = readProperty(reading, 'created') ?? readSideDate(reading, 'created');
  const generated = readProperty(reading, 'generated');
  const updated = readProperty(reading, 'updated') ?? generated?.at ?? readSideDate(reading, 'updated');
  const category = categories === undefined ? undefined : firstCategory(reading.data[categories]);
  const { status, statusWord } = readStatus(reading);
  const confidence = readProperty(reading, 'confidence');
  const verified = readProperty(reading, 'verified') ?? [];
  const staleAfter = readProperty(reading, 'staleAfter');
  const usageWindow = readProperty(reading, 'usageWindow');
  const resource = readProperty(reading, 'resource');
  const permalink = readProperty(reading, 'permalink');
  const lang = readProperty(reading, 'lang');
  const image = readProperty(reading, 'image');
  return {
    ...(title && { title }),
    ...(type && { type }),
    ...(summary && { summary }),
    aliases,
    tags,
    ...(created !== undefined && { created }),
    ...(updated !== undefined && { updated }),
    ...(category !== undefined && { category }),
    status,
    ...(statusWord !== undefined && { statusWord }),
    ...(confidence && { confidence }),
    ...(generated && { generated }),
    verified,
    ...(staleAfter !== undefined && { staleAfter }),
    ...(usageWindow && { usageWindow }),
    ...(resource && { resource }),
    ...(permalink && { permalink }),
    ...(lang && { lang }),
    ...(image && { image }),
  };
}

/** The value of the first key that gives a valid one. The values of the other keys stay among the unknown keys. */
function readProperty<Name extends PropertyName>(reading: Reading, name: Name): ValueOf<Name> | undefined {
  let found: ValueOf<Name> | undefined;
  for (const { key, value } of valuesFor(reading, name)) {
    reading.keys[name] ??= key;
    if (found !== undefined) continue;
    const read = readValue(name, key, value);
    reading.problems.push(...read.problems);
    if (read.isWhole) reading.used.add(key);
    if (read.value === undefined) continue;
    found = read.value;
    reading.keys[name] = key;
    if (dateProperties.has(name) && mayLink(value)) reading.linkedDates[key] = value;
  }
  return found;
}

/** The values of the keys that name other files. */
function readLinks(reading: Reading, kind: 'sources' | 'connections' | 'related'): LinkField[] {
  const links = valuesFor(reading, kind);
  for (const { key } of links) reading.used.add(key);
  return links;
}

/** The keys present for a property, in order of precedence, with their values as meant. */
function valuesFor({ data, writtenAt, keysOf, mended }: Reading, property: KeyMeaning): LinkField[] {
  return (keysOf.get(property) ?? []).map((key) => {
    const value = asText(asWritten(data[key], [key], writtenAt), [key], writtenAt);
    return { key, value: asMeant(value, [key], writtenAt, mended) };
  });
}

/** The date of the side key that takes precedence, if it names a day. */
function readSideDate({ data, writtenAt, keys }: Reading, property: SideDate): string | undefined {
  const dates = Object.entries(data).flatMap(([key, value]) => {
    const side = sideKeyNamed(key);
    if (side?.property !== property) return [];
    const found = readDate(dateText(asWritten(value, [key], writtenAt)));
    return found?.precision === 'day' || found?.precision === 'time' ? [{ key, value: found.value, rank: side.rank }] : [];
  });
  const [first] = dates.sort((a, b) => a.rank - b.rank);
  if (first) keys[property] = first.key;
  return first?.value;
}

const statusSuggester = suggester(statuses);

/** The status, and the author's own word for it, which is reported. */
function readStatus(reading: Reading): { status: ArticleStatus; statusWord?: string | undefined } {
  const { status = 'stable', word } = readProperty(reading, 'status') ?? {};
  // `status: private` keeps the article from being shown at all.
  if (word !== undefined && !keepsPrivate('status', word)) {
    const key = reading.keys.status ?? 'status';
    reading.problems.push({
      path: [key],
      message: `\`${key}\`: \`${word}\` is shown as written and counts as \`stable\`.`,
      hint: didYouMean(statusSuggester.near(word)) ?? '`draft`, `stable` and `deprecated` say how far to rely on it.',
      severity: 'info',
    });
  }
  return { status, statusWord: word };
}

function firstCategory(value: unknown): string | undefined {
  return textsIn(value)
    .map(({ text }) => plainWords(text))
    .find((words) => words !== '');
}

/** The keys that no property or link is read from, with their values. */
function unknownKeys({ data, used, writtenAt }: Reading): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => !used.has(key) && !saysOnlyPrivacy(key))
      .map(([key, value]) => [key, asWritten(value, [key], writtenAt)]),
  );
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
