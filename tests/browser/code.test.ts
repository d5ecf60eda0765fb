import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { axeFaults } from './faults.ts';
import { readerOf } from './reader.ts';

const content = mkdtempSync(join(tmpdir(), 'sourcebook-test-'));
const source = "export function year(n: number): string {\n  return n + ' <days>'; // one & all\n}";
const long = `const orbit = [${Array.from({ length: 60 }, (_, index) => index).join(', ')}];`;
mkdirSync(join(content, 'concepts'));
writeFileSync(
  join(content, 'concepts/Orbit.md'),
  '---\ntitle: Orbit\ntype: concept\nsummary: A way around.\n---\n\n' +
    `\`\`\`ts title="orbit.ts" showLineNumbers {2}\n${source}\n\`\`\`\n\n\`\`\`js\n${long}\n\`\`\`\n\n` +
    `\`\`\`diff\n-a\n+b\n\`\`\`\n\n\`\`\`\nplain\n\`\`\`\n\n<pre><code>by hand</code></pre>\n`,
);
const reader = readerOf(content);
afterAll(() => rmSync(content, { recursive: true, force: true }));

test('a button copies exactly what the author wrote, by keyboard too, and says so', async () => {
  const page = await reader.open('concepts/orbit/', { permissions: ['clipboard-read', 'clipboard-write'] });
  const buttons = page.locator('.code > .copy');
  expect(await buttons.count()).toBe(5);
  const before = await page.locator('.prose').boundingBox();
  await buttons.first().focus();
  await page.keyboard.press('Enter');
  await page.locator('[role="status"]', { hasText: 'Copied' }).waitFor({ state: 'attached' });
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(source);
  await page.locator('.code').nth(4).hover();
  await buttons.nth(4).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) === 'by hand');
  expect(await page.locator('.prose').boundingBox()).toEqual(before);
});

test('selected and copied text is the source, without line numbers', async () => {
  const page = await reader.open('concepts/orbit/', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page
    .locator('.code > pre')
    .first()
    .evaluate((block) => getSelection()?.selectAllChildren(block));
  await page.keyboard.press('Control+c');
  expect((await page.evaluate(() => navigator.clipboard.readText())).trimEnd()).toBe(source);
});

test('long lines scroll within themselves on a narrow phone, by keyboard, and marks reach to their ends', async () => {
  const page = await reader.open('concepts/orbit/', { viewport: { width: 320, height: 640 } });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const block = page.getByRole('group', { name: 'JavaScript code' });
  await block.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => (document.querySelectorAll('.code > pre')[1]?.scrollLeft ?? 0) > 0);
  const [line, whole] = await page
    .locator('.code > pre')
    .first()
    .evaluate((pre) => [pre.querySelector('.highlighted')?.getBoundingClientRect().width, pre.scrollWidth]);
  expect(Math.abs((line ?? 0) - (whole ?? 0))).toBeLessThan(2);
});

test('no element has an inline style, and blocks that fit are not tab stops', async () => {
  const page = await reader.open('concepts/orbit/', { javaScriptEnabled: false });
  expect(await page.locator('.code [style], .code[style]').count()).toBe(0);
  expect(await page.locator('.code > pre[tabindex]').count()).toBe(1);
  expect(await page.locator('.copy').count()).toBe(0);
});

test.each(['light', 'dark'] as const)('the page has no barrier in the %s', async (colorScheme) => {
  const page = await reader.open('concepts/orbit/', { colorScheme });
  expect(await axeFaults(page)).toEqual([]);
});
