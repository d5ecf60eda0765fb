/**
 * The tour of the syntax as readers see it: each page at the width of a phone and of a desktop, in light and dark, beside a
 * picture that was looked at. A change that is wanted is taken over with `UPDATE_PICTURES=1 npm test -- tests/browser/pictures`,
 * and looked at again. Where the fonts of the system are others than those the pictures were taken with, the pictures say nothing.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { adoptStyle } from './faults.ts';
import { readerOf } from './reader.ts';

const vault = join(import.meta.dirname, '../golden/syntax');
const pictures = join(import.meta.dirname, 'pictures');
const fontsFile = join(pictures, 'fonts.txt');
const isUpdate = Boolean(process.env['UPDATE_PICTURES']);

const articles = readdirSync(vault)
  .filter((name) => name.endsWith('.md') && name !== 'index.md')
  .map((name) => name.slice(0, -'.md'.length).toLowerCase().replaceAll(' ', '-'));
const widths = { phone: 390, desktop: 1280 } as const;
const schemes = ['light', 'dark'] as const;
const cases = articles.flatMap((article) =>
  (['phone', 'desktop'] as const).flatMap((device) => schemes.map((scheme) => ({ article, device, scheme }))),
);

/** Pictures are compared at this part of their size, so that the smoothing of single letters makes no difference. */
const scale = 0.25;
const wholes = 4;
/** In no square of this many points to a side may so many differ by more than the threshold (OKLab, from 0 to 1). */
const square = { size: 8, most: 12, threshold: 0.01 } as const;

const reader = readerOf(vault);

/** How wide a line of each font comes out that the site takes from the system. */
async function fontsOf(page: Page): Promise<string> {
  const measured = await page.evaluate(() =>
    ['serif', 'sans-serif', 'monospace', 'var(--font-mono)', 'var(--font-ui)'].map((family) => {
      const line = document.createElement('span');
      line.style.cssText = `position:absolute;white-space:nowrap;font:20px ${family}`;
      line.textContent = 'Handgloves 0123456789 → 漢字 العربية ✓ 🔭 ∑ ';
      document.body.append(line);
      const { width } = line.getBoundingClientRect();
      line.remove();
      return Math.round(width);
    }),
  );
  return measured.join(' ');
}

describe('the tour of the syntax looks as it did', () => {
  test.for(cases)('$article, $device, $scheme', async ({ article, device, scheme }, { skip }) => {
    const page = await reader.open(`${article}/`, { viewport: { width: widths[device], height: 900 }, colorScheme: scheme });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const fonts = await fontsOf(page);
    if (isUpdate) {
      mkdirSync(pictures, { recursive: true });
      writeFileSync(fontsFile, `${fonts}\n`);
    }
    if (readFileSync(fontsFile, 'utf8').trim() !== fonts) skip('the fonts of this system are others');
    const shown = await sharp(await pictureOf(page))
      .resize({ width: widths[device] / 2 })
      .webp({ quality: 70 })
      .toBuffer();
    const file = join(pictures, `${article}-${device}-${scheme}.webp`);
    if (isUpdate) writeFileSync(file, shown);
    expect(existsSync(file)).toBe(true);
    const [now, before] = await Promise.all([
      rawOf(shown, widths[device] * scale),
      rawOf(readFileSync(file), widths[device] * scale),
    ]);
    // A line more or less, of a font that is hinted otherwise.
    expect(Math.abs(now.height - before.height)).toBeLessThanOrEqual(0.01 * before.height);
    expect(worstSquare(now, before)).toBeLessThan(square.most);
  });
});

test('every picture is one of a page', () => {
  const names = cases.map(({ article, device, scheme }) => `${article}-${device}-${scheme}.webp`);
  const kept = readdirSync(pictures).filter((name) => name.endsWith('.webp'));
  expect(kept.sort()).toEqual(names.sort());
});

/** The whole page, with diagrams drawn, images loaded, and nothing that moves. */
async function pictureOf(page: Page): Promise<Buffer> {
  await adoptStyle(page, '*, ::before, ::after { animation: none !important; transition: none !important; }');
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 500) {
      window.scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    window.scrollTo(0, 0);
  });
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.waitForFunction(() => document.querySelector('[data-mermaid]:not(:has(.diagram-drawn))') === null);
  const shown = sharp(await page.screenshot({ fullPage: true }));
  const { height } = await shown.metadata();
  // So that nothing is rounded when it is made smaller.
  return shown
    .extend({ bottom: (wholes - (height % wholes)) % wholes, background: 'white' })
    .png()
    .toBuffer();
}

interface Raw {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

async function rawOf(image: Buffer, width: number): Promise<Raw> {
  const { data, info } = await sharp(image)
    .resize({ width: Math.round(width) })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** How many points differ in the square where most of them do. */
function worstSquare(now: Raw, before: Raw): number {
  const { width } = now;
  const height = Math.min(now.height, before.height);
  const pointsOf = ({ data }: Raw): Buffer => data.subarray(0, width * height * 4);
  const options = { threshold: square.threshold, includeAA: true, windowSize: square.size };
  return pixelmatch(pointsOf(now), pointsOf(before), undefined, width, height, options);
}
