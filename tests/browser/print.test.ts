/** Paper: nothing is cut off, and nothing scrolls. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const row = (count: number, cell: string): string => `| ${Array.from({ length: count }, () => cell).join(' | ')} |`;
const table = (count: number, cell: string): string => [row(count, 'head'), row(count, '---'), row(count, cell)].join('\n');
const quoted = (text: string): string => text.replace(/^/gm, '> ');
const sum = Array.from({ length: 30 }, (_, at) => `a_{${at}}`).join('+');
const flow = Array.from({ length: 14 }, (_, at) => `Step${at}`).join(' --> ');

const articles: Readonly<Record<string, string>> = {
  'table.md': table(10, 'wordwordword'),
  'code-cells.md': table(3, '`another/long/path/without/any/space/in/it/at/all.yaml`'),
  'in-callout.md': quoted(`[!note] Planets\n\n${table(8, 'wordwordword')}`),
  'in-fold.md': quoted(`[!note]- Planets\n\n${table(8, 'wordwordword')}\n\n$$${sum}$$`),
  'in-list.md': `- Planets\n\n${table(7, 'averylongwordwithoutend').replace(/^/gm, '  ')}`,
  'in-embed.md': '![[table]]',
  'many-columns.md': table(16, 'wordwordword'),
  'formula.md': `$$${sum}$$\n\nInline $${sum}$ too.`,
  'code.md': `\`\`\`text\n${'x'.repeat(400)}\n\`\`\`\n\nAnd \`${'y'.repeat(300)}\` and https://example.org/${'long/'.repeat(60)}`,
  'diagram.md': `\`\`\`mermaid\ngraph LR\n  ${flow}\n\`\`\``,
};
const content = mkdtempSync(join(tmpdir(), 'sourcebook-print-'));
for (const [path, text] of Object.entries(articles)) writeFileSync(join(content, path), `# ${path}\n\nA lead.\n\n${text}\n`);
afterAll(() => rmSync(content, { recursive: true, force: true }));

const reader = readerOf(content);

/** In CSS pixels, what margins of 1 cm leave of a sheet. */
const sheets = { A4: 718, Letter: 740 } as const;

/** What would be cut off, or scroll: elements that reach beyond the sheet, and those that hold more than they show. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    const shown = [...document.querySelectorAll('main article *')].filter((element) => element.getClientRects().length > 0);
    return shown.flatMap((element) => {
      const isWider = element.getBoundingClientRect().right > edge;
      const { overflowX } = getComputedStyle(element);
      const scrolls = /auto|scroll|hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const isHidden = element.closest('.visually-hidden, .sr-only, [aria-hidden="true"]') !== null;
      return (isWider || scrolls) && !isHidden ? [`${element.tagName.toLowerCase()}.${element.className}`] : [];
    });
  });
}

describe.each(Object.entries(sheets))('on %s', (_, width) => {
  test.each(Object.keys(articles))('%s is whole', async (path) => {
    const page = await reader.open(`${path.replace('.md', '')}/`);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    // A turned page is as wide as the sheet is high.
    await page.setViewportSize({ width: path === 'many-columns.md' ? 1046 : width, height: 1000 });
    expect(await cutOff(page)).toEqual([]);
  });
});

test('a table of many columns turns its page, and no other', async () => {
  const page = await reader.open('many-columns/');
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[([\d. ]+)\]/g)].map(([, box = '']) => box.split(' ').map(Number));
  const isTurned = boxes.map(([, , right = 0, top = 0]) => right > top);
  expect(isTurned).toContain(true);
  expect(isTurned[0]).toBe(false);
});

test('a dark page is printed on white', async () => {
  const page = await reader.open('table/', { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const [paper, ink] = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.documentElement);
    return [backgroundColor, color];
  });
  expect([paper, ink]).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
});
