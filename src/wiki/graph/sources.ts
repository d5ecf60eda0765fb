/** Catalogue of the sources that articles name: each source once, with all its uses. */
import { compareStrings } from '../diagnostics.ts';
import type { Article, ArticleId, Resolution, WrittenSource } from '../model.ts';
import type { ArticleTypes } from '../schema/article-types.ts';
import { identityKey, identityOf } from '../schema/source-identity.ts';

/** Uses of a source by one article. Numbers are indices into its sources, citations and links. */
export interface SourceUse {
  readonly from: ArticleId;
  readonly sources: readonly number[];
  /** Claims that cite the source. */
  readonly citations: readonly number[];
  /** Links in the text to the page of the source. */
  readonly links: readonly number[];
}

export interface CitedSource {
  /** Equal for all mentions of one source, however they are written. */
  readonly key: string;
  /** The page of the source, if an article is about it. */
  readonly article?: ArticleId;
  /** A file of the vault. */
  readonly file?: string;
  /** Its address on the web. */
  readonly url?: string;
  /** The most common wording of its mentions; empty if it has a page. */
  readonly name: string;
  /** Whether it is cited by a name that nothing in the vault has. */
  readonly isMissing: boolean;
  readonly author?: string;
  /** ISO 8601; the latest that any mention gives. */
  readonly date?: string;
  /** One per article, in the order of articles. */
  readonly uses: readonly SourceUse[];
}

export interface SourceCatalogue {
  /** Sources that an article names: most cited first, then by name. */
  readonly all: readonly CitedSource[];
  /** Pages of sources that no article names. */
  readonly uncited: readonly ArticleId[];
  readonly byKey: ReadonlyMap<string, CitedSource>;
  /** For each article, the keys of its sources, one per written source; empty for a private source or one that does not count. */
  readonly keys: ReadonlyMap<ArticleId, readonly string[]>;
}

/** The key of a source that is an article. */
export function articleSourceKey(id: ArticleId): string {
  return `article:${id}`;
}

/** Whether an article is about a work to be cited, judged by its type or because it is a raw file. */
export function isSourceArticle({ type, parsed }: Article, types: ArticleTypes): boolean {
  return parsed.role === 'raw' || types.of(type).isSource;
}

/** The article that a source key refers to; undefined for other sources. */
export function sourceArticleOf(key: string): ArticleId | undefined {
  return key.startsWith('article:') ? (key.slice('article:'.length) as ArticleId) : undefined;
}

/**
 * Identifies equal sources: links to the same page or file, the same DOI, arXiv id, address or wording. A source whose identifier
 * or address is claimed by a source page is that page.
 *
 * @param articles by id
 * @param resolutions for each article, one per written link
 */
export function catalogueSources(
  articles: readonly Article[],
  resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>,
  types: ArticleTypes,
): SourceCatalogue {
  const sourceArticles = articles.filter((article) => isSourceArticle(article, types));
  const sourceIds = new Set(sourceArticles.map(({ id }) => id));
  const isArticle = new Set(articles.map(({ id }) => id));
  const pages = pagesByIdentity(sourceArticles, resolutions);
  const drafts = new Map<string, SourceDraft>();
  const keys = new Map<ArticleId, readonly string[]>();

  for (const { id, parsed } of articles) {
    const targets = resolutions.get(id) ?? [];
    const own = parsed.sources.map((source) => keyOf(source, targets, { pages, sourceIds, isArticle, self: id }));
    keys.set(id, own);
    const uses = new Map<string, { sources: number[]; citations: number[]; links: number[] }>();
    for (const [index, key] of own.entries()) {
      const source = parsed.sources[index];
      if (key === '' || !source) continue;
      const use = uses.get(key) ?? { sources: [], citations: [], links: [] };
      uses.set(key, use);
      use.sources.push(index);
      const draft = drafts.get(key) ?? new SourceDraft(key);
      drafts.set(key, draft);
      draft.learn(source, source.link === undefined ? undefined : targets[source.link]);
    }
    for (const [index, { source }] of parsed.citations.entries()) uses.get(own[source] ?? '')?.citations.push(index);
    for (const [index, target] of targets.entries()) {
      if (target.state === 'article' && parsed.links[index]?.kind === 'body')
        uses.get(articleSourceKey(target.id))?.links.push(index);
    }
    for (const [key, use] of uses) drafts.get(key)?.uses.push({ from: id, ...use });
  }

  const all = [...drafts.values()]
    .map((draft) => draft.finished())
    .sort((a, b) => b.uses.length - a.uses.length || compareStrings(a.name, b.name) || compareStrings(a.key, b.key));
  const uncited = [...sourceIds].filter((id) => !drafts.has(articleSourceKey(id)));
  return { all, uncited, byKey: new Map(all.map((source) => [source.key, source])), keys };
}

/**
 * Source pages by what they are about: the identifiers and addresses that they give as their own, and their only source if that
 * has no page itself, as with `sources: [raw/paper.pdf]` on the page that summarizes the paper.
 */
function pagesByIdentity(
  sources: readonly Article[],
  resolutions: ReadonlyMap<ArticleId, readonly Resolution[]>,
): Map<string, ArticleId> {
  const pages = new Map<string, ArticleId>();
  const add = (key: string | undefined, id: ArticleId): void => {
    if (key !== undefined && !pages.has(key)) pages.set(key, id);
  };
  for (const { id, parsed } of sources) {
    const { doi, arxiv, url } = parsed.record ?? {};
    if (arxiv !== undefined) add(identityKey({ kind: 'arxiv', value: arxiv }), id);
    if (doi !== undefined) add(identityKey({ kind: 'doi', value: doi }), id);
    for (const address of [url, parsed.properties.resource]) {
      const identity = address === undefined ? undefined : identityOf(address, undefined);
      if (identity && identity.kind !== 'text') add(identityKey(identity), id);
    }
  }
  // A page's own identifiers take precedence over its sources.
  for (const { id, parsed } of sources) {
    const listed = parsed.sources.filter(({ origin }) => origin === undefined);
    const [only] = listed;
    if (only && listed.length === 1) add(pagelessKey(only, resolutions.get(id) ?? []), id);
  }
  return pages;
}

/** The key of a source without a page; undefined for a source with one, and for a private one. */
function pagelessKey({ link, url, text }: WrittenSource, targets: readonly Resolution[]): string | undefined {
  const target = link === undefined ? undefined : targets[link];
  switch (target?.state) {
    case 'attachment':
      return `file:${target.path}`;
    case 'article':
    case 'private':
    case 'unsafe':
      return undefined;
    case 'missing':
    case 'ambiguous':
    case undefined:
  }
  const identity = identityOf(url, text ?? (target?.state === 'missing' ? target.name : undefined));
  return identity && identityKey(identity);
}

interface Known {
  readonly pages: ReadonlyMap<string, ArticleId>;
  readonly sourceIds: ReadonlySet<ArticleId>;
  readonly isArticle: ReadonlySet<ArticleId>;
  readonly self: ArticleId;
}

/** @returns the key; empty if it is not a source, is private, or is the article itself */
function keyOf(source: WrittenSource, targets: readonly Resolution[], known: Known): string {
  const { link, origin } = source;
  const target = link === undefined ? undefined : targets[link];
  if (target?.state === 'article') {
    const counts = known.isArticle.has(target.id) && (origin !== 'footnote' || known.sourceIds.has(target.id));
    return counts && target.id !== known.self ? articleSourceKey(target.id) : '';
  }
  // A footnote whose link does not resolve is a remark.
  if (origin === 'footnote' && (target?.state === 'missing' || target?.state === 'ambiguous')) return '';
  const key = pagelessKey(source, targets);
  const page = key === undefined ? undefined : known.pages.get(key);
  if (page === undefined) return key ?? '';
  // On the page about a work, a mention of that work is not a citation.
  return page === known.self ? '' : articleSourceKey(page);
}

/** A source under construction, while its mentions are collected. */
class SourceDraft {
  readonly uses: SourceUse[] = [];
  readonly #key: string;
  readonly #names = new Map<string, number>();
  #article: ArticleId | undefined;
  #file: string | undefined;
  #url: string | undefined;
  #isMissing = false;
  #author: string | undefined;
  #date: string | undefined;

  constructor(key: string) {
    this.#key = key;
    this.#article = sourceArticleOf(key);
  }

  learn({ url, text, author, date }: WrittenSource, target: Resolution | undefined): void {
    if (target?.state === 'attachment') this.#file = target.path;
    if (target?.state === 'missing' && text === undefined) this.#isMissing = true;
    const name = text ?? (target?.state === 'missing' ? target.name : undefined);
    if (name !== undefined) this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
    this.#url ??= url;
    this.#author ??= author;
    if (date !== undefined && (this.#date === undefined || date > this.#date)) this.#date = date;
  }

  finished(): CitedSource {
    const [name] = [...this.#names].reduce((best, each) => (each[1] > best[1] ? each : best), ['', 0] as [string, number]);
    return {
      key: this.#key,
      ...(this.#article !== undefined && { article: this.#article }),
      ...(this.#file !== undefined && { file: this.#file }),
      ...(this.#url !== undefined && { url: this.#url }),
      name: this.#article === undefined ? name : '',
      isMissing: this.#isMissing,
      ...(this.#author !== undefined && { author: this.#author }),
      ...(this.#date !== undefined && { date: this.#date }),
      uses: this.uses,
    };
  }
}
