/** Unlinked mentions across runs: what is remembered must be what a first run would find. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Crew } from '../../src/publish/crew.ts';
import { inspectVault } from '../../src/publish/inspect.ts';
import { searchMentions } from '../../src/publish/mention-search.ts';
import { readMarkdown } from '../../src/vault/read-vault.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { type Vault, vaultOf } from '../support/site.ts';

const now = new Date('2026-06-01T00:00:00Z');

async function mentions({ content }: Vault): Promise<string[]> {
  const { diagnostics } = await inspectVault(content, now, new Crew(), () => {});
  return diagnostics.flatMap(({ code, path, column }) => (code === 'unlinked-mention' ? [`${path}:${column}`] : []));
}

const planet = (more = ''): string => `---\ntitle: Vulcan\n${more}---\nText.\n`;

test.each([
  ['a permalink', '[[red]] is Vulcan', { 'concepts/planet.md': planet('permalink: red\n') }, ['a.md:12'], []],
  ['a private article', '[[Vulcan]] and Vulcan', { 'Vulcan.md': '---\ndraft: true\n---\n' }, [], ['a.md:16']],
  ['an attachment', '[[Vulcan]] and Vulcan', { Vulcan: 'no extension' }, [], ['a.md:16']],
])('%s that changes where a link goes is seen in an article that did not change', async (_, text, more, before, after) => {
  const vault = vaultOf({ 'a.md': text, 'concepts/planet.md': planet() });
  expect(await mentions(vault)).toEqual(before);
  vault.write(more);
  expect(await mentions(vault)).toEqual(after);
  expect(await mentions(vaultOf({ 'a.md': text, 'concepts/planet.md': planet(), ...more }))).toEqual(after);
});

test('a file that was written meanwhile is not searched at the places of its old text', () => {
  const { content, folder } = vaultOf({ 'a.md': 'Vulcan is no planet.\n' });
  const file = readMarkdown(content, { path: 'a.md', bytes: 0, stamp: '' });
  const namesFile = join(folder, 'names.json');
  writeFileSync(namesFile, JSON.stringify([{ name: 'Vulcan', id: 'vulcan' }]));
  const search = (digest: string): ReturnType<typeof searchMentions> =>
    searchMentions({
      kind: 'mentions',
      root: content,
      namesFile,
      namesKey: folder,
      articles: [{ entry: { path: 'a.md', bytes: 0, stamp: '' }, digest, prose: [0, 20], linked: ['a' as ArticleId] }],
    });
  expect(search('digest' in file ? file.digest : '')).toEqual([[{ id: 'vulcan', span: { start: 0, end: 6 } }]]);
  expect(search('of the old text')).toEqual([null]);
});
