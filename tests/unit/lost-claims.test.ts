/** Claims that lost the source they cited. */
import { expect, test } from 'vitest';
import { type Claim, type LostClaim, lostClaims } from '../../src/wiki/review/lost-claims.ts';

const lost = (before: Claim[], after: Claim[], text: string): LostClaim[] =>
  lostClaims(before, after, { before: before.map(({ sentence }) => sentence).join(' '), after: text });
const claim = (sentence: string, source: string) => ({ sentence, source });
const red = claim('Mars is red because of iron oxide.', 'survey');

test('a sentence that is still there without its citation has lost it', () => {
  expect(lost([red], [], 'Mars is red because of iron oxide.')).toEqual([
    { sentence: red.sentence, lost: ['survey'], instead: [] },
  ]);
});

test('a sentence that is gone has lost nothing', () => {
  expect(lost([red], [], 'Venus is bright.')).toEqual([]);
});

test('a reworded sentence that cites the same source has lost nothing', () => {
  expect(lost([red], [claim('Mars is red because of much iron oxide.', 'survey')], '')).toEqual([]);
});

test('a reworded sentence without the citation has lost it', () => {
  expect(lost([red], [], 'Venus is bright. Mars is reddish because of iron oxide.')).toHaveLength(1);
});

test('another source is named', () => {
  expect(lost([red], [claim(red.sentence, 'atlas')], red.sentence)).toEqual([
    { sentence: red.sentence, lost: ['survey'], instead: ['atlas'] },
  ]);
});

test('of several sources, only the one that is gone is lost', () => {
  expect(lost([red, claim(red.sentence, 'atlas')], [claim(red.sentence, 'atlas')], red.sentence)).toEqual([
    { sentence: red.sentence, lost: ['survey'], instead: [] },
  ]);
});

test('a similar sentence that was there before is not taken for it', () => {
  const twin = claim('Mars is cold because of thin air.', 'atlas');
  expect(lost([claim('Mars is red because of thin air.', 'survey'), twin], [twin], 'Mars is cold because of thin air.')).toEqual(
    [],
  );
});
