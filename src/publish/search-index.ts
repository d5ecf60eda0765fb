/** The search index: Pagefind over the titles, summaries and bodies of articles, fed from memory while pages are rendered. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PagefindIndex } from 'pagefind';
import type { ArticlePage } from '../render/payloads.ts';
import { escapeAttribute, escapeText } from '../render/slots.ts';
import { digest } from './cache.ts';

/** What Pagefind gets of one article. */
export interface SearchDocument {
  readonly url: string;
  readonly html: string;
}

/** The article as a search engine should see it: no navigation, no cards, no panels. */
export function searchDocument(url: string, { article }: ArticlePage): SearchDocument {
  const meta = (name: string, value: string): string =>
    value === '' ? '' : `<span data-pagefind-meta="${name}">${escapeText(value)}</span>`;
  const filter = (name: string, value: string): string => `<span data-pagefind-filter="${name}">${escapeText(value)}</span>`;
  const aliases = article.aliases.join(', ');
  const html = [
    `<html lang="${escapeAttribute(article.lang)}"><body data-pagefind-body>`,
    `<h1 data-pagefind-meta="title" data-pagefind-weight="10">${escapeText(article.title)}</h1>`,
    aliases === '' ? '' : `<p data-pagefind-weight="10">${escapeText(aliases)}</p>`,
    article.leadHtml,
    article.bodyHtml.replace(/<a class="anchor"[^>]*>#<\/a>/g, ''),
    `<div data-pagefind-ignore>${meta('summary', article.description)}${meta('type', article.type.label)}${meta('aliases', aliases)}`,
    filter('type', article.type.label),
    ...article.tags.map(({ label }) => filter('tag', label)),
    '</div></body></html>',
  ].join('');
  return { url, html };
}

/** Digests of the documents of an index, by their URL. */
export type IndexedDocuments = ReadonlyMap<string, string>;

/** Files of Pagefind's own interfaces, which our dialog replaces. */
const unused = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\.(?:js|css)$/;

/**
 * Makes one index. As long as every document is the same as last time nothing is done; from the first that differs on,
 * all are handed to Pagefind, which works in a process of its own.
 */
export class SearchIndexer {
  readonly #before: IndexedDocuments;
  readonly #lang: string;
  readonly #digests = new Map<string, string>();
  readonly #held: SearchDocument[] = [];
  #index: Promise<PagefindIndex> | undefined;
  readonly #added: Promise<{ errors: string[] }>[] = [];

  /**
   * @param before documents of the index that exists; none when it has to be made in any case
   * @param lang language whose stemming is used for all: an index a language would split the wiki
   */
  constructor(before: IndexedDocuments, lang: string) {
    this.#before = before;
    this.#lang = lang.split('-')[0] ?? lang;
  }

  get documents(): IndexedDocuments {
    return this.#digests;
  }

  add(document: SearchDocument): void {
    const key = digest(document.html);
    this.#digests.set(document.url, key);
    if (this.#index === undefined && this.#before.get(document.url) === key) {
      this.#held.push(document);
      return;
    }
    this.#start();
    this.#hand(document);
  }

  /**
   * Writes the index into `folder`, unless it would be the one of last time.
   *
   * @returns whether it was written
   * @throws an error in words when Pagefind fails
   */
  async finish(folder: string): Promise<boolean> {
    const isSame = this.#index === undefined && this.#digests.size === this.#before.size;
    if (isSame && this.#digests.size > 0) return false;
    this.#start();
    try {
      const index = await this.#index;
      const added = await Promise.all(this.#added);
      const written = await index?.writeFiles({ outputPath: folder });
      const errors = [...added, ...(written ? [written] : [])].flatMap((each) => each.errors);
      if (errors.length > 0) throw new Error(`The search index could not be made: ${errors.join('; ')}`);
    } finally {
      await this.abandon();
    }
    for (const name of readdirSync(folder)) if (unused.test(name)) rmSync(join(folder, name));
    return true;
  }

  /** Ends Pagefind's process. */
  async abandon(): Promise<void> {
    if (this.#index === undefined) return;
    this.#index = undefined;
    const { close } = await import('pagefind');
    await close();
  }

  #start(): void {
    if (this.#index !== undefined) return;
    this.#index = createIndex(this.#lang);
    for (const document of this.#held.splice(0)) this.#hand(document);
  }

  #hand({ url, html }: SearchDocument): void {
    const added = this.#index?.then((index) => index.addHTMLFile({ url, content: html }));
    // Looked at when the index is finished; until then a failure must not count as unhandled.
    added?.catch(() => {});
    if (added) this.#added.push(added);
  }
}

async function createIndex(lang: string): Promise<PagefindIndex> {
  const pagefind = await import('pagefind');
  const { index, errors } = await pagefind.createIndex({ forceLanguage: lang });
  if (!index) throw new Error(`The search index could not be started: ${errors.join('; ')}`);
  return index;
}
