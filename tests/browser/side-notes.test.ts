import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { axeFaults, doubleIds, layoutShift } from './faults.ts';
import { readerOf } from './reader.ts';

const sentence = 'The observatory at Milan had a fine refractor, bought at the expense of the king. ';
const remark = 'He wrote in a letter that the lines were not there every night, and that others did not see them. ';

const vault = temporaryVault({
  'concepts/canals.md': [
    `---\ntype: concept\nsummary: Lines on a planet that has none.\ntags: [mars]\naliases: [${Array.from({ length: 40 }, (_, n) => `Channel number ${n}`).join(', ')}]\n---\n# The canals of Mars\n`,
    'Seen early.[^early]\n',
    ...Array.from({ length: 12 }, (_, index) => `${sentence.repeat(3)}Seen then.[^${index}] And again.[^${index}b]\n`),
    `<details><summary>More</summary>\n\n${sentence.repeat(12)}\n\n</details>\n`,
    `${sentence.repeat(4)}Seen last.[^last]\n`,
    `${sentence.repeat(12)}\n`,
    '[^early]: Beside the facts.\n[^last]: The last of them, after [[Mars]].\n',
    ...Array.from(
      { length: 12 },
      (_, index) => `[^${index}]: ${remark.repeat(index % 3)}Note ${index}.\n[^${index}b]: Once more.\n`,
    ),
  ].join('\n'),
  'concepts/mars.md': '# Mars\n\nA planet.\n',
});

const reader = readerOf(vault.content);
const canals = 'concepts/canals/';

interface Box {
  readonly number: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly line: number;
}

async function shownNotes(page: Page): Promise<Box[]> {
  await page.waitForSelector('.side-note.beside');
  return page.evaluate(() => {
    const lines = new Map(
      [...document.querySelectorAll('[data-footnote-ref]')].map((mark) => [
        mark.textContent,
        mark.getBoundingClientRect().top + scrollY,
      ]),
    );
    return [...document.querySelectorAll('.side-note.beside')].map((note) => {
      const { top, bottom, left } = note.getBoundingClientRect();
      const number = note.querySelector('.side-note-number')?.textContent ?? '';
      return { number: Number(number), top: top + scrollY, bottom: bottom + scrollY, left, line: lines.get(number) ?? 0 };
    });
  });
}

function expectCalm(notes: readonly Box[]): void {
  for (const [index, note] of notes.entries()) {
    const before = notes[index - 1];
    if (before) expect([note.number > before.number, note.top >= before.bottom]).toEqual([true, true]);
    expect(note.top).toBeGreaterThanOrEqual(note.line - 2);
    expect(note.top - note.line).toBeLessThan(200);
  }
}

describe('footnotes', () => {
  test.each([1280, 1920])('are shown beside their lines in a window of %i, in order, without overlap', async (width) => {
    const page = await reader.open(canals, { viewport: { width, height: 900 } });
    const notes = await shownNotes(page);
    expect(notes.length).toBeGreaterThan(10);
    expectCalm(notes);
    const rest = await page.evaluate(() => {
      const box = (selector: string): DOMRect | undefined => document.querySelector(selector)?.getBoundingClientRect();
      return {
        text: box('.prose')?.right ?? 0,
        glance: (box('.glance')?.bottom ?? 0) + scrollY,
        width: document.documentElement.scrollWidth,
      };
    });
    expect(Math.min(...notes.map(({ left }) => left))).toBeGreaterThan(rest.text);
    expect(Math.min(...notes.map(({ top }) => top))).toBeGreaterThanOrEqual(rest.glance);
    expect(rest.width).toBeLessThanOrEqual(width);
  });

  test('follow their lines when something is folded out, and when the window changes', async () => {
    const page = await reader.open(canals);
    const before = (await shownNotes(page)).at(-1);
    await page.locator('summary', { hasText: 'More' }).click();
    await page.waitForTimeout(200);
    const after = await shownNotes(page);
    expectCalm(after);
    expect((after.at(-1)?.top ?? 0) - (before?.top ?? 0)).toBeGreaterThan(100);
    await page.setViewportSize({ width: 1000, height: 900 });
    await page.waitForFunction(() => !document.querySelector('.side-note')?.checkVisibility({ visibilityProperty: true }));
    await page.setViewportSize({ width: 1400, height: 900 });
    expectCalm(await shownNotes(page));
  });

  test('have a preview only where they are not shown beside their line', async () => {
    const page = await reader.open(canals);
    await shownNotes(page);
    await page.locator('[data-footnote-ref]:not([data-beside])').first().hover();
    await page.locator('.preview').waitFor();
    await page.mouse.move(2, 2);
    await page.locator('.preview').waitFor({ state: 'detached' });
    await page.locator('[data-footnote-ref][data-beside]').first().hover();
    await page.waitForTimeout(700);
    expect(await page.locator('.preview').count()).toBe(0);
    expect(await page.locator('.side-note.pointed-at').count()).toBe(1);
  });

  test.each([
    ['on a phone', { viewport: { width: 360, height: 740 } }],
    ['without scripts', { javaScriptEnabled: false }],
  ])('are the list at the end alone %s', async (_, options) => {
    const page = await reader.open(canals, options);
    expect(await page.locator('[data-footnotes] li').first().isVisible()).toBe(true);
    expect(await page.locator('.side-note').count()).toBe(0);
  });

  test.each(['light', 'dark'] as const)('move nothing when they come, and axe finds no fault in %s', async (colorScheme) => {
    const page = await reader.open(canals, { colorScheme });
    await shownNotes(page);
    expect(await layoutShift(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    expect(await doubleIds(page)).toEqual([]);
  });
});
