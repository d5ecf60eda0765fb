/** Names of articles that prose says without linking them. */
import { describe, expect, test } from 'vitest';
import type { ArticleId } from '../../src/wiki/model.ts';
import { type FoundMention, mentionFinder } from '../../src/wiki/review/unlinked-mentions.ts';

const id = (name: string): ArticleId => name as ArticleId;

/** Each name is the only one of an article that is called the same. */
const finderOf = (names: readonly string[]) => mentionFinder(names.map((name) => ({ name, id: id(name) })));

/** All of `text` is prose, nothing is linked. */
const findIn = (text: string, names: readonly string[]): FoundMention[] =>
  finderOf(names).find(text, [0, text.length], () => false);

/** What was found, as it stands in the text. */
const wordsIn = (text: string, names: readonly string[]): string[] =>
  findIn(text, names).map(({ span }) => text.slice(span.start, span.end));

test('a mention is the article and the place of its words', () => {
  const finder = mentionFinder([{ name: 'Red Planet', id: id('entities/mars') }]);
  expect(finder.find('The red planet is cold.', [0, 23], () => false)).toEqual([
    { id: 'entities/mars', span: { start: 4, end: 14 } },
  ]);
});

test('each article once, in the order of the text, by whichever name comes first', () => {
  const names = [
    { name: 'Venus', id: id('venus') },
    { name: 'Evening Star', id: id('venus') },
    { name: 'Jupiter', id: id('jupiter') },
  ];
  const text = 'Jupiter, the Evening Star, Jupiter and Venus.';
  expect(mentionFinder(names).find(text, [0, text.length], () => false)).toEqual([
    { id: 'jupiter', span: { start: 0, end: 7 } },
    { id: 'venus', span: { start: 13, end: 25 } },
  ]);
});

describe('stretches of prose', () => {
  test('text outside them is not searched', () => {
    const text = 'Saturn `Saturn` Uranus';
    expect(finderOf(['Saturn', 'Uranus']).find(text, [16, 22], () => false)).toEqual([
      { id: 'Uranus', span: { start: 16, end: 22 } },
    ]);
  });

  test('a mention does not go from one into the next', () => {
    const text = 'Emily Dickinson';
    expect(
      finderOf(['Emily Dickinson', 'Emily'])
        .find(text, [0, 6, 6, 15], () => false)
        .map((found) => found.id),
    ).toEqual(['Emily']);
  });

  test('their edges are boundaries of words', () => {
    expect(finderOf(['Saturn']).find('_Saturn_', [1, 7], () => false)).toHaveLength(1);
  });
});

describe('articles that are linked already', () => {
  const names = ['Mercury Program', 'Mercury'];
  const find = (text: string) =>
    finderOf(names)
      .find(text, [0, text.length], (article) => article === 'Mercury Program')
      .map((found) => found.span.start);

  test('are not reported, yet take their words', () => {
    expect(find('The Mercury Program flew.')).toEqual([]);
  });

  test('do not keep later mentions from being found', () => {
    expect(find('The Mercury Program and Mercury.')).toEqual([24]);
  });

  test('are asked for once', () => {
    const asked: ArticleId[] = [];
    finderOf(['Saturn']).find('Saturn, Saturn, Saturn', [0, 22], (article) => asked.push(article) > 0);
    expect(asked).toEqual(['Saturn']);
  });
});

describe('the longest name wins', () => {
  test.each([
    ['The Model Spec Midtraining', ['Model Spec', 'Model Spec Midtraining'], ['Model Spec Midtraining']],
    ['The Model Spec Mid', ['Model Spec', 'Model Spec Midtraining'], ['Model Spec']],
    ['Emily Dickinson wrote', ['Emily Dickinson', 'Dickinson wrote'], ['Emily Dickinson']],
    ['The NASA Moon Program', ['NASA', 'nasa moon program'], ['NASA Moon Program']],
    ['Emily Dickinsonian', ['Emily Dickinson', 'Emily'], ['Emily']],
    ['The Tempest and The Tempest Sonata', ['The Tempest', 'The Tempest Sonata'], ['The Tempest', 'The Tempest Sonata']],
  ])('%s', (text, names, found) => {
    expect(wordsIn(text, names)).toEqual(found);
  });
});

describe('boundaries of words, in scripts with spaces', () => {
  test.each([
    ['Saturn', 'Saturn'],
    ['(Saturn)', 'Saturn'],
    ['“Saturn”', 'Saturn'],
    ["Saturn's rings", 'Saturn'],
    ['Saturn’s rings', 'Saturn'],
    ['l’Europe', 'Europe'],
    ['Titan—Saturn—Rhea', 'Saturn'],
    ['сонет Пушкин.', 'Пушкин'],
    ['Ἀθήνα, Αθήνα', 'Αθήνα'],
    ['토성의 토성계', '토성계'],
    ['使用Transformer模型', 'Transformer'],
    ['ระบบTransformerของ', 'Transformer'],
  ])('%s mentions %s', (text, name) => {
    expect(wordsIn(text, [name])).toEqual([name]);
  });

  test.each([
    ['Saturnian', 'Saturn'],
    ['Saturns', 'Saturn'],
    ['OldSaturn', 'Saturn'],
    ['Saturn2', 'Saturn'],
    ['2Saturn', 'Saturn'],
    ['Saturn\u0304', 'Saturn'],
    ['state-space', 'Space'],
    ['space-time', 'Space'],
    ['Vor-, Saturn- und Mars', 'Saturn'],
    ['outer_space', 'Space'],
    ['outer‑space', 'Space'],
    ['Пушкинский', 'Пушкин'],
    ['대토성계', '토성계'],
    ['𝔖Saturn Saturn𝔖', 'Saturn'],
    ['Planet 𝔖aturn', 'Planet 𝔖'],
  ])('%s does not mention %s', (text, name) => {
    expect(wordsIn(text, [name])).toEqual([]);
  });
});

describe('boundaries of words, in scripts without spaces', () => {
  test.each([
    ['我爱京都。', '京都'],
    ['金星も惑星だ', '惑星'],
    ['ดาวอังคารเป็นดาวเคราะห์', 'อังคาร'],
    ['使用RNN模型做预测', 'RNN模型'],
    ['これはディープラーニングである', 'ディープラーニング'],
    ['ディープ・ラーニング', 'ラーニング'],
    ['漢字𠮷野家', '漢字'],
  ])('%s mentions %s', (text, name) => {
    expect(wordsIn(text, [name])).toEqual([name]);
  });

  test.each([
    ['東京都は大きい', '京都'],
    ['ディープラーニング', 'ラーニング'],
    ['スーパーコンピューター', 'スーパー'],
    ['使用XRNN模型', 'RNN模型'],
    ['模型RNN2', '模型RNN'],
  ])('%s does not mention %s', (text, name) => {
    expect(wordsIn(text, [name])).toEqual([]);
  });
});

describe('case', () => {
  test.each([
    ['SATURN, Saturn or saturn', 'Saturn', 'SATURN'],
    ['ΛΌΓΟΣ', 'λόγος', 'ΛΌΓΟΣ'],
    ['ΛΌΓΟΣ’s', 'λόγος', 'ΛΌΓΟΣ'],
    ['GRÖẞE', 'Größe', 'GRÖẞE'],
    ['İİİ and then Saturn', 'saturn', 'Saturn'],
    ['on the RED PLANET', 'the red planet', 'the RED PLANET'],
  ])('does not count in %s for %s', (text, name, found) => {
    expect(wordsIn(text, [name])).toEqual([found]);
  });

  test.each([
    ['Mars', 'mars MARS'],
    ['NATO', 'Nato nato'],
    ['LASER', 'laser Laser'],
    ['GPT-4', 'gpt-4 Gpt-4'],
    ['US 1', 'us 1'],
    ['AI模型', 'Ai模型'],
  ])('counts in the few letters or capitals of %s', (name, others) => {
    const text = `${others} ${name}`;
    expect(findIn(text, [name])).toEqual([{ id: name, span: { start: others.length + 1, end: text.length } }]);
  });

  test('a name in capitals and the same one in small letters are two names', () => {
    expect(findIn('sparc, SPARC', ['SPARC', 'Sparc']).map((found) => found.id)).toEqual(['Sparc', 'SPARC']);
  });
});

describe('spaces', () => {
  test.each(['Emily Dickinson', 'Emily\nDickinson', 'Emily \r\n  Dickinson', 'Emily\u00a0Dickinson', 'Emily \t Dickinson'])(
    '%j is one name',
    (text) => {
      expect(wordsIn(`By ${text}.`, ['Emily Dickinson'])).toEqual([text]);
    },
  );

  test.each(['Emily\n\nDickinson', 'Emily\r\n\r\nDickinson', 'EmilyDickinson', 'Emily-Dickinson'])('%j is not', (text) => {
    expect(wordsIn(`By ${text}.`, ['Emily Dickinson'])).toEqual([]);
  });

  test('an acronym of two words is found over two lines in its case', () => {
    expect(wordsIn('the us gov, the US\nGOV', ['US GOV'])).toEqual(['US\nGOV']);
  });
});

describe('normalisation forms', () => {
  const composed = 'Die Größe von Dvořák.';
  const decomposed = composed.normalize('NFD');

  test.each([
    [composed, 'Dvořák'],
    [composed, 'Dvořák'.normalize('NFD')],
    [decomposed, 'Dvořák'],
    [decomposed, 'Dvořák'.normalize('NFD')],
  ])('%j mentions %j, and the place is one of that text', (text, name) => {
    expect(wordsIn(text, [name]).map((words) => words.normalize('NFC'))).toEqual(['Dvořák']);
  });

  test('Hangul is composed from its letters', () => {
    const text = '토성계의 토성계'.normalize('NFD');
    expect(findIn(text, ['토성계'])).toEqual([{ id: '토성계', span: { start: text.length - 7, end: text.length } }]);
  });

  test('positions in a decomposed text are within their stretch', () => {
    const text = 'Größe, `Größe`, Größe'.normalize('NFD');
    const start = text.lastIndexOf('G');
    expect(finderOf(['Größe']).find(text, [start, text.length], () => false)).toEqual([
      { id: 'Größe', span: { start, end: text.length } },
    ]);
  });
});

describe('punctuation', () => {
  test.each([
    ['Written in C++.', 'C++'],
    ['Two A/B: tests ran', 'A/B: tests'],
    ['nach § 3 EStG gilt', '§ 3 EStG'],
    ['nach§ 3 EStG', '§ 3 EStG'],
    ['C++17', 'C++'],
    ['the .NET runtime', '.NET'],
    ['Romeo & Juliet', 'Romeo & Juliet'],
    ['toString() (constructor)', 'constructor'],
  ])('%s mentions %s', (text, name) => {
    expect(wordsIn(text, [name])).toEqual([name]);
  });

  test('the rule for boundaries applies at the end that is a letter', () => {
    expect(wordsIn('§ 3 EStGB, VC++', ['§ 3 EStG', 'C++'])).toEqual([]);
  });
});

describe('names that are left out', () => {
  test.each([
    'Io',
    'C',
    'X1',
    '火',
    '1969',
    '1969-07-20',
    '20. 7.',
    '3.14 %',
    'note',
    'ode',
    'ünit',
    '',
    '   ',
    'Io '.repeat(100),
  ])('%j', (name) => {
    expect(wordsIn(name, [name])).toEqual([]);
  });

  test.each(['Moon', 'IBM', '火星', 'poems', 'a sea', '토성계', 'CO₂', '§ 3 EStG', 'ai模型'])('%j is not', (name) => {
    expect(wordsIn(name, [name])).toEqual([name]);
  });

  test('a name of two articles, in any case', () => {
    const names = [
      { name: 'Mercury', id: id('planet') },
      { name: 'mercury', id: id('metal') },
      { name: 'Saturn', id: id('saturn') },
      { name: 'SATURN', id: id('saturn') },
    ];
    expect(
      mentionFinder(names)
        .find('Mercury, Saturn', [0, 15], () => false)
        .map((found) => found.id),
    ).toEqual(['saturn']);
  });

  test('a name of two articles takes its words all the same', () => {
    const names = [
      { name: 'Saturn Moon Titan', id: id('moon') },
      { name: 'Saturn moon Titan', id: id('novel') },
      { name: 'Saturn', id: id('saturn') },
      { name: 'Moon Titan', id: id('titan') },
    ];
    expect(mentionFinder(names).find('Saturn moon Titan', [0, 17], () => false)).toEqual([]);
  });

  test('an article may have a name twice', () => {
    const twice = { name: 'Saturn', id: id('saturn') };
    expect(mentionFinder([twice, twice]).find('Saturn', [0, 6], () => false)).toHaveLength(1);
  });
});

// These would run for minutes if the time were names times text, or text times text.
describe('large and hostile input is read in bounded time', () => {
  const poets = Array.from({ length: 10_000 }, (_, index) => `The poet of the planet ${index}`);

  test('ten thousand names with the same start', () => {
    const text = 'The poet of the planet The poet of the planet 9999x '.repeat(20_000);
    expect(wordsIn(`${text}The poet of the planet 7`, poets)).toEqual(['The poet of the planet 7']);
  });

  test('many names in capitals, each the start of the next', () => {
    const names = Array.from({ length: 90 }, (_, index) => 'A '.repeat(index + 2).trim());
    expect(findIn('a '.repeat(200_000), names)).toEqual([]);
  });

  test('a decomposed text of long runs', () => {
    const text = `e\u0301${'a'.repeat(10_000_000)}${'\u0301'.repeat(1_000_000)} Saturn`;
    expect(wordsIn(text, ['Saturn'])).toEqual(['Saturn']);
  });

  test.each([
    ['one letter', 'a', 'a'.repeat(200)],
    ['one word', 'ode ', 'ode '.repeat(49).trim()],
    ['one bracket', '(', `${'('.repeat(150)}x`],
    ['one sign', '哈', '哈'.repeat(200)],
    ['spaces', ' ', 'Emily Dickinson'],
    ['words far apart', `ode${' '.repeat(1000)}`, 'ode '.repeat(49).trim()],
    ['marks', '\u0301', 'é'.repeat(100)],
  ])('a text of %s', (_, part, name) => {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    expect(() => findIn(text, [name, `${name.slice(0, 150)} Saturn`])).not.toThrow();
  });
});

describe('for any names and texts', () => {
  test('positions are within the stretches, in order, and do not overlap', () => {
    const random = randomFrom(7);
    const parts = [
      ..."abS _-'.,(§1ßİΣς京都東火ラーัด가ᄀ\u1161\u11a8é\u0301\u0323\u0338=Å🤖𠮷\n",
      '\ud800',
      '\udc00',
      '\r\n',
      'Mars',
      'Saturn',
    ];
    const textOf = (length: number): string => Array.from({ length }, () => parts[random(parts.length)]).join('');
    const offsetsIn = (text: string, count: number): number[] =>
      Array.from({ length: count }, () => random(text.length + 1)).sort((one, other) => one - other);
    let found = 0;
    for (let round = 0; round < 3000; round++) {
      const text = textOf(60);
      const names = Array.from({ length: 20 }, () => {
        const start = random(text.length);
        return { name: text.slice(start, start + 2 + random(8)), id: id(`article ${random(20)}`) };
      });
      const prose = offsetsIn(text, 4);
      let last = 0;
      for (const { span } of mentionFinder(names).find(text, prose, () => false)) {
        const [a = 0, b = 0, c = 0, d = 0] = prose;
        const isInside = (a <= span.start && span.end <= b) || (c <= span.start && span.end <= d);
        expect({ text, span, isInside, isBehind: last <= span.start && span.start < span.end }).toMatchObject({
          isInside: true,
          isBehind: true,
        });
        last = span.end;
        found++;
      }
    }
    expect(found).toBeGreaterThan(3000);
  });

  test('it finds the same as trying every name at every word', () => {
    const random = randomFrom(11);
    const words = ['saturn', 'venus', 'planet', 'planets', 'poet'];
    const phraseOf = (length: number): string => Array.from({ length }, () => words[random(words.length)]).join(' ');
    for (let round = 0; round < 1000; round++) {
      const names = [...new Set(Array.from({ length: 6 }, () => phraseOf(2 + random(3))))];
      const text = phraseOf(30);
      expect({ names, text, found: findIn(text, names).map((found) => found.span.start) }).toEqual({
        names,
        text,
        found: startsByTrying(text, names),
      });
    }
  });
});

function startsByTrying(text: string, names: readonly string[]): number[] {
  const starts = new Map<string, number>();
  for (let at = 0; at < text.length; ) {
    const here = names.filter((name) => ` ${text} `.startsWith(` ${name} `, at));
    const [longest] = here.sort((one, other) => other.length - one.length);
    if (longest !== undefined && !starts.has(longest)) starts.set(longest, at);
    at += longest?.length ?? 1;
  }
  return [...starts.values()];
}

/** Whole numbers below a limit, the same in every run. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
