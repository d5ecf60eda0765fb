/** The search index: Pagefind over the titles, summaries and bodies of articles, made beside the rendering of pages. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type SearchDocument, type SearchOrder, searchFilters } from '../render/search-document.ts';
import { seedOf } from '../wiki/graph/random.ts';
import { digest } from './cache.ts';

/** Digests of the documents of an index, by their URL. */
export type IndexedDocuments = ReadonlyMap<string, string>;

/**
 * How many bundles an index of so many articles has. Pagefind needs 0.3 MB of memory an article and makes a whole bundle anew
 * for one article that changed (10,000 in one: 3.2 GB, 17 s; in four: 0.8 GB, 4 s), while each bundle costs its readers two
 * requests more, and one more a word that is looked for. So both the size of bundles and their number grow, with the square root.
 */
export function bundleCount(articles: number): number {
  return articles <= 2500 ? 1 : Math.round(Math.sqrt(articles / 625));
}

/** A file that says something of the index as a whole. */
export interface IndexFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Makes one index, in bundles that the reader's browser merges: an article is always in the same one, whatever else there is.
 * A bundle of which every document is the same as last time is not made again.
 */
export class SearchIndexer {
  readonly #bundles: readonly Bundle[];
  /** How many articles have each value of each filter. */
  readonly #filters = new Map(searchFilters.map((name) => [name, new Map<string, number>()]));

  /**
   * One index for all languages, stemmed by one: merged in the browser, an index for each is still asked with the stemming of the
   * first. Two wikis in one (English and German, 910 and 1,450 articles) found 0.97 to 1 of the titles and headings in one index, whichever
   * stemming it had, and merged 0.62 to 0.99 of the same.
   *
   * @param before documents of the index that exists; none when it has to be made in any case
   * @param lang language whose stemming is used
   * @param count of bundles
   */
  constructor(before: IndexedDocuments, lang: string, count: number) {
    const settings = [stemmedAs(lang), String(count)];
    const shares = Array.from({ length: count }, () => new Map<string, string>());
    for (const [url, key] of before) shares[seedOf(url) % count]?.set(url, key);
    this.#bundles = shares.map((share) => new Bundle(share, settings));
  }

  /** Those that were added. */
  get documents(): IndexedDocuments {
    return new Map(this.#bundles.flatMap(({ documents }) => [...documents]));
  }

  /** How many bundles there are; by what the articles of each can be put in order, by URL; and the values of each filter. */
  get files(): IndexFile[] {
    const orders = this.#bundles.map(({ orders }) => orders);
    const order = {
      links: orders.map((own) => own.map(({ links }) => links)),
      changed: orders.map((own) => own.map(({ changed }) => changed)),
    };
    return [
      { path: 'index.json', text: JSON.stringify({ version: 1, bundles: this.#bundles.length }) },
      { path: 'order.json', text: JSON.stringify({ version: 1, ...order }) },
      ...[...this.#filters].map(([name, counts]) => ({
        path: `values-${name}.json`,
        text: JSON.stringify({ version: 1, values: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))) }),
      })),
    ];
  }

  add(document: SearchDocument): void {
    for (const [name, value] of document.filters) {
      const counts = this.#filters.get(name);
      counts?.set(value, (counts.get(value) ?? 0) + 1);
    }
    this.#bundles[seedOf(document.url) % this.#bundles.length]?.add(document);
  }

  /**
   * Writes the bundles that are not as they were last time into `folder`: `0/`, `1/` … There must be a document.
   *
   * @returns for each bundle, whether it was written
   * @throws an error in words when Pagefind fails
   */
  async finish(folder: string): Promise<boolean[]> {
    const written: boolean[] = [];
    try {
      // One at a time, for the sake of memory: Pagefind uses all processors for one.
      for (const [number, bundle] of this.#bundles.entries())
        written.push(await bundle.finish(join(folder, String(number)), number === 0));
    } finally {
      this.abandon();
    }
    return written;
  }

  /** Takes the temporary folders away. */
  abandon(): void {
    for (const bundle of this.#bundles) bundle.abandon();
  }
}

/** What only the first bundle needs, as it is the same for all. */
const engine = /^(?:pagefind\.js|pagefind-worker\.js|wasm\..*)$/;
/** Files of Pagefind's own interfaces, which our dialog replaces. */
const unused = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\.(?:js|css)$/;

/** As long as every document is the same as last time they are held; from the first that differs on, all are written for Pagefind. */
class Bundle {
  readonly #before: IndexedDocuments;
  /** Stemming first. */
  readonly #settings: readonly string[];
  readonly #digests = new Map<string, string>();
  readonly #orders = new Map<string, SearchOrder>();
  readonly #held: SearchDocument[] = [];
  #input: string | undefined;

  constructor(before: IndexedDocuments, settings: readonly string[]) {
    this.#before = before;
    this.#settings = settings;
  }

  get documents(): IndexedDocuments {
    return this.#digests;
  }

  /** By URL, as the ids of `ids.json`. */
  get orders(): SearchOrder[] {
    return this.#urls().flatMap((url) => this.#orders.get(url) ?? []);
  }

  add(document: SearchDocument): void {
    const key = digest(document.html, ...this.#settings);
    this.#digests.set(document.url, key);
    this.#orders.set(document.url, document.order);
    if (this.#input === undefined && this.#before.get(document.url) === key) this.#held.push(document);
    else write(this.#start(), document);
  }

  async finish(folder: string, withEngine: boolean): Promise<boolean> {
    if (this.#input === undefined && this.#digests.size === this.#before.size) return false;
    const [stemming = 'en'] = this.#settings;
    await runPagefind('--site', this.#start(), '--output-path', folder, '--force-language', stemming);
    this.abandon();
    for (const name of readdirSync(folder))
      if (unused.test(name) || (!withEngine && engine.test(name))) rmSync(join(folder, name));
    const ids = idsIn(join(folder, 'fragment'));
    writeFileSync(join(folder, 'ids.json'), JSON.stringify(this.#urls().map((url) => ids.get(decodeURIComponent(url)) ?? '')));
    return true;
  }

  abandon(): void {
    if (this.#input !== undefined) rmSync(this.#input, { recursive: true, force: true });
    this.#input = undefined;
  }

  #urls(): string[] {
    return [...this.#digests.keys()].sort();
  }

  #start(): string {
    if (this.#input !== undefined) return this.#input;
    this.#input = mkdtempSync(join(tmpdir(), 'sourcebook-search-'));
    for (const document of this.#held.splice(0)) write(this.#input, document);
    return this.#input;
  }
}

/** Languages that write no spaces: their words are set apart before (render/word-breaks.ts), and foreign ones are mostly English. */
const unspaced = new Set(['zh', 'ja', 'th', 'lo', 'km', 'my', 'yue']);

function stemmedAs(lang: string): string {
  const [language = lang] = lang.toLowerCase().split('-');
  return unspaced.has(language) ? 'en' : language;
}

/**
 * Entries of the index that make up one of its files; a reader fetches one a word and bundle. With Pagefind's own 20,000 a
 * query of two or three words of a wiki of 10,000 articles in one bundle fetches 189 kB of the index, with this 37; and the
 * list of the files is 26 kB longer.
 */
const entriesOfFile = 2000;

/**
 * Pagefind as a command: as a service it says that files are written before they are, and closing it then leaves empty ones
 * (Pagefind 1.5.2).
 *
 * @throws an error with what it says when it fails
 */
async function runPagefind(...args: string[]): Promise<void> {
  const command = fileURLToPath(new URL('runner/bin.cjs', import.meta.resolve('pagefind')));
  const env = { ...process.env, PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE: String(entriesOfFile) };
  try {
    await promisify(execFile)(process.execPath, [command, ...args, '--quiet'], { env });
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new Error(`The search index could not be made: ${stderr.trim() || message}`);
  }
}

/** What Pagefind calls each document, by its URL: the name of the file that holds its text. */
function idsIn(folder: string): Map<string, string> {
  const signature = 'pagefind_dcd'.length;
  return new Map(
    readdirSync(folder).map((name) => {
      const { url } = JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString('utf8', signature)) as { url: string };
      return [decodeURIComponent(url), basename(name, '.pf_fragment')];
    }),
  );
}

/** Pagefind tells the address of a document by its place. */
function write(folder: string, { url, html }: SearchDocument): void {
  const place = join(folder, decodeURIComponent(url));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'index.html'), html);
}
