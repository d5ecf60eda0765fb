/**
 * The pages of two vaults, kept as files: a tour of a wiki, and a tour of the syntax. A change of a page shows as a difference
 * here; one that is wanted is taken over with `UPDATE_GOLDEN=1 npm test -- tests/golden`.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elementOf, temporaryVault } from '../support/site.ts';

const files = {
  tour: [
    'index.html',
    'concepts/prose/index.html',
    'concepts/links/index.html',
    'entities/ada-lovelace/index.html',
    'entities/charles-babbage/index.html',
    'sources/notes-on-the-engine/index.html',
    'all/index.html',
    'types/index.html',
    'types/entity/index.html',
    'tags/markdown/index.html',
    'recent/index.html',
    '404.html',
    'concepts/prose.md',
    'entities/ada-lovelace.md',
    'entities/ada-lovelace.json',
    'graph.json',
  ],
  syntax: [
    'markdown/index.html',
    'callouts/index.html',
    'code/index.html',
    'formulas/index.html',
    'diagrams/index.html',
    'links-and-embeds/index.html',
    'images-and-files/index.html',
    'marks-and-tags/index.html',
    'languages/index.html',
    'links-and-embeds.md',
  ],
} as const;

describe.each(Object.entries(files))('the pages of the vault %s', (name, paths) => {
  const vault = temporaryVault({});
  beforeAll(async () => {
    // Not in this repository, whose commits would date its articles.
    cpSync(join(import.meta.dirname, name), vault.content, { recursive: true });
    const { code, stderr } = await vault.build();
    if (code !== 0) throw new Error(stderr);
  });
  afterAll(vault.dispose);

  test.each(paths)('%s', (path) => {
    const shown = presentable(path, vault.read(path));
    const file = join(import.meta.dirname, 'expected', name, path);
    if (process.env['UPDATE_GOLDEN']) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, shown);
    }
    expect(shown).toBe(readFileSync(file, 'utf8'));
  });
});

describe('the tour of the syntax renders as its text claims, on', () => {
  const folder = join(import.meta.dirname, 'syntax');
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'index.md');

  test.each(pages)('%s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const examples = [...text.matchAll(/^(`{4,})markdown\n([\s\S]*?)^\1\n/gm)];
    expect(examples.length).toBeGreaterThan(0);
    for (const { index, 0: whole, 2: source = '' } of examples)
      expect(text.slice(index + whole.length + 1, index + whole.length + 1 + source.length)).toBe(source);
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
