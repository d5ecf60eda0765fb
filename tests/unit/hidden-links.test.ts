/** Links that readers must not see as they are written. `tests/vaults/privacy.test.ts` tries every place and syntax. */
import { describe, expect, test } from 'vitest';
import type { ArticleId, ParsedArticle } from '../../src/wiki/model.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { builtWikiOf, documentOf, type Files, fileOf, markdownOf, pageOf } from '../support/wiki.ts';

const secret = { 'Zebra.md': '---\ndraft: true\n---\n' };

function shown(files: Files, id: string): ParsedArticle | undefined {
  return builtWikiOf({ ...secret, ...files }).wiki.byId.get(id as ArticleId)?.parsed;
}

test('the source is not edited: places are those in the file', () => {
  const text = '# On [[Zebra]]\n\nSee [[Zebra|it]] and [[Open]].\n';
  const parsed = shown({ 'a.md': text, 'Open.md': '' }, 'a');
  expect(parsed?.links.map(({ target, span }) => [target, text.slice(span.start, span.end)])).toEqual([
    ['…', '[[Zebra]]'],
    ['…', '[[Zebra|it]]'],
    ['Open', '[[Open]]'],
  ]);
  expect(parsed?.headings[0]).toMatchObject({ text: 'On …', id: 'on-' });
});

describe('a title that holds a hidden name', () => {
  test('is shown by a link to it as it is shown itself', () => {
    const files = { 'a.md': '# On [[Zebra]]\n', 'b.md': '# More [[On Zebra]]\n', 'c.md': '# Even [[More On Zebra]]\n' };
    expect(['a', 'b', 'c'].map((id) => shown(files, id)?.title)).toEqual(['On …', 'More On …', 'Even More On …']);
  });

  test('may name another that names it: neither grows, and neither says the name', () => {
    const files = {
      'a.md': '---\ntitle: "A [[Zebra]] [[B A Zebra]]"\naliases: [A Zebra]\n---\n\nSee [[Zebra]].\n',
      'b.md': '---\ntitle: "B [[A Zebra]] [[Zebra]]"\naliases: ["B [[A Zebra]]", B A Zebra]\n---\n\nSee [[Zebra]].\n',
    };
    const titles = ['a', 'b'].map((id) => shown(files, id)?.title ?? '');
    expect(titles.join()).not.toContain('Zebra [[');
    for (const title of titles) expect(title.length).toBeLessThan(100);
  });

  test('is followed along any number of articles', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `n${index}.md`,
        index === 0
          ? '# N0 [[Zebra]]\n'
          : `# N${index} [[n${index - 1}|x]]\n\nBy [[N${index - 1} ${index === 1 ? 'Zebra' : 'x'}]].\n`,
      ]),
    );
    expect(shown(chain, 'n1')?.summary).toBe('By N0 ….');
    expect(shown(chain, 'n299')?.title).toBe('N299 x');
  });
});

test('the markdown beside a page keeps everything else', () => {
  const text =
    '# A\n\n**Sources**: Open.md, Zebra.md\n\nAn <i title="[[Zebra]]">x</i> [far](https://a.example "see [z](Zebra.md)") `[[Zebra]]`\n\n%% [[Zebra]] %%\n';
  expect(markdownOf({ ...secret, 'a.md': text, 'Open.md': '' }, 'a')).toContain(
    '**Sources**: Open.md, …\n\nAn <i title="…">x</i> [far](https://a.example "see z") `[[Zebra]]`\n',
  );
});

test('links in text are facts of an article, since they may have to be hidden', () => {
  const { linksInText } = parseArticle(
    fileOf('a.md', '---\nsee: of [[A#b]]\n---\n[x](https://a.example "[[B]]") ![[C]] <p title="d.md"> `[[E]]`\n'),
  ).article;
  expect(linksInText).toEqual([{ target: 'B' }, { target: 'd.md' }]);
});

describe('no part of a cover is left', () => {
  test.each([
    '[[Open|see [[Zebra]]]]',
    '[[Open|![[Zebra]]]]',
    '[[Open|a^[see [[Zebra]]] b]]',
    '[[Open|see (source: Zebra.md) y]]',
    '![[map.png|see (source: Zebra.md)]]',
    '[[[[Zebra]]]]',
    '[[Of [[Zebra]] n]]',
    '[[#See [[Zebra]] x]]\n\n## See [[Zebra]] x',
    'T (source: X), (source: X, p. 3) and (sources: X; Open)',
    '**Sources**: X, Open',
    '**Sources**: *Zebra*, Open',
    '**Aliases**: [[Zebra]]\n\nT.',
    '[[Zebra]]() and ^[^[Zebra.md]]',
  ])('%s', (text) => {
    const files = { ...secret, 'X.md': '---\ndraft: true\n---\n', 'Open.md': '', 'map.png': '', 'a.md': `# A\n\n${text}\n` };
    const made = JSON.stringify([pageOf(files, 'a'), documentOf(files, 'a'), markdownOf(files, 'a'), pageOf(files, 'open')]);
    expect(made).not.toMatch(/zebra|[\uFDD0-\uFDEF]/i);
  });
});

test('an alias that is a link to a private article is no name of another', () => {
  const files = { ...secret, 'a.md': '# A\n\n**Aliases**: [[Zebra]]\n\nT.\n', 'b.md': '# B\n\n[[Zebra]]\n' };
  expect(markdownOf(files, 'b')).toContain('# B\n\n…\n');
});
