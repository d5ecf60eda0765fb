/** The zod schemas of frontmatter values: texts, dates, lists, stamps. */
import { z } from 'zod';
import type { ArticleStatus, DateRange, Stamp } from '../model.ts';
import { writtenWikilink } from '../text/wikilinks.ts';
import { dateExamples, parseDate } from './dates.ts';
import { languageTag } from './language.ts';
import { holdsMap, plainWords, textsIn } from './property-texts.ts';

const text = z
  .union([z.string(), z.number(), z.boolean()], { error: 'expected text' })
  .transform((value) => String(value).trim());

/** Text without link markup; list entries are joined into one text. */
export const words = z.unknown().transform((value, context): string | undefined => {
  const all = textsIn(value).map((entry) => plainWords(entry.text));
  if (all.length === 0 && holdsMap(value)) context.addIssue({ code: 'custom', message: 'expected text' });
  const isProse = all.every((each) => /[.!?…。！？]$/.test(each));
  return all.length === 0 ? undefined : all.join(isProse ? ' ' : ', ');
});

/** The first text of a value. */
export const firstWords = z.unknown().transform((value, context): string | undefined => {
  const [first] = textsIn(value);
  if (!first && holdsMap(value)) context.addIssue({ code: 'custom', message: 'expected text' });
  return plainWords(first?.text ?? '') || undefined;
});

/** The first text of a value, for addresses and paths. `cover: false` means none. */
export const firstPath = z.unknown().transform((value, context): string | undefined => {
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
export const date = z.unknown().transform((value, context) => {
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
export function dateText(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const [only, ...others]: readonly unknown[] = value;
  if (others.length > 0 || value.length === 0) return JSON.stringify(value);
  return Array.isArray(only) ? writtenWikilink(only.map(String).join(', ')) : dateText(only);
}

export const textList = listOf((value) => [value]);
export const tagList = listOf((value) =>
  value.split(/^\s*#\S+(?:\s+#\S+)+\s*$/.test(value) ? /\s+/ : ',').map((tag) =>
    tag
      .trim()
      .replace(/^(['"])(.*)\1$/, '$2')
      .replace(/^#/, ''),
  ),
);

export interface StatusRead {
  readonly status: ArticleStatus;
  /** The author's own word. */
  readonly word?: string;
}

export const status = firstWords.transform((value): StatusRead | undefined => {
  if (value === undefined) return undefined;
  const found = statuses.find((each) => each === value.toLowerCase());
  return found ? { status: found } : { status: 'stable', word: value };
});
export const language = firstWords.transform((value, context): string | undefined => {
  const tag = value === undefined ? undefined : languageTag(value);
  if (tag === undefined && value !== undefined)
    context.addIssue({ code: 'custom', message: 'expected a language tag such as `en` or `pt-BR`' });
  return tag;
});
export const statuses: readonly ArticleStatus[] = ['draft', 'stable', 'deprecated'];

/** OKF v0.2, `generated` and `verified`: by whom and when. A plain string is read as `by`. */
export const stamp = z.preprocess(
  (value) => (typeof value === 'string' ? { by: value } : value),
  z
    .object({ by: text, at: date.optional() }, { error: 'expected `{ by, at }`' })
    .transform(({ by, at }): Stamp => ({ by, ...(at !== undefined && { at }) })),
);
export const stamps = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(stamp));

/** OKF v0.2 §5.1, `usage_window`: `{ from, to }`. */
export const dateRange = z
  .object({ from: date.optional(), to: date.optional() }, { error: 'expected `{ from, to }`' })
  .transform(({ from, to }): DateRange => ({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }));

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
