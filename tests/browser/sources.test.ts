/** The list of an article's sources: a column beside the text where there is room, one line that opens on phones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const planets = ['Mercury', 'Venus', 'Earth', 'Mars', 'Jupiter', 'Saturn', 'Uranus', 'Neptune', 'Pluto', 'Ceres'];
const atlases = planets.map((name) => `  - "Atlas of ${name}, second edition, with plates and a gazetteer"`);
const sections = planets.map((name) => `## ${name}\n\n${'It goes round the sun. '.repeat(8)}`);
const content = mkdtempSync(join(tmpdir(), 'sourcebook-sources-'));
writeFileSync(
  join(content, 'planets.md'),
  `---\nsources:\n${atlases.join('\n')}\n  - { id: kepler, title: Harmonices Mundi }\n---\n# Planets\n\nA lead.\n\nThey keep time.[^kepler]\n\n${sections.join('\n\n')}\n\n${'Word after word. '.repeat(12_000)}\n`,
);
afterAll(() => rmSync(content, { recursive: true, force: true }));

const reader = readerOf(content);
const phone = { viewport: { width: 360, height: 740 } };

describe('on a phone', () => {
  test.each([true, false])('sources are one line with their count, which opens (scripts: %j)', async (javaScriptEnabled) => {
    const page = await reader.open('planets/', { ...phone, javaScriptEnabled });
    const panel = page.locator('#article-sources');
    const summary = panel.locator('details > summary').first();
    expect((await summary.innerText()).trim()).toBe('Sources 11');
    expect((await panel.boundingBox())?.height).toBeLessThan(60);
    expect(await page.getByText('Atlas of Venus').isVisible()).toBe(false);
    await summary.click();
    expect(await page.getByText('Atlas of Venus').isVisible()).toBe(true);
  });

  test('the text begins on the first screen', async () => {
    const page = await reader.open('planets/', phone);
    expect((await page.locator('.prose p').first().boundingBox())?.y).toBeLessThan(740);
  });

  test('a link to a source opens the list', async () => {
    const page = await reader.open('planets/#Source-kepler', phone);
    await expect.poll(() => page.locator('[id="Source-kepler"]').isVisible()).toBe(true);
  });

  test('the list is whole on paper', async () => {
    const page = await reader.open('planets/', phone);
    await page.emulateMedia({ media: 'print' });
    expect((await page.getByText('Atlas of Venus').boundingBox())?.height).toBeGreaterThan(10);
  });
});

test.each([768, 1280])('at %d px the sources are open beside the text', async (width) => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await reader.open('planets/', { viewport: { width, height: 900 }, javaScriptEnabled });
    expect(await page.getByText('Atlas of Venus').isVisible()).toBe(true);
    expect(await page.locator('#article-sources > details > summary').isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'Sources', exact: true }).isVisible()).toBe(true);
  }
});

test('many sections without a source are one line that opens', async () => {
  const page = await reader.open('planets/');
  const line = page.locator('.uncited > summary');
  expect(await line.innerText()).toBe('No source is named in 10 sections');
  expect(await page.locator('.uncited').getByRole('link', { name: 'Saturn' }).isVisible()).toBe(false);
  await line.click();
  await page.locator('.uncited').getByRole('link', { name: 'Saturn' }).click();
  expect(new URL(page.url()).hash).toBe('#saturn');
});

test('the length of a long article is given in hours, with separators', async () => {
  const page = await reader.open('planets/');
  expect(await page.locator('.facts').innerText()).toMatch(/3\d,\d{3} words, 2 h \d+ min/);
});
