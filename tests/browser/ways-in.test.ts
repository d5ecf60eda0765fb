import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'), '--base', '/kb/');

test('the home page shows the lead of an article by chance, and nothing on it moves for that', async () => {
  const page = await reader.open('');
  await page.evaluate(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        document.body.dataset['shift'] = String(
          Number(document.body.dataset['shift'] ?? 0) + (entry as unknown as { value: number }).value,
        );
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const place = page.locator('[data-random-lead="shown"]');
  await place.waitFor();
  expect((await place.locator('[data-lead]').textContent())?.length).toBeGreaterThan(20);
  expect(await page.evaluate(() => Number(document.body.dataset['shift'] ?? 0))).toBeLessThan(0.01);
  const title = await place.locator('h3').textContent();
  await place.locator('h3 a').click();
  await page.locator('main article').waitFor();
  expect((await page.locator('h1').textContent())?.trim()).toBe(title?.trim());
});

test('without scripts the home page has its lists and no empty place', async () => {
  const page = await reader.open('', { javaScriptEnabled: false });
  expect(await page.locator('.featured').isVisible()).toBe(false);
  expect(await page.locator('.ways-in a').count()).toBeGreaterThan(4);
  expect(await page.getByRole('heading', { name: 'Most linked' }).isVisible()).toBe(true);
});

test('a random article is an article, and not the one that is open', async () => {
  const page = await reader.open('concepts/rlhf/');
  for (let turn = 0; turn < 3; turn++) {
    const before = page.url();
    await page.locator('.site-header [data-random]').click();
    await page.waitForURL((url) => url.href !== before);
    expect(await page.locator('main article[data-article-id]').count()).toBe(1);
  }
});

test('an address that leads nowhere names the articles that may have been meant, and a search with its words', async () => {
  const page = await reader.open('concepts/reward-modell/?from=mail');
  const nearest = page.locator('[data-nearest] a');
  await nearest.first().waitFor();
  expect(await nearest.count()).toBeLessThanOrEqual(3);
  expect(await page.locator('main input[type="search"]').inputValue()).toBe('reward modell');
  await nearest.first().click();
  await page.waitForURL('**/kb/concepts/reward-model/');
});

test('an alias is an address too', async () => {
  const page = await reader.open('aft/');
  await page.waitForURL('**/kb/concepts/alignment-fine-tuning/');
  expect(await page.locator('h1').textContent()).toContain('Alignment Fine-Tuning');
});
