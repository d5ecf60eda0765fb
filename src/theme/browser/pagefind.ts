/** The part of Pagefind's browser API that search uses (pagefind 1.5). */
export interface Pagefind {
  readonly options: (options: {
    readonly baseUrl: string;
    readonly excerptLength: number;
    readonly ranking: { readonly metaWeights: { readonly [name: string]: number } };
  }) => Promise<void>;
  readonly init: () => Promise<void>;
  readonly filters: () => Promise<{ readonly [filter: string]: { readonly [value: string]: number } }>;
  /** Without words, all that the filters leave. Words in quotes are looked for as they stand. */
  readonly search: (
    words: string | null,
    options: { readonly filters?: PagefindFilters; readonly sort?: { readonly [key: string]: 'asc' | 'desc' } },
  ) => Promise<{ readonly results: readonly PagefindHit[] }>;
}

/** Values by the name of their filter, or filters that are combined. */
export type PagefindFilters = { readonly [key: string]: string | PagefindFilters | readonly (string | PagefindFilters)[] };

export interface PagefindHit {
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

let loading: Promise<Pagefind> | undefined;

/** Loads the engine and its index once; after a failure the next call tries again. */
export function loadPagefind(indexHref: string): Promise<Pagefind> {
  loading ??= load(indexHref).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(indexHref: string): Promise<Pagefind> {
  const url = new URL(`${indexHref}pagefind.js`, location.href).href;
  const pagefind: Pagefind = await import(/* @vite-ignore */ url);
  // Addresses in the index hold the base path already.
  await pagefind.options({ baseUrl: '/', excerptLength: 24, ranking: { metaWeights: { title: 10, aliases: 8, summary: 2 } } });
  await pagefind.init();
  return pagefind;
}
