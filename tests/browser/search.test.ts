import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { axeFaults } from './faults.ts';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'), '--base', '/kb/');
const article = 'concepts/alignment-fine-tuning/';
/** What is said about tidal heating most often is not said where a section is called so. */
const sections = readerOf(
  temporaryVault({
    'io.md': `# Io\n\n${'A moon of Jupiter, and the driest of them. '.repeat(40)}\n\n## Tidal heating\n\nIt melts the rock.\n`,
    'tides.md': `# Tides\n\n[[Heat]]\n\n## Of heating\n\n${'Tidal forces are heating. '.repeat(12)}\n`,
    'heat.md': '---\nsummary: Tidal heating, and other heating that is tidal.\n---\n\n# Heat\n\nTidal heating. Tidal, heating.\n',
  }).content,
);

const dialog = (page: Page): ReturnType<Page['locator']> => page.locator('dialog[open]');
const results = (page: Page): ReturnType<Page['locator']> => page.locator('.search-results .result-title');

describe('the dialog', () => {
  test.each([
    ['its button', (page: Page) => page.locator('[data-search-open]').click()],
    ['the slash', (page: Page) => page.keyboard.press('/')],
    ['Ctrl-K', (page: Page) => page.keyboard.press('Control+k')],
  ])('opens by %s, with the field ready', async (_, open) => {
    const page = await reader.open(article);
    await open(page);
    await dialog(page).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  });

  test('finds an article by words of its body and opens it with Enter', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await dialog(page).locator('input').fill('spec-aware reasoning supervised demonstrations');
    await results(page).first().waitFor();
    const [first] = await results(page).allTextContents();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kb\/(?:concepts|sources|entities)\//);
    expect(await page.locator('h1').textContent()).toBe(first);
  });

  test('puts the article of that title first', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('deliberative alignment');
    await expect.poll(async () => (await results(page).allTextContents())[0]?.trim()).toMatch(/^Deliberative Alignment/);
  });

  test('puts an article with a section of that name before those that speak more of it, in the order of relevance', async () => {
    const page = await sections.open('search/');
    await page.keyboard.type('tidal heating');
    await page.locator('.search-status', { hasText: '3 articles' }).waitFor();
    expect((await results(page).allTextContents())[0]).toBe('Io');
    await page.locator('.search-sort').selectOption('links');
    await expect.poll(async () => (await results(page).allTextContents())[0]).not.toBe('Io');
  });

  test('shows how far each result can be relied on', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('instruction tuning');
    const deprecated = page.locator('.search-results .result', { has: page.locator('[data-status="deprecated"]') });
    await deprecated.filter({ hasText: 'Instruction Tuning' }).first().waitFor();
    await dialog(page).locator('input').fill('evaluation awareness');
    await page
      .locator('.search-results .result', { has: page.locator('[data-trust="unverified"]') })
      .first()
      .waitFor();
  });

  test('finds an article by its alias', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('AFT');
    await results(page).filter({ hasText: 'Alignment Fine-Tuning (AFT)' }).first().waitFor();
  });

  test('can be narrowed to a type', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('anthropic');
    await results(page).first().waitFor();
    await dialog(page).getByRole('button', { name: 'Entity' }).click();
    await expect.poll(async () => new Set(await page.locator('.search-results .type-badge').allTextContents()).size).toBe(1);
    expect((await page.locator('.search-results .type-badge').first().textContent())?.trim()).toBe('Entity');
  });

  test('says when nothing is found', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('xylophonequark');
    await expect.poll(() => page.locator('dialog .search-status').textContent()).toMatch(/Nothing found/);
  });

  test('closes with Escape and gives the focus back', async () => {
    const page = await reader.open(article);
    await page.locator('[data-search-open]').focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog(page).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-search-open'))).toBe(true);
  });

  test.each(['light', 'dark'] as const)('has no fault that axe finds, in %s, in any of its states', async (colorScheme) => {
    const page = await reader.open(article, { colorScheme });
    await page.evaluate(() => localStorage.setItem('recent-searches', '["reward hacking"]'));
    await page.keyboard.press('/');
    for (const typed of ['', 'reward', 'xylophonequark type:concept', 'tag:']) {
      await dialog(page).locator('input').fill(typed);
      await page
        .locator({ '': '.search-start', 'tag:': '.search-values li' }[typed] ?? '.search-status:text-matches("found|articles")')
        .first()
        .waitFor();
      expect(await axeFaults(page), typed).toEqual([]);
    }
  });

  test('its controls are large enough, on a phone too', async () => {
    const page = await reader.open(article, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await page.evaluate(() => localStorage.setItem('recent-searches', '["reward hacking"]'));
    await page.locator('[data-search-open]').tap();
    for (const typed of ['', '"reward model"']) {
      await dialog(page).locator('input').fill(typed);
      await page
        .locator(typed === '' ? '.search-start' : '.search-results .result-excerpt')
        .first()
        .waitFor();
      const small = await dialog(page)
        .locator('a, button, select')
        .evaluateAll((all) =>
          all.flatMap((element) => {
            const { width, height } = element.getBoundingClientRect();
            return width > 2 && (width < 24 || height < 24) && !element.matches('.result-title')
              ? [`${element.textContent} ${width}×${height}`]
              : [];
          }),
        );
      expect(small).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    await results(page).first().tap();
    await page.waitForURL((url) => !url.pathname.includes(article));
  });
});

describe('from the first key on', () => {
  test('names answer before the engine has come, and stay where they are when it does', async () => {
    const page = await reader.open(article);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/pagefind/**', async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press('/');
    await page.keyboard.type('reward');
    await expect.poll(() => results(page).allTextContents()).toContain('Reward Hacking');
    await expect.poll(() => page.locator('.search-status').textContent()).toMatch(/looking/);
    const before = await results(page).allTextContents();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    letGo();
    await page.locator('.result-excerpt').first().waitFor();
    expect((await results(page).allTextContents()).slice(0, before.length)).toEqual(before);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(before[1]);
  });

  test('text typed before any script has loaded is kept and answered', async () => {
    const page = await reader.open(article);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route(/panel\..*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press('/');
    await page.keyboard.type('rewar');
    expect(await dialog(page).locator('input').inputValue()).toBe('rewar');
    letGo();
    await expect.poll(() => results(page).allTextContents()).toContain('Reward Hacking');
  });

  test.each([
    'alignmet fine-tuning',
    'alginment fine-tuning',
    'alignmentt fine-tuning',
    'alignkent fine-tuning',
    'alignment finetuning',
  ])('a typing error, as in %s, finds the article', async (typed) => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type(typed);
    await expect.poll(() => page.locator('.search-status').textContent()).toMatch(/article/);
    expect((await results(page).allTextContents())[0]).toBe('Alignment Fine-Tuning (AFT)');
  });

  test('another spelling is offered for words that nothing is called', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('rewrad xylophonequark');
    await dialog(page).getByRole('button', { name: 'reward xylophonequark' }).click();
    expect(await dialog(page).locator('input').inputValue()).toBe('reward xylophonequark');
  });
});

describe('the keyboard', () => {
  const open = async (typed: string): Promise<Page> => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type(typed);
    await page.locator('.result-excerpt').first().waitFor();
    return page;
  };
  const focused = (page: Page): Promise<string | null | undefined> => page.evaluate(() => document.activeElement?.textContent);

  test('goes through articles and their sections, to the ends, and back into the field', async () => {
    const page = await open('reward model');
    const links = await page.locator('.search-results a').allTextContents();
    for (const link of links.slice(0, 4)) {
      await page.keyboard.press('ArrowDown');
      expect(await focused(page)).toBe(link);
    }
    await page.keyboard.press('Home');
    expect(await focused(page)).toBe(links[0]);
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type('s');
    expect(await dialog(page).locator('input').inputValue()).toBe('reward models');
  });

  test('opens the first with Enter, however soon', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    // Before there is any script, Enter leads to the search page.
    await page.locator('.search-start').waitFor();
    await page.keyboard.type('sycophancy');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/kb/concepts/sycophancy/');
  });

  test('opens in a new tab with Ctrl-Enter, and stays', async () => {
    const page = await open('sycophancy');
    const [other] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Control+Enter')]);
    await other.waitForURL('**/kb/concepts/sycophancy/');
    expect(await dialog(page).count()).toBe(1);
  });

  test('leads to the section that was chosen', async () => {
    const page = await open('reward model');
    const section = page.locator('.result-section').first();
    const href = await section.getAttribute('href');
    await section.click();
    await page.waitForURL((url) => url.pathname + url.hash === href);
    expect(href).toMatch(/#/);
  });

  test('closes with Escape whatever is typed, which is there the next time', async () => {
    const page = await open('reward');
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog(page).count()).toBe(0);
    await page.keyboard.press('/');
    expect(await dialog(page).locator('input').inputValue()).toBe('reward');
  });
});

describe('operators', () => {
  const shown = async (page: Page): Promise<string[]> => {
    await expect
      .poll(() => page.locator('.search-status').textContent(), { timeout: 10_000 })
      .toMatch(/^\d+ articles?$|^Nothing/);
    return results(page).allTextContents();
  };
  const all = async (query: string): Promise<string[]> => shown(await reader.open(`search/?q=${encodeURIComponent(query)}`));

  test('type, alone and excluded', async () => {
    const page = await reader.open('search/?q=anthropic+type:ent');
    expect(await shown(page)).toContain('Anthropic');
    expect(new Set(await page.locator('.result .type-badge').allInnerTexts())).toEqual(new Set(['ENTITY']));
    await page.locator('main input').fill('anthropic -type:entity');
    await expect.poll(() => results(page).allTextContents()).not.toContain('Anthropic');
    expect((await page.locator('.result .type-badge').allInnerTexts()).some((type) => type === 'ENTITY')).toBe(false);
  });

  test('a phrase is found only where its words are adjacent', async () => {
    const loose = await all('human preferences');
    const exact = await all('"preferences human"');
    expect(loose.length).toBeGreaterThan(0);
    expect(exact).toEqual([]);
    expect(await all('"human preferences"')).toContain('Deep reinforcement learning from human preferences');
  });

  test('a word is excluded', async () => {
    const before = await all('"reward model" type:source');
    const after = await all('"reward model" type:source -overoptimization');
    expect(after.length).toBeGreaterThan(0);
    expect(before.length).toBeGreaterThan(after.length);
    expect(before).toEqual(expect.arrayContaining(after));
    expect(after.join()).not.toContain('Overoptimization');
  });

  test('a status without words lists the articles with it', async () => {
    expect(await all('status:deprecated')).toEqual(['Instruction Tuning']);
  });

  test('a value that nothing has is named', async () => {
    const page = await reader.open('search/?q=tag:xylophone');
    await expect
      .poll(() => page.locator('.search-notes').innerText())
      .toMatch(/No article has a tag that begins with “xylophone”/);
  });

  test('a chip takes its operator out of the field, and types are chosen by buttons', async () => {
    const page = await reader.open('search/?q=reward+-hacking');
    await page.getByRole('button', { name: 'Concept', exact: true }).click();
    expect(await page.locator('main input').inputValue()).toBe('reward -hacking type:Concept');
    expect(await page.getByRole('button', { name: 'Concept', exact: true }).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'Without -hacking' }).click();
    expect(await page.locator('main input').inputValue()).toBe('reward type:Concept');
    await page.getByRole('button', { name: 'Concept', exact: true }).click();
    expect(await page.locator('main input').inputValue()).toBe('reward');
  });

  test('values are offered while one is typed, and chosen by key', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('status:dep');
    await page.locator('[role="option"]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    const input = dialog(page).locator('input');
    expect(await input.getAttribute('aria-activedescendant')).toBe(
      await page.locator('[aria-selected="true"]').getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    expect(await input.inputValue()).toBe('status:deprecated ');
    await page.keyboard.type('tag:');
    await page.locator('[role="option"]').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('[role="option"]').first().isVisible()).toBe(false);
    expect(await dialog(page).count()).toBe(1);
  });

  test('the order and the types are in the address, and are read from it', async () => {
    const page = await reader.open('search/?q=reward&type=Concept&sort=links');
    const byLinks = await shown(page);
    expect(await page.locator('main input').inputValue()).toBe('reward type:Concept');
    await page.getByLabel('Order').selectOption('relevance');
    await expect.poll(() => results(page).allTextContents()).not.toEqual(byLinks);
    expect(new URL(page.url()).search).toBe('?q=reward&type=Concept');
  });
});

describe('recent searches', () => {
  test('is offered again, newest first, and can be forgotten', async () => {
    const page = await reader.open('');
    for (const typed of ['sycophancy', 'reward hacking']) {
      await page.keyboard.press('/');
      await dialog(page).locator('input').fill(typed);
      await page.locator('.result-excerpt').first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/${typed.replace(' ', '-')}/`);
      await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
    }
    await page.keyboard.press('/');
    const recent = page.locator('.search-again');
    await expect.poll(() => recent.allTextContents()).toEqual(['reward hacking', 'sycophancy']);
    await page.getByRole('button', { name: 'Forget “reward hacking”' }).click();
    expect(await recent.allTextContents()).toEqual(['sycophancy']);
    await page.keyboard.press('Control+k');
    await recent.first().click();
    expect(await dialog(page).locator('input').inputValue()).toBe('sycophancy');
    await dialog(page).locator('input').fill('');
    await page.getByRole('button', { name: 'Forget all' }).click();
    expect(await recent.count()).toBe(0);
    expect(await page.evaluate(() => localStorage.getItem('recent-searches'))).toBe('[]');
  });
});

describe('on the page that a result leads to', () => {
  const marks = (page: Page): Promise<string[]> =>
    page.evaluate(() => [...(CSS.highlights.get('found') ?? [])].map((range) => (range as Range).toString().toLowerCase()));

  test('the words are marked, the address and the text are unchanged', async () => {
    const page = await reader.open('concepts/reward-hacking/');
    const text = await page.locator('main article').innerHTML();
    await page.keyboard.press('/');
    await page.keyboard.type('reward hacking');
    await results(page).first().click();
    await page.waitForFunction(() => CSS.highlights.has('found'));
    expect(new Set(await marks(page))).toEqual(new Set(['reward', 'hacking']));
    expect(new URL(page.url()).search + new URL(page.url()).hash).toBe('');
    expect(await page.locator('main article').innerHTML()).toBe(text);
  });

  test('they are still marked after Back, until Escape clears them', async () => {
    const page = await reader.open('');
    await page.keyboard.press('/');
    await page.keyboard.type('sycophancy');
    await page.locator('.result-excerpt').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => CSS.highlights.has('found'));
    await page.reload();
    await page.waitForFunction(() => CSS.highlights.has('found'));
    await page.getByRole('button', { name: 'To the next' }).click();
    expect(await page.locator('.found-bar [role="status"]').textContent()).toMatch(/^1 of \d+$/);
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await marks(page)).toEqual([]);
    await page.reload();
    await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
    expect(await marks(page)).toEqual([]);
  });

  test('a reader who arrives another way sees none', async () => {
    const page = await reader.open('');
    await page.evaluate(() =>
      localStorage.setItem('found', JSON.stringify([{ path: '/kb/', words: ['alignment'], at: Date.now() }])),
    );
    await page.goto(new URL('concepts/sycophancy/', page.url()).href);
    await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
    expect(await marks(page)).toEqual([]);
  });
});

describe('only the words of articles are indexed', () => {
  test('not the cards and panels of other articles', async () => {
    const page = await reader.open('search/?q=articles+link+here');
    await expect.poll(() => page.locator('.search-status').textContent()).not.toMatch(/Loading|^$/);
    const excerpts = await page.locator('.result-excerpt').allTextContents();
    expect(excerpts.filter((text) => /\d+ articles link here/.test(text))).toEqual([]);
  });

  test('not a private article', async () => {
    const page = await reader.open('search/?q=scratchpad');
    await expect.poll(() => page.locator('.search-status').textContent()).not.toMatch(/Loading|^$/);
    expect((await results(page).allTextContents()).filter((title) => /scratchpad/i.test(title))).toEqual([]);
  });
});

describe('the page for searching', () => {
  test('shows the results of the query in its address, and keeps the address in step', async () => {
    const page = await reader.open('search/?q=sycophancy');
    await results(page).first().waitFor();
    expect((await results(page).first().textContent())?.trim()).toMatch(/^Sycophancy/);
    await page.locator('main input').fill('constitution');
    await expect.poll(() => page.url()).toMatch(/\?q=constitution$/);
  });

  test('offers the list of all articles without JavaScript', async () => {
    const page = await reader.open('search/', { javaScriptEnabled: false });
    await page.getByRole('link', { name: /list of all \d+ articles/ }).click();
    expect(page.url()).toMatch(/\/kb\/all\/$/);
  });

  test('says so when the index is missing, finds names nevertheless, and tries again', async () => {
    const page = await reader.open('');
    await page.route('**/pagefind/**', (route) => route.fulfill({ status: 404 }));
    await page.keyboard.press('/');
    await page.keyboard.type('reward');
    await expect.poll(() => page.locator('dialog .search-status').textContent()).toMatch(/could not be loaded/);
    expect(await results(page).allTextContents()).toContain('Reward Hacking');
    await page.unroute('**/pagefind/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.result-excerpt').first().waitFor();
    expect(await page.locator('dialog .search-status').textContent()).toMatch(/^\d+ articles$/);
  });

  test('says so when a file of the index never comes', { timeout: 30_000 }, async () => {
    const page = await reader.open('');
    await page.route('**/*.pf_meta', () => undefined);
    await page.keyboard.press('/');
    await page.keyboard.type('demonstrations');
    await expect.poll(() => page.locator('dialog .search-status').textContent()).toMatch(/Looking/);
    await expect
      .poll(() => page.locator('dialog .search-status').textContent(), { timeout: 20_000 })
      .toMatch(/could not be loaded/);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});
