/** Frontmatter keys that have no meaning for Sourcebook, prepared for readers. */
import { isSourceArticle } from '../../wiki/graph/sources.ts';
import type { Article, Resolution, WrittenLink } from '../../wiki/model.ts';
import { parseDate } from '../../wiki/schema/dates.ts';
import { isSafeUrl } from '../../wiki/schema/html-policy.ts';
import { parseImageLabel } from '../../wiki/schema/image-label.ts';
import { isImage } from '../../wiki/schema/media.ts';
import { plainWords } from '../../wiki/schema/property-texts.ts';
import { isRecordKey, isToldBy } from '../../wiki/schema/source-record.ts';
import { propertyLinks } from '../../wiki/syntax/property-links.ts';
import { findWikilinks, onlyWikilink } from '../../wiki/text/wikilinks.ts';
import { dateMark, type RenderContext } from '../context.ts';
import { targetOf } from '../fill/links.ts';
import type { PropertyEntry, PropertyValue, Target } from '../payloads.ts';
import { pictureHtml } from '../print/files.ts';
import { shortUrl } from '../short-url.ts';

/** Maximum depth of nested values; deeper ones are shown as JSON. */
const maxDepth = 6;

/** Keys that tell other programs how to display the file. */
const technical = /^(?:css-?class(?:es)?|kanban-plugin|obsidianuimode|okf_version)$/i;

/** Every such key with its value, in the order of the file. Keys without a value are left out. */
export function propertyEntries(context: RenderContext, article: Article): PropertyEntry[] {
  const { properties, connections, record } = article.parsed;
  const read = valueReader(context, article);
  const isShownElsewhere = (key: string, value: unknown): boolean =>
    technical.test(key) ||
    connections.some(({ label }) => label === key) ||
    (record !== undefined &&
      isSourceArticle(article, context.wiki.options.types) &&
      isRecordKey(key) &&
      isToldBy(record, value)) ||
    (isComputation(article) && contractKeys.has(key));
  return Object.entries(properties.extra).flatMap(([key, value]): PropertyEntry[] => {
    if (isShownElsewhere(key, value)) return [];
    const shown = read(value, [key]);
    return shown ? [{ label: labelOf(key), value: shown }] : [];
  });
}

/** Keys of an Attested Computation beyond those of every concept (OKF v0.2 §10.2). */
export const contractKeys: ReadonlySet<string> = new Set(['runtime', 'parameters', 'computation', 'executor', 'attester']);

/** Whether an article is an Attested Computation, by its type (OKF v0.2 §10.1). */
export function isComputation({ type }: Article): boolean {
  return /^attested[ _-]computation$/.test(type);
}

/**
 * @param path path of the value in the frontmatter
 * @returns undefined for an empty value
 */
export type ValueReader = (value: unknown, path: readonly (string | number)[]) => PropertyValue | undefined;

interface ShownLink {
  readonly link: WrittenLink;
  /** Undefined for a link without a published target. */
  readonly target: Target | undefined;
  /** The picture, for a link to a published one. */
  readonly picture?: string;
}

/** Prepares frontmatter values of one article for readers: text with links, lists, maps, and lists of maps as tables. */
export function valueReader(context: RenderContext, { id, lang, parsed }: Article): ValueReader {
  const targets = context.wiki.resolutions.get(id) ?? [];
  const links = new Map<string, ShownLink[]>();
  for (const { path, link: number } of parsed.valueLinks) {
    const link = parsed.links[number];
    if (!link) continue;
    const picture = pictureOf(context, link, targets[number]);
    const shown = { link, target: targetOf(context, link, targets[number]), ...(picture !== undefined && { picture }) };
    const key = path.join('\0');
    const here = links.get(key);
    if (here) here.push(shown);
    else links.set(key, [shown]);
  }
  const read: ValueReader = (value, path) => {
    if (value === null || value === undefined || value === '') return undefined;
    const linked = links.get(path.join('\0')) ?? [];
    if (typeof value !== 'object' || linked.length > 0)
      return specialValue(value, linked, path, lang) ?? textValue(value, linked);
    if (path.length > maxDepth) return { kind: 'text', parts: [JSON.stringify(value)] };
    if (Array.isArray(value)) return listValue(read, value, path);
    const entries = Object.entries(value).flatMap(([key, each]): PropertyEntry[] => {
      const shown = read(each, [...path, key]);
      return shown ? [{ label: labelOf(key), value: shown }] : [];
    });
    return entries.length > 0 ? { kind: 'map', entries } : undefined;
  };
  return read;
}

function listValue(read: ValueReader, list: readonly unknown[], path: readonly (string | number)[]): PropertyValue | undefined {
  const isMap = (each: unknown): each is Record<string, unknown> =>
    typeof each === 'object' && each !== null && !Array.isArray(each);
  if (list.length > 0 && list.every(isMap)) {
    const keys = [...new Set(list.flatMap((each) => Object.keys(each)))];
    const rows = list.map((each, index) => keys.map((key) => read(each[key], [...path, index, key]) ?? null));
    return { kind: 'table', columns: keys.map(labelOf), rows };
  }
  const items = list.flatMap((each, index) => read(each, [...path, index]) ?? []);
  return items.length > 0 ? { kind: 'list', items } : undefined;
}

function pictureOf(context: RenderContext, link: WrittenLink, target: Resolution | undefined): string | undefined {
  if (target?.state !== 'attachment' || !isImage(target.path)) return undefined;
  const file = context.attachments.get(target.path);
  const name = (target.path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
  const label = parseImageLabel(link.label);
  return file && pictureHtml(file, { ...label, alt: label.alt || name });
}

/** A day or an instant as programs write it. */
const isoDate = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const rating = /^\d{1,3}(?:\.\d+)?(?:\s*\/\s*\d{1,3})?$/;

/** Reads a value that is a single picture, date or rating. */
function specialValue(
  value: unknown,
  linked: readonly ShownLink[],
  path: readonly (string | number)[],
  lang: string,
): PropertyValue | undefined {
  const text = String(value).trim();
  const [only, ...more] = linked;
  if (only) {
    const isAlone = more.length === 0 && (typeof value === 'object' || onlyWikilink(text) !== undefined);
    return isAlone && only.picture !== undefined ? { kind: 'picture', html: only.picture } : undefined;
  }
  const [, day, time, zone] = (typeof value === 'string' && isoDate.exec(text)) || [];
  const iso = day === undefined ? undefined : parseDate(text);
  if (day !== undefined && iso !== undefined) {
    const { label } = dateMark(day, lang);
    const clock = [label, time === undefined ? '' : `${time}${zone === undefined ? '' : ` ${zone === 'Z' ? 'UTC' : zone}`}`];
    return { kind: 'date', date: { iso, label: clock.filter((part) => part !== '').join(', ') } };
  }
  const isRating = /(?:^|[\s_-])(?:rating|stars)$/i.test(String(path.findLast((part) => typeof part === 'string')));
  return isRating && rating.test(text) ? { kind: 'rating', text: text.replace(/\s/g, '') } : undefined;
}

/** A text such as `see [[A]] and [[B]]` with its links; addresses become links too. */
function textValue(value: unknown, linked: readonly ShownLink[]): PropertyValue {
  if (typeof value === 'object' || linked.some(({ link }) => link.syntax !== 'wikilink')) {
    const parts = linked.map(({ link, target }) => target ?? link.label ?? '').filter((part) => part !== '');
    return { kind: 'text', parts };
  }
  const text = String(value);
  if (/^https?:\/\/\S+$/i.test(text) && isSafeUrl(text))
    return { kind: 'text', parts: [{ kind: 'external', href: text, label: shortUrl(text) }] };
  const [address] = text.includes('](') && linked.length === 0 ? propertyLinks(text) : [];
  if (address?.kind === 'url' && isSafeUrl(address.url))
    return { kind: 'text', parts: [{ kind: 'external', href: address.url, label: address.label || shortUrl(address.url) }] };
  const parts: (string | Target)[] = [];
  let from = 0;
  for (const [number, { span }] of findWikilinks(text).entries()) {
    const { link, target } = linked[number] ?? {};
    // A link to an unpublished article shows only the author's label, if any.
    parts.push(text.slice(from, span.start), target ?? link?.label ?? '…');
    from = span.end;
  }
  parts.push(text.slice(from));
  return { kind: 'text', parts: parts.filter((part) => part !== '') };
}

const acronyms = /\b(?:isbn|isbn1[03]|issn|doi|url|uri|id|asin|imdb|tmdb|api|pdf)\b/g;

/**
 * The label of a key: `quality_score` in words, `[[conferences]]` without brackets. A key that contains capitals is unchanged.
 */
function labelOf(key: string): string {
  const plain = plainWords(key).replace(/[_-]+/g, ' ').trim();
  const words = plain === plain.toLowerCase() ? plain.replace(acronyms, (word) => word.toUpperCase()) : plain;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
