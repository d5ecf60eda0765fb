import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'));
const article = 'concepts/alignment-fine-tuning/';

describe('an article', () => {
  test('shows its parts in their order', async () => {
    const page = await reader.open(article);
    expect(await page.locator('h1').allTextContents()).toEqual(['Alignment Fine-Tuning (AFT)']);
    const parts = [
      'h1',
      '.type-badge',
      '.lead',
      '#article-sources',
      'nav.contents',
      '.prose',
      '#article-connections',
      '#backlinks',
      '#related',
    ];
    const order = await page.evaluate((selectors) => {
      const found = selectors.map((selector) => document.querySelector(`main article ${selector}`));
      const isAfter = (a: Element | null | undefined, b: Element | null): boolean =>
        Boolean(a && b && a.compareDocumentPosition(b) & 4);
      return found.map((element, index) => element !== null && (index === 0 || isAfter(found[index - 1], element)));
    }, parts);
    expect(Object.fromEntries(parts.map((part, index) => [part, order[index]]))).toEqual(
      Object.fromEntries(parts.map((part) => [part, true])),
    );
  });

  test('leads to another article by a link, and back by its backlink with the sentence that links', async () => {
    const page = await reader.open(article);
    await page.locator('.prose a.internal[data-article-id="concepts/goal-misgeneralization"]').first().click();
    await page.waitForURL('**/concepts/goal-misgeneralization/');
    const card = page.locator('#backlinks [data-card][data-article-id="concepts/alignment-fine-tuning"]');
    await card.locator('summary').click();
    expect(await card.locator('mark').first().textContent()).toBe('Goal Misgeneralization');
    await card.getByRole('link', { name: 'Alignment Fine-Tuning (AFT)' }).click();
    await page.waitForURL(`**/${article}`);
  });

  test('counts the articles that link to it and shows a card for each', async () => {
    const page = await reader.open(article);
    const cards = await page.locator('#backlinks [data-card]').count();
    expect(cards).toBeGreaterThanOrEqual(6);
    expect((await page.locator('#backlinks h2').textContent())?.trim()).toBe(`${cards} articles link here`);
    const summaries = await page.locator('#backlinks [data-card] .card-summary').allTextContents();
    expect(summaries.length).toBeGreaterThan(0);
    expect(summaries.filter((text) => text.trim().length > 120)).toEqual([]);
  });

  test('says so in the singular where one article links to it', async () => {
    const page = await reader.open('concepts/instruction-tuning/');
    expect((await page.locator('#backlinks h2').textContent())?.trim()).toBe('1 article links here');
  });

  test('cites its sources by a number that shows the card of the source, leads to it and back', async () => {
    const page = await reader.open('computations/misalignment-rate/');
    const mark = page.locator('.prose .citation a').first();
    await mark.hover();
    const card = page.locator('.preview');
    await card.getByRole('link', { name: /Agentic Misalignment/ }).waitFor();
    await page.keyboard.press('Escape');
    expect(await card.isVisible()).toBe(false);
    await mark.focus();
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#Source-lynch');
    await page.locator('[id="Source-lynch"]').getByRole('link', { name: 'Back to claim 1' }).click();
    expect(new URL(page.url()).hash).toBe('#Cite-1');
    await page.locator('[id="Source-lynch"] a.internal').click();
    await page.waitForURL('**/sources/lynch-2025-agentic-misalignment/');
    const citing = page.locator('[id="article-cited-by"] li', { hasText: 'Rate of Agentic Misalignment' });
    expect(await citing.locator('blockquote').first().textContent()).toContain('means nothing without the set of scenarios');
  });

  test('shows how to cite the work of a source, ready to be copied', async () => {
    const page = await reader.open('sources/lynch-2025-agentic-misalignment/', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByText('Cite this source').click();
    const bibtex = page.locator('figure', { hasText: 'BibTeX' });
    await bibtex.getByRole('button', { name: 'Copy' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^@article\{.*author = \{Lynch, Aengus and Wright, Benjamin/s);
    expect(await page.locator('figure', { hasText: 'APA' }).textContent()).toContain('Lynch, A., Wright, B.,');
  });

  test('names what to read instead, and the unverified articles it rests on', async () => {
    const deprecated = await reader.open('concepts/instruction-tuning/');
    await deprecated.locator('[data-superseded]').getByRole('link').click();
    await deprecated.waitForURL('**/concepts/supervised-fine-tuning/');
    const resting = await reader.open('concepts/alignment-evaluation/');
    expect(await resting.locator('[data-rests-on="unverified"]').textContent()).toContain('Evaluation Awareness');
  });

  test('shows connections by relation, and the other side of them on the other article', async () => {
    const page = await reader.open(article);
    const connections = page.locator('#article-connections');
    expect(await connections.locator('dt').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('Augmented by')]),
    );
    await connections.getByRole('link', { name: 'Model Spec Midtraining (MSM)' }).first().click();
    await page.waitForURL('**/concepts/model-spec-midtraining/');
    const other = page.locator('#article-connections div', { has: page.locator('dt', { hasText: /^\s*Augments\s*$/ }) });
    expect(await other.getByRole('link', { name: 'Alignment Fine-Tuning (AFT)' }).count()).toBeGreaterThan(0);
  });

  test('can be read with JavaScript off', async () => {
    const page = await reader.open(article, { javaScriptEnabled: false });
    for (const part of ['.lead', '.prose', '#article-connections', '#backlinks', '#related'])
      expect(await page.locator(part).isVisible()).toBe(true);
  });

  test('shows missing names without a link', async () => {
    const page = await reader.open('concepts/ai-control/');
    const missing = page.locator('a.missing', { hasText: 'Scalable Oversight' }).first();
    expect(await missing.getAttribute('href')).toBeNull();
  });
});

test('sources are listed with the most cited first, and sorted by date', async () => {
  const page = await reader.open('sources/');
  const counts = async (): Promise<number[]> =>
    (await page.locator('.sources-list tbody td:nth-last-child(2)').allTextContents()).map((text) => Number(text));
  const printed = await counts();
  expect(printed.length).toBeGreaterThan(20);
  expect(printed).toEqual(printed.toSorted((a, b) => b - a));
  await page.getByRole('button', { name: 'Date' }).click();
  const years = await page
    .locator('.sources-list tbody time')
    .evaluateAll((times) => times.map((time) => time.getAttribute('datetime')));
  expect(years).toEqual(years.toSorted((a, b) => Date.parse(b ?? '') - Date.parse(a ?? '')));
  await page.getByRole('button', { name: 'Source', exact: true }).click();
  const names = await page.locator('.sources-list tbody th').evaluateAll((heads) => heads.map((head) => head.textContent.trim()));
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
  await page.getByRole('searchbox').last().fill('lynch');
  await expect.poll(() => page.locator('main [role="status"]').textContent()).toMatch(/^\d of \d+ sources\.$/);
  await page.getByRole('searchbox').last().fill('');
  await page.locator('.citing summary').first().click();
  expect(await page.locator('.citing [open] a').first().isVisible()).toBe(true);
});

test.each(['light', 'dark'] as const)('the %s scheme follows the system', async (colorScheme) => {
  const page = await reader.open(article, { colorScheme });
  const [paper = Number.NaN, ink = Number.NaN] = await page.evaluate(() => {
    const luminance = (colour: string): number => {
      const canvas = document.createElement('canvas').getContext('2d');
      if (!canvas) return Number.NaN;
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    return [
      luminance(getComputedStyle(document.documentElement).backgroundColor),
      luminance(getComputedStyle(document.body).color),
    ];
  });
  if (colorScheme === 'dark') expect([paper < 0.2, ink > 0.7]).toEqual([true, true]);
  else expect([paper > 0.9, ink < 0.25]).toEqual([true, true]);
});

test('the reader can choose a scheme, and the choice stays', async () => {
  const page = await reader.open(article, { colorScheme: 'light' });
  const toggle = page.locator('[data-scheme-toggle]');
  const scheme = (): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset['scheme']);
  for (let clicks = 0; (await scheme()) !== 'dark' && clicks < 3; clicks++) await toggle.click();
  expect(await scheme()).toBe('dark');
  await page.reload();
  expect(await scheme()).toBe('dark');
});

test('a path that nothing is at leads on', async () => {
  const page = await reader.open('concepts/alignment-fine-tunning/');
  expect(await page.locator('h1').textContent()).toBe('There is no page here');
  await page.locator('main').getByRole('link', { name: /all/i }).first().click();
  await page.waitForURL('**/all/');
});

test('a list is in the order of titles and can be sorted by links', async () => {
  const page = await reader.open('types/concept/');
  const titles = await page.locator('main a[href*="/concepts/"]').allTextContents();
  const trimmed = titles.map((title) => title.trim());
  expect(trimmed).toEqual([...trimmed].sort(new Intl.Collator('en', { numeric: true }).compare));
  expect(trimmed).toHaveLength(30);
});

describe('with a finger', () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

  test('the contents open from the bar, lead to a section, and close', async () => {
    const page = await reader.open(article, phone);
    await page.getByRole('link', { name: 'Contents' }).tap();
    const entry = page.locator('#contents-list a').last();
    await entry.waitFor();
    const hash = await entry.evaluate((link: HTMLAnchorElement) => link.hash);
    await entry.tap();
    await expect.poll(() => new URL(page.url()).hash).toBe(hash);
    await expect.poll(() => page.locator('#contents-list').isVisible()).toBe(false);
  });

  test('the scheme is chosen, and a list is narrowed and sorted', async () => {
    const page = await reader.open('all/', phone);
    await page.locator('[data-scheme-toggle]').tap();
    expect(await page.evaluate(() => document.documentElement.dataset['scheme'])).not.toBe('auto');
    const rows = page.locator('main tbody tr:not(.list-letter):not([hidden])');
    const all = await rows.count();
    await page.getByRole('button', { name: 'Entity' }).tap();
    expect(await rows.filter({ visible: true }).count()).toBeLessThan(all);
    await page.getByRole('button', { name: 'Changed' }).tap();
    expect(new URL(page.url()).search).toBe('?type=entity&sort=changed');
  });
});
