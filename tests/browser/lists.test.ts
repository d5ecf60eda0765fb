import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'), '--base', '/kb/');

const field = (page: Page): ReturnType<Page['locator']> => page.locator('main input[type="search"]');
const count = (page: Page): Promise<string | null> => page.locator('main [role="status"]').textContent();
const head = (page: Page, name: string): ReturnType<Page['locator']> => page.locator('thead').getByRole('button', { name });

/** The titles that are shown, in their order. */
async function titles(page: Page): Promise<string[]> {
  const all = await page.locator('main tbody tr:not(.list-letter) a').filter({ visible: true }).allTextContents();
  return all.map((title) => title.trim());
}

/** What a column says in the rows that are shown; -1 is the last column. */
async function cells(page: Page, column: number): Promise<string[]> {
  const rows = await page.locator('main tbody tr:not(.list-letter)').filter({ visible: true }).all();
  return Promise.all(rows.map(async (row) => (await row.locator('th, td').nth(column).textContent())?.trim() ?? ''));
}

describe('a list is sorted', () => {
  test('by links, the most linked first, then the least, and by title again', async () => {
    const page = await reader.open('all/');
    const printed = await titles(page);
    await head(page, 'Links in').click();
    const links = (await cells(page, -2)).map(Number);
    expect(links).toEqual([...links].sort((a, b) => b - a));
    expect(await page.locator('.list-letter').filter({ visible: true }).count()).toBe(0);
    await head(page, 'Links in').click();
    expect((await cells(page, -2)).map(Number)).toEqual([...links].reverse());
    expect(page.url()).toMatch(/\/kb\/all\/\?sort=links&order=ascending$/);
    await head(page, 'Title').click();
    expect(await titles(page)).toEqual(printed);
    expect(await page.locator('.list-letter').filter({ visible: true }).count()).toBeGreaterThan(5);
    expect(page.url()).toMatch(/\/kb\/all\/$/);
  });

  test('by type, and within a type by title', async () => {
    const page = await reader.open('all/');
    await head(page, 'Type').click();
    const types = await cells(page, 1);
    expect(types).toEqual([...types].sort());
    const concepts = (await titles(page)).slice(types.indexOf('Concept'), types.lastIndexOf('Concept') + 1);
    expect(concepts).toEqual([...concepts].sort(new Intl.Collator('en', { numeric: true }).compare));
  });

  test('by the day of the last change', async () => {
    const page = await reader.open('types/concept/?sort=changed');
    const days = await page
      .locator('tbody time')
      .evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
    expect(days).toEqual([...days].sort().reverse());
    expect(await page.locator('th[aria-sort="descending"]').innerText()).toContain('Changed');
  });
});

describe('a list is narrowed', () => {
  test('by words of the title or the summary, ignoring case and accents, and shows how many remain', async () => {
    const page = await reader.open('all/');
    const before = await count(page);
    const all = (await titles(page)).length;
    await field(page).fill('CONSTITUTIÓN');
    const shown = await titles(page);
    expect(shown).toContain("Claude's Constitution");
    await expect.poll(() => count(page)).toBe(`${shown.length} of ${all} articles.`);
    expect(shown.length).toBeLessThan(20);
    await field(page).fill('constitution document');
    expect((await titles(page)).length).toBeLessThan(shown.length);
    await field(page).fill('xylophonequark');
    await expect.poll(() => count(page)).toBe('No article matches.');
    expect(await titles(page)).toEqual([]);
    await field(page).fill('');
    await expect.poll(() => count(page)).toBe(before);
    expect(await titles(page)).toHaveLength(all);
  });

  test('to types, of which any may be, and to a tag', async () => {
    const page = await reader.open('all/');
    const all = (await titles(page)).length;
    await page.getByRole('button', { name: 'Entity' }).click();
    expect(new Set(await cells(page, 1))).toEqual(new Set(['Entity']));
    await page.getByRole('button', { name: 'Source' }).click();
    expect(new Set(await cells(page, 1))).toEqual(new Set(['Entity', 'Source']));
    await page.getByRole('button', { name: 'Entity' }).click();
    await page.getByLabel('Tag', { exact: true }).selectOption('papers');
    expect(new Set(await cells(page, 1))).toEqual(new Set(['Source']));
    await expect.poll(() => count(page)).toBe(`${(await titles(page)).length} of ${all} articles.`);
    expect(new URL(page.url()).search).toBe('?type=source&tag=papers');
  });

  test('in any order, with letters only where something is under them', async () => {
    const page = await reader.open('all/');
    await field(page).fill('openai');
    // What is below the screen has no inner text until it is laid out.
    const letters = await page.locator('.list-letter').filter({ visible: true }).allTextContents();
    expect(await page.locator('.jump-bar a:not([inert])').allTextContents()).toEqual(letters.map((letter) => letter.trim()));
    const shown = await titles(page);
    await head(page, 'Links in').click();
    expect(await page.locator('.jump-bar a:not([inert])').count()).toBe(0);
    expect([...(await titles(page))].sort()).toEqual([...shown].sort());
  });
});

describe('the address of a list', () => {
  test('brings back what was chosen, also after a visit elsewhere', async () => {
    const page = await reader.open('all/?q=model&type=entity&sort=links');
    const shown = await titles(page);
    expect(shown.length).toBeGreaterThan(1);
    expect(await field(page).inputValue()).toBe('model');
    expect(await page.getByRole('button', { name: 'Entity' }).getAttribute('aria-pressed')).toBe('true');
    const links = (await cells(page, -2)).map(Number);
    expect(links).toEqual([...links].sort((a, b) => b - a));
    await page.locator('main tbody a').filter({ visible: true }).first().click();
    await page.waitForURL('**/entities/**');
    await page.goBack();
    await expect.poll(() => titles(page)).toEqual(shown);
  });

  test('may say what is not there: then everything is shown', async () => {
    const whole = await titles(await reader.open('all/'));
    const page = await reader.open('all/?tag=nowhere&type=nothing&sort=weight&order=sideways');
    expect((await titles(page)).length).toBe(whole.length);
  });
});

test.each(['all/', 'tags/'])('text typed on /%s before the script has loaded is kept and answered', async (path) => {
  const page = await reader.open('');
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/(?:list|tag-tree)[^/]*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(new URL(path, page.url()).href);
  await field(page).fill('reward');
  const before = await count(page);
  release();
  await expect.poll(() => count(page)).not.toBe(before);
  expect(await field(page).inputValue()).toBe('reward');
  expect(page.url()).toContain('q=reward');
});

test('everything is done by keyboard', async () => {
  const page = await reader.open('all/');
  await field(page).focus();
  await page.keyboard.type('reward');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await page.locator('button[aria-pressed="true"]').count()).toBe(1);
  expect(new Set(await cells(page, 1)).size).toBe(1);
  await head(page, 'Changed').focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('th[aria-sort]').innerText()).toContain('Changed');
  expect(await head(page, 'Changed').evaluate((button) => button === document.activeElement)).toBe(true);
  await field(page).focus();
  await page.keyboard.press('Enter');
  expect(page.url()).toContain('q=reward');
});

describe('without JavaScript', () => {
  test.each(['all/', 'types/concept/', 'tags/', 'tags/alignment/'])(
    '/%s is whole and offers nothing that does not work',
    async (path) => {
      const page = await reader.open(path, { javaScriptEnabled: false });
      expect(await page.locator('main :is(input, select, button)').filter({ visible: true }).count()).toBe(0);
      expect(await page.locator('main :is(tbody tr, .tag-groups li)').filter({ visible: false }).count()).toBe(0);
      expect(await page.locator('main :is(tbody tr, .tag-groups li)').count()).toBeGreaterThan(10);
    },
  );
});

describe('tags', () => {
  test('are a tree that leads down and up', async () => {
    const page = await reader.open('');
    await page.locator('footer').getByRole('link', { name: 'Tags' }).click();
    await page.waitForURL('**/tags/');
    await page
      .locator('.tag-groups li', { has: page.locator(':scope > a', { hasText: 'alignment' }) })
      .getByRole('link', { name: 'training' })
      .click();
    await page.waitForURL('**/tags/alignment/training/');
    expect((await titles(page)).length).toBe(8);
    await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'alignment' }).click();
    await page.waitForURL('**/tags/alignment/');
    await page.getByRole('navigation', { name: 'Tags below this one' }).getByRole('link', { name: 'oversight' }).click();
    await page.waitForURL('**/tags/alignment/oversight/');
    expect((await titles(page)).length).toBe(2);
  });

  test('are narrowed by name; one that matches brings those above and below it', async () => {
    const page = await reader.open('tags/?q=oversight');
    const names = page.locator('.tag-groups li > a').filter({ visible: true });
    expect(await names.allTextContents()).toEqual(['alignment', 'oversight']);
    await field(page).fill('alignment');
    expect(await names.allTextContents()).toEqual(['alignment', 'failure-modes', 'oversight', 'training']);
    await expect.poll(() => count(page)).toMatch(/^4 of \d+ tags\.$/);
    expect(page.url()).toMatch(/\/tags\/\?q=alignment$/);
  });
});
