import { describe, expect, test } from 'vitest';
import { graphData } from '../../src/render/pages/graph-data.ts';
import { graphPage } from '../../src/render/pages/graph-page.ts';
import { riceCode } from '../../src/render/pages/rice.ts';
import type { GraphData } from '../../src/render/payloads.ts';
import { keyOfSort, sortOf, standingOf } from '../../src/theme/browser/graph/filter.ts';
import { type Graph, graphOf, hrefOf, neighboursOf } from '../../src/theme/browser/graph/graph.ts';
import { shortestWays, wordsOf } from '../../src/theme/browser/graph/paths.ts';
import { readRice } from '../../src/theme/browser/graph/rice.ts';
import { choiceOf, everything, searchOf, zoomedAt } from '../../src/theme/browser/graph/view.ts';
import { drawMap } from '../../src/wiki/graph/graph-map.ts';
import { mapGraph } from '../../src/wiki/graph/map-graph.ts';
import { randomFrom } from '../../src/wiki/graph/random.ts';
import { contextOf, type Files, pageOf } from '../support/wiki.ts';

const planets: Files = {
  'concepts/Orbit.md':
    '---\ntags: [motion/paths]\n---\nThe path of [[Mercury]].\n\n## Connections\n\n- Part of: [[Mechanics]]\n- Wobbles like: [[Top]]\n',
  'concepts/Mechanics.md': '---\ntitle: Mechanics of the Heavens\naliases: [Mechanics]\ntags: [motion]\n---\nHas no links.\n',
  'entities/Mercury.md': '---\nsources: ["[[Almagest]]"]\n---\nA planet.\n',
  'entities/Top.md': 'A toy, see [[Mercury]].\n',
  'sources/Almagest.md': 'A book.\n',
  'alone.md': 'Linked with none.\n',
  'hidden.md': '---\nprivate: true\n---\nSecret [[Mercury]].\n',
};

function dataOf(files: Files, base = '/'): GraphData {
  const context = contextOf(files, '', base);
  const graph = mapGraph(
    context.wiki.articles.map(({ id }) => id),
    context.wiki.graph,
  );
  return JSON.parse(graphData(context, drawMap(graph))) as GraphData;
}

const graphFrom = (files: Files, base?: string): Graph => graphOf(dataOf(files, base));

function told(graph: Graph, from: string, to: string): string[] {
  return shortestWays(graph, graph.numberOf(from) ?? -1, graph.numberOf(to) ?? -1).map(({ articles, links }) =>
    articles
      .map((number, index) => {
        const link = links[index - 1];
        if (link === undefined) return graph.titles[number];
        return `${wordsOf(graph, link, articles[index - 1] ?? 0, (relation) => `“${relation}”`)} ${graph.titles[number]}`;
      })
      .join(' — '),
  );
}

describe('the data of the map', () => {
  test('names every published article by its address, and no other', () => {
    const graph = graphFrom(planets, '/kb/');
    expect([...graph.ids.keys()].map((number) => hrefOf(graph, number))).toEqual([
      '/kb/alone/',
      '/kb/concepts/mechanics/',
      '/kb/concepts/orbit/',
      '/kb/entities/mercury/',
      '/kb/entities/top/',
      '/kb/sources/almagest/',
    ]);
    expect(JSON.stringify(dataOf(planets))).not.toMatch(/hidden|secret/i);
  });

  test('counts links by relation, and finds the neighbours of an article', () => {
    const graph = graphFrom(planets);
    expect(graph.sorts.map((sort) => [keyOfSort(sort), sort.label, sort.inverse, sort.count])).toEqual([
      ['body', 'Links to', 'Linked from', 2],
      ['source', 'Source', 'Source of', 1],
      ['relation part-of', 'Part of', 'Has part', 1],
      ['relation wobbles like', 'Wobbles like', undefined, 1],
    ]);
    const neighbours = [...neighboursOf(graph, graph.numberOf('entities/mercury') ?? -1)].map((number) => graph.ids[number]);
    expect(neighbours.sort()).toEqual(['concepts/orbit', 'entities/top', 'sources/almagest']);
  });

  test.each([
    [[]],
    [[0]],
    [[0, 1, 2, 3]],
    [[5, 5, 1_000_000, 2_499_999_999]],
    [Array.from({ length: 3000 }, (_, n) => n * n * 277)],
  ])('codes links so that they are read back: %j', (numbers) => {
    expect([...readRice(riceCode(numbers), numbers.length)]).toEqual(numbers);
  });

  test('codes links in hardly more than they must take', () => {
    const random = randomFrom(9);
    const numbers = Float64Array.from({ length: 80_000 }, () => Math.floor(random() * 1e8)).sort();
    // log2(e × 1e8 / 80,000) is 11.7 bits.
    expect((riceCode(numbers).length * 6) / numbers.length).toBeLessThan(12.3);
  });
});

describe('paths between two articles', () => {
  test('can be read from either end, with the label of each link', () => {
    const graph = graphFrom(planets);
    expect(told(graph, 'concepts/mechanics', 'entities/mercury')).toEqual([
      'Mechanics of the Heavens — Has part ← Orbit — Links to → Mercury',
    ]);
    expect(told(graph, 'entities/mercury', 'concepts/mechanics')).toEqual([
      'Mercury — Linked from ← Orbit — Part of → Mechanics of the Heavens',
    ]);
    expect(told(graph, 'entities/top', 'concepts/orbit')).toEqual(['Top — “Wobbles like” ← Orbit']);
  });

  test('are all of the shortest length, the least linked first, at most ten', () => {
    const middle = (n: number): string => `[[start]] and [[end]]${n === 0 ? ', [[x1]], [[x2]]' : ''}`;
    const between = Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`m${String(n).padStart(2, '0')}.md`, middle(n)]));
    const graph = graphFrom({
      ...between,
      'start.md': '[[far]]',
      'far.md': '[[farther]]',
      'farther.md': '[[end]]',
      'end.md': '',
      'x1.md': '',
      'x2.md': '',
    });
    const ways = told(graph, 'start', 'end');
    expect(ways).toHaveLength(10);
    expect(new Set(ways).size).toBe(10);
    expect(ways[0]).toBe('start — Linked from ← m01 — Links to → end');
    expect(ways.some((way) => way.includes('m00'))).toBe(false);
  });

  test('show that a symmetric relation goes both ways', () => {
    const graph = graphFrom({ 'a.md': '## Connections\n\n- Contradicts: [[b]]\n', 'b.md': '' });
    expect(told(graph, 'b', 'a')).toEqual(['b — Contradicts ↔ a']);
  });

  test('do not exist to an article without links, nor to itself', () => {
    const graph = graphFrom(planets);
    expect(told(graph, 'alone', 'entities/mercury')).toEqual([]);
    expect(told(graph, 'entities/mercury', 'entities/mercury')).toEqual([]);
  });
});

describe('a choice', () => {
  const graph = graphFrom(planets);
  const shown = (search: string): string[] => {
    const standing = standingOf(graph, choiceOf(search));
    return graph.ids.filter((_, number) => standing[number] === 2);
  };

  test('shows everything within a number of steps of an article', () => {
    expect(shown('?from=concepts/mechanics&steps=1')).toEqual(['concepts/mechanics', 'concepts/orbit']);
    expect(shown('?from=concepts/mechanics&steps=2')).toEqual([
      'concepts/mechanics',
      'concepts/orbit',
      'entities/mercury',
      'entities/top',
    ]);
    expect(shown('?from=concepts/mechanics')).toHaveLength(graph.count);
  });

  test('shows types, a tag with those below it, and what has a sort of links', () => {
    expect(shown('?type=source&type=entity')).toEqual(['entities/mercury', 'entities/top', 'sources/almagest']);
    expect(shown('?tag=motion')).toEqual(['concepts/mechanics', 'concepts/orbit']);
    expect(shown('?link=relation+part-of')).toEqual(['concepts/mechanics', 'concepts/orbit']);
  });

  test('of what is not there shows everything', () => {
    expect(shown('?type=star&tag=none&link=relation+x&from=nobody&steps=2')).toEqual(graph.ids);
    expect(sortOf(graph, 'relation x')).toBeUndefined();
  });

  test('is written to the address and read back from it', () => {
    const choice = {
      from: 'concepts/ört & Co',
      to: 'b',
      steps: 2,
      types: ['concept', 'a b'],
      tag: 'sky/planets',
      link: 'relation part-of',
    };
    expect(choiceOf(searchOf(choice))).toEqual(choice);
    expect(searchOf(everything)).toBe('');
    expect(choiceOf('?steps=9&from=')).toEqual(everything);
  });
});

test('zooming keeps the place under the pointer', () => {
  const size = { width: 800, height: 600 };
  const camera = { x: 5000, y: 4000, scale: 0.1 };
  const place = (each: typeof camera): number[] => [each.x + (100 - 400) / each.scale, each.y + (50 - 300) / each.scale];
  const zoomed = zoomedAt(camera, size, 100, 50, 3);
  expect(zoomed.scale).toBeCloseTo(0.3);
  for (const [index, value] of place(zoomed).entries()) expect(value).toBeCloseTo(place(camera)[index] ?? 0);
});

test('the list of the graph names the topics and their most linked articles, a bounded number', () => {
  const many: Files = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [`star-${n}.md`, `Of [[sun]]${n > 0 ? `, beside [[star-${n - 1}]]` : ''}.`]),
  );
  const context = contextOf({ ...many, 'sun.md': 'The sun.', 'alone.md': '' });
  const graph = mapGraph(
    context.wiki.articles.map(({ id }) => id),
    context.wiki.graph,
  );
  const page = graphPage(context, drawMap(graph));
  expect(page.topics.reduce((sum, { count }) => sum + count, 0)).toBe(61);
  expect(page.alone).toBe(1);
  for (const { articles, more, count } of page.topics) {
    expect(articles.length).toBeLessThanOrEqual(20);
    expect(articles.length + more).toBe(count);
    const links = articles.map(({ linksIn }) => linksIn);
    expect(links).toEqual([...links].sort((a, b) => b - a));
  }
  expect(page.topics.map(({ title }) => title)).toContain('sun');
});

describe('the neighbours of an article', () => {
  test('are typed connections, then articles that link each other, then the most linked', () => {
    const { nearby } = pageOf(
      {
        'a.md': '[[popular]], [[plain]] and [[friend]].\n\n## Connections\n\n- Part of: [[whole]]\n',
        'friend.md': 'Of [[a]].',
        'whole.md': '',
        'plain.md': '',
        'popular.md': '',
        'x.md': '[[popular]]',
        'y.md': '[[popular]]',
        'z.md': '[[popular]]',
      },
      'a',
    );
    expect(nearby?.articles.map(({ title }) => title)).toEqual(['whole', 'friend', 'popular', 'plain']);
    expect(nearby?.exploreHref).toBe('/graph/?from=a');
  });

  test('is empty for an article without links, and if the graph is turned off', () => {
    expect(pageOf(planets, 'alone').nearby).toBeUndefined();
    expect(pageOf(planets, 'entities/mercury').nearby).toBeDefined();
    expect(pageOf(planets, 'entities/mercury', 'features: { graph: false }').nearby).toBeUndefined();
  });

  test('has distinct labels if long titles begin alike', () => {
    const titled = (title: string): string => `---\ntitle: "${title}"\n---\n`;
    const { nearby } = pageOf(
      {
        'a.md': '[[p]], [[q]], [[r]]',
        'p.md': titled('Minutes of the meeting of May: The first day'),
        'q.md': titled('Minutes of the meeting of May: The second day'),
        'r.md': titled('A long title that begins like no other: of its own'),
      },
      'a',
    );
    expect(nearby?.articles.map(({ label }) => label)).toEqual([
      '… The first day',
      '… The second day',
      'A long title that begins like…',
    ]);
  });

  test('stays small however many there are, and shows how many more', () => {
    const others = Array.from({ length: 40 }, (_, n) => `article number ${n} with a name`);
    const { nearby } = pageOf(
      { 'a.md': others.map((name) => `[[${name}]]`).join(' '), ...Object.fromEntries(others.map((name) => [`${name}.md`, ''])) },
      'a',
    );
    expect(nearby?.articles.length).toBeLessThanOrEqual(12);
    expect((nearby?.articles.length ?? 0) + (nearby?.more ?? 0)).toBe(40);
  });
});
