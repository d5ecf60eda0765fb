import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeFaults } from './faults.ts';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'), '--base', '/kb/');

async function openMap(search = '', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await reader.open(`graph/${search}`, options);
  await page.locator('[data-graph][data-ready]').waitFor();
  return page;
}

const status = (page: Page): ReturnType<Page['locator']> => page.locator('[data-graph-status]');
const card = (page: Page): ReturnType<Page['locator']> => page.locator('[data-graph-card]');
const address = (page: Page): string => decodeURIComponent(new URL(page.url()).search);
const field = (page: Page, name: string): ReturnType<Page['locator']> => page.getByRole('combobox', { name, exact: true });
const find = (page: Page, title: string): Promise<void> => field(page, 'Find an article').fill(title);

/** What the map looks like when it has come to rest, as a short text. */
async function pictureOf(page: Page): Promise<string> {
  await page.waitForTimeout(500);
  return page.locator('canvas').evaluate(async (canvas: HTMLCanvasElement) => {
    const bytes = new TextEncoder().encode(canvas.toDataURL());
    return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join(' ');
  });
}

/** A point of the canvas where the pointer is over an article, looked for row by row. */
async function articleAt(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('[data-graph-map]').boundingBox();
  if (!box) throw new Error('there is no map');
  for (let y = box.y + 140; y < box.y + box.height - 120; y += 9) {
    for (let x = box.x + Math.min(380, box.width / 4); x < box.x + box.width - 60; x += 9) {
      await page.mouse.move(x, y);
      if ((await page.locator('[data-graph-map]').evaluate((map) => map.style.cursor)) === 'pointer') return { x, y };
    }
  }
  throw new Error('no article is on the map');
}

describe('the map', () => {
  test('draws all articles, and other pages request none of its files', async () => {
    const page = await openMap();
    expect(await status(page).textContent()).toMatch(/^\d+ articles$/);
    const colours = await page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      const seen = new Set<number>();
      for (let at = 0; at < data.length; at += 4 * 7)
        seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
      return seen.size;
    });
    expect(colours).toBeGreaterThan(20);
    const other = await reader.open('all/');
    const asked = await other.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(asked.filter((name) => /graph|start\./.test(name))).toEqual([]);
  });

  test('moves and zooms by mouse and by keys, and shows all again', async () => {
    const page = await openMap();
    const whole = await pictureOf(page);
    const map = page.locator('[data-graph-map]');
    await map.focus();
    for (const key of ['ArrowLeft', '+', '-']) {
      const before = await pictureOf(page);
      await page.keyboard.press(key);
      expect(await pictureOf(page)).not.toBe(before);
    }
    await page.keyboard.press('0');
    expect(await pictureOf(page)).toBe(whole);
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, -300);
    const near = await pictureOf(page);
    expect(near).not.toBe(whole);
    await page.mouse.down();
    await page.mouse.move(760, 540, { steps: 4 });
    await page.mouse.up();
    expect(await pictureOf(page)).not.toBe(near);
    expect(new URL(page.url()).pathname).toBe('/kb/graph/');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.mouse.move(5, 500);
    expect(await pictureOf(page)).toBe(whole);
  });

  test('shows the name of the article under the mouse, and a click opens it', async () => {
    const page = await openMap();
    const { x, y } = await articleAt(page);
    const title = await page.locator('.graph-tip strong').innerText();
    await expect.poll(() => page.locator('.graph-tip p').count()).toBe(1);
    await page.mouse.click(x, y);
    await page.waitForURL(/\/kb\/(?:concepts|entities|sources)\//);
    expect((await page.locator('h1').innerText()).trim()).toBe(title);
    await page.goBack();
    await page.locator('[data-graph][data-ready]').waitFor();
  });

  test('with a finger a tap shows, a second opens', async () => {
    const page = await openMap('', { hasTouch: true, isMobile: true, viewport: { width: 390, height: 780 } });
    const { x, y } = await articleAt(page);
    await page.touchscreen.tap(x, y);
    await expect.poll(() => card(page).isVisible()).toBe(true);
    const title = (await card(page).locator('h2').innerText()).trim();
    expect(address(page)).toMatch(/^\?from=/);
    await card(page).getByRole('link', { name: title }).first().tap();
    await page.waitForURL(/\/kb\/(?:concepts|entities|sources)\//);
    expect((await page.locator('h1').innerText()).trim()).toBe(title);
  });

  test('with two fingers is pinched larger', async () => {
    const page = await openMap('', { hasTouch: true, isMobile: true, viewport: { width: 390, height: 780 } });
    const before = await pictureOf(page);
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number): Promise<unknown> =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd'
            ? []
            : [
                { x: 195 - apart, y: 420, id: 0 },
                { x: 195 + apart, y: 420, id: 1 },
              ],
      });
    await touch('touchStart', 30);
    for (const apart of [45, 60, 90]) await touch('touchMove', apart);
    await touch('touchEnd', 90);
    expect(await pictureOf(page)).not.toBe(before);
    expect(address(page)).toBe('');
  });
});

describe('an article is found', () => {
  test('by words of its title, with keys, and looked at in steps around it', async () => {
    const page = await openMap();
    await find(page, 'reward hack');
    await expect.poll(() => page.getByRole('option').first().innerText()).toContain('Reward Hacking');
    await page.keyboard.press('Enter');
    expect(await card(page).locator('h2').innerText()).toBe('Reward Hacking');
    expect(address(page)).toBe('?from=concepts/reward-hacking');
    await card(page).getByRole('button', { name: 'Within 1 step' }).click();
    const near = Number.parseInt((await status(page).textContent()) ?? '', 10);
    await card(page).getByRole('button', { name: 'Within 2 steps' }).click();
    const farther = Number.parseInt((await status(page).textContent()) ?? '', 10);
    expect(near).toBeGreaterThan(2);
    expect(farther).toBeGreaterThan(near);
    await card(page).locator('summary').click();
    expect(await card(page).locator('.graph-linked li').count()).toBe(near - 1);
    await page.goBack();
    expect(address(page)).toBe('?from=concepts/reward-hacking&steps=1');
    expect(Number.parseInt((await status(page).textContent()) ?? '', 10)).toBe(near);
    await page.locator('[data-graph-map]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/kb/concepts/reward-hacking/');
  });

  test('from its own page', async () => {
    const page = await reader.open('concepts/reward-hacking/');
    const drawing = page.locator('figure.nearby');
    expect(await drawing.locator('svg a').count()).toBeGreaterThan(2);
    await drawing.getByRole('link', { name: /^Explore/ }).click();
    await page.locator('[data-graph][data-ready]').waitFor();
    expect(await card(page).locator('h2').innerText()).toBe('Reward Hacking');
  });
});

test('the legend narrows the map to types, a tag and links, and the address keeps it', async () => {
  const page = await openMap();
  const all = await status(page).textContent();
  await page.getByRole('button', { name: 'Entity' }).click();
  expect(await status(page).textContent()).toMatch(/^\d+ of \d+ articles$/);
  await page.getByLabel('Links').selectOption({ index: 1 });
  const chosen = address(page);
  expect(chosen).toMatch(/^\?type=entity&link=\w+$/);
  const shared = await openMap(new URL(page.url()).search);
  expect(await status(shared).textContent()).toBe(await status(page).textContent());
  expect(await shared.getByRole('button', { name: 'Entity' }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'Entity' }).click();
  await page.getByLabel('Links').selectOption('');
  expect([await status(page).textContent(), address(page)]).toEqual([all, '']);
});

describe('paths between two articles', () => {
  test('are listed link by link, and lead to the articles', async () => {
    const page = await openMap();
    await page.getByText('Ways between two articles').click();
    await field(page, 'From').fill('reward hacking');
    await page.keyboard.press('Enter');
    await field(page, 'To').fill("claude's const");
    await page.keyboard.press('Enter');
    const ways = page.locator('[data-graph-ways] li:not([role])');
    await expect.poll(() => ways.count()).toBeGreaterThan(0);
    expect(await page.locator('[data-graph-ways] [role="status"]').innerText()).toMatch(/^(?:One way|\d+ ways) of \d+ steps?\.$/);
    const told = (await ways.first().innerText()).replace(/\s+/g, ' ');
    expect(told).toMatch(/^Reward Hacking .+ [←→↔] .*Claude's Constitution$/);
    expect(address(page)).toMatch(/^\?from=concepts\/reward-hacking&to=/);
    await ways.first().getByRole('link').last().click();
    await page.waitForURL('**/kb/**/claudes-constitution/');
    await page.goBack();
    await expect.poll(() => ways.count()).toBeGreaterThan(0);
  });
});

test('without scripts the page is the list of topics, and says so', async () => {
  const page = await reader.open('graph/', { javaScriptEnabled: false });
  expect(await page.locator('.graph-window').isVisible()).toBe(false);
  expect(await page.locator('noscript p').isVisible()).toBe(true);
  expect(await page.locator('.topics section').count()).toBeGreaterThan(2);
  await page.locator('.topics li a').first().click();
  await page.waitForURL(/\/kb\/(?:concepts|entities|sources)\//);
});

test('Tab goes from the map through its tools to the list', async () => {
  const page = await openMap('?from=concepts/reward-hacking');
  await page.locator('[data-graph-map]').focus();
  const names: (string | null)[] = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    names.push(
      await page.evaluate(
        () => document.activeElement?.closest('[data-graph-tools], [data-graph-card], .graph-zoom, .topics')?.className ?? null,
      ),
    );
    if (names.at(-1) === 'topics') break;
  }
  expect([...new Set(names)].filter((name) => name !== null)).toEqual(['graph-tools', 'graph-card', 'graph-zoom', 'topics']);
});

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)('axe finds nothing wrong in the %s scheme at %i pixels', async (colorScheme, width) => {
  const page = await openMap('?from=concepts/reward-hacking&steps=2', { colorScheme, viewport: { width, height: 800 } });
  await page.getByText('Ways between two articles').click();
  expect(await axeFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  const article = await reader.open('concepts/reward-hacking/', { colorScheme, viewport: { width, height: 800 } });
  expect(await axeFaults(article, '.glance')).toEqual([]);
});
