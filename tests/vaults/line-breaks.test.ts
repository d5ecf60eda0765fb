/** Which vaults break lines where their source does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOf } from '../support/crawl.ts';
import { type Vault, vaultOf } from '../support/site.ts';

const poem = { 'poem.md': '# Poem\n\nFirst line.\n\nRoses are red\nViolets are blue\n' };
/** Pages and files for programs. The ledger of a build names its own run, and Pagefind its bundles anew. */
const published = ({ out }: Vault): string[] =>
  filesOf(out)
    .filter((path) => /\.(?:html|md|json|xml)$/.test(path) && !path.startsWith('pagefind/'))
    .map((path) => `${path} ${readFileSync(join(out, path), 'utf8')}`);
const breaksIn = (vault: Vault): boolean => vault.read('poem/index.html').includes('Roses are red<br>');

describe('lines break where the source does', () => {
  test.each([
    ['in a vault of Obsidian', { '.obsidian/app.json': '{ "alwaysUpdateLinks": true }' }, true],
    ['in one without settings', { '.obsidian/workspace.json': '{}' }, true],
    ['in one whose settings are empty', { '.obsidian/app.json': '' }, true],
    ['not where strict line breaks are on', { '.obsidian/app.json': '\uFEFF{ "strictLineBreaks": true }' }, false],
    ['where they are off', { '.obsidian/app.json': '{ "strictLineBreaks": false }' }, true],
    [
      'not where sourcebook.yaml says no',
      { '.obsidian/app.json': '{}', 'sourcebook.yaml': 'markdown: { breaks: false }' },
      false,
    ],
    [
      'where sourcebook.yaml says so',
      { '.obsidian/app.json': '{ "strictLineBreaks": true }', 'sourcebook.yaml': 'markdown: { breaks: true }' },
      true,
    ],
    [
      'where sourcebook.yaml says something else',
      { '.obsidian/app.json': '{}', 'sourcebook.yaml': 'markdown: { emoji: true }' },
      true,
    ],
    ['not in other folders', {}, false],
    ['not where .obsidian is a file', { '.obsidian': 'x' }, false],
  ])('%s', async (_, files: Readonly<Record<string, string>>, expected) => {
    const vault = vaultOf({ ...poem, ...files });
    expect((await vault.build()).code).toBe(0);
    expect(breaksIn(vault)).toBe(expected);
  });

  test('settings that are not JSON are reported at their place, and the defaults count', async () => {
    const vault = vaultOf({ ...poem, '.obsidian/app.json': '{\n  "strictLineBreaks": true,,\n}' });
    await vault.build();
    expect(breaksIn(vault)).toBe(true);
    const { code, stdout } = await vault.check();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\.obsidian\/app\.json:2:28 {2}warning {2}The settings of Obsidian are not valid JSON/m);
  });

  test('from the build after the setting in Obsidian changed', async () => {
    const vault = vaultOf({ ...poem, '.obsidian/app.json': '{ "strictLineBreaks": true }' });
    await vault.build();
    vault.write({ '.obsidian/app.json': '{ "strictLineBreaks": false }' });
    await vault.build();
    expect(breaksIn(vault)).toBe(true);
    const incremental = published(vault);
    await vault.build('--force');
    expect(published(vault)).toEqual(incremental);
  });
});
