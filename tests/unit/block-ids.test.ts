/** Ids of blocks, wherever Obsidian allows them. */
import { describe, expect, test } from 'vitest';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { bodyOf, contextOf, documentOf, fileOf, pageOf, problems, targetsOf, wikiOf } from '../support/wiki.ts';

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

test('links to blocks ignore the case of ids', () => {
  const files = { 'a.md': '[[b#^Orbit-1]] [[b#Moons#^orbit-1]] [x](b.md#^ORBIT-1)\n', 'b.md': '# B\n\n- Text. ^orbit-1\n' };
  expect(targetsOf(wikiOf(files), 'a')).toEqual(['b#^orbit-1', 'b#^orbit-1', 'b#^orbit-1']);
  expect(problems(wikiOf({ ...files, 'a.md': '[[b#^orbit-2]]\n' }))).toEqual(['a.md:1:1 anchor-missing']);
});

test.each([
  ['# T\n\n## ^[only]\n\n## ![[x.png]] ^i1\n', ['section', 'section-1']],
  ['# ^[only note]\n\n## Part\n', ['section', 'part']],
  ['##\n\n## Section\n', ['section', 'section-1']],
])('a heading without words has an id: %j', (text, ids) => {
  const body = bodyOf(text, { 'x.png': 'x' });
  expect([...body.matchAll(/<h\d id="([^"]*)"/g)].map(([, id]) => id)).toEqual(ids);
});

describe('an id of a heading', () => {
  const headingsOf = (text: string): string[] =>
    parseArticle(fileOf('a.md', text)).article.headings.map(({ text: words, id, block }) => `${words}|${id}|${block?.id ?? ''}`);

  test.each([
    ['## Findings ^find', 'Findings|findings|find'],
    ['## Findings ^find   ', 'Findings|findings|find'],
    ['## Findings ^find ##', 'Findings|findings|find'],
    ['## Findings ## ^find', 'Findings|findings|find'],
    ['## Findings # ^find #', 'Findings|findings|find'],
    ['## The `x` ## ^find', 'The x|the-x|find'],
    ['## C# ^find', 'C#|c|find'],
    ['## Findings \\# ^find', 'Findings #|findings-|find'],
    ['Findings # ^find\n--------', 'Findings #|findings-|find'],
    ['Findings ^find\n--------', 'Findings|findings|find'],
    ['Findings\n^find\n--------', 'Findings|findings|find'],
    ['## Findings\n\n^find', 'Findings|findings|find'],
    ['## Findings\n^find', 'Findings|findings|find'],
    ['## The `x` ^x-1', 'The x|the-x|x-1'],
    ['## See [[Venus]] ^s', 'See Venus|see-venus|s'],
    ['> ## Findings ^find\n> text', 'Findings|findings|find'],
    ['> [!note] Title\n> ## Findings ^find\n> text', 'Findings|findings|find'],
    ['- ## Findings ^find', 'Findings|findings|find'],
    ['# Findings ^find', 'Findings|findings|find'],
  ])('is no part of what it says: %j', (text, heading) => {
    expect(headingsOf(text)).toEqual([heading]);
    expect(html(`# A\n\n${text}`)).not.toContain('^');
  });

  test.each([
    ['## 2 ^ 3', '2 ^ 3|2--3|'],
    ['## x^2', 'x^2|x2|'],
    ['## a \\^x', 'a ^x|a-x|'],
    ['## a `^x`', 'a ^x|a-x|'],
    ['## ^x', '^x|x|'],
    ['## a ^x b', 'a ^x b|a-x-b|'],
  ])('is not what only looks like one: %j', (text, heading) => {
    expect(headingsOf(text)).toEqual([heading]);
  });

  const doc = {
    'H.md':
      '# Doc ^top\n\n## Findings ^find\n\nOne. ^find\n\n[[#^find]] [[#Findings]]\n\n## Method ^M-1\n\nTwo.\n\n## Connections ^c\n\n- [[U]]\n',
    'U.md': '',
  };

  test('is a target for links, as its text is', () => {
    const links =
      '[[H#^find]] [[H#^m-1]] [[H#Method]] [[H#Doc#^M-1]] [x](H.md#^find) [[H#^top]] [[H#^c]] [[H#Findings ^find]] [[H#Method ^m-1]] [[H#Doc#Method ^M-1]]';
    const wiki = wikiOf({ ...doc, 'U.md': links });
    expect(targetsOf(wiki, 'h')).toEqual(['h#findings', 'h#findings', 'u']);
    expect(targetsOf(wiki, 'u')).toEqual([
      'h#findings',
      'h#method',
      'h#method',
      'h#method',
      'h#findings',
      'h#',
      'h#article-connections',
      'h#findings',
      'h#method',
      'h#method',
    ]);
    expect(problems(wiki)).toEqual([]);
  });

  test('is the first of its name, and is suggested', () => {
    const text = 'One. ^x\n\n## Two ^x\n\n## Three ^findings\n';
    const wiki = wikiOf({ 'b.md': text, 'a.md': '[[b#^x]] [[b#^findngs]]' });
    expect(targetsOf(wiki, 'a')).toEqual(['b#^x', 'b']);
    expect(wiki.diagnostics.find(({ code }) => code === 'anchor-missing')?.hint).toBe('Did you mean `^findings`?');
    expect(parseArticle(fileOf('b.md', text)).article.blocks.map(({ id }) => id)).toEqual(['x']);
  });

  test('is not suggested for what only looks like one', () => {
    const wiki = wikiOf({ 'b.md': '## ^only\n\n[[#^only]] [[#^onlly]]\n' });
    expect(wiki.diagnostics.filter(({ code }) => code === 'anchor-missing').map(({ hint }) => hint)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('is not in the contents or the search index, and embeds the section', () => {
    const { article } = pageOf(doc, 'h');
    expect(article.contents.map(({ text }) => text)).toEqual(['Findings', 'Method', 'Connections']);
    expect(article.title).toBe('Doc');
    expect(documentOf(doc, 'h').html).not.toMatch(/\^(?:find|M-1)</);
    const embedded = bodyOf('Text.\n\n![[H#^m-1]]\n', doc);
    expect(embedded.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toBe(' Text. Doc › Method Method Two. ');
  });

  test.each([
    ['## Findings ^find ##\n\nText.', '## Findings ##\n\nText.'],
    ['## Findings ## ^find\n\nText.', '## Findings ##\n\nText.'],
    ['Findings\n^find\n----\n\nText.', 'Findings\n----\n\nText.'],
    ['## Findings\n\n^find\n\nText.', '## Findings\n\nText.'],
    ['## The `x` ^x\n\nText. ^y', '## The `x`\n\nText. ^y'],
  ])('is not in the markdown beside the page: %j', (text, shown) => {
    const files = { 'a.md': `Above.\n\n${text}\n` };
    const context = contextOf(files);
    const [article] = context.wiki.articles;
    expect(article && plainMarkdown(markdownTwin(context, article), files['a.md'])).toContain(`Above.\n\n${shown}\n`);
  });

  test('of the title embeds all that is below it', () => {
    const files = { 'b.md': 'Before.\n\n# T ^t\n\nOne.\n\n# U\n\nTwo.\n' };
    expect(
      bodyOf('Text.\n\n![[b#^t]]\n', files)
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' '),
    ).toBe(' Text. T One. ');
  });
});
