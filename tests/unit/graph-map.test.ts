import { describe, expect, test } from 'vitest';
import { articleId } from '../../src/wiki/article-id.ts';
import { drawMap, type GraphMap } from '../../src/wiki/graph/graph-map.ts';
import { mapGraph } from '../../src/wiki/graph/map-graph.ts';
import { mapExtent } from '../../src/wiki/graph/map-layout.ts';
import { randomFrom } from '../../src/wiki/graph/random.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { type Files, wikiOf } from '../support/wiki.ts';

function mapOf(files: Files): { map: GraphMap; ids: string[]; at: (id: string) => [number, number] } {
  const wiki = wikiOf(files);
  const ids = wiki.articles.map(({ id }) => id);
  const map = drawMap(mapGraph(ids, wiki.graph));
  const numberOf = (id: string): number => ids.indexOf(id as ArticleId);
  return { map, ids, at: (id) => [map.layout.x[numberOf(id)] ?? Number.NaN, map.layout.y[numberOf(id)] ?? Number.NaN] };
}

/** Families of articles in which everyone links the next and the head, and the heads link each other. */
function families(sizes: Readonly<Record<string, number>>): Files {
  const names = Object.keys(sizes);
  return Object.fromEntries(
    Object.entries(sizes).flatMap(([name, size], family) =>
      Array.from({ length: size }, (_, n) => [
        `${name}-${n}.md`,
        n === 0
          ? `The head of ${name}, beside [[${names[(family + 1) % names.length]}-0]].`
          : `Of [[${name}-0]], before [[${name}-${(n % (size - 1)) + 1}]].`,
      ]),
    ),
  );
}

describe('topics', () => {
  test('are the groups that link to each other, the largest first, each named by its head', () => {
    const { map, ids } = mapOf(families({ planets: 12, painters: 9, poets: 6 }));
    const topics = map.communities.members.map((members) => [ids[members[0] ?? 0], members.length]);
    expect(topics).toEqual([
      ['planets-0', 12],
      ['painters-0', 9],
      ['poets-0', 6],
    ]);
  });

  test('have no place for an article that is linked with none', () => {
    const { map, ids } = mapOf({ ...families({ planets: 5 }), 'alone.md': 'By itself.' });
    expect(map.communities.of[ids.indexOf('alone')]).toBe(-1);
    expect(map.communities.members.flat()).not.toContain(ids.indexOf('alone'));
  });

  test('are not held together by a page that lists everything', () => {
    const wiki = families({ planets: 12, painters: 12, poets: 12 });
    const all = Object.keys(wiki).map((path) => `- [[${path.replace('.md', '')}]]`);
    const { map, ids } = mapOf({ ...wiki, 'everything.md': all.join('\n') });
    const topicOf = (name: string): number | undefined => map.communities.of[ids.indexOf(name)];
    expect(new Set(['planets-3', 'painters-3', 'poets-3'].map(topicOf)).size).toBe(3);
    expect(topicOf('planets-3')).toBe(topicOf('planets-9'));
  });
});

describe('the layout', () => {
  const wiki = families({ planets: 30, painters: 24, poets: 18 });
  const distance = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number =>
    Math.hypot(ax - bx, ay - by);

  test('is the same for the same links, in any order of the files', () => {
    expect(mapOf(wiki).map).toEqual(mapOf(Object.fromEntries(Object.entries(wiki).reverse())).map);
  });

  test('gives every article a whole place within the map, no two the same', () => {
    const { map, ids } = mapOf({ ...wiki, 'alone.md': '', 'apart.md': '' });
    const places = ids.map((_, number) => [map.layout.x[number], map.layout.y[number]] as const);
    for (const place of places.flat()) {
      expect(Number.isInteger(place)).toBe(true);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(mapExtent);
    }
    expect(new Set(places.map(String)).size).toBe(ids.length);
  });

  test('sets a topic apart from the others', () => {
    const { at } = mapOf(wiki);
    const middle = (name: string, size: number): [number, number] => {
      const all = Array.from({ length: size }, (_, n) => at(`${name}-${n}`));
      return [all.reduce((sum, [x]) => sum + x, 0) / size, all.reduce((sum, [, y]) => sum + y, 0) / size];
    };
    const own = middle('planets', 30);
    const spread = Array.from({ length: 30 }, (_, n) => distance(at(`planets-${n}`), own)).sort((a, b) => a - b)[15] ?? 0;
    expect(distance(own, middle('painters', 24))).toBeGreaterThan(spread);
    expect(distance(own, middle('poets', 18))).toBeGreaterThan(spread);
  });

  test('keeps circles of a crowd apart, and a hub from drawing all into one point', () => {
    const hub = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`leaf-${n}.md`, 'Of [[hub]].']));
    const { ids, at } = mapOf({ ...hub, 'hub.md': 'The hub.' });
    const places = ids.map(at);
    const nearest = places.map((place, n) =>
      Math.min(...places.filter((_, m) => m !== n).map((other) => distance(place, other))),
    );
    expect(Math.min(...nearest)).toBeGreaterThan(mapExtent / 120);
  });

  test('puts articles without links around the others', () => {
    const { map, ids, at } = mapOf({
      ...wiki,
      ...Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`alone-${n}.md`, ''])),
    });
    const centre = [mapExtent / 2, mapExtent / 2] as const;
    const linked = ids.filter((_, number) => (map.communities.of[number] ?? -1) >= 0);
    const farthest = Math.max(...linked.map((id) => distance(at(id), centre)));
    for (let n = 0; n < 8; n++) expect(distance(at(`alone-${n}`), centre)).toBeGreaterThan(farthest);
  });

  test('stays about the same when a few links change', () => {
    const random = randomFrom(11);
    const among = (low: number, size: number): number => low + Math.floor(random() * size);
    const files = Object.fromEntries(
      Array.from({ length: 320 }, (_, n) => {
        const near = Array.from({ length: 3 }, () => `[[a${among(n - (n % 40), 40)}]]`);
        return [`a${n}.md`, [...near, ...(random() < 0.15 ? [`[[a${among(0, 320)}]]`] : [])].join(' ')];
      }),
    );
    const before = mapOf(files);
    const after = mapOf({ ...files, 'a50.md': '[[a51]] [[a70]] [[a44]]', 'a171.md': `${files['a171.md']} [[a199]]` });
    const moves = before.ids.map((id) => distance(before.at(id), after.at(id))).sort((a, b) => a - b);
    expect(moves[160]).toBeLessThan(mapExtent * 0.04);
    expect(moves[288]).toBeLessThan(mapExtent * 0.12);
  });

  test.each([[{}], [{ 'one.md': 'Alone.' }], [{ 'a.md': '[[b]]', 'b.md': '' }]])('of %j is there', (files) => {
    const { map, ids } = mapOf(files);
    expect([map.layout.x.length, map.layout.y.length]).toEqual([ids.length, ids.length]);
    expect([...map.layout.x, ...map.layout.y].every(Number.isInteger)).toBe(true);
  });

  test('of thousands of articles is done in time', () => {
    const random = randomFrom(4);
    const ids = Array.from({ length: 4000 }, (_, n) => articleId(`article-${n}.md`));
    const pick = (): ArticleId => ids[Math.floor(random() ** 2 * ids.length)] as ArticleId;
    const links = Array.from({ length: 32_000 }, () => ({ from: pick(), to: pick(), kind: 'body' as const, count: 1 }));
    const started = performance.now();
    const { layout } = drawMap(mapGraph(ids, { links }));
    expect([...layout.x, ...layout.y].every(Number.isInteger)).toBe(true);
    expect(performance.now() - started).toBeLessThan(30_000);
  }, 60_000);
});
