import { expect, test } from 'vitest';
import { codeFrame } from '../../src/cli/code-frame.ts';
import type { Diagnostic } from '../../src/wiki/model.ts';

const frame = (line: string, column: number, endColumn: number, endLine = 7): string[] => {
  const diagnostic: Diagnostic = { code: 'x', severity: 'info', message: '', path: 'a.md', line: 7, column, endLine, endColumn };
  return codeFrame(diagnostic, line);
};

test('the place is marked below its line', () => {
  expect(frame('See [[Vulcan]].', 5, 15)).toEqual(['  7 │ See [[Vulcan]].', '    │     ^^^^^^^^^^']);
});

test.each([
  ['wide characters take two columns', '火星と[[金星]]', 4, 10, '    │       ^^^^^^^^'],
  ['a tab is as wide below as above', '\t- [[x]]', 4, 9, '    │ \t  ^^^^^'],
  ['an emoji takes two columns', '🪐 [[x]]', 4, 9, '    │    ^^^^^'],
])('%s', (_, line, column, endColumn, marks) => {
  expect(frame(line, column, endColumn)[1]).toBe(marks);
});

test('of a long line only the part around the place is shown', () => {
  const [line = '', marks = ''] = frame(`${'red '.repeat(100)}[[x]]${' cold'.repeat(100)}`, 401, 406);
  expect(line.length).toBeLessThan(115);
  expect(line).toContain('…');
  expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('[[x]]');
});

test('a place that continues on the next line is marked to the end of its first line', () => {
  expect(frame('abc def', 5, 3, 8)[1]).toBe('    │     ^^^');
});

test('a finding about a whole file has no frame', () => {
  expect(frame('text', 1, 1)).toEqual([]);
});
