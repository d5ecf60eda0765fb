/** The search index: Pagefind over the titles, summaries and bodies of articles, made in parallel with the pages. */

import { type ChildProcess, execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type SearchDocument, type SearchFacts, type SearchOrder, searchFilters } from '../render/files/search-document.ts';
import { PlainError } from '../shared/plain-error.ts';
import { isSystemError } from '../vault/read-vault.ts';
import { seedOf } from '../wiki/graph/random.ts';
import { digest } from './memory/digest.ts';
import { noteUnwritten, readJson, writeWhole } from './memory/files.ts';
import { temporaryFolder } from './memory/place.ts';

/** A document of the index, by the digest of its words. */
export interface IndexEntry extends SearchFacts {
  readonly key: string;
}

/**
 * Number of bundles of an index, by its number of articles. Pagefind needs 0.3 MB of memory per article and makes the whole bundle
 * again if one article changed (10,000 articles in one: 3.2 GB, 17 s; in four: 0.8 GB, 4 s). Each bundle costs readers two more
 * requests, and one more per word of a query. So the number of bundles and their size both grow with the square root.
 */
export function bundleCount(articles: number): number {
  return articles <= 2500 ? 1 : Math.round(Math.sqrt(articles / 625));
}

/** A file about the index as a whole. */
export interface IndexFile {
  readonly path: string;
  readonly text: string;
}

export interface IndexSettings {
  /** Language of the stemmer. */
  readonly lang: string;
  /** Number of bundles. */
  readonly count: number;
  /** Changes if the same documents could give a different index. */
  readonly version: string;
}

interface Kept {
  readonly settings: string;
  readonly documents: readonly (readonly [url: string, key: string])[];
}

/**
 * Makes an index, in bundles that the reader's browser merges. An article is always in the same bundle, whatever the others are. The
 * documents are kept in a folder between runs, so only changed ones have to be made, and a bundle without changes is not made again.
 */
export class SearchIndexer {
  readonly #folder: string;
  readonly #settings: string;
  /** Names the documents of the last run. */
  readonly keyBefore: string;
  readonly #bundles: readonly Bundle[];
  /** Number of articles with each value of each filter. */
  readonly #filters = new Map(searchFilters.map((name) => [name, new Map<string, number>()]));
  #isKept = true;

  /**
   * One index for all languages, with one stemmer: if each language has its own, the browser still uses the stemmer of the first for
   * all of them. With two wikis in one (English and German, 910 and 1,450 articles), one index found 0.97 to 1 of the titles and
   * headings with either stemmer, merged indexes 0.62 to 0.99.
   *
   * @param folder folder of the documents, used by nothing else
   */
  constructor(folder: string, { lang, count, version }: IndexSettings) {
    const stemming = stemmedAs(lang);
    this.#settings = digest(stemming, String(count), version);
    const kept = readJson<Kept>(join(folder, keptName));
    const before = kept?.settings === this.#settings ? kept.documents : [];
    this.#folder = before.length === 0 ? emptied(folder) : folder;
    this.keyBefore = keyOf(before);
    const shares = Array.from({ length: count }, () => new Map<string, string>());
    for (const [url, key] of before) shares[seedOf(url) % count]?.set(url, key);
    const onChange = (): void => this.#forget();
    this.#bundles = shares.map((share, number) => new Bundle(join(this.#folder, String(number)), share, stemming, onChange));
  }

  /** Number of documents. */
  get size(): number {
    return this.#bundles.reduce((sum, { entries }) => sum + entries.size, 0);
  }

  /** Files about the index: the number of bundles, the sort keys of articles by URL, and the values of each filter. */
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

  /** Whether the folder has this document. */
  has({ url, key }: IndexEntry): boolean {
    return this.#bundleOf(url).has(url, key);
  }

  /** Adds a document that the folder has. */
  keep(entry: IndexEntry): void {
    this.#bundleOf(entry.url).keep(entry);
    this.#count(entry);
  }

  add({ html, ...facts }: SearchDocument): IndexEntry {
    const entry = { ...facts, key: digest(html) };
    this.#bundleOf(entry.url).add(entry, html);
    this.#count(entry);
    return entry;
  }

  /**
   * Writes the bundles that changed into `folder`: `0/`, `1/` … There must be at least one document.
   *
   * @param isWhole whether the bundles of the last run still exist
   * @returns for each bundle, whether it was written
   * @throws an error with a readable message if Pagefind fails
   */
  async finish(folder: string, isWhole: boolean): Promise<boolean[]> {
    const written: boolean[] = [];
    // One at a time, to save memory. Pagefind uses all processors for each.
    for (const [number, bundle] of this.#bundles.entries())
      written.push(await bundle.finish(join(folder, String(number)), { isWhole, withEngine: number === 0 }));
    return written;
  }

  /** Records that the documents in the folder match the index. Call this after the bundles are in place. */
  remember(): void {
    // Some of the documents are not where the next run would look for them.
    if (this.#bundles.some(({ isElsewhere }) => isElsewhere)) return;
    const documents = this.#documents;
    writeWhole(this.#keptFile, JSON.stringify({ settings: this.#settings, documents } satisfies Kept));
  }

  /** Names the documents of this run. */
  get key(): string {
    return keyOf(this.#documents);
  }

  get #documents(): Kept['documents'] {
    return this.#bundles.flatMap(({ entries }) => [...entries.values()].map(({ url, key }) => [url, key] as const));
  }

  get #keptFile(): string {
    return join(this.#folder, keptName);
  }

  /** Records that the folder may not match the index. */
  #forget(): void {
    if (this.#isKept) rmSync(this.#keptFile, { force: true });
    this.#isKept = false;
  }

  #bundleOf(url: string): Bundle {
    return this.#bundles[seedOf(url) % this.#bundles.length] as Bundle;
  }

  #count({ filters }: IndexEntry): void {
    for (const [name, value] of filters) {
      const counts = this.#filters.get(name);
      counts?.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
}

/** The file with the list of documents. */
const keptName = 'documents.json';

function keyOf(documents: Kept['documents']): string {
  return digest(...documents.map(([url, key]) => `${url} ${key}`).sort());
}

/** The folder, empty; a temporary one if that is not possible. */
function emptied(folder: string): string {
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    noteUnwritten(error, folder);
    return temporaryFolder();
  }
}

/** Files that only the first bundle needs, since they are the same for all. */
const engine = /^(?:pagefind\.js|pagefind-worker\.js|wasm\..*)$/;
/** Files of Pagefind's own user interfaces, which our dialog replaces. */
const unused = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\.(?:js|css)$/;

class Bundle {
  readonly entries = new Map<string, IndexEntry>();
  /** Whether the documents had to be moved, since their folder could not be changed. */
  isElsewhere = false;
  #folder: string;
  /** Keys of the documents in the folder, by URL. */
  readonly #before: ReadonlyMap<string, string>;
  readonly #stemming: string;
  readonly #onChange: () => void;
  #isChanged = false;

  /** @param onChange called before the folder is changed */
  constructor(folder: string, before: ReadonlyMap<string, string>, stemming: string, onChange: () => void) {
    this.#folder = folder;
    this.#before = before;
    this.#stemming = stemming;
    this.#onChange = onChange;
  }

  /** By URL, like the ids in `ids.json`. */
  get orders(): SearchOrder[] {
    return this.#urls().flatMap((url) => this.entries.get(url)?.order ?? []);
  }

  has(url: string, key: string): boolean {
    return this.#before.get(url) === key && existsSync(this.#fileOf(url));
  }

  keep(entry: IndexEntry): void {
    this.entries.set(entry.url, entry);
  }

  add(entry: IndexEntry, html: string): void {
    this.keep(entry);
    if (this.has(entry.url, entry.key)) return;
    this.#change(entry.url, (file) => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, html);
    });
  }

  async finish(folder: string, { isWhole, withEngine }: { isWhole: boolean; withEngine: boolean }): Promise<boolean> {
    for (const url of this.#before.keys()) if (!this.entries.has(url)) this.#change(url, (file) => rmSync(file, { force: true }));
    if (this.entries.size === 0 || (isWhole && !this.#isChanged)) return false;
    await runPagefind(this.entries.size, '--site', this.#folder, '--output-path', folder, '--force-language', this.#stemming);
    for (const name of readdirSync(folder))
      if (unused.test(name) || (!withEngine && engine.test(name))) rmSync(join(folder, name));
    const ids = idsIn(join(folder, 'fragment'));
    writeFileSync(join(folder, 'ids.json'), JSON.stringify(this.#urls().map((url) => ids.get(decodeURIComponent(url)) ?? '')));
    return true;
  }

  /** Changes the file of a document: in a copy of the folder if the folder cannot be changed. */
  #change(url: string, edit: (file: string) => void): void {
    this.#isChanged = true;
    try {
      if (!this.isElsewhere) this.#onChange();
      edit(this.#fileOf(url));
    } catch (error) {
      if (this.isElsewhere || !isSystemError(error)) throw error;
      this.#moveAway(error);
      edit(this.#fileOf(url));
    }
  }

  #moveAway(error: unknown): void {
    noteUnwritten(error, this.#folder);
    const copy = temporaryFolder();
    if (statSync(this.#folder, { throwIfNoEntry: false })?.isDirectory()) cpSync(this.#folder, copy, { recursive: true });
    this.#folder = copy;
    this.isElsewhere = true;
  }

  /** Pagefind derives the address of a document from its path. */
  #fileOf(url: string): string {
    const file = join(this.#folder, decodeURIComponent(url), 'index.html');
    if (!file.startsWith(join(this.#folder, sep))) throw new Error(`The address ${url} leads out of the site.`);
    return file;
  }

  #urls(): string[] {
    return [...this.entries.keys()].sort();
  }
}

/** Languages without spaces. Their words are separated beforehand (shared/indexed-text.ts); foreign words are mostly English. */
const unspaced = new Set(['zh', 'ja', 'th', 'lo', 'km', 'my', 'yue']);

function stemmedAs(lang: string): string {
  const [language = lang] = lang.toLowerCase().split('-');
  return unspaced.has(language) ? 'en' : language;
}

/**
 * Number of index entries per file; a reader fetches one file per word and bundle. In a wiki of 10,000 articles in one bundle, a
 * query of two or three words fetches 189 kB of the index with Pagefind's default of 20,000, and 37 kB with this value. The list
 * of files is 26 kB longer.
 */
const entriesOfFile = 2000;

/** Pagefind hangs where it cannot write. Milliseconds: much longer than it takes, for an index and each of its documents. */
const patience = { index: 120_000, document: 100 } as const;

/** Those that run. */
const running = new Set<ChildProcess>();

/** Ends every Pagefind that runs, and waits until it has ended: a build that fails must not wait for its index. */
export async function stopPagefind(): Promise<void> {
  const ends = [...running].map((child) => new Promise((end) => child.once('close', end)));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ends);
}

/**
 * Runs Pagefind as a command. As a service, it reports files as written too early, and closing it then leaves empty ones (Pagefind
 * 1.5.2). Its program is started directly, since one that another program starts would outlive it.
 *
 * @throws an error with its output if it fails
 */
async function runPagefind(documents: number, ...args: string[]): Promise<void> {
  const resolver = new URL('resolveBinary.js', import.meta.resolve('pagefind')).href;
  const { resolveBinaryPath } = (await import(resolver)) as { resolveBinaryPath: (names: readonly string[]) => string };
  const program = resolveBinaryPath(['pagefind_extended', 'pagefind']);
  const env = { ...process.env, PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE: String(entriesOfFile) };
  const timeout = patience.index + documents * patience.document;
  await new Promise<void>((resolve, reject) => {
    const options = { env, timeout, killSignal: 'SIGKILL', windowsHide: true } as const;
    const child = execFile(program, [...args, '--quiet'], options, (error, _, stderr) => {
      running.delete(child);
      if (!error) resolve();
      else reject(new SearchIndexError(`The search index could not be made: ${reasonOfPagefind(stderr) || error.message}`));
    });
    running.add(child);
  });
}

/** The search index cannot be made; the message is one sentence. */
export class SearchIndexError extends PlainError {
  constructor(message: string) {
    super(message, 'search-index-failed');
  }
}

/** The first line that it says; it goes on with a stack. */
function reasonOfPagefind(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.find((line) => /os error|No space|denied|quota/i.test(line)) ?? lines.find((line) => line !== '') ?? '';
}

/** The name of the file with the text of each document, which is its id in Pagefind, by URL. */
function idsIn(folder: string): Map<string, string> {
  const signature = 'pagefind_dcd'.length;
  return new Map(
    readdirSync(folder).map((name) => {
      const { url } = JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString('utf8', signature)) as { url: string };
      return [decodeURIComponent(url), basename(name, '.pf_fragment')];
    }),
  );
}
