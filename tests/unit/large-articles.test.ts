/** Large and deep articles are read and rendered in bounded time; each is shown, or published as it is written and reported. */
import { expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { bareHtml, contextOf, fileOf } from '../support/wiki.ts';

/** Most take a tenth of this; it holds on a slow machine that does something else. */
const maxMilliseconds = 5000;

const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join('');
const sentences =
  'Venus turns *slowly*, and **its day** is longer than its year; see [[Mars]] and [Earth](earth.md). `Hot` there.\n';

test.each([
  ['300 kB of prose', many(2600, () => `${sentences}\n`), '<strong>its day</strong>'],
  [
    '300 kB in one paragraph',
    `Planets.\n\n${many(4200, (at) => `The clouds of Venus hide it all year long, as of ${at}, from all.\n`)}`,
    'as of 4199,',
  ],
  ['a table of 10,000 rows', `| a | b |\n| - | - |\n${many(10_000, (at) => `| ${at} | [[Mars]] |\n`)}`, '<td>9999</td>'],
  ['a table of URLs', `|a|b|\n|-|-|\n${many(3000, (at) => `|${at}|https://mars.example/${at}|\n`)}`, '<td>2999</td>'],
  ['200 quotes in each other', `${'> '.repeat(200)}deep`, '<p>deep</p>'],
  ['200 lists in each other', many(200, (at) => `${'  '.repeat(at)}- item ${at}\n`), 'item 199'],
  ['200 loose lists in each other', many(200, (at) => `${'  '.repeat(at)}- item ${at}\n\n`), 'item 199'],
  ['quotes and lists in each other', `${'> - '.repeat(100)}deep`, 'deep'],
  ['200 emphases in each other', `${many(100, () => '*a **b ')}deep${'** *'.repeat(100)}`, 'deep'],
  ['200 asterisks in a row', `${'*'.repeat(200)}deep${'*'.repeat(200)}`, 'deep'],
  ['200 brackets in each other', `${'[ '.repeat(200)}deep${' ]'.repeat(200)}`, 'deep'],
  ['200 links in each other', `${'['.repeat(200)}deep${'](mars.md)'.repeat(200)}`, 'deep'],
  ['200 images in each other', `${'!['.repeat(200)}deep${'](mars.png)'.repeat(200)}`, ''],
  ['5,000 brackets that nothing closes', `${'['.repeat(5000)} deep`, 'deep'],
  ['5,000 links', many(5000, (at) => `[a ${at}](p${at}.md)\n`), 'a 4999'],
  [
    '5,000 links by reference',
    `${many(5000, (at) => `[a ${at}][r${at}]\n`)}\n${many(5000, (at) => `[r${at}]: p${at}.md\n`)}`,
    'a 4999',
  ],
  ['5,000 footnotes', `${many(5000, (at) => `a[^${at}]\n\n`)}${many(5000, (at) => `[^${at}]: Note ${at}.\n`)}`, 'Note 4999.'],
  ['5,000 footnotes in a chain', `a[^0]\n\n${many(5000, (at) => `[^${at}]: Note ${at}.[^${at + 1}]\n`)}`, 'Note 4999.'],
  ['5,000 footnotes that nothing marks', many(5000, (at) => `[^${at}]: Note ${at}.\n`), 'Note 4999.'],
  ['5,000 headings', many(5000, (at) => `## Planet ${at}\n\n`), 'id="planet-4999"'],
  ['5,000 headings of one name', many(5000, () => '## Planet\n\ntext\n\n'), 'id="planet-4999"'],
  ['50,000 formulas in a line', `${many(50_000, () => '$x$ ')}deep`, 'deep'],
  ['40,000 ids of blocks', many(40_000, (at) => `a ^b${at}\n\n`), 'id="^b39999"'],
  ['5,000 elements of HTML', many(5000, (at) => `a <b>x${at}</b>\n\n`), '<b>x4999</b>'],
  [
    '5,000 tags with values without quotes',
    many(5000, (at) => `a <a href=https://mars.example/${at}>x${at}</a>\n\n`),
    'x4999</a>',
  ],
])('%s', { timeout: 4 * maxMilliseconds }, (name, text, shown) => {
  const started = performance.now();
  const { article, tree } = parseArticle(fileOf('concepts/large.md', text));
  const parsed = performance.now();
  const { content, lead } = renderBody(tree);
  const html = bareHtml([...lead, ...content]);
  const rendered = performance.now();
  console.log(`${name}: read in ${Math.round(parsed - started)} ms, rendered in ${Math.round(rendered - parsed)} ms`);
  expect(article.diagnostics.filter(({ code }) => code === 'file-unreadable')).toEqual([]);
  expect(html.includes(shown) || article.summary.includes(shown)).toBe(true);
  expect(rendered - started).toBeLessThan(maxMilliseconds);
});

test('100,000 tags, each on one article, become pages in time that grows with their number', { timeout: 120_000 }, () => {
  const millisecondsFor = (count: number): number => {
    const tags = Array.from({ length: count }, (_, at) => `t${at}`).join(', ');
    const started = performance.now();
    const { site, tags: tree } = contextOf({ 'a.md': `---\ntags: [${tags}]\n---\n\nText.` });
    expect(site.tagsHref).toBe('/tags/');
    expect(tree.size).toBe(count);
    return performance.now() - started;
  };
  millisecondsFor(1000);
  expect(millisecondsFor(100_000)).toBeLessThan(40 * millisecondsFor(10_000) + maxMilliseconds);
});
