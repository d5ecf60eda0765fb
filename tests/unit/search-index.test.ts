/** The index in bundles: what is made again, and what is said of it as a whole. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bundleCount, type IndexEntry, SearchIndexer } from '../../src/publish/search-index.ts';
import type { SearchDocument } from '../../src/render/files/search-document.ts';
import { documentOf, type Files } from '../support/wiki.ts';

const planets: Files = {
  'mercury.md': '---\ntags: [inner]\n---\nNear the sun.',
  'venus.md': '---\ntags: [inner]\n---\nHot, beside [[Mercury]].',
  'earth.md': '---\ntags: [inner]\n---\nBlue, beside [[Venus]].',
  'mars.md': '---\ntags: [outer/near]\n---\nRed.',
  'saturn.md': 'Rings. Far from [[Mercury]].',
  'uranus.md': 'Cold.',
};
const ids = Object.keys(planets).map((path) => path.replace('.md', ''));

function documentsOf(files: Files): SearchDocument[] {
  return ids.map((id) => documentOf(files, id));
}

interface Indexed {
  readonly folder: string;
  readonly written: readonly boolean[];
  /** A file of the index as a whole. */
  readonly read: (path: string) => Record<string, unknown>;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-index-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Run {
  /** Of the documents; one that an earlier run left where the index is to be as it was. */
  readonly kept?: string;
  readonly lang?: string;
  readonly isWhole?: boolean;
}

async function index(
  documents: readonly SearchDocument[],
  { kept = temporaryFolder(), lang = 'en', isWhole = true }: Run = {},
): Promise<Indexed> {
  const folder = temporaryFolder();
  const indexer = new SearchIndexer(kept, { lang, count: 2, version: '1' });
  for (const document of documents) indexer.add(document);
  const written = await indexer.finish(folder, isWhole);
  indexer.remember();
  const files = new Map(indexer.files.map(({ path, text }) => [path, text]));
  return { folder, written, read: (path) => JSON.parse(files.get(path) ?? 'null') };
}

describe('a bundle', () => {
  test('is not made again as long as its documents are the same and it is still there', async () => {
    const kept = temporaryFolder();
    expect((await index(documentsOf(planets), { kept })).written).toEqual([true, true]);
    expect((await index(documentsOf(planets), { kept })).written).toEqual([false, false]);
    expect((await index(documentsOf(planets), { kept, isWhole: false })).written).toEqual([true, true]);
  });

  test('is the only one made again when one of its documents changes', async () => {
    const kept = temporaryFolder();
    const first = await index(documentsOf(planets), { kept });
    const changed = await index(documentsOf({ ...planets, 'mars.md': 'Red and dusty.' }), { kept });
    expect(changed.written.filter(Boolean)).toHaveLength(1);
    const number = changed.written.indexOf(true);
    const fragments = (folder: string): string[] => readdirSync(join(folder, String(number), 'fragment')).sort();
    expect(fragments(changed.folder)).toHaveLength(fragments(first.folder).length);
    expect(fragments(changed.folder)).not.toEqual(fragments(first.folder));
  });

  test('keeps documents that are not submitted again', async () => {
    const kept = temporaryFolder();
    const [mars, ...others] = documentsOf(planets).toSorted((a) => (a.url === '/mars/' ? -1 : 1)) as [SearchDocument];
    const before = new SearchIndexer(kept, { lang: 'en', count: 2, version: '1' });
    const entries = [mars, ...others].map((each) => before.add(each));
    before.remember();
    const indexer = new SearchIndexer(kept, { lang: 'en', count: 2, version: '1' });
    for (const entry of entries.slice(1)) {
      expect(indexer.has(entry)).toBe(true);
      indexer.keep(entry);
    }
    expect(indexer.has({ ...(entries[0] as IndexEntry), key: 'other' })).toBe(false);
    indexer.add({ ...mars, html: mars.html.replace('Red', 'Dusty') });
    const folder = temporaryFolder();
    await indexer.finish(folder, false);
    const texts = ['0', '1'].flatMap((number) =>
      readdirSync(join(folder, number, 'fragment')).map((name) =>
        gunzipSync(readFileSync(join(folder, number, 'fragment', name))).toString(),
      ),
    );
    expect(texts).toHaveLength(entries.length);
    expect(texts.some((text) => text.includes('Dusty'))).toBe(true);
    expect(texts.some((text) => text.includes('Near the sun'))).toBe(true);
  });

  test('is made again when one of its documents is gone', async () => {
    const kept = temporaryFolder();
    await index(documentsOf(planets), { kept });
    const fewer = await index(
      documentsOf(planets).filter(({ url }) => url !== '/mars/'),
      { kept },
    );
    expect(fewer.written.filter(Boolean)).toHaveLength(1);
    const number = fewer.written.indexOf(true);
    const own = readdirSync(join(fewer.folder, String(number), 'fragment')).length;
    expect(own).toBe((JSON.parse(readFileSync(join(fewer.folder, String(number), 'ids.json'), 'utf8')) as string[]).length);
  });

  test('is made again from all documents when the last run did not finish', async () => {
    const kept = temporaryFolder();
    await index(documentsOf(planets), { kept });
    const interrupted = new SearchIndexer(kept, { lang: 'en', count: 2, version: '1' });
    for (const document of documentsOf({ ...planets, 'mars.md': 'Blue.' })) interrupted.add(document);
    expect((await index(documentsOf(planets), { kept })).written).toEqual([true, true]);
  });

  test('is made again when the stemmer changes', async () => {
    const kept = temporaryFolder();
    await index(documentsOf(planets), { kept });
    expect((await index(documentsOf(planets), { kept, lang: 'de' })).written).toEqual([true, true]);
  });

  test('brings the engine only if it is the first', async () => {
    const { folder } = await index(documentsOf(planets));
    const engine = (number: string): string[] =>
      readdirSync(join(folder, number)).filter((name) => /^(?:pagefind.*\.(?:js|css)$|wasm)/.test(name));
    expect(engine('0').sort()).toEqual(['pagefind-worker.js', 'pagefind.js', 'wasm.en.pagefind', 'wasm.unknown.pagefind']);
    expect(engine('1')).toEqual([]);
  });
});

describe('files about the whole index', () => {
  test('ids and orders are listed in the same order', async () => {
    const { folder, read } = await index(documentsOf(planets));
    const idsOf = (number: number): string[] => JSON.parse(readFileSync(join(folder, String(number), 'ids.json'), 'utf8'));
    const all = [idsOf(0), idsOf(1)];
    for (const [number, own] of all.entries())
      expect(own.toSorted()).toEqual(
        readdirSync(join(folder, String(number), 'fragment'))
          .map((name) => name.replace('.pf_fragment', ''))
          .sort(),
      );
    const { links } = read('order.json') as { links: number[][] };
    expect(links.map(({ length }) => length)).toEqual(all.map(({ length }) => length));
    expect(links.flat().sort()).toEqual([0, 0, 0, 0, 1, 2]);
  });

  test('give the number of bundles, and of articles with each value of a filter', async () => {
    const { read } = await index(documentsOf(planets));
    expect(read('index.json')).toEqual({ version: 1, bundles: 2 });
    expect(read('values-tag.json')).toEqual({ version: 1, values: { inner: 3, outer: 1, 'outer/near': 1 } });
    expect(read('values-source.json')).toEqual({ version: 1, values: {} });
  });
});

test.each([
  [1, 1],
  [2500, 1],
  [10_000, 4],
  [30_000, 7],
])('of %i articles there are %i bundles', (articles, bundles) => {
  expect(bundleCount(articles)).toBe(bundles);
});
