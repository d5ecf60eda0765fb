/** The documentation is true: its examples raise what they explain, and it is a clean wiki itself. */
import { execFileSync } from 'node:child_process';
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
    const { diagnostics } = await check({ content: vault.content });
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
