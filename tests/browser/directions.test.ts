import { afterAll, describe, expect, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { readerOf } from './reader.ts';

const vault = temporaryVault({
  'ar/index.md': '---\nlang: ar\n---\n# العربية\n',
  'ar/moon.md': `---
title: القمر (Moon)
---
القمر هو الجرم السماوي الذي يدور حول الأرض، انظر [[Tides]].

## تعريف

نص عربي مع \`code()\` في الوسط.

English in an Arabic article, with القمر inside.

- بند أول
- second item

> اقتباس

| الاسم | القيمة |
|---|---|
| قطر | 3474 km |

\`\`\`js
const moon = "قمر";
\`\`\`

## English heading
`,
  'tides.md':
    '# Tides\n\nCaused by [[القمر (Moon)]].\n\n## عنوان\n\nالقمر يسبب المد.\n\n- بند\n- item\n\n> اقتباس\n>\n> English.\n\nHe said <q>so</q>.\n',
  'plain.md': '# Plain\n\nNothing else.\n\n- a\n',
});
afterAll(vault.dispose);

const reader = readerOf(vault.content);

const directionsOf = (selector: string) => (elements: Element[]) =>
  elements.map((element) => `${element.tagName.toLowerCase()} ${getComputedStyle(element).direction}`).join(', ') || selector;

describe('blocks run as their text does', () => {
  test.each([
    ['h2', 'h2 rtl, h2 ltr'],
    [':scope > p', 'p rtl, p ltr'],
    ['ul, li', 'ul rtl, li rtl, li ltr'],
    ['blockquote, blockquote p', 'blockquote rtl, p rtl'],
    ['table, th, td', 'table rtl, th rtl, th rtl, td rtl, td ltr'],
    ['code, pre', 'code ltr, pre ltr, code ltr'],
  ])('in an Arabic article of an English wiki: %s', async (selector, directions) => {
    const page = await reader.open('ar/moon/');
    const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
    expect([lang, dir]).toEqual(['ar', 'rtl']);
    expect(await page.locator('.prose').locator(selector).evaluateAll(directionsOf(selector))).toBe(directions);
  });

  test.each([
    ['h2', 'h2 rtl'],
    ['ul, li', 'ul rtl, li rtl, li ltr'],
    ['blockquote, blockquote p', 'blockquote rtl, p rtl, p ltr'],
  ])('with Arabic in an English article: %s', async (selector, directions) => {
    const page = await reader.open('tides/');
    expect(await page.locator('.prose').locator(selector).evaluateAll(directionsOf(selector))).toBe(directions);
  });

  test('a cell keeps to the side of its column', async () => {
    const page = await reader.open('ar/moon/');
    const cell = page.locator('.prose td').last();
    expect(await cell.evaluate((element) => getComputedStyle(element).textAlign)).toBe('right');
  });

  test.each(['ar/moon/', 'tides/'])('nothing extends beyond the edges of a phone: %s', async (path) => {
    const page = await reader.open(path, { viewport: { width: 360, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test('an article in one direction only has no directions in its blocks', async () => {
    const page = await reader.open('plain/');
    expect(await page.locator('.prose [dir], .lead [dir]').count()).toBe(0);
  });
});
