import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'), '--base', '/kb/');
const article = 'concepts/alignment-fine-tuning/';

const dialog = (page: Page): ReturnType<Page['locator']> => page.locator('dialog[open]');
const results = (page: Page): ReturnType<Page['locator']> => page.locator('.search-results .result-title');

describe('the dialog', () => {
  test.each([
    ['its button', (page: Page) => page.locator('[data-search-open]').click()],
    ['the slash', (page: Page) => page.keyboard.press('/')],
    ['Ctrl-K', (page: Page) => page.keyboard.press('Control+k')],
  ])('opens by %s, with the field ready', async (_, open) => {
    const page = await reader.open(article);
    await open(page);
    await dialog(page).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });

  test('finds an article by words of its body and opens it with Enter', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await dialog(page).locator('input').fill('spec-aware reasoning supervised demonstrations');
    await results(page).first().waitFor();
    const [first] = await results(page).allTextContents();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kb\/(?:concepts|sources|entities)\//);
    expect(await page.locator('h1').textContent()).toBe(first);
  });

  test('puts the article of that title first', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('deliberative alignment');
    await expect.poll(async () => (await results(page).allTextContents())[0]?.trim()).toMatch(/^Deliberative Alignment/);
  });

  test('tells how far each result can be relied on', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('instruction tuning');
    const deprecated = page.locator('.search-results .result', { has: page.locator('[data-status="deprecated"]') });
    await deprecated.filter({ hasText: 'Instruction Tuning' }).first().waitFor();
    await dialog(page).locator('input').fill('evaluation awareness');
    await page
      .locator('.search-results .result', { has: page.locator('[data-trust="unverified"]') })
      .first()
      .waitFor();
  });

  test('finds an article by its alias', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('AFT');
    await results(page).filter({ hasText: 'Alignment Fine-Tuning (AFT)' }).first().waitFor();
  });

  test('can be narrowed to a type', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('anthropic');
    await results(page).first().waitFor();
    await dialog(page).getByRole('button', { name: 'Entity' }).click();
    await expect.poll(async () => new Set(await page.locator('.search-results .type-badge').allTextContents()).size).toBe(1);
    expect((await page.locator('.search-results .type-badge').first().textContent())?.trim()).toBe('Entity');
  });

  test('says when nothing is found', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('xylophonequark');
    await expect.poll(() => page.locator('dialog .search-status').textContent()).toMatch(/Nothing found/);
  });

  test('closes with Escape and gives the focus back', async () => {
    const page = await reader.open(article);
    await page.locator('[data-search-open]').focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog(page).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-search-open'))).toBe(true);
  });

  test.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
    const page = await reader.open(article, { colorScheme });
    await page.keyboard.press('/');
    await page.keyboard.type('reward');
    await results(page).first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
  });
});

describe('only the words of articles are indexed', () => {
  test('not the cards and panels of other articles', async () => {
    const page = await reader.open('search/?q=articles+link+here');
    await expect.poll(() => page.locator('.search-status').textContent()).not.toMatch(/Loading|^$/);
    const excerpts = await page.locator('.result-excerpt').allTextContents();
    expect(excerpts.filter((text) => /\d+ articles link here/.test(text))).toEqual([]);
  });

  test('not a private article', async () => {
    const page = await reader.open('search/?q=scratchpad');
    await expect.poll(() => page.locator('.search-status').textContent()).not.toMatch(/Loading|^$/);
    expect((await results(page).allTextContents()).filter((title) => /scratchpad/i.test(title))).toEqual([]);
  });
});

describe('the page for searching', () => {
  test('shows the results of the query in its address, and keeps the address in step', async () => {
    const page = await reader.open('search/?q=sycophancy');
    await results(page).first().waitFor();
    expect((await results(page).first().textContent())?.trim()).toMatch(/^Sycophancy/);
    await page.locator('main input').fill('constitution');
    await expect.poll(() => page.url()).toMatch(/\?q=constitution$/);
  });

  test('offers the list of all articles without JavaScript', async () => {
    const page = await reader.open('search/', { javaScriptEnabled: false });
    await page.getByRole('link', { name: /list of all \d+ articles/ }).click();
    expect(page.url()).toMatch(/\/kb\/all\/$/);
  });

  test('says so when the index is missing', async () => {
    const page = await reader.open('');
    await page.route('**/pagefind/**', (route) => route.fulfill({ status: 404 }));
    await page.keyboard.press('/');
    await page.keyboard.type('reward');
    await expect.poll(() => page.locator('dialog .search-status').textContent()).toMatch(/could not be loaded/);
  });
});
