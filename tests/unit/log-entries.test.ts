import { describe, expect, test } from 'vitest';
import { logEntries } from '../../src/wiki/parse/body/log-entries.ts';
import { parseMarkdown } from '../../src/wiki/parse/body/markdown.ts';
import { textOf } from '../../src/wiki/syntax/node-text.ts';

const entries = (text: string): string[] =>
  logEntries(parseMarkdown(text)).map(({ entry: { date, action }, content }) =>
    [date, action ?? '-', content.map(textOf).join('')].join(' · '),
  );

describe('a change log', () => {
  test.each<[string, string, string[]]>([
    [
      'an entry a heading',
      '## [2026-05-22] ingest | Notes on the Moon\n\nDetails.\n\n- more\n',
      ['2026-05-22 · ingest · Notes on the Moon'],
    ],
    ['with a time', '## [2026-05-22 09:30] lint | 3 links\n', ['2026-05-22 · lint · 3 links']],
    ['with a link', '## [2026-05-22] ingest | [[Moon]] and more\n', ['2026-05-22 · ingest · Moon and more']],
    [
      'a list below a day (OKF v0.2 §9)',
      '## 2026-05-22\n* **Update**: The [Moon](moon.md).\n* **Verified** all of it.\n* Plain.\n',
      ['2026-05-22 · Update · The Moon.', '2026-05-22 · Verified · all of it.', '2026-05-22 · - · Plain.'],
    ],
    ['a day with a summary', '## 2026-05-22: A good day\n', ['2026-05-22 · - · A good day']],
    ['prose below a day', '## 2026-05-22\n\nWe landed.\n', ['2026-05-22 · - · We landed.']],
    ['several days, in their order', '## 2026-05-15\n- a\n\n## 2026-05-22\n- b\n', ['2026-05-15 · - · a', '2026-05-22 · - · b']],
  ])('%s', (_, text, expected) => {
    expect(entries(text)).toEqual(expected);
  });

  test.each([
    '# Log\n\n- 2026-05-22 something\n',
    '## Plans\n- a\n',
    '## 2026-02-30\n- a\n',
    '```yaml\n- timestamp: 2026-05-22\n```\n',
  ])('has no entries where no heading is a day: %j', (text) => {
    expect(entries(text)).toEqual([]);
  });
});

test('a log of very many days is read in time that grows with its length', () => {
  const tree = parseMarkdown('## 2026-05-22\n\n- a\n\n'.repeat(20_000));
  const started = performance.now();
  expect(logEntries(tree)).toHaveLength(20_000);
  expect(performance.now() - started).toBeLessThan(2000);
});
