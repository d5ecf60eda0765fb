/** The generated pages of the documentation. */
import { expect, test } from 'vitest';
import { documentedCodes, outdatedPages } from '../../scripts/docs/pages.ts';
import { readConfig } from '../../src/site/config.ts';
import { diagnosticSeverities } from '../../src/wiki/diagnostics.ts';
import { codeBlocks, docsText, sectionOf } from '../support/docs.ts';

test('the reference is what the tables of the code say; otherwise run `npm run docs`', () => {
  expect(outdatedPages().map(({ path }) => path)).toEqual([]);
});

test('every code has a page, and every page a code', () => {
  expect(documentedCodes().sort()).toEqual(Object.keys(diagnosticSeverities).sort());
});

test.each(Object.keys(diagnosticSeverities))('the page of %s says what it means, how it comes about and what to do', (code) => {
  const text = docsText(`reference/codes/${code}.md`);
  expect(text).toMatch(/^Severity: \*\*\w+\*\*/m);
  expect(text).toMatch(/^summary: .+\.["]?$/m);
  expect(sectionOf(text, 'Example')).toContain('```');
  expect(sectionOf(text, 'What to do').trim()).not.toBe('');
});

test('the example of sourcebook.yaml has nothing wrong', () => {
  const [example] = codeBlocks(docsText('reference/configuration.md'));
  expect(readConfig(example?.text ?? 'titel: none', '').diagnostics).toEqual([]);
});
