import { describe, expect, test } from 'vitest';
import { judgeOkf } from '../../src/wiki/review/okf.ts';
import { type Files, fileOf } from '../support/wiki.ts';

const judge = (files: Files): string[] =>
  judgeOkf(Object.entries(files).map(([path, text]) => fileOf(path, text))).diagnostics.map(
    ({ path, line, column, severity, code }) => `${path}:${line}:${column} ${severity} ${code}`,
  );

/** A concept that follows every recommendation, with more frontmatter and another body. */
const concept = (more = '', body = 'Text.\n'): string => `---\ntype: Metric\ndescription: D.\n${more}---\n${body}`;

const good = {
  'index.md': '---\nokf_version: "0.2"\n---\n# Metrics\n\n* [Revenue](metrics/revenue.md) - Recognised revenue.\n',
  'log.md': '# Log\n\n## 2026-05-22\n* **Update**: More.\n\n## 2026-05-15\n* **Creation**: Made.\n',
  'metrics/revenue.md': concept(
    'generated: { by: agent/gemini-2.5, at: 2026-06-20T22:53:05Z }\nverified: { by: "human:ada", at: 2026-06-25 }\nstatus: stable\nstale_after: 2026-12-31\nsources:\n  - { id: policy, resource: "https://wiki.example/p", author: "team:finance", last_modified: 2026-04-02, usage_count: 5 }\nusage_window: { from: 2026-06-01, to: 2026-06-30 }\n',
    'Recognised.[^policy]\n\n[^policy]: Policy\n',
  ),
};

test('a bundle that follows the specification is conformant and leaves nothing to say', () => {
  expect(judgeOkf(Object.entries(good).map(([path, text]) => fileOf(path, text)))).toEqual({
    conformant: true,
    diagnostics: [],
    concepts: 1,
  });
});

describe('hard rules (§11)', () => {
  test.each<[string, Files, string[]]>([
    ['1: frontmatter', { 'a.md': '# A\n' }, ['a.md:1:1 error okf-frontmatter']],
    [
      '1: frontmatter that any reader can parse, not one that has to be repaired',
      { 'a.md': '---\ntype: A\ntitle: Mars: red\n---\n' },
      ['a.md:3:8 error okf-frontmatter'],
    ],
    ['1: a block that is closed', { 'a.md': '---\ntype: A\n' }, ['a.md:1:1 error okf-frontmatter']],
    ['2: a type', { 'a.md': '---\ntitle: A\ndescription: D.\n---\n' }, ['a.md:1:1 error okf-type']],
    ['2: that is not empty', { 'a.md': '---\ntype: ""\ndescription: D.\n---\n' }, ['a.md:2:7 error okf-type']],
    ['2: under this name alone', { 'a.md': '---\nkind: A\ndescription: D.\n---\n' }, ['a.md:1:1 error okf-type']],
    [
      '3: an index without frontmatter',
      { 'x/index.md': '---\ntype: Index\n---\n# A\n* [B](b.md) - B.\n' },
      ['x/index.md:1:1 error okf-index'],
    ],
    ['3: an index with links below headings', { 'index.md': '* [B](b.md) - B.\n' }, ['index.md:1:1 error okf-index']],
    ['3: an index with links at all', { 'index.md': '# A\n\nText.\n' }, ['index.md:1:1 error okf-index']],
    [
      '3: a log by ISO dates',
      { 'log.md': '## [2026-05-22] ingest\n* **Update**: x\n' },
      ['log.md:1:1 error okf-log', 'log.md:2:1 error okf-log'],
    ],
    ['3: a log with the newest first', { 'log.md': '## 2026-05-15\n* a\n\n## 2026-05-22\n* b\n' }, ['log.md:4:1 error okf-log']],
  ])('%s', (_, files, found) => {
    expect(judge(files)).toEqual(found);
  });

  test('unknown types and keys, broken links and a missing index violate no rule', () => {
    expect(judge({ 'a.md': concept('colour: red\n', '[x](/nowhere.md) [[y]]\n') })).toEqual([]);
  });
});

describe('recommendations', () => {
  test.each<[string, string, string]>([
    ['§4.1 description', '---\ntype: A\n---\n', 'a.md:1:1 warning okf-description'],
    ['§4.1 tags', concept('tags: a, b\n'), 'a.md:4:7 warning okf-tags'],
    ['§5.1 resource', concept('sources:\n  - title: x\n'), 'a.md:5:5 warning okf-sources'],
    ['§5.1 citation', concept('sources:\n  - { id: p, resource: x }\n', 'Text.[^q]\n'), 'a.md:7:6 warning okf-citation'],
    ['§5.1 usage_count', concept('sources:\n  - { resource: x, usage_count: many }\n'), 'a.md:5:33 warning okf-sources'],
    ['§5.2 by', concept('generated: { at: 2026-01-02 }\n'), 'a.md:4:12 warning okf-trust'],
    ['§5.2 at', concept('verified:\n  - { by: "human:ada", at: yesterday }\n'), 'a.md:5:28 warning okf-date'],
    ['§5.4 status', concept('status: done\n'), 'a.md:4:9 warning okf-lifecycle'],
    ['§5.5 stale_after', concept('stale_after: in May\n'), 'a.md:4:14 warning okf-date'],
    ['§7 actor', concept('generated: { by: Ada, at: 2026-01-02 }\n'), 'a.md:4:18 warning okf-actor'],
    [
      '§10.2 runtime',
      '---\ntype: Attested Computation\ndescription: D.\ncomputation: c.sql\n---\n',
      'a.md:2:7 warning okf-computation',
    ],
    [
      '§10.3 computation',
      '---\ntype: Attested Computation\ndescription: D.\nruntime: python\n---\n',
      'a.md:2:7 warning okf-computation',
    ],
    ['§13.1 timestamp', concept('timestamp: 2026-01-02\n'), 'a.md:4:12 warning okf-superseded'],
    ['§13.1 citations', concept('', '# Citations\n- x\n'), 'a.md:5:1 warning okf-superseded'],
  ])('%s', (_, text, found) => {
    expect(judge({ 'a.md': text })).toEqual([found]);
  });

  test('§8 an entry of an index describes its target', () => {
    expect(judge({ 'index.md': '# A\n* [B](b.md)\n* plain\n* [C](c.md) - C.\n' })).toEqual([
      'index.md:2:1 warning okf-index',
      'index.md:3:1 warning okf-index',
    ]);
  });
});
