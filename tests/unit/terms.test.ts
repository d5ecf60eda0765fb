/** Which words an article is known by, and which of them are forms of one. */
import { describe, expect, test } from 'vitest';
import { loadStemmers } from '../../src/wiki/graph/stemmers.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { fileOf } from '../support/wiki.ts';

const termsOf = (text: string): [string, number][] => {
  const { words, counts } = parseArticle(fileOf('a.md', text)).terms;
  return words.map((word, index) => [word, counts[index] ?? 0]);
};
const wordsOf = (text: string): string[] => termsOf(text).map(([word]) => word);

describe('the words of an article', () => {
  test('are those of its names, tags, headings, summary and prose; names count for more', () => {
    const text = [
      '---',
      'title: Titan',
      'aliases: [Saturn VI]',
      'tags: [moon]',
      'summary: Hazy.',
      '---',
      '',
      '## Lakes',
      '',
      'Lakes of methane. Lakes again.',
    ].join('\n');
    expect(termsOf(text)).toEqual([
      ['Titan', 4],
      ['Saturn', 4],
      ['VI', 4],
      ['Lakes', 3],
      ['moon', 1],
      ['Hazy', 1],
      ['of', 1],
      ['methane', 1],
      ['again', 1],
    ]);
  });

  test.each([
    ['code', 'Orbit.\n\n```js\nlet moon\n```\n\n`moon` orbit'],
    ['comments', 'Orbit %%moon%% orbit <!-- moon --> orbit'],
    ['links into the vault', 'Orbit [[moon]] orbit [[x|moon]] orbit [moon](moon.md) orbit ![[moon]]'],
    ['headings that are links', 'Orbit.\n\n## [[moon]]\n'],
    ['connections', 'Orbit.\n\n## Connections\n\n- Part of: [[x]] (moon)\n'],
    ['sources', 'Orbit.\n\n## Sources\n\n- Moon, M. (1969)\n'],
    ['numbers and single characters', 'Orbit 1969 x 12.5 orbit'],
  ])('are without %s', (_, body) => {
    const words = wordsOf(`---\ntitle: Orbit\nsummary: Orbit.\n---\n\n${body}`);
    expect(words.map((word) => word.toLowerCase())).toEqual(['orbit']);
  });

  test('keep the words of links to other sites, and the first paragraph', () => {
    expect(wordsOf('# Orbit\n\nRound [planets](https://one.example).')).toEqual(['Orbit', 'Round', 'planets']);
  });

  test.each([
    ['a sentence that begins with it', 'Moons. Its moons.', ['moons', 'Its']],
    ['nouns of German', 'Der Mond. Am Mond.', ['Mond', 'Der', 'Am']],
    ['names in capitals', 'NASA and NASA.', ['NASA', 'and']],
    ['accents however they are composed', 'Caf\u00e9, cafe\u0301, na\u00efve.', ['café', 'naïve']],
    ['words with hyphens', 'Fine-tuning fine.', ['fine', 'tuning']],
  ])('are shown as readers know them: %s', (_, text, expected) => {
    expect(wordsOf(`---\ntitle: "1"\n---\n${text}`)).toEqual(expected);
  });

  test.each([
    ['Chinese', '神经网络是一种模型。', ['神经', '网络', '一种', '模型']],
    ['Japanese', '言語モデルは文章を学習します。', ['言語', 'モデル', '文章', '学習']],
    ['Thai', 'ดวงจันทร์โคจรรอบโลก', ['จันทร์', 'โคจร', 'โลก']],
    ['Korean', '토성의 위성', ['토성의', '위성']],
    ['Chinese and Latin', '使用Transformer模型', ['使用', 'Transformer', '模型']],
  ])('are found where no spaces are: %s', (_, text, expected) => {
    expect(wordsOf(`---\ntitle: "1"\n---\n${text}`)).toEqual(expect.arrayContaining(expected));
  });

  test('are at most 128, those that count most', () => {
    const once = Array.from({ length: 400 }, (_, n) => `moon${String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26))}`);
    const words = wordsOf(`---\ntitle: "1"\n---\n${once.join(' ')} orbit orbit`);
    expect([words.length, words.slice(0, 3)]).toEqual([128, ['orbit', 'moonaa', 'moonba']]);
  });

  test.each([
    ['one letter', 'a'],
    ['one ideograph', '哈'],
    ['Thai without an end', 'ดวงจันทร์'],
    ['marks', '\u0301'],
    ['halves of pairs', '\ud800'],
  ])('of a text of %s without end are found in time', (_, part) => {
    expect(() => wordsOf(part.repeat(100_000))).not.toThrow();
  });

  test('of a text that is not markdown are those of its title', () => {
    expect(wordsOf(`---\ntitle: Deep\n---\n${'> '.repeat(20_000)}moon`)).toEqual(['Deep']);
  });
});

describe('forms of one word', () => {
  test.each([
    ['en', ['decoding', 'decoded', 'Decodes']],
    ['en-GB', ['résumé', 'resume', 'RESUMES']],
    ['de', ['Häuser', 'Hauses', 'Haus']],
    ['fr', ['généraux', 'general', 'générale']],
    ['es', ['canciones', 'canción', 'cancion']],
    ['it', ['pianeti', 'pianeta']],
    ['pt-BR', ['cidades', 'cidade']],
    ['nl', ['planeten', 'planeet']],
    ['sv', ['planeterna', 'planeter']],
    ['ru', ['планеты', 'планетами', 'Планета']],
  ])('%s', async (tag, forms) => {
    const stem = (await loadStemmers([tag]))(tag);
    expect(new Set(forms.map(stem)).size).toBe(1);
  });

  test('Swedish letters with marks are letters of their own', async () => {
    const stem = (await loadStemmers(['sv']))('sv');
    expect(stem('får')).not.toBe(stem('far'));
  });

  test.each(['ja', 'xx', 'constructor', ''])('a language without a stemmer has words without their case: %s', async (tag) => {
    const stem = (await loadStemmers([tag]))(tag);
    expect([stem('Moons'), stem('惑星')]).toEqual(['moons', '惑星']);
  });
});
