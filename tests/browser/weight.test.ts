/** What an article page of the bundled wiki costs its reader before they do anything. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readerOf } from './reader.ts';

const reader = readerOf(join(import.meta.dirname, '../../content'));

/** In bytes; scripts and styles gzipped, fonts as they are. */
const budgets = { script: 8192, stylesheet: 12_288, font: 61_440 } as const;

test.each(['concepts/alignment-fine-tuning/', 'concepts/rlhf/', 'all/', ''])(
  '/%s stays within its budgets, and nothing moves',
  async (path) => {
    const page = await reader.open('404.html');
    const sizes = { script: 0, stylesheet: 0, font: 0 };
    const answers: Promise<void>[] = [];
    page.on('response', (response) => {
      const kind = response.request().resourceType() as keyof typeof sizes;
      if (!(kind in sizes)) return;
      answers.push(
        response.body().then((body) => {
          sizes[kind] += kind === 'font' ? body.length : gzipSync(body).length;
        }),
      );
    });
    await page.goto(new URL(`/${path}`, page.url()).href, { waitUntil: 'networkidle' });
    const inline = await page.evaluate(() =>
      [...document.querySelectorAll('script:not([src], [type])')].map((each) => each.textContent).join(''),
    );
    await Promise.all(answers);
    sizes.script += gzipSync(inline).length;
    for (const kind of ['script', 'stylesheet', 'font'] as const)
      expect([kind, sizes[kind] > 0, sizes[kind] <= budgets[kind]]).toEqual([kind, true, true]);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            resolve(list.getEntries().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0));
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(resolve, 500, 0);
        }),
    );
    expect(shift).toBe(0);
  },
);
