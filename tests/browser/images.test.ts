/** Pictures, players and papers as a browser shows them. */
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { readerOf } from './reader.ts';

const vault = temporaryVault({
  'waves.md':
    '# Waves\n\nWords.\n\n![Waves](waves.jpg)\n\n![Waves](waves.jpg "A caption")\n\n![[waves.jpg|300x300]] ![[turned.jpg]]\n\n<img src="waves.jpg" alt="Raw waves" width="200">\n\n![[talk.wav]]\n\n![[film.mp4]]\n\n![[paper.pdf]]\n\nThe last words.\n',
  'cut.md': '# Cut\n\n![A picture of the sea](cut.png)\n',
  'cut.png': 'no picture',
  'sourcebook.yaml': 'pictures: { avif: true }\n',
  'talk.wav': 'talk',
  'film.mp4': 'film',
  'paper.pdf': '%PDF',
});
const pixels = Buffer.alloc(1600 * 900 * 3);
for (let at = 0; at < pixels.length; at++) pixels[at] = 128 + 90 * Math.sin(at / 4871) + ((at * 7919) % 11);
const waves = sharp(pixels, { raw: { width: 1600, height: 900, channels: 3 } });
await waves.clone().jpeg({ quality: 90 }).toFile(join(vault.content, 'waves.jpg'));
await waves.clone().resize(500).withMetadata({ orientation: 8 }).jpeg({ quality: 90 }).toFile(join(vault.content, 'turned.jpg'));
afterAll(vault.dispose);

const reader = readerOf(vault.content);

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };

test.each([
  ['a laptop', {}],
  ['a phone', phone],
])('on %s nothing moves while pictures arrive', async (_, options) => {
  const page = await reader.open('/waves/', options);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.evaluate(async () => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
    Object.assign(globalThis, { shifts });
    for (const image of document.images) image.scrollIntoView({ behavior: 'instant' });
    await Promise.all([...document.images].map((image) => image.decode()));
  });
  await page.waitForTimeout(100);
  const moved = await page.evaluate(() =>
    (globalThis as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
  );
  expect(moved).toBeLessThan(0.001);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
  const ratios = await page.evaluate(() =>
    [...document.images].map((image) => image.width / image.height / (image.naturalWidth / image.naturalHeight)),
  );
  for (const ratio of ratios) expect(ratio).toBeCloseTo(1, 1);
});

test('each screen asks for the copy that fits it', async () => {
  const shown = async (options: object): Promise<(string | undefined)[]> => {
    const page = await reader.open('/waves/', options);
    await page.evaluate(async () => {
      for (const image of document.images) image.scrollIntoView({ behavior: 'instant' });
      await Promise.all([...document.images].map((image) => image.decode()));
    });
    return page.evaluate(() => [...document.images].map(({ currentSrc }) => /\.\w{8}(.*)$/.exec(currentSrc)?.[1]));
  };
  expect(await shown({})).toEqual(['-960.avif', '-960.avif', '-480.avif', '-281.avif', '-480.webp']);
  expect(await shown({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 })).toEqual([
    '-480.avif',
    '-480.avif',
    '-480.avif',
    '-281.avif',
    '-480.webp',
  ]);
  expect(await shown(phone)).toEqual(['-1440.avif', '-1440.avif', '-960.avif', '-281.avif', '-960.webp']);
});

test('a picture that cannot be shown is replaced by its alt text', async () => {
  const page = await reader.open('/cut/');
  const image = page.getByRole('img', { name: 'A picture of the sea' });
  await image.scrollIntoViewIfNeeded();
  expect(await image.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBe(0);
  expect((await image.boundingBox())?.width).toBeGreaterThan(100);
});

test('a phone gets a link to a paper, and loads nothing of it', async () => {
  const asked: string[] = [];
  const page = await reader.open('/cut/', phone);
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(page.url().replace('/cut/', '/waves/'));
  await page.getByText('The last words.').scrollIntoViewIfNeeded();
  await page.waitForTimeout(200);
  expect(asked.filter((url) => url.includes('paper'))).toEqual([]);
  expect(await page.locator('iframe').isVisible()).toBe(false);
  expect(await page.getByRole('link', { name: 'paper.pdf' }).isVisible()).toBe(true);
});

test('players can be focused and have names for screen readers', async () => {
  const page = await reader.open('/waves/');
  expect(await page.locator('audio').getAttribute('aria-label')).toBe('talk.wav');
  await page.locator('audio').focus();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('AUDIO');
});
