/** The keys of frontmatter: which property each means, their synonyms, and the schemas of their values. */
import {
  date,
  dateRange,
  firstPath,
  firstWords,
  language,
  stamp,
  stamps,
  status,
  tagList,
  textList,
  words,
} from './property-schemas.ts';

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
export const fields = {
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
export const sideKeys = {
  created: ['published', ...keysOfDate('published', 'publish', 'pub', 'publication'), 'posted', ...keysOfDate('posted', 'post')],
  updated: ['edited', 'changed', 'revised'],
} as const;

/** A date that side keys can give. */
export type SideDate = keyof typeof sideKeys;

/** Date properties. */
export const dateProperties: ReadonlySet<string> = new Set(['created', 'updated', 'staleAfter']);

export const linkFields = {
  sources: ['sources'],
  connections: ['connections', 'relationships', 'relations'],
  related: ['related', 'see_also', 'cross_links', 'links'],
} as const;

/** A property, or a kind of links, that keys can mean. */
export type KeyMeaning = PropertyName | keyof typeof linkFields;

/** The property that a key means, ignoring case, hyphens and underscores (`Last-Updated`); undefined for an unknown key. */
export function propertyNamed(key: string): KeyMeaning | undefined {
  return knownKeys.get(foldKey(key))?.property;
}

/** Folds the spellings of a key: `Last updated`, `last_updated`, `last.updated` and `lastUpdated` are the same. */
export function foldKey(key: string): string {
  return key.toLowerCase().replace(/[\s._-]+/g, '');
}

/** The keys of `data` for each property, in order of precedence; each key in one spelling only. */
export function keysByProperty(data: Readonly<Record<string, unknown>>): ReadonlyMap<KeyMeaning, string[]> {
  const spelled = new Map<string, string>();
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined || value === null) continue;
    const folded = foldKey(key);
    const known = knownKeys.get(folded);
    if (known && (key === known.name || !spelled.has(folded))) spelled.set(folded, key);
  }
  const found = new Map<KeyMeaning, string[]>();
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

/** The date that a side key may give, and the rank of the key; undefined for any other key. Lower ranks take precedence. */
export function sideKeyNamed(key: string): { readonly property: SideDate; readonly rank: number } | undefined {
  return sideRanks.get(foldKey(key));
}

interface KnownKey {
  readonly property: KeyMeaning;
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

const sideRanks: ReadonlyMap<string, { readonly property: SideDate; readonly rank: number }> = new Map(
  (['created', 'updated'] as const).flatMap((property) =>
    sideKeys[property].map((key, rank) => [foldKey(key), { property, rank }] as const),
  ),
);
