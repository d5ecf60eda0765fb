/** The pages are HTML as its standard has it, and as its good practice wants it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { expect, test } from 'vitest';
import { filesOf } from '../support/crawl.ts';
import { sourcebook, temporaryVault } from '../support/site.ts';

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      // Ids of headings are those that GitHub makes, and a heading may begin with a number (HTML, "The id attribute").
      'valid-id': ['error', { relaxed: true }],
      // A title is as long as its author wrote it.
      'long-title': 'off',
    },
  }),
);

test.each([
  ['the bundled wiki', '../../content'],
  ['the tour of articles', '../golden/tour'],
  ['the tour of markdown', '../golden/syntax'],
])('%s', async (_, folder) => {
  const vault = temporaryVault({});
  try {
    const { code, stderr } = await sourcebook('build', '--content', join(import.meta.dirname, folder), '--out', vault.out);
    expect(code, stderr).toBe(0);
    const pages = filesOf(vault.out).filter((file) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(5);
    const faults: string[] = [];
    for (const file of pages) {
      const { results } = await validator.validateString(readFileSync(join(vault.out, file), 'utf8'), file);
      for (const { messages } of results)
        for (const { ruleId, line, column, message } of messages) faults.push(`${file}:${line}:${column} ${ruleId}: ${message}`);
    }
    expect(faults).toEqual([]);
  } finally {
    vault.dispose();
  }
});
