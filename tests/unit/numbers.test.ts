import { expect, test } from 'vitest';
import { durationText } from '../../src/render/pages/article-page.ts';
import { numberText } from '../../src/shared/numbers.ts';
import { english } from '../support/wiki.ts';

test.each([
  [7, '7'],
  [999, '999'],
  [32_751, '32,751'],
  [1_000_000, '1,000,000'],
])('%d is written as %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

test('a count has the number of its noun', () => {
  expect([0, 1, 2, 1204].map((count) => english('articleCount', { count }))).toEqual([
    '0 articles',
    '1 article',
    '2 articles',
    '1,204 articles',
  ]);
});

test.each([
  [1, '1 min'],
  [89, '89 min'],
  [90, '1 h 30 min'],
  [120, '2 h'],
  [149, '2 h 29 min'],
  [60_000, '1,000 h'],
])('%d minutes are %s', (minutes, text) => {
  expect(durationText(english, minutes)).toBe(text);
});
