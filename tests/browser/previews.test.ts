import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { axeFaults, doubleIds, layoutShift } from './faults.ts';
import { type Reader, readerOf } from './reader.ts';

const paragraph = 'It goes round the Sun among the other planets, each on a path of its own, and has been watched for ages. ';

const vault = temporaryVault({
  'index.md': '# Planets\n\nBegin with [[Mars]].\n',
  'concepts/mars.md': [
    '---\ntype: concept\nsummary: The fourth planet, red with rust.\nstale_after: 2020-01-01\n---\n# Mars\n',
    'Mars has two moons, [[Phobos]] and [[Deimos]], and was drawn by [[Schiaparelli#Maps|a mapmaker]].\n',
    '<script>document.title = "ran"</script>\n\n![a red disc](disc.png)\n',
    `## Surface\n\n${paragraph.repeat(3)}\n\n## Sky\n\nPink at noon, blue at sunset.\n`,
  ].join('\n'),
  'concepts/disc.png': Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
  'concepts/phobos.md':
    '---\ntype: concept\nsummary: The inner moon of Mars.\n---\n# Phobos\n\nIt rises in the west. See [[Mars]].\n',
  'concepts/deimos.md': '---\ntype: concept\nsummary: The outer moon.\n---\n# Deimos\n\nIt is small.\n',
  'people/schiaparelli.md':
    '---\ntype: person\n---\n# Giovanni Schiaparelli\n\nAn astronomer in Milan.\n\n## Maps\n\nHe drew channels on Mars.\n\n### Names\n\nFrom the old atlas.\n\n## Later life\n\nHe lost his sight.\n\nA remark of his. ^remark\n',
  'concepts/long.md': `---\nsummary: A long page.\n---\n# Long\n\n${'- [[Mars]] again\n'.repeat(8000)}`,
  'concepts/reading.md': [
    '---\ntype: concept\nsources:\n  - id: galle\n    title: On the outer planets\n    author: Galle\n---\n# Reading\n',
    '[[Mars]] stands at the beginning of a line, and the text goes on for a while until it ends with [[Phobos]].\n',
    'The channels were drawn ([[Schiaparelli#Maps|his maps]]), he said why ([[Schiaparelli#^remark|his remark]]).',
    'They were not there.[^1] A planet was found by reckoning.[^galle]\n',
    'Of this page: [[#Far below]], [[Reading]]; of others [elsewhere](https://example.org/), and [[Long]].\n',
    `${paragraph.repeat(8)}\n\n`.repeat(6),
    '## Far below\n\nThe last [[Deimos]].\n',
    '[^1]: As [[Mars]] showed when it was visited, *later*.\n[^galle]: In a letter.\n',
  ].join('\n'),
  'twins.md': 'Of [[Castor]].\n',
  'myths/twins/castor.md': '---\ntype: person\nsummary: A tamer of horses.\n---\n# Castor\n\nHe is mortal.\n',
  'stars/twins/castor.md': '---\ntype: concept\nsummary: Six stars that look like one.\n---\n# Castor\n\nIt is far.\n',
  'concepts/qamar.md':
    '---\nlang: ar\nsummary: القمر جرم سماوي يدور حول الأرض.\n---\n# القمر\n\nيدور القمر حول الأرض، وله صلة مع [[Mars|المريخ]] في السماء.\n',
});

const reader = readerOf(vault.content);
const reading = 'concepts/reading/';
/** No room for notes beside their lines. */
const narrow = { viewport: { width: 1000, height: 900 } };
const preview = '.preview';

/** The link of the text with these words. */
function link(page: Page, words: string): Locator {
  return page.locator('.lead, .article > .prose').getByRole('link', { name: words, exact: true }).first();
}

async function opened(page: Page, count = 1): Promise<Locator> {
  await page.waitForFunction((wanted) => document.querySelectorAll('.preview:popover-open').length === wanted, count, {
    timeout: 5000,
  });
  return page.locator(preview).last();
}

async function isGone(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.preview') === null);
}

/** Longer than every pause before a preview. */
async function waitInVain(page: Page): Promise<void> {
  await page.waitForTimeout(900);
  expect(await page.locator(preview).count()).toBe(0);
}

describe('by the pointer', () => {
  test('a link shows type, standing, title and the opening of its article', async () => {
    const page = await reader.open(reading);
    await link(page, 'Mars').hover();
    const shown = await opened(page);
    expect(await shown.locator('.type-badge').textContent()).toContain('Concept');
    expect(await shown.locator('.type-badge .shape').isVisible()).toBe(true);
    expect(await shown.locator('[data-stale]').isVisible()).toBe(true);
    expect(await shown.locator('.preview-title').textContent()).toBe('Mars');
    const text = await shown.textContent();
    expect(text).toContain('red with rust');
    expect(text).toContain('two moons');
    expect(await page.title()).not.toBe('ran');
    expect(await shown.locator('script').count()).toBe(0);
    const image = shown.locator('img');
    expect(await image.evaluate((each: HTMLImageElement) => [each.src.includes('/attachments/'), each.width > 0])).toEqual([
      true,
      true,
    ]);
  });

  test('of an ambiguous name it shows the articles that may be meant, and leads to them', async () => {
    const page = await reader.open('twins/');
    await link(page, 'Castor').hover();
    const shown = await opened(page);
    expect(await shown.locator('.preview-title').textContent()).toBe('Castor');
    expect(await shown.locator('li').allTextContents()).toEqual([
      expect.stringMatching(/Castor\s+Person in myths\/twins\s+A tamer of horses\./),
      expect.stringMatching(/Castor\s+Concept in stars\/twins\s+Six stars that look like one\./),
    ]);
    await shown.getByRole('link', { name: 'Castor' }).last().click();
    await page.waitForURL('**/stars/twins/castor/');
  });

  test('it stays while the pointer is in it, and closes when the pointer has left', async () => {
    const page = await reader.open(reading);
    await link(page, 'Mars').hover();
    const shown = await opened(page);
    await shown.hover();
    await page.waitForTimeout(600);
    expect(await shown.isVisible()).toBe(true);
    await page.mouse.move(5, 5);
    await isGone(page);
  });

  test('it does not open for a pointer that passes by', async () => {
    const page = await reader.open(reading);
    await link(page, 'Mars').hover();
    await page.waitForTimeout(60);
    await page.mouse.move(5, 5);
    await waitInVain(page);
  });

  test('Escape closes it, and it stays closed until the pointer comes back', async () => {
    const page = await reader.open(reading);
    const mars = link(page, 'Mars');
    await mars.hover();
    await opened(page);
    await page.keyboard.press('Escape');
    await waitInVain(page);
    await page.mouse.move(5, 5);
    await mars.hover();
    await opened(page);
  });

  test('a link in it opens a second one, and no third', async () => {
    const page = await reader.open(reading);
    await link(page, 'Mars').hover();
    const first = await opened(page);
    await first.getByRole('link', { name: 'Phobos' }).hover();
    const second = await opened(page, 2);
    expect(await second.textContent()).toContain('inner moon');
    await second.getByRole('link', { name: 'Mars' }).hover();
    await page.waitForTimeout(900);
    expect(await page.locator(preview).count()).toBe(2);
    await page.keyboard.press('Escape');
    expect(await page.locator(preview).count()).toBe(1);
    await page.mouse.move(5, 5);
    await isGone(page);
  });

  test('it closes when the page is scrolled far, not when it is scrolled inside', async () => {
    const page = await reader.open(reading);
    await link(page, 'Mars').hover();
    const shown = await opened(page);
    await shown.hover();
    await page.mouse.wheel(0, 40);
    await page.waitForTimeout(200);
    expect(await shown.isVisible()).toBe(true);
    await page.evaluate(() => scrollBy(0, 500));
    await isGone(page);
  });

  test.each(['Reading', 'elsewhere'])('the link "%s" has none', async (words) => {
    const page = await reader.open(reading);
    await link(page, words).hover();
    await waitInVain(page);
  });

  test('cards, panels and lists have them too', async () => {
    const page = await reader.open('concepts/mars/');
    await page.locator('#backlinks .card-title a').first().hover();
    await opened(page);
    const list = await reader.open('all/');
    await list.locator('.list').getByRole('link', { name: 'Phobos' }).hover();
    expect(await (await opened(list)).textContent()).toContain('inner moon');
  });
});

describe('of a part', () => {
  test.each([
    ['his maps', ['He drew channels', 'From the old atlas'], ['Milan', 'lost his sight']],
    ['his remark', ['A remark of his'], ['He drew', 'lost his sight']],
    ['#Far below', ['The last Deimos'], ['Mars']],
  ])('%s shows its own part', async (words, shown, hidden) => {
    const page = await reader.open(reading);
    await page
      .locator('.article > .prose')
      .getByRole('link', { name: new RegExp(words.replace('#', '')) })
      .first()
      .hover();
    const text = (await (await opened(page)).textContent()) ?? '';
    for (const part of shown) expect(text).toContain(part);
    for (const part of hidden) expect(text).not.toContain(part);
  });

  test('a footnote and a citation show their note and source without leaving the page', async () => {
    const page = await reader.open(reading, narrow);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.locator('[data-footnote-ref]').first().hover();
    const note = await opened(page);
    expect(await note.textContent()).toContain('when it was visited');
    expect(await note.locator('[data-footnote-backref]').count()).toBe(0);
    await note.getByRole('link', { name: 'Mars' }).hover();
    await opened(page, 2);
    await page.mouse.move(5, 5);
    await isGone(page);
    await page.locator('[data-citation]').first().hover();
    expect(await (await opened(page)).textContent()).toContain('On the outer planets');
    expect(asked.filter((path) => path === `/${reading}`)).toEqual([]);
  });
});

describe('by the keyboard', () => {
  test('the focus shows it after a pause, and does not move the reader', async () => {
    const page = await reader.open(reading);
    await link(page, 'Mars').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await opened(page);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Mars');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Phobos');
    await page.waitForFunction(() => document.querySelector('.preview')?.textContent.includes('inner moon'));
  });

  test('Alt and arrow down go into it, Escape and Tab lead back to the link', async () => {
    const page = await reader.open(reading);
    const mars = link(page, 'Mars');
    await mars.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await opened(page);
    await page.waitForFunction(() => document.activeElement?.matches('[role="dialog"][aria-label="Mars"]'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.preview') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await mars.evaluate((each) => document.activeElement === each)).toBe(true);
    await waitInVain(page);
    await page.keyboard.press('Alt+ArrowDown');
    await page.waitForFunction(() => document.activeElement?.matches('[role="dialog"]'));
    await page.keyboard.press('Shift+Tab');
    expect(await mars.evaluate((each) => document.activeElement === each)).toBe(true);
    expect(await page.locator(preview).count()).toBe(0);
  });
});

describe('by touch', () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

  async function press(page: Page, target: Locator, milliseconds: number, drift = 0): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('not there');
    const session = await page.context().newCDPSession(page);
    const at = { x: box.x + Math.min(box.width / 2, 10), y: box.y + box.height / 2 };
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    if (drift > 0)
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: at.x, y: at.y + drift }] });
    await page.waitForTimeout(milliseconds);
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  test('a long press opens it and does not follow the link; a tap beside it closes it', async () => {
    const page = await reader.open(reading, phone);
    await press(page, link(page, 'Mars'), 900);
    const shown = await opened(page);
    expect(await shown.textContent()).toContain('red with rust');
    expect(page.url()).toContain(reading);
    await page.touchscreen.tap(180, 20);
    await isGone(page);
  });

  test('a tap follows the link, a finger that moves scrolls', async () => {
    const page = await reader.open(reading, phone);
    await press(page, link(page, 'Mars'), 700, 60);
    await waitInVain(page);
    await link(page, 'Mars').tap();
    await page.waitForURL('**/concepts/mars/');
  });

  test('a tap on the number of a footnote shows the note', async () => {
    const page = await reader.open(reading, phone);
    await page.locator('[data-footnote-ref]').first().tap();
    expect(await (await opened(page)).textContent()).toContain('when it was visited');
    expect(new URL(page.url()).hash).toBe('');
  });
});

describe('its place', () => {
  test.each([
    [360, 640],
    [360, 420],
    [768, 900],
    [1280, 800],
    [1920, 1000],
  ])('in %i × %i it covers neither link nor pointer and stays inside', async (width, height) => {
    const page = await reader.open(reading, { viewport: { width, height } });
    for (const [words, block] of [
      ['Mars', 'start'],
      ['Mars', 'end'],
      ['Phobos', 'center'],
      ['his maps', 'end'],
    ] as const) {
      const target = link(page, words);
      await target.evaluate((each, to) => each.scrollIntoView({ block: to, behavior: 'instant' }), block);
      await page.evaluate(() => {
        // Clear of the bar at the top.
        const at = document.querySelector('.article > .prose a')?.getBoundingClientRect().top ?? 0;
        if (at < 60) scrollBy(0, at - 70);
      });
      await target.hover();
      await expectClear(await opened(page), target, { width, height });
      await page.mouse.move(2, 2);
      await isGone(page);
    }
  });

  test('on a page that runs from the right it keeps to the right of its link', async () => {
    const page = await reader.open('concepts/qamar/');
    const target = link(page, 'المريخ');
    await target.hover();
    const shown = await opened(page);
    await expectClear(shown, target, { width: 1280, height: 900 });
    const [frame, box] = [await shown.boundingBox(), await target.boundingBox()];
    expect((frame?.x ?? 0) + (frame?.width ?? 0)).toBeLessThan((box?.x ?? 0) + (box?.width ?? 0) + 60);
    expect(await shown.getAttribute('dir')).toBe('ltr');
  });

  async function expectClear(
    shown: Locator,
    target: Locator,
    { width, height }: { width: number; height: number },
  ): Promise<void> {
    const [frame, box] = [await shown.boundingBox(), await target.boundingBox()];
    if (!frame || !box) throw new Error('not there');
    expect(frame.y >= box.y + box.height || frame.y + frame.height <= box.y).toBe(true);
    expect([frame.x >= 0, frame.x + frame.width <= width, frame.y >= 0, frame.y + frame.height <= height]).toEqual(
      Array(4).fill(true),
    );
    expect(frame.height).toBeGreaterThan(60);
  }
});

describe('on its page', () => {
  test('no id is there twice', async () => {
    const page = await reader.open(reading);
    await page.locator('[data-citation]').first().hover();
    await opened(page);
    expect(await doubleIds(page)).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('axe finds no fault in %s', async (colorScheme) => {
    const page = await reader.open(reading, { colorScheme });
    await link(page, 'Mars').hover();
    await opened(page);
    expect(await axeFaults(page)).toEqual([]);
  });

  test('nothing moves while it opens', async () => {
    const page = await reader.open(reading);
    await link(page, 'Mars').hover();
    await opened(page);
    expect(await layoutShift(page)).toBe(0);
  });
});

describe('requests', () => {
  const fetched = (page: Page): string[] => {
    const paths: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'fetch') paths.push(new URL(request.url()).pathname);
    });
    return paths;
  };

  test('is the page once, and nothing before a link is pointed at', async () => {
    const page = await reader.open(reading);
    const paths = fetched(page);
    await page.mouse.move(5, 5);
    await page.waitForTimeout(300);
    expect(paths).toEqual([]);
    for (let times = 0; times < 2; times++) {
      await link(page, 'Mars').hover();
      await opened(page);
      await page.mouse.move(5, 5);
      await isGone(page);
    }
    expect(paths).toEqual(['/concepts/mars/']);
  });

  test('of a very long page is its beginning', async () => {
    const page = await reader.open(reading);
    await link(page, 'Long').hover();
    const shown = await opened(page);
    expect(await shown.locator('.preview-title').textContent()).toBe('Long');
    expect((await shown.textContent())?.length).toBeLessThan(3000);
  });

  test('is nothing when the reader saves data; notes are shown all the same', async () => {
    const page = await reader.open(reading, narrow);
    await page.evaluate(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    const paths = fetched(page);
    await link(page, 'Mars').hover();
    await waitInVain(page);
    expect(paths).toEqual([]);
    await page.locator('[data-footnote-ref]').first().hover();
    await opened(page);
  });

  test('may fail: then there is no preview and no message', async () => {
    const page = await reader.open(reading);
    await page.route('**/concepts/mars/', (route) => route.fulfill({ status: 404, body: '' }));
    await link(page, 'Mars').hover();
    await waitInVain(page);
  });
});

describe('a wiki without previews', () => {
  const plain = temporaryVault({
    'sourcebook.yaml': 'features: { previews: false }\n',
    'mars.md': '# Mars\n\nSee [[Phobos]].\n',
    'phobos.md': '# Phobos\n\nA moon.\n',
  });
  const plainReader: Reader = readerOf(plain.content);

  test('shows none', async () => {
    const page = await plainReader.open('mars/');
    await link(page, 'Phobos').hover();
    await waitInVain(page);
  });
});

describe('the page of an ambiguous name', () => {
  test.each([360, 1280])('is fit to read and has no fault at %i px', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await reader.open('disambiguation/castor/', { viewport: { width, height: 800 }, colorScheme });
      expect(await page.locator('h1').textContent()).toBe('Castor');
      expect(await axeFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
});
