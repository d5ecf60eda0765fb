/** What an article page of the bundled wiki costs its reader before they do anything. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { layoutShift } from './faults.ts';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'));
const withNotes = readerOf(
  temporaryVault({ 'mars.md': '# Mars\n\nRed.[^1] Small.\n\nTwo moons.[^1]\n\n[^1]: With rust.\n' }).content,
);

const sentence =
  'The *orbit* of the planet is a long `ellipse`, measured from **one transit** to the next by patient observers. ';
const words = (count: number): string => {
  const paragraph = `${sentence.repeat(5).trim()}\n\n`;
  return paragraph.repeat(Math.ceil(count / paragraph.split(' ').length));
};
const linked = Object.fromEntries(
  Array.from({ length: 20 }, (_, number) => [
    `entities/Planet ${number}.md`,
    `---\ntags: [planets]\n---\n\n# Planet ${number}\n\nIts ${number + 1} moons keep it on its [[Long|orbit]] around the Sun, as [[Short]] tells.\n`,
  ]),
);
const large = readerOf(
  temporaryVault({
    ...linked,
    'concepts/Long.md': `# Long\n\n${Array.from({ length: 25 }, (_, part) => `## Part ${part}\n\n${words(200)}\n\n\`\`\`js\nconst part = ${part};\n\`\`\`\n`).join('\n')}`,
    'concepts/Short.md': `# Short\n\n${Array.from({ length: 5 }, (_, part) => `## Part ${part}\n\n${words(200)} [[Planet ${part}]], [[Planet ${part + 5}]].\n`).join('\n')}`,
  }).content,
);

/** In bytes; scripts and styles gzipped, fonts as they are. */
const budgets = { script: 8192, stylesheet: 12_288, font: 61_440 } as const;

test.each([
  ['an article', reader, 'concepts/alignment-fine-tuning/'],
  ['an article with footnotes', withNotes, 'mars/'],
  ['an article in every voice', large, 'concepts/long/'],
  ['a list', reader, 'all/'],
  ['the home page', reader, ''],
])('%s stays within its budgets, and nothing moves', async (_, site, path) => {
  const page = await site.open('404.html');
  // What that page still asks for is none of the next one's.
  await page.waitForLoadState('networkidle');
  const sizes = { script: 0, stylesheet: 0, font: 0 };
  const loaded: { kind: keyof typeof sizes; url: string }[] = [];
  page.on('response', (response) => {
    const kind = response.request().resourceType() as keyof typeof sizes;
    if (kind in sizes) loaded.push({ kind, url: response.url() });
  });
  await page.goto(new URL(`/${path}`, page.url()).href, { waitUntil: 'networkidle' });
  const inline = await page.evaluate(() =>
    [...document.querySelectorAll('script:not([src], [type])')].map((each) => each.textContent).join(''),
  );
  for (const { kind, url } of loaded) {
    const body = await (await page.request.get(url)).body();
    sizes[kind] += kind === 'font' ? body.length : gzipSync(body).length;
  }
  sizes.script += gzipSync(inline).length;
  expect(loaded.length).toBeGreaterThan(2);
  for (const kind of ['script', 'stylesheet', 'font'] as const) expect(sizes[kind], kind).toBeLessThanOrEqual(budgets[kind]);
  expect(await layoutShift(page)).toBe(0);
});

test('the HTML of an article of 1,000 words with 20 backlinks stays within 25 kB', async () => {
  const page = await large.open('concepts/short/');
  expect((await page.locator('main .prose').innerText()).split(/\s+/).length).toBeGreaterThan(1000);
  expect(await page.locator('#backlinks [data-card]').count()).toBe(20);
  const html = await (await page.request.get(page.url())).text();
  expect(gzipSync(html).length).toBeLessThanOrEqual(25_000);
});

/** The long tasks of the best of several first visits: other work of the machine makes any task long now and then. */
async function longTasksOf(path: string): Promise<number[]> {
  let longest = [Number.NaN];
  for (let visit = 0; visit < 8 && longest.length > 0; visit++) {
    const page = await large.open(path);
    longest = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const watch = new PerformanceObserver((list) => resolve(list.getEntries().map(({ duration }) => duration)));
          watch.observe({ type: 'longtask', buffered: true });
          setTimeout(() => resolve([]), 300);
        }),
    );
    await page.close();
  }
  return longest;
}

test('an article of 5,000 words has no task that holds its reader up for 50 ms', async () => {
  const page = await large.open('concepts/long/');
  expect((await page.locator('main .prose').textContent())?.split(/\s+/).length).toBeGreaterThan(5000);
  expect(await longTasksOf('concepts/long/')).toEqual([]);
});
