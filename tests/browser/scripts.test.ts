/** Letters outside of plain Latin: which faces show them, and who loads the files of those. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const content = mkdtempSync(join(tmpdir(), 'sourcebook-scripts-'));
const articles: Readonly<Record<string, string>> = {
  'mixed.md':
    '# Planets, Планета, Πλανήτης, Đường tới Hỏa tinh, Łódź\n\n*Курсив*, ударе́ние, *πλάγια*, *chữ nghiêng*, Əli, Қазақ, `код = λόγος`.\n\n## Марс\n\nМарс и Άρης, Đường.',
  'english.md': '# Granite\n\nA *hard* stone. “Quoted” – and naïve, `code`.',
  'russian.md': '---\nlang: ru\n---\n# Планеты\n\nМарс красный.',
  'hebrew.md': '---\nlang: he\n---\n# מאדים\n\nכוכב *לכת* אדום.',
  'chinese.md': '---\nlang: zh\n---\n# 火星\n\n第四颗*行星*。',
  'arabic.md': '---\nlang: ar\n---\n# المريخ\n\nالكوكب الرابع.',
};
// Each of a type of its own: articles of one type lead to each other by their titles.
for (const [path, text] of Object.entries(articles)) {
  const type = `type: ${path.replace('.md', '')}`;
  writeFileSync(join(content, path), text.startsWith('---') ? text.replace('---', `---\n${type}`) : `---\n${type}\n---\n${text}`);
}
afterAll(() => rmSync(content, { recursive: true, force: true }));

const reader = readerOf(content);

/** Whether each face that shows a part of the element was served by the site, by the name of the face. */
async function facesOf(page: Page, selector: string): Promise<Record<string, boolean>> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  return Object.fromEntries(fonts.map(({ familyName, isCustomFont }) => [familyName, isCustomFont]));
}

/** The files of faces that a page has loaded, without their digests. */
async function loadedBy(page: Page): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const urls = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  return urls.flatMap((url) => /\/(reading-[a-z-]+?)\.[^/]*woff2/.exec(url)?.[1] ?? []).sort();
}

test.each(['h1', '.lead', '.prose p'])(
  'Latin, Cyrillic, Greek and Vietnamese letters of %s are of faces that the site serves',
  async (selector) => {
    const page = await reader.open('mixed/');
    const faces = await facesOf(page, `main article ${selector}`);
    expect(Object.keys(faces).length).toBeGreaterThan(0);
    expect(Object.entries(faces).filter(([, isServed]) => !isServed)).toEqual([]);
  },
);

describe('the files of a face', () => {
  test('for other letters are not loaded by a page without them', async () => {
    const page = await reader.open('english/');
    expect(await loadedBy(page)).toEqual(['reading-mono-ascii', 'reading-serif-latin-italic', 'reading-serif-latin-normal']);
  });

  test('for Cyrillic are loaded by a page in Russian, and no others', async () => {
    const page = await reader.open('russian/');
    expect((await loadedBy(page)).filter((name) => !/serif-(?:latin|cyrillic)-normal$|^reading-mono/.test(name))).toEqual([]);
    expect(await loadedBy(page)).toContain('reading-serif-cyrillic-normal');
  });
});

describe('scripts that the text face has not', () => {
  const styleOf = (page: Page, selector: string, property: string): Promise<string> =>
    page.locator(selector).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

  test.each(['hebrew/', 'chinese/'])('are never slanted, but emphasized in the way of their script: %s', async (path) => {
    const page = await reader.open(path);
    expect(await styleOf(page, '.lead em', 'font-synthesis-style')).toBe('none');
    const stress = [await styleOf(page, '.lead em', 'font-weight'), await styleOf(page, '.lead em', 'text-emphasis-style')];
    expect(stress).not.toEqual(['400', 'none']);
  });

  test('that join their letters are not spaced', async () => {
    const page = await reader.open('arabic/');
    expect(await styleOf(page, 'h1', 'letter-spacing')).toMatch(/^(?:normal|0px)$/);
  });

  test('have faces chosen by language', async () => {
    const [hebrew, chinese] = [await reader.open('hebrew/'), await reader.open('chinese/')];
    expect(await styleOf(hebrew, '.lead', 'font-family')).toContain('Noto Serif Hebrew');
    expect(await styleOf(chinese, '.lead', 'font-family')).toMatch(/Songti SC.*SimSun/);
  });
});
