/** An index of so many articles that it is in bundles: the reader sees one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const count = 2600;
const content = mkdtempSync(join(tmpdir(), 'sourcebook-bundles-'));
writeFileSync(join(content, 'sourcebook.yaml'), 'title: Stars\nfeatures:\n  graph: false\n');
for (let number = 0; number < count; number++) {
  const day = new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10);
  // Eleven articles of a kind, scattered over the bundles.
  const kind = number % 250 === 0 ? 'A pulsar.' : 'Bright.';
  writeFileSync(join(content, `star-${number}.md`), `---\nupdated: ${day}\ntags: [sky/star]\n---\n# Star ${number}\n\n${kind}\n`);
}
afterAll(() => rmSync(content, { recursive: true, force: true }));

const reader = readerOf(content);
const titles = (page: Page): Promise<string[]> => page.locator('.search-results a.result-title').allTextContents();

describe('bundles of the index', () => {
  test('are searched as one', async () => {
    const page = await reader.open('search/?q=pulsar');
    await expect.poll(() => page.locator('.search-status').textContent()).toMatch(/^11 articles/);
    const found = (await titles(page)).map((title) => title.trim());
    expect(found.toSorted()).toEqual(Array.from({ length: 11 }, (_, index) => `Star ${index * 250}`).sort());
  });

  test('are put in order as one', async () => {
    const page = await reader.open('search/?q=pulsar&sort=changed');
    await expect.poll(() => page.locator('.search-status').textContent()).toMatch(/^11 articles/);
    const found = (await titles(page)).map((title) => title.trim());
    expect(found).toEqual(Array.from({ length: 11 }, (_, index) => `Star ${2500 - index * 250}`));
  });

  test('are narrowed as one, by a tag above that of the articles', async () => {
    const page = await reader.open('search/?q=tag:sky+pulsar');
    await expect.poll(() => page.locator('.search-status').textContent()).toMatch(/^11 articles/);
  });
});
