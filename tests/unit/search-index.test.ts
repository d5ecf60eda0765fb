/** The index in bundles: what is made again, and what is said of it as a whole. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bundleCount, type IndexedDocuments, SearchIndexer } from '../../src/publish/search-index.ts';
import { type SearchDocument, searchDocument } from '../../src/render/search-document.ts';
import { type Files, pageOf } from '../support/wiki.ts';

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
  return ids.map((id) => searchDocument(`/${id}/`, pageOf(files, id)));
}

interface Indexed {
  readonly folder: string;
  readonly written: readonly boolean[];
  readonly documents: IndexedDocuments;
  /** A file of the index as a whole. */
  readonly read: (path: string) => Record<string, unknown>;
}

async function index(documents: readonly SearchDocument[], before: IndexedDocuments = new Map(), lang = 'en'): Promise<Indexed> {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-index-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const indexer = new SearchIndexer(before, lang, 2);
  for (const document of documents) indexer.add(document);
  const written = await indexer.finish(folder);
  const files = new Map(indexer.files.map(({ path, text }) => [path, text]));
  return { folder, written, documents: indexer.documents, read: (path) => JSON.parse(files.get(path) ?? 'null') };
}

describe('a bundle', () => {
  test('is not made again as long as its documents are the same', async () => {
    const first = await index(documentsOf(planets));
    expect(first.written).toEqual([true, true]);
    expect((await index(documentsOf(planets), first.documents)).written).toEqual([false, false]);
  });

  test('is made again alone when one of its documents changes', async () => {
    const first = await index(documentsOf(planets));
    const changed = await index(documentsOf({ ...planets, 'mars.md': 'Red and dusty.' }), first.documents);
    expect(changed.written.filter(Boolean)).toHaveLength(1);
    const number = changed.written.indexOf(true);
    const fragments = (folder: string): string[] => readdirSync(join(folder, String(number), 'fragment')).sort();
    expect(fragments(changed.folder)).toHaveLength(fragments(first.folder).length);
    expect(fragments(changed.folder)).not.toEqual(fragments(first.folder));
  });

  test('is made again when one of its documents is gone', async () => {
    const first = await index(documentsOf(planets));
    const fewer = await index(
      documentsOf(planets).filter(({ url }) => url !== '/mars/'),
      first.documents,
    );
    expect(fewer.written.filter(Boolean)).toHaveLength(1);
  });

  test('is made again when other words are stemmed alike', async () => {
    const first = await index(documentsOf(planets));
    expect((await index(documentsOf(planets), first.documents, 'de')).written).toEqual([true, true]);
  });

  test('brings the engine only if it is the first', async () => {
    const { folder } = await index(documentsOf(planets));
    const engine = (number: string): string[] =>
      readdirSync(join(folder, number)).filter((name) => /^(?:pagefind.*\.(?:js|css)$|wasm)/.test(name));
    expect(engine('0').sort()).toEqual(['pagefind-worker.js', 'pagefind.js', 'wasm.en.pagefind', 'wasm.unknown.pagefind']);
    expect(engine('1')).toEqual([]);
  });
});

describe('what is said of the whole', () => {
  test('ids and orders are told in the same order', async () => {
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

  test('how many bundles there are, and how many articles have each value of a filter', async () => {
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
