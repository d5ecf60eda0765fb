/** Words of scripts without spaces, set apart for the search engine. `|` stands for a soft hyphen and a space. */
import { expect, test } from 'vitest';
import { htmlWithWordBreaks, withWordBreaks } from '../../src/render/word-breaks.ts';

const apart = (text: string): string => withWordBreaks(text).replaceAll('\u00AD ', '|');

test.each([
  ['机器学习。方法', '机器|学习。|方法'],
  ['GPT模型', 'GPT|模型'],
  ['東京都に住む', '東京|都|に|住む'],
  ['ภาษาไทย', 'ภาษา|ไทย'],
  ['月 亮', '月 亮'],
  ['Café-crème, naïve words', 'Café-crème, naïve words'],
  ['한국어 문장', '한국어 문장'],
])('%s', (text, expected) => {
  expect(apart(text)).toBe(expected);
});

test('tags of HTML are left alone', () => {
  const html = '<h2 id="机器学习">机器学习</h2><a title="a > 机器学习" href="/学习方法/">学习方法</a>';
  expect(htmlWithWordBreaks(html).replaceAll('\u00AD ', '|')).toBe(
    '<h2 id="机器学习">机器|学习</h2><a title="a > 机器学习" href="/学习方法/">学习|方法</a>',
  );
});
