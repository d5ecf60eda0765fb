/** Ids of blocks, wherever Obsidian allows them. */
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { bodyOf, fileOf, problems, targetsOf, wikiOf } from '../support/wiki.ts';

/** Body without line ends between elements. */
const html = (text: string): string => bodyOf(text).replaceAll('\n<', '<');
const idsOf = (text: string): string[] =>
  parseArticle(fileOf('a.md', text)).article.blocks.map(({ id, span }) => `${id}: ${text.slice(span.start, span.end)}`);

describe('a block id names', () => {
  test.each([
    ['a paragraph', 'One. ^x\n\nTwo.', '<p id="^x">One.</p><p>Two.</p>'],
    ['a paragraph, on its last line', 'One.\n^x', '<p id="^x">One.</p>'],
    ['a paragraph, behind a hard break', 'One.  \n^x', '<p id="^x">One.</p>'],
    ['the paragraph above', 'Zero.\n\nOne.\n\n^x\n\nTwo.', '<p>Zero.</p><p id="^x">One.</p><p>Two.</p>'],
    ['a paragraph that ends in a link', 'See [[Vulcan|it]] ^x', '</a></p>'],
    ['an item', '- a ^x\n- b', '<ul><li id="^x">a</li><li>b</li></ul>'],
    ['an item with what is below', '- a ^x\n  - b ^y\n', '<ul><li id="^x">a<ul><li id="^y">b</li></ul></li></ul>'],
    ['an item of a loose list', '- a ^x\n\n- b', '<ul><li id="^x"><p>a</p></li><li><p>b</p></li></ul>'],
    ['a task', '- [ ] a ^x', '<li class="task-list-item" id="^x">'],
    ['a list', '- a\n- b\n\n^x\n\nText.', '<ul id="^x"><li>a</li><li>b</li></ul><p>Text.</p>'],
    ['a list, from the margin of the next line', '1. a\n2. b\n^x', '<ol id="^x"><li>a</li><li>b</li></ol>'],
    ['an item, from its next line', '- a\n  ^x\n- b', '<ul><li id="^x">a</li><li>b</li></ul>'],
    ['a quote', '> a\n>\n> b\n\n^x', '<blockquote id="^x"><p>a</p><p>b</p></blockquote>'],
    ['a quote, from the next line', '> a\n^x', '<blockquote id="^x"><p>a</p></blockquote>'],
    ['a quote, at its end', '> a\n>\n> b ^x\n\nText.', '<blockquote id="^x"><p>a</p><p>b</p></blockquote>'],
    ['a table', '| a |\n| - |\n| 1 |\n\n^x', '<section id="^x" class="table-scroll"'],
    ['a table, from the next line', '| a |\n| - |\n| 1 |\n^x', '<section id="^x" class="table-scroll"'],
    ['code', '```\na ^y\n```\n\n^x', '<pre id="^x"><code>a ^y</code></pre>'],
    ['code, from the next line', '```\na\n```\n^x', '<pre id="^x"><code>a</code></pre>'],
  ])('%s', (_, text, expected) => {
    const body = html(text);
    expect(body).toContain(expected);
    expect(body).toContain('id="^x"');
    expect(body.replace(/id="[^"]*"/g, '')).not.toContain('^x');
  });

  test('and is listed with the place of what it names', () => {
    const text = '# A\n\nOne. ^a\n\n- b ^b\n  - c\n\n| d |\n| - |\n| 1 |\n\n^d\n';
    expect(idsOf(text)).toEqual(['a: One. ^a', 'b: - b ^b\n  - c', 'd: | d |\n| - |\n| 1 |']);
  });

  test('of two blocks the first', () => {
    expect(html('One. ^x\n\nTwo. ^x')).toBe('<p id="^x">One.</p><p>Two.</p>');
    expect(idsOf('One. ^x\n\nTwo. ^x')).toEqual(['x: One. ^x']);
  });
});

test.each([
  ['`a ^x`', '<p><code>a ^x</code></p>'],
  ['a \\^x', '<p>a ^x</p>'],
  ['a &#94;x', '<p>a ^x</p>'],
  ['a^x', '<p>a^x</p>'],
  ['**a**^x', '<p><strong>a</strong>^x</p>'],
  ['a ^x b', '<p>a ^x b</p>'],
  ['a ^x.y', '<p>a ^x.y</p>'],
])('what only looks like a block id is text: %j', (text, expected) => {
  expect(html(text)).toBe(expected);
  expect(idsOf(text)).toEqual([]);
});

test('links lead to blocks, whatever the case of their ids', () => {
  const files = { 'a.md': '[[b#^Orbit-1]] [[b#Moons#^orbit-1]] [x](b.md#^ORBIT-1)\n', 'b.md': '# B\n\n- Text. ^orbit-1\n' };
  expect(targetsOf(wikiOf(files), 'a')).toEqual(['b#^orbit-1', 'b#^orbit-1', 'b#^orbit-1']);
  expect(problems(wikiOf({ ...files, 'a.md': '[[b#^orbit-2]]\n' }))).toEqual(['a.md:1:1 anchor-missing']);
});
