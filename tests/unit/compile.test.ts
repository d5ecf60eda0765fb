import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CompileResult, compileEntries } from '../../src/publish/compile.ts';
import { CompileCache } from '../../src/publish/compile-cache.ts';
import type { VaultEntry } from '../../src/vault/read-vault.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';

const root = mkdtempSync(join(tmpdir(), 'sourcebook-compile-'));
let files = 0;

function entryOf(text: string): VaultEntry {
  const path = `${++files}.md`;
  writeFileSync(join(root, path), text);
  return { path, bytes: text.length, stamp: String(files) };
}

function factsOf(result: CompileResult | undefined): string | undefined {
  return result && 'facts' in result ? result.facts.text : undefined;
}

test.each([
  ['elements in each other', `Start\n\n${'<div>'.repeat(11_000)}`],
  ['rows that are filled up', `|${'a|'.repeat(450)}\n|${'-|'.repeat(450)}\n${'|b\n'.repeat(450)}`],
  ['marks of one footnote', `${`${'[^1]'.repeat(100)}\n\n`.repeat(150)}\n[^1]: Note.`],
  ['lists in lists', `${'- '.repeat(1200)}deep`],
])('what is known of an article is the same whether or not its page is made: %s', (_, text) => {
  const entry = entryOf(text);
  const [facts] = compileEntries(root, [entry], { withPages: false, syntax: plainSyntax });
  const [page] = compileEntries(root, [entry], { withPages: true, syntax: plainSyntax });
  expect(factsOf(facts) === factsOf(page)).toBe(true);
  expect(/file-unreadable/.test(factsOf(facts) ?? '')).toBe(true);
});

test('an article that took too long is published as written, and tried again by the next run', () => {
  const entries = [entryOf('[[Mars]] *a*\n\n'.repeat(50_000)), entryOf('# Mars\n')];
  const [slow, quick] = compileEntries(root, entries, { withPages: true, syntax: plainSyntax }, 100);
  expect(/It takes too long to parse\./.test(factsOf(slow) ?? '')).toBe(true);
  const cache = new CompileCache({ path: mkdtempSync(join(tmpdir(), 'sourcebook-cache-')), version: '1' });
  cache.keep(
    [slow, quick].flatMap((each) => (each && 'facts' in each ? [each] : [])),
    true,
  );
  expect(entries.map((entry) => cache.get(entry, true)?.path)).toEqual([undefined, entries[1]?.path]);
});
