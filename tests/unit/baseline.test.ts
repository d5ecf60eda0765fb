import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/wiki/model.ts';
import { compareToBaseline, knownFindings, printBaseline, readBaseline } from '../../src/wiki/review/baseline.ts';
import { type Files, findingsOf, wikiOf } from '../support/wiki.ts';

/** Findings of a vault, and what stands at their places. */
function checked(files: Files): { findings: Diagnostic[]; textAt: (each: Diagnostic) => string } {
  return {
    findings: findingsOf(wikiOf(files)),
    textAt: ({ path, line, column, endColumn = column }) =>
      (files[path]?.split('\n')[line - 1] ?? '').slice(column - 1, endColumn - 1),
  };
}

function compared(before: Files, after: Files): { fresh: string[]; gone: string[]; known: number } {
  const old = checked(before);
  const baseline = readBaseline(printBaseline(knownFindings(old.findings, old.textAt)));
  const now = checked(after);
  const { fresh, gone, known } = compareToBaseline(now.findings, baseline ?? [], now.textAt);
  return {
    fresh: fresh.map(({ path, line, code }) => `${path}:${line} ${code}`),
    gone: gone.map(({ path, code, text, count }) => `${path} ${code} ${text} ${count}`),
    known,
  };
}

const before = { 'a.md': 'To [[Vulcan]] and [[Nibiru]].\n', 'b.md': 'To [[a]].\n' };

describe('against a baseline', () => {
  test('a wiki that did not change has nothing new', () => {
    expect(compared(before, before)).toMatchObject({ fresh: [], gone: [] });
  });

  test('a known finding is recognized on another line', () => {
    expect(compared(before, { ...before, 'a.md': '# A\n\nMore.\n\nTo [[Nibiru]] first,\nand to [[Vulcan]].\n' })).toMatchObject({
      fresh: [],
      gone: [],
    });
  });

  test('a second one of the same is new, and it is the later one', () => {
    expect(compared(before, { ...before, 'a.md': 'To [[Vulcan]] and [[Nibiru]].\n\nTo [[Vulcan]].\n' }).fresh).toEqual([
      'a.md:3 link-missing',
    ]);
  });

  test('a fixed finding is no longer listed', () => {
    expect(compared(before, { ...before, 'Vulcan.md': '[[a]] [[b]]' })).toMatchObject({
      fresh: [],
      gone: ['a.md link-missing [[Vulcan]] 1'],
    });
  });

  test('the known findings of a file are recognized after it is renamed', () => {
    const { 'a.md': text, ...others } = before;
    expect(compared(before, { ...others, 'c.md': `${text}[[Planet X]]` })).toMatchObject({
      fresh: ['b.md:1 link-missing', 'c.md:2 link-missing'],
      gone: [],
    });
  });

  test('a new fault beside known ones is the only new one', () => {
    expect(compared(before, { ...before, 'b.md': 'To [[a]] and [[Planet X]].\n' }).fresh).toEqual(['b.md:1 link-missing']);
  });

  test('notes are neither stored nor reported', () => {
    const { findings, textAt } = checked({ 'a.md': '---\ntype: concept\n---\nAlone.\n' });
    expect(findings.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(knownFindings(findings, textAt)).toEqual([]);
  });
});

test.each(['', '[]', '{"version":2,"findings":[]}', '{"version":1,"findings":[{"path":"a"}]}', 'x'])(
  '%j is not a baseline',
  (text) => {
    expect(readBaseline(text)).toBeUndefined();
  },
);

test('each finding is on a separate line', () => {
  const { findings, textAt } = checked(before);
  const lines = printBaseline(knownFindings(findings, textAt)).split('\n');
  expect(lines.filter((line) => line.includes('link-missing'))).toHaveLength(2);
});

test('a folder with very many similar findings is recognized after it is renamed, in bounded time', () => {
  const findingIn = (folder: string, index: number): Diagnostic => ({
    code: 'link-missing',
    severity: 'warning',
    message: 'Nothing is called so.',
    path: `${folder}/${index}.md`,
    line: 1,
    column: 1,
  });
  const count = 20_000;
  const old = Array.from({ length: count }, (_, index) => findingIn('old', index));
  const renamed = Array.from({ length: count + 1 }, (_, index) => findingIn('new', index));
  const { fresh, known, gone } = compareToBaseline(
    renamed,
    knownFindings(old, () => '[[x]]'),
    () => '[[x]]',
  );
  expect([fresh.map(({ path }) => path), known, gone]).toEqual([[`new/${count}.md`], count, []]);
});
