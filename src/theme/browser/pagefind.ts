/** The part of Pagefind's browser API that search uses (pagefind 1.5). */
export interface Pagefind {
  readonly options: (options: {
    readonly baseUrl: string;
    readonly excerptLength: number;
    readonly ranking: { readonly metaWeights: { readonly [name: string]: number } };
  }) => Promise<void>;
  readonly init: () => Promise<void>;
  readonly filters: () => Promise<{ readonly [filter: string]: { readonly [value: string]: number } }>;
  readonly search: (
    query: string,
    options: { readonly filters?: { readonly type: string } },
  ) => Promise<{ readonly results: readonly { readonly data: () => Promise<PagefindResult> }[] }>;
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
