/** The graph of whole vaults: what is published of it, when it is drawn again, and that nothing private is in it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Crew } from '../../src/publish/crew.ts';
import { graphMapOf } from '../../src/publish/graph-map.ts';
import { readConfig } from '../../src/site/config.ts';
import { brokenLinks, filesOf } from '../support/crawl.ts';
import { elementOf, serve, textOf, vaultOf } from '../support/site.ts';
import { wikiOf } from '../support/wiki.ts';

/** Enough articles that the map is drawn in a thread of its own. */
const stars = (count = 230): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `concepts/star-${n}.md`,
      `---\ntitle: Star ${n}\n---\n\nOf [[Star ${n - (n % 20)}]], near [[Star ${(n * 7) % count}]].\n`,
    ]),
  );

const quick = { 'sourcebook.yaml': 'features: { search: false }\n' };

test('an edit of links gives the map that a clean build gives, and one of words leaves it as it was', async () => {
  const vault = vaultOf({ ...stars(), ...quick });
  await vault.build();
  const first = vault.read('_data/graph-map.json');
  vault.write({ 'concepts/star-7.md': '---\ntitle: Star 7\n---\n\nOf [[Star 0]] as before, near [[Star 49]].\n' });
  await vault.build();
  expect(vault.read('_data/graph-map.json')).toBe(first);
  vault.write({ 'concepts/star-7.md': '---\ntitle: Star 7\n---\n\nNow of [[Star 100]] and [[Star 120]].\n' });
  await vault.build();
  const [map, page] = [vault.read('_data/graph-map.json'), vault.read('graph/index.html')];
  expect(map).not.toBe(first);
  await vault.build('--force');
  expect([vault.read('_data/graph-map.json'), vault.read('graph/index.html')]).toEqual([map, page]);
  expect(brokenLinks(vault.out)).toEqual([]);
}, 60_000);

test('as long as no link changes, no map is drawn', async () => {
  const { content } = vaultOf({});
  const crew = new Crew();
  const drawn = vi.spyOn(crew, 'runApart');
  const mapOf = (files: Record<string, string>): ReturnType<typeof graphMapOf> =>
    graphMapOf({ wiki: wikiOf(files), root: content, config: readConfig('', 'Wiki').config }, crew, false);
  const files = { 'a.md': 'See [[b]].', 'b.md': 'Text.', 'c.md': 'Alone.' };
  const map = await mapOf(files);
  expect(await mapOf({ ...files, 'b.md': 'Other text.' })).toEqual(map);
  expect(drawn).toHaveBeenCalledTimes(1);
  await mapOf({ ...files, 'c.md': 'No longer: [[a]].' });
  expect(drawn).toHaveBeenCalledTimes(2);
});

test('a thread that draws gives what the main thread gives', async () => {
  const crew = new Crew();
  const graph = { ids: [], degrees: [], linksIn: [], from: [], to: [], weights: [] };
  expect(await crew.runApart({ kind: 'map', graph }, true)).toEqual(await crew.runApart({ kind: 'map', graph }, false));
});

test('a private article is in no byte of the graph', async () => {
  const vault = vaultOf({
    'open.md': 'See [[Zarquon]] and [[plain]].\n\n## Connections\n\n- Part of: [[Zarquon]]\n',
    'plain.md': 'Text.',
    'Zarquon.md': '---\nprivate: true\ntags: [zarquontag]\n---\nOf [[plain]] and [[open]].\n',
    ...quick,
  });
  await vault.build();
  for (const path of filesOf(vault.out)) expect(readFileSync(join(vault.out, path), 'utf8'), path).not.toMatch(/zarquon/i);
  expect(JSON.parse(vault.read('_data/graph-map.json')).titles).toEqual(['open', 'plain']);
});

test('features.graph: false leaves out page, data, drawings and the links to them', async () => {
  const vault = vaultOf({ 'a.md': 'See [[b]].', 'b.md': '', 'sourcebook.yaml': 'features: { graph: false, search: false }\n' });
  await vault.build();
  expect([existsSync(join(vault.out, 'graph')), existsSync(join(vault.out, '_data'))]).toEqual([false, false]);
  expect(vault.read('a/index.html')).not.toMatch(/\/graph\/|class="nearby"/);
  expect(brokenLinks(vault.out)).toEqual([]);
});

describe('an article', () => {
  test('shows what is near it as links, in few bytes, and one without links shows nothing', async () => {
    const vault = vaultOf({ ...stars(), 'alone.md': 'By itself.', ...quick });
    await vault.build('--base', '/kb/');
    const drawing = elementOf(vault.read('concepts/star-0/index.html'), /<figure[^>]*class="nearby"/);
    expect(textOf(drawing)).toMatch(/^Nearby .*Star \d+.*Explore \d+ more$/);
    expect(drawing.match(/<a href="\/kb\/concepts\/star-\d+\/"/g)?.length).toBeGreaterThan(5);
    expect(drawing).toContain('href="/kb/graph/?from=concepts/star-0"');
    expect(drawing.length).toBeLessThan(2500);
    expect(vault.read('alone/index.html')).not.toContain('class="nearby"');
  }, 30_000);

  test('is made again when a title near it changes, and not when one elsewhere does', async () => {
    const vault = vaultOf({
      'a.md': 'See [[b]].',
      'b.md': 'Text.',
      'concepts/c.md': 'See [[d]].',
      'concepts/d.md': 'Text.',
      ...quick,
    });
    await vault.build();
    const before = vault.read('concepts/c/index.html');
    vault.write({ 'b.md': '---\ntitle: Bright\naliases: [b]\n---\nText.\n' });
    await vault.build();
    expect(textOf(elementOf(vault.read('a/index.html'), /<figure[^>]*class="nearby"/))).toBe('Nearby Bright Explore');
    expect(vault.read('concepts/c/index.html')).toBe(before);
  });
});

test('the live site draws the map of what is there now', async () => {
  const vault = vaultOf({ 'a.md': 'See [[b]].', 'b.md': '' });
  const { url, stop } = await serve('dev', '--content', vault.content);
  try {
    const titles = async (): Promise<string[]> => (await (await fetch(`${url}_data/graph-map.json`)).json()).titles;
    expect(await titles()).toEqual(['a', 'b']);
    expect(await (await fetch(`${url}graph/`)).text()).toContain('data-graph="/_data/graph-map.json"');
    vault.write({ 'c.md': 'See [[a]].' });
    await expect.poll(titles, { timeout: 10_000 }).toEqual(['a', 'b', 'c']);
  } finally {
    stop();
  }
});
