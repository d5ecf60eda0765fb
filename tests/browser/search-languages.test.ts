/** One search over articles of many languages. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const articles: Readonly<Record<string, string>> = {
  'sourcebook.yaml': 'title: Languages\nlang: en\n',
  'tides.md': '---\nlang: en\n---\n# Tides\n\nThe moon pulls the oceans, and coasts are flooded twice a day.',
  'hauser.md': '---\nlang: de\n---\n# Häuser am Fluss\n\nDie Gebäude stehen nah am Wasser. Überschwemmungen sind häufig.',
  'machine.md':
    '---\nlang: zh\n---\n# 机器学习方法\n\n监督学习需要标注数据。深度神经网络可以识别图像。\n\n## 训练过程\n\n梯度下降。',
  'tokyo.md': '---\nlang: ja\n---\n# 東京の歴史\n\n江戸時代の城下町は世界最大の都市でした。コンピュータの博物館もあります。',
  'thai.md': '---\nlang: th\n---\n# ภาษาไทยและประวัติศาสตร์\n\nนักเรียนอ่านหนังสือที่ห้องสมุดทุกวัน',
  'cafe.md': '---\nlang: fr\n---\n# Le café littéraire\n\nLes écrivains préféraient la crème brûlée à Noël.',
  'prices.md': '---\nlang: pl\n---\n# Ceny w Łodzi\n\nKosztuje jeden złoty, a smørrebrød dwa.',
  'Þór.md': '---\nlang: is\n---\n# Þór\n\nHéðinn og Þór, Eyjafjörður. Ísland.',
  'paths.md':
    '---\nlang: de\ntype: [path, essay]\n---\n# Fußwege\n\nEine Strasse und ihre Maße; die Größe zählt. Das Œuvre aus Ærøskøbing und Þingvellir.',
  // Says nothing of its language, and mixes.
  'mixed.md': '# Transformer 注意力机制\n\nSelf-attention 是一种权重计算。',
};
const content = mkdtempSync(join(tmpdir(), 'sourcebook-languages-'));
for (const [path, text] of Object.entries(articles)) writeFileSync(join(content, path), text);
afterAll(() => rmSync(content, { recursive: true, force: true }));

const reader = readerOf(content);

const found: readonly [query: string, title: string][] = [
  ['flood coast', 'Tides'],
  ['Überschwemmung', 'Häuser am Fluss'],
  ['uberschwemmungen', 'Häuser am Fluss'],
  ['gebaude wasser', 'Häuser am Fluss'],
  ['学习', '机器学习方法'],
  ['神经网络', '机器学习方法'],
  ['图像识别', '机器学习方法'],
  ['训练过程', '机器学习方法'],
  ['世界最大', '東京の歴史'],
  ['博物館', '東京の歴史'],
  ['コンピュータ', '東京の歴史'],
  ['ห้องสมุด', 'ภาษาไทยและประวัติศาสตร์'],
  ['ประวัติศาสตร์', 'ภาษาไทยและประวัติศาสตร์'],
  ['ecrivains preferaient', 'Le café littéraire'],
  ['creme brulee noel', 'Le café littéraire'],
  ['cafe litteraire', 'Le café littéraire'],
  ['注意力', 'Transformer 注意力机制'],
  ['zloty', 'Ceny w Łodzi'],
  ['złoty', 'Ceny w Łodzi'],
  ['ZŁOTY', 'Ceny w Łodzi'],
  ['smorrebrod', 'Ceny w Łodzi'],
  ['"jeden zloty"', 'Ceny w Łodzi'],
  ['type:essay', 'Fußwege'],
  ['œuvre', 'Fußwege'],
  ['ærøskøbing', 'Fußwege'],
  ['aerøskobing', 'Fußwege'],
  ['þingvellir', 'Fußwege'],
  ['lodzi', 'Ceny w Łodzi'],
  ['thor', 'Þór'],
  ['hedinn', 'Þór'],
  ['fusswege', 'Fußwege'],
  ['straße', 'Fußwege'],
  ['masse', 'Fußwege'],
  ['grosse', 'Fußwege'],
  ['attention 权重', 'Transformer 注意力机制'],
];

/** Types into a search that is open, and waits until its first result is the one that is meant. */
async function finds(page: Page, root: string, query: string, title: string): Promise<void> {
  await page.locator(`${root} input`).first().fill(query);
  const first = page.locator(`${root} .search-results a.result-title`).first();
  await expect.poll(async () => ((await first.count()) > 0 ? first.textContent() : ''), { timeout: 5000 }).toContain(title);
}

test('a word found without its own letters is marked and shown with them', async () => {
  const page = await reader.open('search/');
  await finds(page, 'main', 'smorrebrod', 'Ceny w Łodzi');
  const excerpt = page.locator('.result-excerpt').first();
  await expect.poll(() => excerpt.textContent()).toContain('jeden złoty, a smørrebrød dwa');
  expect(await excerpt.locator('mark').allTextContents()).toEqual(['smørrebrød']);
  await page.locator('.search-results a.result-title').first().click();
  await page.locator('.found-bar').waitFor();
  const marked = await page.evaluate(() => [...(CSS.highlights.get('found') ?? [])].map(String));
  expect(marked).toEqual(['smørrebrød']);
});

describe('one search finds articles of every language', () => {
  test('on the search page', async () => {
    const page = await reader.open('search/');
    for (const [query, title] of found) await finds(page, 'main', query, title);
  });

  test('from a page in any of them', async () => {
    const page = await reader.open('machine/');
    await page.keyboard.press('/');
    for (const [query, title] of found) await finds(page, 'dialog', query, title);
  });

  test('and shows them as they were written', async () => {
    const page = await reader.open('search/');
    await finds(page, 'main', '神经网络 标注', '机器学习方法');
    const excerpt = page.locator('.result-excerpt').first();
    await expect.poll(() => excerpt.textContent()).toContain('深度神经网络可以识别图像');
    expect(await excerpt.locator('mark').allTextContents()).toContain('神经');
  });
});
