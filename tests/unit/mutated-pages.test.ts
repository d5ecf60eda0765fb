import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutate } from '../../scripts/mutate.ts';
import { renderBody } from '../../src/render/body/article-html.ts';
import { randomFrom } from '../../src/wiki/graph/random.ts';
import { parseArticle, parseAsText } from '../../src/wiki/parse/parse-article.ts';
import { cases, timeout } from '../support/budget.ts';
import { fileOf } from '../support/wiki.ts';

const root = join(import.meta.dirname, '../..');
const pages = ['content', 'tests/golden/tour', 'tests/golden/syntax'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => readFileSync(join(root, folder, path), 'utf8')),
);

/** Of each page. */
const rounds = cases(20);

test('pages with bytes flipped, cut, doubled and spliced are read and rendered', { timeout }, () => {
  const random = randomFrom(20_261_124);
  let findings = 0;
  for (const page of pages) {
    for (let round = 0; round < rounds; round++) {
      const text = mutate(page, pages[Math.floor(random() * pages.length)] ?? '', random);
      const file = fileOf('concepts/page.md', text);
      const { article, tree } = parseArticle(file);
      findings += article.diagnostics.length;
      try {
        renderBody(tree);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        renderBody(parseAsText(file, 'Too deep.').tree);
      }
    }
  }
  expect(findings).toBeGreaterThan(pages.length);
});
