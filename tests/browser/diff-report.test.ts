/** The report of `diff`, opened as a file. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourcebook, temporaryVault } from '../support/site.ts';
import { launchChromium } from './chromium.ts';

const rows = (moons: string): string => `| planet | moons |\n|---|---|\n| Mars | ${moons} |\n| Earth | one |\n`;
const wide = `$$${Array.from({ length: 40 }, (_, index) => `x_{${index}}`).join(' + ')}$$`;
const mars = (text: string, moons: string, code: string): string =>
  `---\ntags: [${moons}]\n---\n\n# Mars\n\n${text} See [[Venus]].\n\n## Moons\n\n- Phobos\n- ${moons}\n\n${rows(moons)}\n${wide}\n\n${text}\n\n\`\`\`js\n${code}\n\`\`\`\n`;

let browser: Browser | undefined;
let report: string;
let vault: ReturnType<typeof temporaryVault> | undefined;

beforeAll(async () => {
  vault = temporaryVault({
    'mars.md': mars('Mars is a red planet.', 'Deimos', 'const moons = 2;'),
    'venus.md': '# Venus\n',
  });
  const { folder, content, write } = vault;
  const git = (...args: string[]): Buffer =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=a@b.example', ...args]);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'One');
  write({
    'mars.md': mars('Mars is the fourth planet.', 'Nobody', `const moons = '${'long '.repeat(60)}';`),
    'earth.md': '# Earth\n\nBlue.\n',
  });
  const out = join(folder, 'changes');
  expect((await sourcebook('diff', 'HEAD', '--content', content, '--out', out)).code).toBe(0);
  report = pathToFileURL(join(out, 'index.html')).href;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  vault?.dispose();
});

async function read(width: number, colorScheme: 'light' | 'dark'): Promise<{ page: Page; complaints: string[] }> {
  if (!browser) throw new Error('the browser was not started');
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => {
    if (request.url() !== report && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(report);
  return { page, complaints };
}

test.each([
  [390, 'light'],
  [390, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const)('is readable at %i px, %s, without the network', async (width, scheme) => {
  const { page, complaints } = await read(width, scheme);
  expect(await page.locator('.text ins, .text del').count()).toBeGreaterThan(8);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  const ink = await page.evaluate(() => getComputedStyle(document.querySelector('ins') ?? document.body).backgroundColor);
  expect(ink).not.toBe('rgba(0, 0, 0, 0)');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('leads from the list of changes to each article', async () => {
  const { page } = await read(1280, 'light');
  await page.getByRole('link', { name: 'Mars' }).click();
  expect(await page.locator('article:target h3').textContent()).toBe('Mars');
  await page.context().close();
});
