/** The documentation is true: its examples raise what they explain, and it is a clean wiki itself. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { docsFolder, documentedCodes } from '../../scripts/docs/pages.ts';
import { check } from '../../src/api/index.ts';
import { codeBlocks, docsText, sectionOf } from '../support/docs.ts';
import { vaultOf } from '../support/site.ts';

describe('the example of each code', () => {
  test.each(documentedCodes())('%s', async (code) => {
    const text = docsText(`reference/codes/${code}.md`);
    const vault = vaultOf({});
    for (const block of codeBlocks(sectionOf(text, 'Example'))) {
      const path = /title="([^"]+)"/.exec(block.info)?.[1];
      if (path !== undefined) vault.write({ [path]: block.text });
      else execFileSync('sh', ['-c', block.text], { cwd: vault.content });
    }
    const config = join(vault.content, 'sourcebook.config.mjs');
    const { diagnostics } = await check({ content: vault.content, ...(existsSync(config) && { config }) });
    const found = diagnostics.filter((each) => each.code === code).map(({ severity }) => severity);
    expect(found).toContain(/^Severity: \*\*(\w+)\*\*/m.exec(text)?.[1]);
  });
});

test('the documentation has no errors and no warnings', async () => {
  const { diagnostics } = await check({ content: docsFolder });
  expect(
    diagnostics.filter(({ severity }) => severity !== 'info').map(({ path, line, message }) => `${path}:${line} ${message}`),
  ).toEqual([]);
});

test('the files for programs are there, and have the keys that their page lists', async () => {
  const vault = vaultOf({
    'concepts/tides.md': '---\nsummary: Twice a day.\nupdated: 2026-05-22\nsources: [Principia]\n---\n\nThe [[Moon]] pulls.\n',
    'Moon.md': 'See [[tides]].\n',
  });
  await vault.build('--site', 'https://wiki.example');
  const page = docsText('reference/files.md');
  const keysOf = (file: string): string[] => {
    const [, keys = ''] = new RegExp(`^\\| [^|]*${file}[^|]*\\|[^{]*\\{ ([^}]*) \\}`, 'm').exec(page) ?? [];
    return keys.split(', ').map((key) => key.replace(/:.*/, ''));
  };
  const article = JSON.parse(vault.read('concepts/tides.json')) as object;
  expect(keysOf('<id>.json')).toEqual(expect.arrayContaining(Object.keys(article)));
  expect(Object.keys(JSON.parse(vault.read('names.0.json')) as object).sort()).toEqual(keysOf('names.0.json').sort());
  for (const file of ['concepts/tides.md', 'feed.xml', 'types/concept/feed.xml', 'sitemap-index.xml', 'graph.json'])
    expect(vault.read(file)).not.toBe('');
});
