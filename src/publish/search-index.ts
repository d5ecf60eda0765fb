/** The search index: Pagefind over the titles, summaries and bodies of articles, made beside the rendering of pages. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    withoutMarks(article.leadHtml),
    withoutMarks(article.bodyHtml),
    `<div data-pagefind-ignore>${meta('summary', article.description)}${meta('type', article.type.label)}${meta('aliases', aliases)}`,
    meta('trust', article.trust ?? ''),
    meta('status', article.status === 'stable' ? '' : article.status),
    meta('stale', article.staleAfter?.iso ?? ''),
    filter('type', article.type.label),
    ...article.tags.map(({ label }) => filter('tag', label)),
    '</div></body></html>',
  ].join('');
  return { url, html };
}

/**
 * Text without the signs that are there to be clicked, of headings and citations, without formulas: their letters are no words;
 * and code without its colours.
 */
function withoutMarks(html: string): string {
  return html
    .replace(
      /<a class="anchor"[^>]*>#<\/a>|<sup class="citation"[^>]*>.*?<\/sup>|<math[\s>][\s\S]*?<\/math>|<code class="math-error"[\s\S]*?<\/code>/g,
      '',
    )
    .replace(
      /(<pre[^>]*><code[^>]*>)([\s\S]*?)(?=<\/code>)/g,
      (_, tags: string, code: string) => tags + code.replace(/<\/?span[^>]*>/g, ''),
    );
}

/** Digests of the documents of an index, by their URL. */
export type IndexedDocuments = ReadonlyMap<string, string>;

/** Files of Pagefind's own interfaces, which our dialog replaces. */
const unused = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\.(?:js|css)$/;

/**
 * Makes one index. As long as every document is the same as last time nothing is done; from the first that differs on, all
 * are written to a temporary folder, which Pagefind reads in a process of its own. (Of 1,000 documents it takes them in
 * within 0.5 s so, and 1.3 s when each is handed over by itself.)
 */
export class SearchIndexer {
  readonly #before: IndexedDocuments;
  readonly #lang: string;
  readonly #digests = new Map<string, string>();
  readonly #held: SearchDocument[] = [];
  #input: string | undefined;

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
    if (this.#input === undefined && this.#before.get(document.url) === key) this.#held.push(document);
    else write(this.#start(), document);
  }

  /**
   * Writes the index into `folder`, unless it would be the one of last time.
   *
   * @returns whether it was written
   * @throws an error in words when Pagefind fails
   */
  async finish(folder: string): Promise<boolean> {
    const isSame = this.#input === undefined && this.#digests.size === this.#before.size;
    if (isSame && this.#digests.size > 0) return false;
    const input = this.#start();
    const pagefind = await import('pagefind');
    try {
      const { index, errors: refused } = await pagefind.createIndex({ forceLanguage: this.#lang });
      const added = await index?.addDirectory({ path: input });
      const written = await index?.writeFiles({ outputPath: folder });
      const errors = [...refused, ...(added?.errors ?? []), ...(written?.errors ?? [])];
      if (errors.length > 0) throw new Error(`The search index could not be made: ${errors.join('; ')}`);
    } finally {
      await pagefind.close();
      this.abandon();
    }
    for (const name of readdirSync(folder)) if (unused.test(name)) rmSync(join(folder, name));
    return true;
  }

  /** Takes the temporary folder away. */
  abandon(): void {
    if (this.#input !== undefined) rmSync(this.#input, { recursive: true, force: true });
    this.#input = undefined;
  }

  #start(): string {
    if (this.#input !== undefined) return this.#input;
    this.#input = mkdtempSync(join(tmpdir(), 'sourcebook-search-'));
    for (const document of this.#held.splice(0)) write(this.#input, document);
    return this.#input;
  }
}

/** Pagefind tells the address of a document by its place. */
function write(folder: string, { url, html }: SearchDocument): void {
  const place = join(folder, decodeURIComponent(url));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'index.html'), html);
}
