import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { axeFaults } from './faults.ts';
import { readerOf } from './reader.ts';

const content = mkdtempSync(join(tmpdir(), 'sourcebook-test-'));
const long = Array.from({ length: 30 }, (_, index) => `a_{${index}}`).join(' + ');
mkdirSync(join(content, 'concepts'));
writeFileSync(
  join(content, 'concepts/Mass.md'),
  `---\ntitle: Mass\ntype: concept\nsummary: What has weight.\n---\n\nMass is $m$, and $${long}$ of it.\n\n$$\n${long} \\tag{7}\n$$\n\n` +
    `| Sum | Bar |\n|---|---|\n| $\\sum_i ${long}$ | $a\\|b$ |\n\n## The $O(n)$ bound\n\n$$\n\\unheardof{x}\n$$\n\n` +
    '> [!note] What $m$ and `E` and **energy** and [[Price]] have to do with *one* another\n',
);
writeFileSync(
  join(content, 'concepts/Price.md'),
  '---\ntitle: Price\ntype: concept\nsummary: What it costs.\n---\n\nIt costs $5 and $6, see [[Mass]].\n',
);
const reader = readerOf(content);
afterAll(() => rmSync(content, { recursive: true, force: true }));

test('the font for formulas is requested only by pages that contain one', async () => {
  const fontsOf = async (path: string): Promise<string[]> => {
    const page = await reader.open(path);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    return names.filter((name) => name.includes('reading-math'));
  };
  expect((await fontsOf('concepts/mass/')).length).toBe(1);
  expect(await fontsOf('concepts/price/')).toEqual([]);
});

test('long formulas scroll within themselves on a narrow phone, and by keyboard', async () => {
  const page = await reader.open('concepts/mass/', { viewport: { width: 320, height: 640 } });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const shown = page.locator('.math-display').first();
  const widths = await shown.evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
  expect(widths.scrollWidth).toBeGreaterThan(widths.clientWidth);
  await shown.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => (document.querySelector('.math-display')?.scrollLeft ?? 0) > 0);
});

test('the number of an equation is on the right, and nothing moves while fonts load', async () => {
  const page = await reader.open('concepts/mass/', { viewport: { width: 1280, height: 900 } });
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
  expect(shift).toBeLessThan(0.05);
  const right = await page
    .locator('.math-display')
    .first()
    .evaluate((box) => {
      const tag = box.querySelector('.tml-tag');
      return tag ? box.scrollWidth - (tag.getBoundingClientRect().right - box.getBoundingClientRect().left) : -1;
    });
  expect(Math.abs(right)).toBeLessThan(4);
});

test('formulas are read without scripts, and the page has no barrier', async () => {
  const page = await reader.open('concepts/mass/', { javaScriptEnabled: false });
  expect(await page.locator('math').count()).toBeGreaterThan(4);
  expect(await page.locator('.math-error').textContent()).toBe('\\unheardof{x}');
  const other = await reader.open('concepts/mass/');
  expect(await axeFaults(other)).toEqual([]);
});

test('the title of a callout flows as text, whatever it contains', async () => {
  const page = await reader.open('concepts/mass/', { viewport: { width: 320, height: 640 } });
  const title = page.locator('.callout-title');
  expect(await title.evaluate((element) => getComputedStyle(element).display)).toBe('block');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
