/** Reads connections, related articles and sources from frontmatter. */
import type { DateRange, Properties } from '../../model.ts';
import { parseDate } from '../../schema/dates.ts';
import type { LinkField } from '../../schema/frontmatter.ts';
import { dateRange, expectedDate } from '../../schema/property-schemas.ts';
import type { FieldProblem } from '../../schema/property-value.ts';
import { authorsIn } from '../../schema/source-record.ts';
import { partsOfPath } from '../../syntax/html-urls.ts';
import { type PropertyLink, propertyLinks } from '../../syntax/property-links.ts';
import { findWikilinks, holdsBrackets, nameAsWritten } from '../../text/wikilinks.ts';
import type { FrontmatterBlock } from '../frontmatter/frontmatter-block.ts';
import type { LinkLedger } from './link-ledger.ts';

type Places = Pick<FrontmatterBlock, 'spanOf'>;

/** Reads `- augmented by: "[[X]]"`, `- "[[X]]"`, a map of labels, or `{ relation, to, note }` objects. */
export function readConnections(ledger: LinkLedger, { spanOf }: Places, { key, value }: LinkField): void {
  const add = (label: string | undefined, target: unknown, path: readonly PropertyKey[], note?: unknown): void => {
    const entries = entriesOf(target);
    const links = entries.flatMap((entry, index) =>
      ledger.addAll(entry, 'connection', spanOf(entries.length > 1 ? [...path, index] : path)),
    );
    if (links.length === 0) return;
    const said = isScalarValue(note) ? String(note).trim() : '';
    const count = ledger.connections.push({
      ...(label !== undefined && { label }),
      labelSpan: spanOf(path),
      links,
      ...(said !== '' && { note: said }),
    });
    if (said !== '') ledger.notes.set(count - 1, [{ type: 'text', value: said }]);
  };
  const read = (entry: unknown, path: readonly PropertyKey[]): void => {
    if (Array.isArray(entry) && !isBareWikilink(entry)) for (const [index, each] of entry.entries()) read(each, [...path, index]);
    else if (isRecord(entry)) {
      const target = entry['target'] ?? entry['to'] ?? entry['article'];
      const label = entry['relation'] ?? entry['type'] ?? entry['rel'] ?? entry['label'];
      if (target !== undefined) add(typeof label === 'string' ? label : undefined, target, path, entry['note']);
      else for (const [name, targets] of Object.entries(entry)) add(name, targets, [...path, name]);
    } else add(undefined, entry, path);
  };
  read(value, [key]);
}

/** Reads a list of links; each is an untyped connection. */
export function readRelated(ledger: LinkLedger, { spanOf }: Places, { key, value }: LinkField): void {
  for (const [index, entry] of entriesOf(value).entries()) {
    const span = spanOf(Array.isArray(value) ? [key, index] : [key]);
    const named = isRecord(entry) ? (entry['target'] ?? Object.values(entry)) : entry;
    for (const link of entriesOf(named).flatMap((each) => ledger.addAll(each, 'property', span)))
      ledger.connections.push({ labelSpan: span, links: [link] });
  }
}

/**
 * Reads a link, a path, an address, a citation, or an object; or a list of these.
 *
 * @param usageWindow the default period of usage counts, for sources that state none
 * @returns problems with values that do not fit their keys
 */
export function readSources(
  ledger: LinkLedger,
  { spanOf }: Places,
  { key, value }: LinkField,
  usageWindow: DateRange | undefined,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const [index, entry] of entriesOf(value).entries()) {
    const span = spanOf(Array.isArray(value) ? [key, index] : [key]);
    if (!isRecord(entry) || !namesSource(entry)) {
      const words = typeof entry === 'string' ? wordsAround(entry) : undefined;
      for (const each of sourceLinks(entry))
        ledger.sources.push({ ...ledger.sourceOf(each, span), ...(words && { text: words }) });
      continue;
    }
    // OKF v0.2 §5.1: `{ id, resource, title, author, last_modified, usage_count }`.
    const unread = new Map(Object.entries(entry).filter(([name]) => !sourceKeys.has(name)));
    const text = (name: string): string | undefined => (isScalarValue(entry[name]) ? String(entry[name]) : undefined);
    const pathOf = (name: string): PropertyKey[] => (Array.isArray(value) ? [key, index, name] : [key, name]);
    const isGiven = (name: string): boolean => entry[name] !== undefined && entry[name] !== null;
    const refuse = (name: string, expected: string): void => {
      if (!isGiven(name)) return;
      unread.set(name, entry[name]);
      // An info, since the value is shown with the source.
      problems.push({ path: pathOf(name), message: `\`${name}\`: expected ${expected}.`, severity: 'info' });
    };
    const place = text('resource') ?? text('url') ?? text('path') ?? text('link');
    const target = place === undefined ? undefined : propertyLinks(place)[0];
    const date = parseDate(text('date') ?? '') ?? parseDate(text('last_modified') ?? '');
    for (const name of date === undefined ? ['date', 'last_modified'].filter(isGiven) : []) {
      unread.set(name, entry[name]);
      problems.push({ path: pathOf(name), message: expectedDate(name, entry[name]), severity: 'info' });
    }
    const label = text('title') ?? text('name');
    const id = text('id');
    const author = authorsIn(entry['author']).join(', ');
    if (author === '') refuse('author', 'a name, or a list of names');
    const usageCount = Number(text('usage_count') ?? Number.NaN);
    if (!(usageCount >= 0)) refuse('usage_count', 'a number');
    const window = dateRange.safeParse(entry['usage_window']).data ?? usageWindow;
    const remark = [text('remark'), remarkOf(unread)].filter(Boolean).join('; ');
    ledger.sources.push({
      ...(target && ledger.sourceOf(target, span)),
      ...(id && { id }),
      ...(label && { text: label }),
      ...(author && { author: text('author') ?? author }),
      ...(date && { date }),
      ...(usageCount >= 0 && { usageCount, ...(window && { usageWindow: window }) }),
      ...(remark && { remark }),
    });
  }
  return problems;
}

/** Keys of a source's entry with a known meaning. */
const sourceKeys: ReadonlySet<string> = new Set(
  'id,title,name,resource,url,path,link,author,date,last_modified,usage_count,usage_window,remark'.split(','),
);

/** `page 77; note: read in part`: the values of unknown keys of an entry. */
function remarkOf(values: ReadonlyMap<string, unknown>): string {
  return [...values]
    .flatMap(([name, value]) => {
      const said = [value].flat(2).filter((each) => isScalarValue(each));
      return said.length > 0 ? `${name.replace(/[_-]+/g, ' ')}: ${said.join(', ')}` : [];
    })
    .join('; ');
}

/** `see [[B]], pp. 3-9`: the text of an entry around its link, with the text the link shows. */
function wordsAround(entry: string): string | undefined {
  const [link, ...more] = findWikilinks(entry);
  if (!link || more.length > 0) return undefined;
  const before = entry.slice(0, link.span.start);
  const after = entry.slice(link.span.end);
  return /[\p{L}\p{N}]/u.test(before + after) ? (before + (link.label ?? nameAsWritten(link)) + after).trim() : undefined;
}

/** Keys whose value is a path (OKF v0.2 §6.2), below unknown keys. */
const pathKeys: ReadonlySet<string> = new Set(['resource', 'computation', 'path', 'file']);

/** Reads links in unknown keys: wikilinks (`up: "[[X]]"`), a value that is a markdown link, and paths in keys for paths. */
export function readOtherLinks(ledger: LinkLedger, { spanOf }: Places, extra: Properties['extra']): void {
  const read = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === 'string' || isBareWikilink(value)) {
      const isPath = pathKeys.has(String(path.at(-1)));
      if (typeof value === 'string' && !holdsBrackets(value) && !isPath && !/^\s*\[[^\n]*\]\([^\n]*\)\s*$/.test(value)) return;
      // In a key for paths any file counts, with any extension.
      const isFile = isPath && typeof value === 'string' && /^[^\s:]+\.[A-Za-z0-9]{1,8}$/.test(value);
      const found: PropertyLink[] = isFile
        ? [{ kind: 'link', link: { syntax: 'path', ...partsOfPath(value) } }]
        : propertyLinks(value);
      for (const each of found)
        if (each.kind === 'link') ledger.valueLinks.push({ path, link: ledger.add(each.link, 'property', spanOf(path)) });
    } else if (Array.isArray(value)) for (const [index, each] of value.entries()) read(each, [...path, index]);
    else if (isRecord(value)) for (const [name, each] of Object.entries(value)) read(each, [...path, name]);
  };
  for (const [key, value] of Object.entries(extra)) read(value, [key]);
}

/** Treats a single value like a list of one. */
function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) && !isBareWikilink(value) ? value : [value];
}

/** Whether a map is a source; otherwise its values are sources: `{ primary: "[[A]]" }`. */
function namesSource(entry: Record<string, unknown>): boolean {
  return ['id', 'title', 'name', 'resource', 'url', 'path', 'link'].some((key) => entry[key] !== undefined);
}

/** The links of one entry: of the values in a map, and of each part of `a.md, b.md`. */
function sourceLinks(entry: unknown): PropertyLink[] {
  if (isRecord(entry)) return Object.values(entry).flatMap(sourceLinks);
  if (typeof entry !== 'string' || !entry.includes(',')) return propertyLinks(entry);
  const parts = entry.split(/,\s+/).map(propertyLinks);
  return parts.every((links) => links.every(({ kind }) => kind !== 'text')) ? parts.flat() : propertyLinks(entry);
}

/** `[[A]]` without quotes, as YAML parses it. */
function isBareWikilink(value: unknown): boolean {
  return Array.isArray(value) && value.length === 1 && Array.isArray(value[0]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalarValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
