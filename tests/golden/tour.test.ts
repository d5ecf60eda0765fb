/**
 * The pages of one vault that holds one of everything, kept as files. A change of a page shows as a difference here; one
 * that is wanted is taken over with `UPDATE_GOLDEN=1 npm test -- tests/golden`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elementOf, sourcebook, temporaryVault } from '../support/site.ts';

const pages = [
  'index.html',
  'concepts/prose/index.html',
  'concepts/links/index.html',
  'entities/ada-lovelace/index.html',
  'entities/charles-babbage/index.html',
  'sources/notes-on-the-engine/index.html',
  'all/index.html',
  'types/entity/index.html',
  'tags/markdown/index.html',
  'recent/index.html',
  '404.html',
  'concepts/prose.md',
  'entities/ada-lovelace.md',
  'entities/ada-lovelace.json',
  'graph.json',
];

const vault = temporaryVault({});

beforeAll(async () => {
  const { code, stderr } = await sourcebook('build', '--content', join(import.meta.dirname, 'tour'), '--out', vault.out);
  if (code !== 0) throw new Error(stderr);
});
afterAll(vault.dispose);

describe('the pages of the tour', () => {
  test.each(pages)('%s', (path) => {
    const shown = presentable(path, vault.read(path));
    const file = join(import.meta.dirname, 'expected', path);
    if (process.env['UPDATE_GOLDEN']) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, shown);
    }
    expect(shown).toBe(readFileSync(file, 'utf8'));
  });
});

/** Of a page its main element, a tag a line, so that a difference is a line; names of built assets without their digest. */
function presentable(path: string, text: string): string {
  if (path.endsWith('.json')) return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  if (!path.endsWith('.html')) return text;
  return `${elementOf(text, /<main[\s>]/)
    .replace(/(\/_assets\/[^"]*?\.)[\w-]{8}\.(\w+)/g, '$1$2')
    .replace(/>\s*</g, '>\n<')}\n`;
}
