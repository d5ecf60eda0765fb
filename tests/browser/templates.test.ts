/** What holds for every kind of page, in both schemes, on screens of any width. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { axeFaults, doubleIds } from './faults.ts';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'), '--base', '/kb/');

const pages = {
  home: '',
  concept: 'concepts/agentic-misalignment/',
  'concept with a table and many connections': 'concepts/alignment-faking/',
  entity: 'entities/anthropic/',
  source: 'sources/lynch-2025-agentic-misalignment/',
  computation: 'computations/misalignment-rate/',
  'article in another language': 'concepts/glossar/',
  'plain page': 'log/',
  'list of all': 'all/',
  'list as it was narrowed and sorted': 'all/?q=alignment&sort=type',
  'list of a type': 'types/concept/',
  tags: 'tags/',
  'list of a tag': 'tags/alignment/',
  sources: 'sources/',
  recent: 'recent/',
  search: 'search/',
  graph: 'graph/',
  'not found': 'concepts/alignment-fine-tunning/',
};

describe.each(Object.entries(pages))('%s', (_, path) => {
  test.each([360, 1280])('axe finds no fault in either scheme at %i px', async (width) => {
    const page = await reader.open(path, { colorScheme: 'light', viewport: { width, height: 800 } });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFaults(page), colorScheme).toEqual([]);
    }
  });

  test('has one first heading, and each id once', async () => {
    const page = await reader.open(path);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await doubleIds(page)).toEqual([]);
  });

  test.each([320, 768, 1280, 1920])('nothing is wider than the page at %i px', async (width) => {
    const page = await reader.open(path, { viewport: { width, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
});
