/** The search index: Pagefind over the titles, summaries and bodies of articles, made beside the rendering of pages. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SearchDocument } from '../render/search-document.ts';
import { digest } from './cache.ts';

/** Digests of the documents of an index, by their URL. */
export type IndexedDocuments = ReadonlyMap<string, string>;

/** Files of Pagefind's own interfaces, which our dialog replaces. */
const unused = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\.(?:js|css)$/;

/**
 * Makes one index. As long as every document is the same as last time nothing is done; from the first that differs on, all
 * are written to a temporary folder, which Pagefind reads in a process of its own.
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
   * Writes the index into `folder`, unless it would be the one of last time. There must be a document.
   *
   * @returns whether it was written
   * @throws an error in words when Pagefind fails
   */
  async finish(folder: string): Promise<boolean> {
    if (this.#input === undefined && this.#digests.size === this.#before.size) return false;
    try {
      await runPagefind('--site', this.#start(), '--output-path', folder, '--force-language', this.#lang);
    } finally {
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

/**
 * Pagefind as a command: as a service it says that files are written before they are, and closing it then leaves empty ones
 * (Pagefind 1.5.2).
 *
 * @throws an error with what it says when it fails
 */
async function runPagefind(...args: string[]): Promise<void> {
  const command = fileURLToPath(new URL('runner/bin.cjs', import.meta.resolve('pagefind')));
  try {
    await promisify(execFile)(process.execPath, [command, ...args, '--quiet']);
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new Error(`The search index could not be made: ${stderr.trim() || message}`);
  }
}

/** Pagefind tells the address of a document by its place. */
function write(folder: string, { url, html }: SearchDocument): void {
  const place = join(folder, decodeURIComponent(url));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'index.html'), html);
}
