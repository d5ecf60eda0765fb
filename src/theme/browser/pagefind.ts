/**
 * The search engine: Pagefind over the index beside the pages (publish/search-index.ts), its bundles as one, in an order that
 * is asked for, and with words spelled as they are in the index (shared/indexed-text.ts).
 */
import { asWritten, queryText } from '../../shared/indexed-text.ts';
import { shownState } from '../../shared/stale-values.ts';
import { allowLibraries } from './trusted.ts';

export interface Pagefind {
  /** How many articles have each value of a filter. Pagefind would fetch all filters to tell, with the articles that have them: 216 kB at 10,000. */
  readonly valuesOf: (filter: string) => Promise<FilterValues>;
  /**
   * @param query words, or a phrase in double quotes; null for all articles that pass the filters
   */
  readonly search: (query: string | null, options?: SearchOptions) => Promise<Found>;
}

/** The values of a filter, as readers see them. */
export type FilterValues = ReadonlyMap<string, FilterValue>;

interface FilterValue {
  /** Number of articles, where it is known. */
  readonly count?: number;
  /** The values of the index that have this meaning now. */
  readonly indexed: readonly string[];
}

export interface SearchOptions {
  /** As Pagefind takes them: a value, several that all must be there, or `any`, `all`, `none`, `not` of them. A filter is fetched when it is named. */
  readonly filters?: { readonly [filter: string]: unknown };
  /** By relevance unless given. Articles of which the order says nothing come last. */
  readonly sort?: { readonly links?: 'asc' | 'desc'; readonly changed?: 'asc' | 'desc' };
}

interface Found {
  readonly results: readonly FoundArticle[];
}

export interface FoundArticle {
  /** The same for the same article in every answer. */
  readonly id: string;
  readonly data: () => Promise<PagefindResult>;
}

export interface PagefindResult {
  readonly url: string;
  /** HTML: escaped text with the found words in `<mark>`. */
  readonly excerpt: string;
  readonly meta: {
    readonly title?: string;
    readonly summary?: string;
    readonly type?: string;
    readonly aliases?: string;
    readonly trust?: string;
    readonly status?: string;
    /** The instant from which the article is stale. */
    readonly stale?: string;
  };
  readonly sub_results?: readonly { readonly title: string; readonly url: string; readonly excerpt: string }[];
}

/** The part of Pagefind's browser API that search uses (pagefind 1.5). */
interface Engine {
  readonly options: (options: EngineOptions) => Promise<void>;
  readonly init: () => Promise<void>;
  readonly mergeIndex: (path: string, options: EngineOptions) => Promise<void>;
  readonly search: (query: string | null, options: Pick<SearchOptions, 'filters'>) => Promise<Found>;
}

/**
 * How much a word counts by where it stands. What is not named here counts once, so what only results show is set to nothing.
 * Measured with `npm run bench:search` and direct runs over six wikis in two languages, 9 to 1,450 articles: words of headings
 * beside those of the body bring success@5 for a heading from 0.86 to 0.97 where it was lowest, and lower no other kind by more
 * than 0.01; beyond 4 for them titles lose. Pagefind's other settings (length of pages, saturation and frequency of terms,
 * likeness of terms, weights of headings in the body) moved nothing by more than 0.02 and stay as they are.
 */
const metaWeights = { title: 10, aliases: 8, headings: 4, summary: 2, type: 0, trust: 0, status: 0, stale: 0 };

// Addresses in the index hold the base path already.
const engineOptions = { baseUrl: '/', excerptLength: 24, ranking: { metaWeights } };
type EngineOptions = typeof engineOptions;

let loading: Promise<Pagefind> | undefined;
let failures = 0;

/** Loads the engine and its index once; after a failure the next call tries again. */
export function loadPagefind(indexHref: string): Promise<Pagefind> {
  loading ??= load(indexHref).catch((error: unknown) => {
    loading = undefined;
    failures++;
    throw error;
  });
  return loading;
}

async function load(indexHref: string): Promise<Pagefind> {
  const folder = new URL(indexHref, location.href);
  const script = new URL('0/pagefind.js', folder);
  // Many browsers never fetch the same module again once it has failed to load.
  if (failures > 0) script.search = `?retry=${failures}`;
  // The engine runs beside the page.
  const worker = new URL('0/pagefind-worker.js', folder);
  allowLibraries({ createScriptURL: (url) => (isSameFile(new URL(url, script), worker) ? url : null) });
  const importing: Promise<Engine> = import(/* @vite-ignore */ script.href);
  const [engine, { bundles }] = await Promise.all([importing, fetchJson<{ bundles: number }>(new URL('index.json', folder))]);
  await engine.options(engineOptions);
  await engine.init();
  const others = Array.from({ length: bundles - 1 }, (_, index) => new URL(`${index + 1}/`, folder).pathname);
  await Promise.all(others.map((path) => engine.mergeIndex(path, engineOptions)));
  let orders: Promise<Orders> | undefined;
  return {
    async valuesOf(filter) {
      const { values } = await fetchJson<{ values: Record<string, number> }>(new URL(`values-${filter}.json`, folder));
      return filter === 'is' ? valuesAt(values, Date.now()) : valuesAt(values);
    },
    async search(query, { filters = {}, sort = {} } = {}) {
      const found = await engine.search(query === null ? null : queryText(query), { filters });
      const results = found.results.map(({ id, data }) => ({ id, data: async () => readable(await data()) }));
      const [[key, direction] = []] = Object.entries(sort) as [keyof Orders, 'asc' | 'desc'][];
      if (key === undefined) return { results };
      orders ??= loadOrders(folder, bundles);
      return { results: inOrder(results, (await orders)[key], direction) };
    },
  };
}

/** @param now the moment that decides about expiries; undefined for values that do not depend on it */
function valuesAt(counts: Readonly<Record<string, number>>, now?: number): FilterValues {
  const values = new Map<string, FilterValue>();
  for (const [indexed, count] of Object.entries(counts)) {
    const value = now === undefined ? indexed : shownState(indexed, now);
    if (value === undefined) continue;
    const known = values.get(value);
    values.set(value, { count: (known?.count ?? 0) + count, indexed: [...(known?.indexed ?? []), indexed] });
  }
  return values;
}

function isSameFile(a: URL, b: URL): boolean {
  return a.origin === b.origin && a.pathname === b.pathname;
}

/** Places by the id of a result. */
type Orders = Readonly<Record<'links' | 'changed', ReadonlyMap<string, number | string>>>;

/** What articles are put in order by; fetched when it is asked for. */
async function loadOrders(folder: URL, bundles: number): Promise<Orders> {
  const [{ links, changed }, ...ids] = await Promise.all([
    fetchJson<{ links: number[][]; changed: string[][] }>(new URL('order.json', folder)),
    ...Array.from({ length: bundles }, (_, bundle) => fetchJson<string[]>(new URL(`${bundle}/ids.json`, folder))),
  ]);
  const all = ids.flat();
  const byId = <T>(values: readonly T[]): Map<string, T> => new Map(all.map((id, index) => [id, values[index] as T]));
  return { links: byId(links.flat()), changed: byId(changed.flat()) };
}

/** Those that are equal stay in their order. */
function inOrder<T extends { readonly id: string }>(
  results: readonly T[],
  places: ReadonlyMap<string, number | string>,
  direction: 'asc' | 'desc' = 'desc',
): T[] {
  const placed = results.map((result) => ({ result, place: places.get(result.id) ?? '' }));
  const sign = direction === 'asc' ? 1 : -1;
  return placed
    .sort((a, b) => {
      if (a.place === b.place) return 0;
      if (a.place === '' || b.place === '') return a.place === '' ? 1 : -1;
      return a.place < b.place ? -sign : sign;
    })
    .map(({ result }) => result);
}

async function fetchJson<T>(url: URL): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return (await response.json()) as T;
}

/** What the engine found, with its texts as their authors wrote them. */
function readable({ excerpt, meta, sub_results = [], ...result }: PagefindResult): PagefindResult {
  return {
    ...result,
    excerpt: asWritten(excerpt),
    meta: Object.fromEntries(Object.entries(meta).map(([name, text]) => [name, asWritten(text)])),
    sub_results: sub_results.map((section) => ({
      ...section,
      title: asWritten(section.title),
      excerpt: asWritten(section.excerpt),
    })),
  };
}
