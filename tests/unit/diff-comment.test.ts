/** A change as a comment on a pull request. */
import { expect, test } from 'vitest';
import { commentOf } from '../../src/render/changes/comment.ts';
import { whatChanged } from '../../src/render/changes/summary.ts';
import type { WikiChanges } from '../../src/render/changes/wiki-changes.ts';
import type { ArticleId } from '../../src/wiki/model.ts';

const counts = { articles: 2, links: 3, connections: 0 };
const none: WikiChanges = {
  before: counts,
  after: counts,
  added: [],
  gone: [],
  moved: [],
  changed: [],
  broken: [],
  mended: [],
  lostSources: [],
  trust: [],
  connections: { added: [], gone: [] },
  claims: [],
  articles: [],
};
const named = (title: string) => ({ id: 'mars' as ArticleId, title, path: 'mars.md' });

test('nothing that an article says has a meaning for the host', () => {
  const title = '@ada #12 [x](https://evil.example) <!-- ~~**gone** www.evil.example 0123abcdef GH-7 &amp;';
  const comment = commentOf({ ...none, added: [named(title)] });
  expect(comment).toContain(
    '- @\u200Bada \\#12 \\[x\\](https\u200B://evil.example) \\<!-- \\~\\~\\*\\*gone\\*\\* www\u200B.evil.example 0123\u200Babcdef GH-\u200B7 \\&amp;',
  );
});

test('long lists and lines are cut, and a comment stays within what hosts take', () => {
  const claims = Array.from({ length: 400 }, (_, index) => ({
    article: `a${index}` as ArticleId,
    sentence: '*'.repeat(4000),
    lost: ['Survey'],
    instead: [],
  }));
  const many = Array.from({ length: 400 }, () => named('*'.repeat(400)));
  const comment = commentOf({ ...none, claims, added: many, gone: many });
  expect(comment.length).toBeLessThan(65_536);
  expect(comment).toContain('- … and 350 more');
  expect(comment).toMatch(/Too long to show here: new \(400\), gone \(400\)\.$/);
});

test.each([
  [{ added: 2, removed: 1, changed: 0 }, '+2 −1 paragraphs'],
  [{ added: 1, removed: 0, changed: 2 }, '+1 paragraph, 2 reworded'],
  [{ added: 0, removed: 0, changed: 1 }, '1 paragraph reworded'],
])('%o reads %s', (text, words) => {
  expect(whatChanged({ text, fields: [] })).toBe(words);
});

test('a lost source is told from a new one', () => {
  const fields = [{ field: 'Sources', removed: ['Survey'], added: [] }];
  expect(whatChanged({ fields })).toBe('source lost');
  expect(whatChanged({ fields: [{ field: 'Sources', removed: [], added: ['Atlas'] }] })).toBe('sources');
});
