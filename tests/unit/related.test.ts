/** Which articles belong together: what is evidence, how much, and why. */
import { describe, expect, test } from 'vitest';
import type { Graph, GraphLink } from '../../src/wiki/graph/build-graph.ts';
import { randomFrom } from '../../src/wiki/graph/random.ts';
import { relate } from '../../src/wiki/graph/related.ts';
import { measureSimilarity, type Texts } from '../../src/wiki/graph/similarity.ts';
import type { Article, ArticleId, Terms } from '../../src/wiki/model.ts';
import { Relations } from '../../src/wiki/schema/relations.ts';
import { builtWikiOf, type Files, pageOf } from '../support/wiki.ts';

/** Id and reasons of what is related to an article, best first. */
const related = (files: Files, id: string): [string, string][] =>
  pageOf(files, id).related.map(({ id: each, reasons }) => [each, reasons.join('; ')]);
const ids = (files: Files, id: string): string[] => related(files, id).map(([each]) => each);

/** Articles that have nothing to do with any other. */
const others = Object.fromEntries(
  ['granite', 'violin', 'pepper', 'harbour', 'cotton', 'lantern', 'chess', 'barley', 'marble', 'saddle'].map((word) => [
    `${word}.md`,
    `The ${word} is a ${word} with its own ${word}.`,
  ]),
);

describe('words', () => {
  const files: Files = {
    ...others,
    'titan.md': 'The haze over methane lakes. Methane rains, and haze.',
    'pluto.md': 'A haze of methane. Thin haze, frozen methane, and mountains.',
    'mercury.md': 'Craters and mountains of iron.',
  };

  test('that two articles use repeatedly relate them, and are named', () => {
    expect(related(files, 'titan')).toEqual([['pluto', 'similar words: haze, methane']]);
  });

  test('that occur once are not reason enough', () => {
    expect(ids({ ...others, 'a.md': 'Haze rather than methane.', 'b.md': 'Craters rather than iron.' }, 'a')).toEqual([]);
  });

  test('are named as the article itself writes them', () => {
    const german: Files = {
      ...others,
      'a.md': '---\nlang: de\n---\nDie Häuser am Ufer. Alte Häuser.',
      'b.md': '---\nlang: de\n---\nDas Haus am Berg. Neues Haus.',
    };
    expect(related(german, 'a')).toEqual([['b', 'similar words: Häuser']]);
    expect(related(german, 'b')).toEqual([['a', 'similar words: Haus']]);
  });

  test('of many articles do not count', () => {
    const many = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `${text} Encyclopedia. Encyclopedia.`]));
    expect(ids(many, 'granite')).toEqual([]);
  });

  test('of scripts without spaces count too', () => {
    const chinese: Files = {
      ...others,
      'a.md': '---\nlang: zh\n---\n神经网络是模型。神经网络可以学习。',
      'b.md': '---\nlang: zh\n---\n训练神经网络。神经网络很大。',
    };
    expect(related(chinese, 'a')).toEqual([['b', 'similar words: 神经, 网络']]);
  });

  test('that are rare weigh more than frequent ones', () => {
    const moons: Files = {
      ...others,
      'a.md': 'Cryovolcano cryovolcano and orbit orbit.',
      'b.md': 'Cryovolcano cryovolcano and basalt basalt.',
      'c.md': 'Orbit orbit and basin basin.',
      'd.md': 'Orbit orbit and plain plain.',
    };
    expect(ids(moons, 'a')).toEqual(['b', 'c', 'd']);
  });

  test('of links do not count, since the graph already has the links', () => {
    const linked: Files = {
      ...others,
      'a.md': '[[x|Cryovolcano]] [[x|Cryovolcano]]',
      'b.md': '[[y|Cryovolcano]] [[y|Cryovolcano]]',
      'x.md': '',
      'y.md': '',
    };
    expect(ids(linked, 'a')).toEqual(['x']);
  });
});

describe('one score', () => {
  test('adds the evidence of graph and words', () => {
    const files: Files = {
      ...others,
      'a.md': 'Methane haze, methane haze. [[hub]]',
      'both.md': 'Methane haze, methane haze. [[hub]]',
      'words.md': 'Methane haze, methane haze.',
      'iron.md': 'Iron, iron. [[hub]]',
      'hub.md': '',
    };
    expect(related(files, 'a')).toEqual([
      ['both', '1 neighbour in common; similar words: methane, haze'],
      ['words', 'similar words: methane, haze'],
      ['iron', '1 neighbour in common'],
      ['hub', 'linked from this article'],
    ]);
  });

  test('a neighbour of many articles weighs less than a neighbour of few', () => {
    const crowd = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`crowd/n${n}.md`, '[[hub]]']));
    const files: Files = {
      ...crowd,
      'a.md': '[[hub]] [[nook]]',
      'b.md': '[[hub]]',
      'c.md': '[[nook]]',
      'hub.md': '',
      'nook.md': '',
    };
    expect(ids(files, 'a').filter((id) => id === 'b' || id === 'c')).toEqual(['c', 'b']);
  });

  test('a shared source counts more than a shared neighbour of as many', () => {
    const files: Files = {
      'a.md': '---\nsources: ["https://one.example"]\n---\n[[hub]]',
      'b.md': '---\nsources: ["https://one.example"]\n---\n',
      'c.md': '[[hub]]',
      'hub.md': '',
    };
    expect(ids(files, 'a')).toEqual(['b', 'c', 'hub']);
  });
});

test('evidence of one article does not carry over to the next', () => {
  const chain = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`n${n}.md`, n < 8 ? `[[n${n + 1}]]` : '']));
  expect(related(chain, 'n8')).toEqual([
    ['n6', '1 neighbour in common'],
    ['n7', 'links to this article'],
  ]);
});

test('words of a link to a private article are not a reason', () => {
  const files: Files = {
    ...others,
    'secret-moon.md': '---\nprivate: true\n---\n',
    'a.md': '---\nsummary: Of [[Secret Moon]].\n---\nMethane methane [[Secret Moon]], [[Secret Moon]].',
    'b.md': '# On [[Secret Moon]]\n\nMethane methane [[Secret Moon]], [[Secret Moon]].',
  };
  expect(related(files, 'a')).toEqual([['b', 'similar words: methane']]);
});

test('is the same for any order of the files', () => {
  const files: Files = { ...others, 'a.md': 'Methane methane [[b]]', 'b.md': 'Methane methane haze', 'c.md': 'Haze methane' };
  const reversed = Object.fromEntries(Object.entries(files).reverse());
  expect([...builtWikiOf(reversed).related]).toEqual([...builtWikiOf(files).related]);
});

describe('a large wiki', () => {
  const random = randomFrom(7);
  /** Few are chosen often, as links and words are in real wikis. */
  const chosen = (from: number): number => Math.floor(random() ** 3 * from);
  const articlesOf = (count: number): Article[] => Array.from({ length: count }, (_, n) => ({ id: `n${n}` }) as Article);

  /** Processor time for all its related articles, in seconds; the lesser of two. */
  const secondsFor = (count: number): number => {
    const articles = articlesOf(count);
    const idOf = (n: number): ArticleId => articles[n]?.id as ArticleId;
    const links = articles.flatMap(({ id }): GraphLink[] =>
      Array.from({ length: 8 }, () => ({ from: id, to: idOf(chosen(count)), kind: 'body', count: 1 })),
    );
    const graph: Graph = { backlinks: new Map(), connections: new Map(), links, wanted: [] };
    const sources = new Map(articles.map(({ id }) => [id, [`s${chosen(count / 4)}`, `s${chosen(count / 4)}`]]));
    const terms = new Map(
      articles.map(({ id }): [ArticleId, Terms] => {
        const words = [...new Set(Array.from({ length: 80 }, () => `word${chosen(6000)}`))];
        return [id, { words, counts: words.map((_, at) => (at < 9 ? 3 : 1)) }];
      }),
    );
    const stem = (word: string): string => word;
    const texts: Texts = { termsOf: ({ id }) => terms.get(id) ?? { words: [], counts: [] }, stemOf: () => stem };
    const runs = Array.from({ length: 2 }, () => {
      const start = process.cpuUsage();
      const related = relate(articles, graph, sources, new Relations(), measureSimilarity(articles, texts));
      expect(related.size).toBe(count);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    });
    return Math.min(...runs);
  };

  test('takes seconds, and its time does not grow with the square of its size', () => {
    secondsFor(500);
    const half = secondsFor(2000);
    const whole = secondsFor(4000);
    expect(whole).toBeLessThan(8);
    expect(whole / half).toBeLessThan(3);
  }, 120_000);

  test('a word or a neighbour that all articles share costs no time', () => {
    const articles = articlesOf(20_000);
    const links = articles.map(({ id }): GraphLink => ({ from: id, to: 'n0' as ArticleId, kind: 'body', count: 1 }));
    const graph: Graph = { backlinks: new Map(), connections: new Map(), links, wanted: [] };
    const stem = (word: string): string => word;
    const texts: Texts = { termsOf: () => ({ words: ['moon'], counts: [2] }), stemOf: () => stem };
    const related = relate(articles, graph, new Map(), new Relations(), measureSimilarity(articles, texts));
    expect(related.get('n7' as ArticleId)).toEqual([{ id: 'n0', score: 0.6, reasons: [{ kind: 'from' }] }]);
  });
});
