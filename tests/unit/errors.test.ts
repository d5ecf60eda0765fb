/** Errors of commands, and where they are explained. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorMeanings } from '../../scripts/docs/errors.ts';
import { docsAddress, packageVersion, repositoryNameOf } from '../../src/cli/own-package.ts';
import { diagnosticSeverities } from '../../src/wiki/diagnostics.ts';

const source = join(import.meta.dirname, '../../src');
const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('plain-error.ts'))
  .map((path) => readFileSync(join(source, path), 'utf8'))
  .join('\n');

test.each(Object.keys(errorMeanings))('the code %s is in use, and is not that of a finding', (each) => {
  expect(code).toContain(`'${each}'`);
  expect(diagnosticSeverities).not.toHaveProperty(each);
});

test('the page of an error is on GitHub in a release, and a file elsewhere', () => {
  expect(docsAddress('reference/errors.md#site-missing', 'ada/sourcebook')).toBe(
    `https://github.com/ada/sourcebook/blob/v${packageVersion}/docs/reference/errors.md#site-missing`,
  );
  expect(docsAddress('reference/errors.md#site-missing', undefined)).toMatch(/docs.reference.errors\.md#site-missing$/);
});

test.each([
  ['git+https://github.com/ada/sourcebook.git', 'ada/sourcebook'],
  ['git@github.com:ada/sourcebook.git', 'ada/sourcebook'],
  ['https://git.example/ada/sourcebook', undefined],
  [undefined, undefined],
])('the repository of %j is %j', (url, name) => {
  expect(repositoryNameOf(url)).toBe(name);
});
