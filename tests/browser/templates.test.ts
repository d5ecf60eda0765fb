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
  test('axe finds no fault in either scheme, on a phone and a desktop', async () => {
    const page = await reader.open(path, { colorScheme: 'light' });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFaults(page), `${colorScheme} at ${width} px`).toEqual([]);
      }
    }
  });

  test('has one first heading, each id once, and nothing that is wider than the page', async () => {
    const page = await reader.open(path);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await doubleIds(page)).toEqual([]);
    for (const width of [320, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `at ${width} px`).toBe(0);
    }
  });
});
