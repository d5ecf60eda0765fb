import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { axeFaults } from './faults.ts';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'));
const article = 'concepts/alignment-fine-tuning/';
const sheet = 'dialog.key-sheet[open]';

describe('the list of keys', () => {
  test('opens by ? and by its name at the foot of the page, and gives the focus back', async () => {
    const page = await reader.open(article);
    const opener = page.getByRole('button', { name: 'Keys' });
    await opener.click();
    await page.locator(sheet).waitFor();
    expect(await page.locator(`${sheet} dt`).allTextContents()).toEqual(
      expect.arrayContaining(['Search', 'Home', 'All articles', 'Tags', 'Recent changes', 'This list']),
    );
    await page.keyboard.press('Escape');
    await page.locator(sheet).waitFor({ state: 'detached' });
    expect(await opener.evaluate((each) => document.activeElement === each)).toBe(true);
    await page.keyboard.press('?');
    await page.locator(sheet).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.locator(sheet).waitFor({ state: 'detached' });
  });

  test.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
    const page = await reader.open(article, { colorScheme });
    await page.keyboard.press('?');
    await page.locator(sheet).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });
});

test('g and a letter lead to a place', async () => {
  const page = await reader.open(article);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.waitForURL('**/all/');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.waitForURL((url) => url.pathname === '/');
});

test('a letter alone, or after something else, leads nowhere', async () => {
  const page = await reader.open(article);
  for (const key of ['a', 'g', 'z', 'a', 'Control+g', 'a']) await page.keyboard.press(key);
  await page.waitForTimeout(200);
  expect(page.url()).toContain(article);
});

test('a reader who is typing is not interrupted', async () => {
  const page = await reader.open('search/');
  await page.locator('main input[type="search"]').fill('');
  await page.keyboard.type('?g/a');
  expect(await page.locator('main input[type="search"]').inputValue()).toBe('?g/a');
  expect(await page.locator('dialog[open]').count()).toBe(0);
});

test('keys of one character can be turned off, for every page; those with Ctrl stay', async () => {
  const page = await reader.open(article);
  await page.keyboard.press('?');
  await page.getByLabel('Keys of one character').uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  for (const key of ['?', '/', 'g', 'a']) await page.keyboard.press(key);
  await page.waitForTimeout(300);
  expect(page.url()).toContain(article);
  expect(await page.locator('dialog[open]').count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.locator('dialog.search-dialog[open]').waitFor();
});

test('previews can be turned off there', async () => {
  const page = await reader.open(article);
  await page.keyboard.press('?');
  await page.getByLabel('Previews').uncheck();
  await page.keyboard.press('Escape');
  const link = page.locator('.prose a.internal').first();
  await link.hover();
  await page.waitForTimeout(900);
  expect(await page.locator('.preview').count()).toBe(0);
});

test("a heading's link is copied, and that is seen and heard", async () => {
  const page = await reader.open(article, { permissions: ['clipboard-read', 'clipboard-write'] });
  const anchor = page.locator('.prose h2 .anchor').first();
  await anchor.click();
  expect(new URL(page.url()).hash).toBe('#the-shallow-alignment-problem');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  expect(await anchor.getAttribute('data-copied')).toBe('');
  await page.getByRole('status').filter({ hasText: 'Link copied' }).waitFor({ state: 'attached' });
});
