/** The search index: Pagefind over the titles, summaries and bodies of articles, made beside the rendering of pages. */
import { type ChildProcess, execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type SearchDocument, type SearchFacts, type SearchOrder, searchFilters } from '../render/files/search-document.ts';
import { seedOf } from '../wiki/graph/random.ts';
import { digest } from './memory/digest.ts';
import { readJson, writeWhole } from './memory/files.ts';

/** A document of the index, by the digest of its words. */
export interface IndexEntry extends SearchFacts {
  readonly key: string;
}

/**
 * Number of bundles of an index, by its number of articles. Pagefind needs 0.3 MB of memory an article and makes a whole bundle anew
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

export interface IndexSettings {
  /** Language whose stemming is used. */
  readonly lang: string;
  /** How many bundles there are. */
  readonly count: number;
  /** Changes when the same documents could give another index. */
  readonly version: string;
}

interface Kept {
  readonly settings: string;
  readonly documents: readonly (readonly [url: string, key: string])[];
}

/**
 * Makes one index, in bundles that the reader's browser merges: an article is always in the same one, whatever else there is.
 * Its documents stay in a folder between runs, so only those that changed have to be made, and a bundle of which every document
 * is the same as last time is not made again.
 */
export class SearchIndexer {
  readonly #folder: string;
  readonly #settings: string;
  readonly #bundles: readonly Bundle[];
  /** How many articles have each value of each filter. */
  readonly #filters = new Map(searchFilters.map((name) => [name, new Map<string, number>()]));
  #isKept = true;

  /**
   * One index for all languages, stemmed by one: merged in the browser, an index for each is still asked with the stemming of the
   * first. Two wikis in one (English and German, 910 and 1,450 articles) found 0.97 to 1 of the titles and headings in one index, whichever
   * stemming it had, and merged 0.62 to 0.99 of the same.
   *
   * @param folder of the documents, ours alone
   */
  constructor(folder: string, { lang, count, version }: IndexSettings) {
    this.#folder = folder;
    const stemming = stemmedAs(lang);
    this.#settings = digest(stemming, String(count), version);
    const kept = readJson<Kept>(this.#keptFile);
    const before = kept?.settings === this.#settings ? kept.documents : [];
    if (before.length === 0) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
    }
    const shares = Array.from({ length: count }, () => new Map<string, string>());
    for (const [url, key] of before) shares[seedOf(url) % count]?.set(url, key);
    const onChange = (): void => this.#forget();
    this.#bundles = shares.map((share, number) => new Bundle(join(folder, String(number)), share, stemming, onChange));
  }

  /** How many documents there are. */
  get size(): number {
    return this.#bundles.reduce((sum, { entries }) => sum + entries.size, 0);
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

  /** Whether the folder has this document. */
  has({ url, key }: IndexEntry): boolean {
    return this.#bundleOf(url).has(url, key);
  }

  /** One that the folder has. */
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
   * Writes the bundles that are not as they were last time into `folder`: `0/`, `1/` … There must be a document.
   *
   * @param isWhole whether the bundles of last time are still there
   * @returns for each bundle, whether it was written
   * @throws an error in words when Pagefind fails
   */
  async finish(folder: string, isWhole: boolean): Promise<boolean[]> {
    const written: boolean[] = [];
    // One at a time, for the sake of memory: Pagefind uses all processors for one.
    for (const [number, bundle] of this.#bundles.entries())
      written.push(await bundle.finish(join(folder, String(number)), { isWhole, withEngine: number === 0 }));
    return written;
  }

  /** Call this once the bundles are in their place: from then on the documents in the folder match the index. */
  remember(): void {
    const documents = this.#bundles.flatMap(({ entries }) => [...entries.values()].map(({ url, key }) => [url, key] as const));
    writeWhole(this.#keptFile, JSON.stringify({ settings: this.#settings, documents } satisfies Kept));
  }

  get #keptFile(): string {
    return join(this.#folder, 'documents.json');
  }

  /** Until all of it is done, the next run must not trust the folder. */
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

/** What only the first bundle needs, as it is the same for all. */
const engine = /^(?:pagefind\.js|pagefind-worker\.js|wasm\..*)$/;
/** Files of Pagefind's own interfaces, which our dialog replaces. */
const unused = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\.(?:js|css)$/;

class Bundle {
  readonly entries = new Map<string, IndexEntry>();
  readonly #folder: string;
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

  /** By URL, as the ids of `ids.json`. */
  get orders(): SearchOrder[] {
    return this.#urls().flatMap((url) => this.entries.get(url)?.order ?? []);
  }

  has(url: string, key: string): boolean {
    return this.#before.get(url) === key;
  }

  keep(entry: IndexEntry): void {
    this.entries.set(entry.url, entry);
  }

  add(entry: IndexEntry, html: string): void {
    this.keep(entry);
    if (this.has(entry.url, entry.key)) return;
    this.#change();
    const file = this.#fileOf(entry.url);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, html);
  }

  async finish(folder: string, { isWhole, withEngine }: { isWhole: boolean; withEngine: boolean }): Promise<boolean> {
    for (const url of this.#before.keys()) if (!this.entries.has(url)) this.#remove(url);
    if (this.entries.size === 0 || (isWhole && !this.#isChanged)) return false;
    await runPagefind(this.entries.size, '--site', this.#folder, '--output-path', folder, '--force-language', this.#stemming);
    for (const name of readdirSync(folder))
      if (unused.test(name) || (!withEngine && engine.test(name))) rmSync(join(folder, name));
    const ids = idsIn(join(folder, 'fragment'));
    writeFileSync(join(folder, 'ids.json'), JSON.stringify(this.#urls().map((url) => ids.get(decodeURIComponent(url)) ?? '')));
    return true;
  }

  #remove(url: string): void {
    this.#change();
    rmSync(this.#fileOf(url), { force: true });
  }

  #change(): void {
    this.#onChange();
    this.#isChanged = true;
  }

  /** Pagefind tells the address of a document by its place. */
  #fileOf(url: string): string {
    return join(this.#folder, decodeURIComponent(url), 'index.html');
  }

  #urls(): string[] {
    return [...this.entries.keys()].sort();
  }
}

/** Languages that write no spaces: their words are set apart before (shared/indexed-text.ts), and foreign ones are mostly English. */
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
 * Pagefind as a command: as a service it says that files are written before they are, and closing it then leaves empty ones
 * (Pagefind 1.5.2). Its program is started itself, since one that another starts would outlive it.
 *
 * @throws an error with what it says when it fails
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
export class SearchIndexError extends Error {}

/** The first line that it says; it goes on with a stack. */
function reasonOfPagefind(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.find((line) => /os error|No space|denied|quota/i.test(line)) ?? lines.find((line) => line !== '') ?? '';
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
