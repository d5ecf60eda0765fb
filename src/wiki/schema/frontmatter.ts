/** What the keys of frontmatter mean: which are read, under which other names, and what their values may be. */
import { z } from 'zod';
import type { ArticleStatus, Properties, Stamp } from '../model.ts';
import { parseDate } from './dates.ts';

/** A value that was not what its key takes. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
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
  readonly sources?: LinkField;
  readonly connections?: LinkField;
  readonly related?: LinkField;
  readonly problems: readonly FieldProblem[];
}

const text = z
  .union([z.string(), z.number(), z.boolean()], { error: 'expected text' })
  .transform((value) => String(value).trim());

const date = z.union([z.string(), z.number()], { error: 'expected a date such as 2026-05-22' }).transform((value, context) => {
  const parsed = parseDate(String(value));
  if (parsed === undefined && !isRevision(String(value)))
    context.addIssue({ code: 'custom', message: 'expected a date such as 2026-05-22' });
  return parsed;
});

const textList = listOf((value) => [value.trim()]);
const tagList = listOf((value) =>
  value.split(',').map((tag) =>
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
const statuses: readonly ArticleStatus[] = ['draft', 'stable', 'deprecated'];

/** OKF v0.2, `generated` and `verified`: who, and when. A bare name is read as who. */
const stamp = z.preprocess(
  (value) => (typeof value === 'string' ? { by: value } : value),
  z
    .object({ by: text, at: date.optional() }, { error: 'expected `{ by, at }`' })
    .transform(({ by, at }): Stamp => ({ by, ...(at !== undefined && { at }) })),
);
const stamps = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(stamp));

/** Canonical key → the names it is read under, in the order in which they count, and its value. */
const fields = {
  title: { names: ['title'], schema: text },
  type: { names: ['type', 'kind', 'category'], schema: text },
  summary: { names: ['summary', 'description'], schema: text },
  aliases: { names: ['aliases', 'alias'], schema: textList },
  tags: { names: ['tags', 'tag'], schema: tagList },
  created: { names: ['created', 'date', 'added'], schema: date },
  updated: { names: ['updated', 'last_updated', 'updatedAt', 'modified', 'timestamp'], schema: date },
  status: { names: ['status'], schema: status },
  confidence: { names: ['confidence'], schema: text },
  generated: { names: ['generated'], schema: stamp },
  verified: { names: ['verified'], schema: stamps },
  staleAfter: { names: ['stale_after', 'expiry'], schema: date },
  resource: { names: ['resource', 'url'], schema: text },
  permalink: { names: ['permalink', 'slug'], schema: text },
  lang: { names: ['lang'], schema: text },
  image: { names: ['image', 'cover'], schema: text },
} as const;

export type PropertyName = keyof typeof fields;

const linkFields = {
  sources: ['sources'],
  connections: ['connections', 'relationships', 'relations'],
  related: ['related', 'see_also', 'cross_links', 'links'],
} as const;

const privacyKeys: Readonly<Record<string, (value: string) => boolean>> = {
  draft: isYes,
  private: isYes,
  publish: (value) => /^(?:false|no|off|0)$/i.test(value),
  visibility: (value) => /^(?:private|internal)$/i.test(value),
};

/** Whether a key and its value, as text, keep an article private. */
export function keepsPrivate(key: string, value: string): boolean {
  return privacyKeys[foldKey(key)]?.(value.trim()) ?? false;
}

/**
 * The property that a key means, whatever its case, hyphens and underscores (`Last-Updated`); undefined when nobody
 * knows the key.
 */
export function propertyNamed(key: string): PropertyName | keyof typeof linkFields | undefined {
  return propertyByKey.get(foldKey(key));
}

function foldKey(key: string): string {
  return key.toLowerCase().replace(/[\s_-]+/g, '');
}

const propertyByKey = new Map<string, PropertyName | keyof typeof linkFields>([
  ...Object.entries(fields).flatMap(([name, field]) => field.names.map((key) => [foldKey(key), name as PropertyName] as const)),
  ...Object.entries(linkFields).flatMap(([name, keys]) =>
    keys.map((key) => [foldKey(key), name as keyof typeof linkFields] as const),
  ),
]);

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
  const keyByFold = new Map<string, string>();
  for (const key of Object.keys(data).reverse()) keyByFold.set(foldKey(key), key);
  const take = (names: readonly string[]): LinkField | undefined => {
    for (const name of names) {
      const key = data[name] === undefined ? keyByFold.get(foldKey(name)) : name;
      if (key === undefined || data[key] === undefined || data[key] === null) continue;
      used.add(key);
      return { key, value: asWritten(data[key], [key], writtenAt) };
    }
    return undefined;
  };
  const read = <Name extends PropertyName>(name: Name): z.output<(typeof fields)[Name]['schema']> | undefined => {
    const taken = take(fields[name].names);
    if (!taken) return undefined;
    keys[name] = taken.key;
    const result = (fields[name].schema as z.ZodType<z.output<(typeof fields)[Name]['schema']>>).safeParse(taken.value);
    if (result.success && result.data !== undefined) return result.data;
    // Nothing of the author's is lost: what no property can hold stays as it was written.
    used.delete(taken.key);
    if (result.success) return undefined;
    const issue = result.error.issues[0];
    problems.push({
      path: [taken.key, ...(issue?.path ?? [])],
      message: `\`${taken.key}\`: ${issue?.message ?? 'not a value this key takes'}.`,
    });
    return undefined;
  };
  const isPrivate = Object.entries(data).some(
    ([key, value]) => (typeof value !== 'object' || value === null) && keepsPrivate(key, String(value)),
  );

  const title = read('title');
  const type = read('type');
  const summary = read('summary');
  const aliases = read('aliases') ?? [];
  const tags = read('tags') ?? [];
  const created = read('created');
  const generated = read('generated');
  const updated = read('updated') ?? generated?.at;
  const statusValue = read('status') ?? 'stable';
  const confidence = read('confidence');
  const verified = read('verified') ?? [];
  const staleAfter = read('staleAfter');
  const resource = read('resource');
  const permalink = read('permalink');
  const lang = read('lang');
  const image = read('image');
  const sources = take(linkFields.sources);
  const connections = take(linkFields.connections);
  const related = take(linkFields.related);

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
    ...(resource && { resource }),
    ...(permalink && { permalink }),
    ...(lang && { lang }),
    ...(image && { image }),
    isPrivate,
    extra,
  };
  return {
    properties,
    keys,
    ...(sources && { sources }),
    ...(connections && { connections }),
    ...(related && { related }),
    problems,
  };
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

function isYes(value: string): boolean {
  return /^(?:true|yes|on|1)$/i.test(value);
}

/** A commit of git stands where a date should: no date, but nothing wrong either. */
function isRevision(value: string): boolean {
  return /^[0-9a-f]{7,40}$/i.test(value.trim());
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
