/** An article for the search engine: title, names and body for searching; metadata for results, filters and sorting. */
import { indexedText } from '../../shared/indexed-text.ts';
import { staleValue } from '../../shared/stale-values.ts';
import type { Article } from '../../wiki/model.ts';
import { proseOfArticle } from '../body/lead.ts';
import { lastChange, type RenderContext } from '../context.ts';
import { fillerFor } from '../fill/filler.ts';
import { nameOfTarget } from '../fill/links.ts';
import type { ArticlePage, PropertyEntry, PropertyValue, SourceItem } from '../payloads.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';
import { print, printingFor } from '../print/printer.ts';

/** Filters for results. */
export const searchFilters = ['type', 'status', 'trust', 'tag', 'source', 'is'] as const;

export interface SearchDocument extends SearchFacts {
  readonly html: string;
}

/** Facts about an article in the index. */
export interface SearchFacts {
  readonly url: string;
  readonly filters: readonly FilterValue[];
  /** Values that results can be sorted by. */
  readonly order: SearchOrder;
}

export interface SearchOrder {
  /** Number of articles that link here. */
  readonly links: number;
  /** Day of the last change; empty if unknown. */
  readonly changed: string;
}

/** The article as the search engine sees it, without navigation, cards and panels. */
export function searchDocument(context: RenderContext, article: Article, page: ArticlePage): SearchDocument {
  const { title, aliases } = page.article;
  const prose = indexedProse(context, article);
  const filters = filtersOf(page).filter(([, value]) => value !== '');
  const html = [
    `<html lang="${escapeAttribute(article.lang)}"><body data-pagefind-body>`,
    `<h1 data-pagefind-meta="title" data-pagefind-weight="10">${shown(title)}</h1>`,
    aliases.length === 0 ? '' : `<p data-pagefind-weight="10">${shown(aliases.join(', '))}</p>`,
    prose.lead,
    prose.content,
    // Without a body, the properties are the only text to be found.
    ...(page.isPropertiesOnly ? page.properties.map((entry) => `<p>${shown(textOfEntry(entry))}</p>`) : []),
    '<div data-pagefind-ignore>',
    ...metaOf(page).map(([name, value]) => noted('meta', name, shown(value))),
    noted('meta', 'headings', prose.headings),
    ...filters.map(([name, value]) => noted('filter', name, escapeText(value))),
    '</div></body></html>',
  ].join('');
  const changed = lastChange(context, article)?.slice(0, 'yyyy-mm-dd'.length) ?? '';
  return { url: context.urls.article(article.id), html, filters, order: { links: page.backlinks.length, changed } };
}

/** Lead, body and the words of its headings, as HTML. Headings weigh more than text. */
function indexedProse(context: RenderContext, article: Article): Record<'lead' | 'content' | 'headings', string> {
  const body = context.bodyOf(article.id);
  const filler = fillerFor(context, article, body);
  const printing = printingFor('search');
  const prose = proseOfArticle(article.parsed, body);
  const [lead, content] = [prose.lead, prose.content].map((each) => print(each, filler, printing));
  return { lead: lead ?? '', content: content ?? '', headings: printing.headings?.join(' ') ?? '' };
}

function textOfEntry({ label, value }: PropertyEntry): string {
  return `${label}: ${textOfValue(value)}`;
}

export function textOfValue(value: PropertyValue): string {
  switch (value.kind) {
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part : nameOfTarget(part))).join('');
    case 'date':
      return value.date.label;
    case 'rating':
      return value.text;
    case 'picture':
      return '';
    case 'list':
      return value.items.map(textOfValue).join(', ');
    case 'map':
      return value.entries.map(textOfEntry).join(', ');
    case 'table':
      return value.rows.map((row) => row.map((cell) => (cell ? textOfValue(cell) : '')).join(' ')).join(', ');
  }
}

type Entry = readonly [name: string, value: string];
type FilterValue = readonly [filter: (typeof searchFilters)[number], value: string];

function noted(kind: 'meta' | 'filter', name: string, html: string): string {
  return html === '' ? '' : `<span data-pagefind-${kind}="${name}">${html}</span>`;
}

function shown(text: string): string {
  return escapeText(indexedText(text));
}

/** Metadata shown with results. */
function metaOf({ article }: ArticlePage): Entry[] {
  return [
    ['summary', article.description],
    ['type', article.type.label],
    ['aliases', article.aliases.join(', ')],
    ['trust', article.trust ?? ''],
    ['status', article.statusWord ?? (article.status === 'stable' ? '' : article.status)],
    ['stale', article.staleAfter?.iso ?? ''],
  ];
}

/** Filter values of an article. What is stale is decided by the reader's clock (shared/stale-values). */
function filtersOf({ article, sources, backlinks }: ArticlePage): FilterValue[] {
  const tags = article.tags.flatMap(({ label }) => withThoseAbove(label));
  const states = [
    ...(article.staleAfter ? [staleValue(article.staleAfter.iso)] : []),
    ...(article.status === 'deprecated' ? ['deprecated'] : []),
    ...(backlinks.length === 0 ? ['orphan'] : []),
  ];
  return [
    ...named('type', [article.type.label, ...article.otherTypes]),
    ['status', article.statusWord ?? article.status],
    ['trust', article.trust ?? ''],
    ...named('tag', tags),
    ...named('source', sources.items.map(nameOfSource)),
    ...named('is', states),
  ];
}

/** A tag with the tags above it: `sky`, `sky/planets` for `sky/planets`. */
function withThoseAbove(tag: string): string[] {
  const names = tag.split('/');
  return names.map((_, depth) => names.slice(0, depth + 1).join('/'));
}

function named(filter: FilterValue[0], values: readonly string[]): FilterValue[] {
  return [...new Set(values)].map((value) => [filter, value]);
}

/** The title of a source that is an article, else its name. */
export function nameOfSource({ target, text }: SourceItem): string {
  switch (target?.kind) {
    case 'article':
      return target.title;
    case 'missing':
      return target.name;
    case 'ambiguous':
    case 'external':
      return text || target.label;
    case undefined:
      return text;
  }
}
