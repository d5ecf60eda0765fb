import { describe, expect, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { axeFaults, doubleIds } from './faults.ts';
import { readerOf } from './reader.ts';

const vault = temporaryVault({
  'concepts/canals.md':
    '---\ntype: concept\n---\n# Canals ^[of Mars]\n\nThey were seen from Milan.\n\nThe lines^[drawn by *him*, see [[Maps]]] are not there.\n\n## Later ^[in 1909]\n\nNo one sees them.\n',
  'concepts/maps.md': '---\ntype: concept\n---\n# Maps\n\nOf the [[Canals]].\n',
});

const reader = readerOf(vault.content);
const canals = 'concepts/canals/';

describe('notes in place', () => {
  test('are shown beside their lines where there is room, and lead to the list and back', async () => {
    const page = await reader.open(canals);
    await page.waitForSelector('.side-note.beside');
    const notes = await page.locator('.side-note.beside').allTextContents();
    expect(notes.join(' ')).toContain('drawn by him, see Maps');
    await page.locator('.prose [data-footnote-ref]').first().click();
    expect(await page.locator(':target').textContent()).toContain('drawn by him');
    await page.locator(':target [data-footnote-backref]').click();
    expect(await page.locator(':target').textContent()).toBe('2');
    expect(await doubleIds(page)).toEqual([]);
    // Where the page is scrolled to, the header may cover a part of a link.
    await page.evaluate(() => scrollTo(0, 0));
    expect(await axeFaults(page)).toEqual([]);
  });

  test('are shown when their number is pointed at, that of the title too', async () => {
    const page = await reader.open(canals, { viewport: { width: 1000, height: 900 } });
    await page.locator('h1 [data-footnote-ref]').hover();
    await page.waitForSelector('.preview:popover-open');
    expect(await page.locator('.preview').textContent()).toContain('of Mars');
  });

  test('are in no preview of the title', async () => {
    const page = await reader.open('concepts/maps/', { viewport: { width: 1000, height: 900 } });
    await page.locator('.lead a').first().hover();
    await page.waitForSelector('.preview:popover-open');
    expect(await page.locator('.preview-title').textContent()).toBe('Canals');
  });
});
