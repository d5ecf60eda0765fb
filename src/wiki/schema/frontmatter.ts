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
  if (parsed === undefined) context.addIssue({ code: 'custom', message: 'expected a date such as 2026-05-22' });
  return parsed ?? '';
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
const stamp = z.union(
  [
    z.string().transform((by): Stamp => ({ by })),
    z.object({ by: text, at: date.optional() }).transform(({ by, at }): Stamp => ({ by, ...(at !== undefined && { at }) })),
  ],
  { error: 'expected `{ by, at }`' },
);
const stamps = z.union([z.array(stamp), stamp.transform((one) => [one])], { error: 'expected a list of `{ by, at }`' });

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

const linkFields = {
  sources: ['sources'],
  connections: ['connections', 'relationships', 'relations'],
  related: ['related', 'see_also', 'cross_links', 'links'],
} as const;

const privacyKeys: Readonly<Record<string, (value: unknown) => boolean>> = {
  draft: isTrue,
  private: isTrue,
  publish: (value) => value === false || /^(?:false|no)$/i.test(String(value)),
  visibility: (value) => /^(?:private|internal)$/i.test(String(value).trim()),
};

/** Reads frontmatter that is already YAML values. A wrong value is reported and left out; the others stand. */
export function readFrontmatter(data: Readonly<Record<string, unknown>>): ReadFrontmatter {
  const problems: FieldProblem[] = [];
  const used = new Set<string>();
  const take = (names: readonly string[]): LinkField | undefined => {
    const key = names.find((name) => data[name] !== undefined && data[name] !== null);
    if (key === undefined) return undefined;
    used.add(key);
    return { key, value: data[key] };
  };
  const read = <T>(field: { readonly names: readonly string[]; readonly schema: z.ZodType<T> }): T | undefined => {
    const taken = take(field.names);
    if (!taken) return undefined;
    const result = field.schema.safeParse(taken.value);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    problems.push({
      path: [taken.key, ...(issue?.path ?? [])],
      message: `\`${taken.key}\`: ${issue?.message ?? 'not a value this key takes'}.`,
    });
    return undefined;
  };
  const isPrivate = Object.entries(privacyKeys).some(([key, says]) => data[key] !== undefined && says(data[key]));

  const title = read(fields.title);
  const type = read(fields.type);
  const summary = read(fields.summary);
  const aliases = read(fields.aliases) ?? [];
  const tags = read(fields.tags) ?? [];
  const created = read(fields.created);
  const generated = read(fields.generated);
  const updated = read(fields.updated) ?? generated?.at;
  const statusValue = read(fields.status) ?? 'stable';
  const confidence = read(fields.confidence);
  const verified = read(fields.verified) ?? [];
  const staleAfter = read(fields.staleAfter);
  const resource = read(fields.resource);
  const permalink = read(fields.permalink);
  const lang = read(fields.lang);
  const image = read(fields.image);
  const sources = take(linkFields.sources);
  const connections = take(linkFields.connections);
  const related = take(linkFields.related);

  const extra = Object.fromEntries(Object.entries(data).filter(([key]) => !used.has(key) && !Object.hasOwn(privacyKeys, key)));
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
  return { properties, ...(sources && { sources }), ...(connections && { connections }), ...(related && { related }), problems };
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

function isTrue(value: unknown): boolean {
  return value === true || /^(?:true|yes)$/i.test(String(value));
}
