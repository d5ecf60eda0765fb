/** Articles, sections and blocks that an article shows in place. */

import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { proseOf } from '../../src/render/print/from-hast.ts';
import { partWithId } from '../../src/render/print/parts.ts';
import { bareHtml, bodyOf, contextOf, documentOf, type Files, pageOf, problems, wikiOf } from '../support/wiki.ts';

const venus: Files = {
  'Venus.md':
    '# Venus\n\nThe second planet.\n\n## Orbit\n\nIt is near a circle.[^1]\n\n### Period\n\n225 days.\n\n## Moons\n\nNone. ^none\n\n- a ^item\n  - b\n- c\n\n[^1]: By far.\n',
};

/** What stands in the figures of a page, without them. */
const figures = (html: string): string[] =>
  [...html.matchAll(/<figure class="embed"[^>]*>\n?([\s\S]*?)<\/figure>/g)].map(([, all]) => all ?? '');
const words = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Elements that are closed where they should not be, `p` that hold blocks, ids and links to places that are there twice or not at all. */
function faultsOf(html: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const block = /^(?:p|div|section|blockquote|ul|ol|dl|table|pre|figure|aside|h[1-6]|hr)$/;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s+[^\s"=>]+(?:="[^"]*")?)*\s*>/g)) {
    if (/^(?:br|hr|img|input)$/.test(name)) continue;
    if (slash === '/') {
      if (open.pop() !== name) faults.push(`</${name}>`);
    } else {
      if (open.some((each) => /^(?:p|h[1-6])$/.test(each)) && block.test(name)) faults.push(`${open.join(' ')} ${name}`);
      if (name === 'a' && open.includes('a')) faults.push('a in a');
      open.push(name);
    }
  }
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '');
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const hrefs = [...html.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => decodeURIComponent(id ?? ''));
  return [...faults, ...open, ...twice, ...hrefs.filter((id) => !ids.includes(id) && !id.startsWith('source:'))];
}

describe('an embed alone shows', () => {
  test.each([
    ['an article', '![[Venus]]', 'Venus The second planet. Orbit It is near a circle. 1 Period 225 days. Moons None. a b c'],
    [
      'an article by its path',
      '![the planet](Venus.md)',
      'the planet The second planet. Orbit It is near a circle. 1 Period 225 days. Moons None. a b c',
    ],
    ['a section', '![[Venus#Orbit]]', 'Venus › Orbit Orbit It is near a circle. 1 Period 225 days.'],
    ['a section below', '![[Venus#Orbit#Period]]', 'Venus › Period Period 225 days.'],
    ['a section by its path', '![](Venus.md#moons)', 'Venus › Moons Moons None. a b c'],
    [
      'an article by its title',
      '![[Venus#Venus]]',
      'Venus The second planet. Orbit It is near a circle. 1 Period 225 days. Moons None. a b c',
    ],
    ['a paragraph', '![[Venus#^none]]', 'Venus None.'],
    ['an item with what is below it', '![[Venus#^ITEM]]', 'Venus a b'],
    ['a name that looks like that of a file', '![[Node.js]]', 'Node.js Text.'],
    ['what has a label', '![[Venus#^none|Its moons]]', 'Its moons None.'],
  ])('%s', (_, embed, shown) => {
    const html = bodyOf(`Text.\n\n${embed}\n\nText.`, { ...venus, 'Node.js.md': '# Node.js\n\nText.\n' });
    expect(figures(html).map(words)).toEqual([shown]);
    expect(faultsOf(html)).toEqual([]);
  });

  test('each kind of block, in the right kind of element', () => {
    const blocks =
      'Text.\n\n> quote\n\n^quote\n\n| a |\n| - |\n| 1 |\n\n^table\n\n```\ncode\n```\n\n^code\n\n1. one\n2. two ^two\n\n- [x] done ^done\n\n* a\n* b\n\n^list\n';
    const shown = (id: string): string =>
      (figures(bodyOf(`![[b#^${id}]]`, { 'b.md': blocks }))[0] ?? '')
        .replace(/<figcaption>.*<\/figcaption>/, '')
        .replaceAll('\n', '');
    expect(shown('quote')).toBe('<blockquote><p>quote</p></blockquote>');
    expect(shown('table')).toMatch(/^<section class="table-scroll"[^>]*><table>.*<\/table><\/section>$/);
    expect(shown('code')).toBe('<pre><code>code</code></pre>');
    expect(shown('two')).toBe('<ol start="2"><li>two</li></ol>');
    expect(shown('done')).toMatch(
      /^<ul class="contains-task-list"><li class="task-list-item"><input[^>]*checked[^>]*> done<\/li><\/ul>$/,
    );
    expect(shown('list')).toBe('<ul><li>a</li><li>b</li></ul>');
  });

  test('a callout, of its kind', () => {
    const page = bodyOf('![[Venus#^hot]]\n\n![[Venus#Air]]', {
      'Venus.md': '# Venus\n\n## Air\n\n> [!danger]- Hot\n> 460 °C ^hot\n',
    });
    expect(page.match(/<details class="callout" data-callout="danger">/g)).toHaveLength(2);
  });

  test('the section of the same article, and its summary', () => {
    const html = bodyOf(
      '# A\n\n## Summary\n\nIn short.\n\n## One\n\n![[#Two]]\n\n## Two\n\nText.\n\n## Three\n\n![[page#Summary]]\n',
    );
    expect(figures(html).map(words)).toEqual(['Two Two Text.', 'A In short.']);
  });

  test.each([
    ['in an item', '- ![[Venus#^none]]\n- b'],
    ['in an item with words above', '- a\n  ![[Venus#^none]]\n- b'],
    ['in a task', '- [ ] ![[Venus#^none]]'],
    ['in a cell', '| a |\n| - |\n| ![[Venus#^none\\|x]] |'],
    ['in a quote', '> ![[Venus#^none]]'],
    ['between lines', 'One:\n![[Venus#^none]]\nTwo.'],
    ['with an id of its own', '![[Venus#^none]] ^own'],
    ['beside raw HTML', '<div>\n\n![[Venus#^none]]\n\n</div>\n\na<br>b'],
    ['in a footnote', 'Text.[^1]\n\n[^1]: Note:\n\n    ![[Venus#^none]]'],
  ])('where it stands: %s', (_, text) => {
    const html = bodyOf(`Text.\n\n${text}\n`, venus);
    expect(figures(html).map((each) => words(each).replace(/^(?:Venus|x) /, ''))).toEqual(['None.']);
    expect(faultsOf(html)).toEqual([]);
  });

  test('several, each on its line', () => {
    const html = bodyOf('Text.\n\n![[Venus#^none]]\n![[Venus#^item]]  \n![[Venus#Period]] ![[Venus#^none]]\n', venus);
    expect(figures(html).map(words)).toEqual(['Venus None.', 'Venus a b', 'Venus › Period Period 225 days.', 'Venus None.']);
    expect(faultsOf(html)).toEqual([]);
  });
});

describe('an embed of the heading that gives the title shows its section', () => {
  const shown = (text: string, anchor = 'First', title = 'First'): string => {
    const html = bodyOf(`Text.\n\n![[b#${anchor}]]`, { 'b.md': text, 'C.md': '' });
    expect(faultsOf(html)).toEqual([]);
    return (figures(html).map(words)[0] ?? '').replace(`${title} `, '');
  };

  test.each([
    ['up to the next of its rank', '# First\n\nA\n\n# Second\n\nB\n\n## Sub\n\nC\n', 'A'],
    ['with those below it', '# First\n\nA\n\n## Sub\n\nB\n\n# Second\n\nC\n', 'A Sub B'],
    ['to the end where it is the only one', '# First\n\nA\n\n## Sub\n\nB\n', 'A Sub B'],
    ['without what stands above it', 'Intro.\n\n- a\n\n# First\n\nA\n\n# Second\n\nB\n', 'A'],
    ['without what stands above it, to the end', 'Intro.\n\n# First\n\nA\n', 'A'],
    ['without a line of metadata above it', '**Summary**: Intro.\n\n# First\n\nA\n\n# Second\n', 'A'],
    ['with a line of metadata below it', '# First\n\n**Summary**: Intro.\n\nA\n\n# Second\n', 'Intro. A'],
    ['without an element that opens above it', '<div>\n\nIntro.\n\n# First\n\nA\n\n</div>\n\nB\n\n# Second\n', 'A B'],
    ['past a heading in a quote', '# First\n\n> # Quoted\n\nA\n\n# Second\n', 'Quoted A'],
    ['past sections that panels show', '# First\n\nA\n\n## Connections\n\n- [[C]]\n\n## Sub\n\nB\n\n# Second\n', 'A Sub B'],
    ['without the notes of all', '# First\n\nA[^1]\n\n[^1]: Note.\n', 'A 1'],
    ['without a summary that is a property', '---\nsummary: In short.\n---\n# First\n\nA\n\n# Second\n', 'A'],
    ['of a title that is a property too', '---\ntitle: first\n---\n# First\n\nA\n\n# Second\n\nB\n', 'first A'],
    ['of two headings of one name, that of the first', '# First\n\nA\n\n# First\n\nB\n', 'A'],
    ['with a heading of signs', '# First\n\nA\n\n# ⚙\n\nB\n', 'A'],
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test('by its id, in another case, of an article with a number sign', () => {
    const text = 'Intro.\n\n# First one\n\nA\n\n# Second\n\nB\n';
    for (const anchor of ['first-one', 'FIRST ONE', 'First One']) expect(shown(text, anchor, 'First one')).toBe('A');
    expect(figures(bodyOf('Text.\n\n![[C##First one]]\n', { 'C#.md': text })).map(words)).toEqual(['First one A']);
  });

  test('and a link leads to the top of the page, whose text is all there', () => {
    const text = 'Intro.\n\n# First\n\nA\n\n# Second\n\nB\n';
    expect(bodyOf('[[b#First]]', { 'b.md': text })).toContain('href="/b/"');
    expect(words(pageOf({ 'b.md': text }, 'b').article.bodyHtml)).toBe('Intro. A Second # B');
    expect(pageOf({ 'b.md': text }, 'b').article.bodyHtml).not.toMatch(/[\uFDD0-\uFDEF]/);
    expect(figures(bodyOf('Text.\n\n![[b]]', { 'b.md': text })).map(words)).toEqual(['First Intro. A Second B']);
  });

  test('an embed within that section alone is a circle', () => {
    const text = '# First\n\nA\n\n# Second\n\n![[b#First]]\n';
    expect(problems(wikiOf({ 'b.md': text }))).toEqual([]);
    expect(problems(wikiOf({ 'b.md': '# First\n\n![[b#First]]\n\n# Second\n' }))).toEqual(['b.md:3:1 embed-cycle']);
  });
});

test('an embed within a sentence is a link', () => {
  const html = bodyOf('See ![[Venus]] and *that*. **Not** ![[Venus]]\n\n## On ![[Venus]]\n', venus);
  expect(figures(html)).toEqual([]);
  expect(html.match(/<a class="internal"/g)).toHaveLength(3);
});

test('an image keeps its paragraph', () => {
  expect(bodyOf('One\n![[m.png]]\ntwo', { 'm.png': '' })).toMatch(/^<p>One\n<img [^>]*>\ntwo<\/p>$/);
  expect(bodyOf('![[m.csv]]', { 'm.csv': '' })).toMatch(
    /^<p><a class="attachment"[^>]*>m\.csv<\/a> <small>CSV, 0 bytes<\/small><\/p>$/,
  );
});

describe('on the page of another', () => {
  test('links to its own footnotes, citations and headings lead to its page', () => {
    const files: Files = {
      'b.md':
        '---\nsources: [{ id: s, title: Told }]\n---\n\nText.\n\n## Part\n\nA.[^1] B.[^s] [x](#part) [[#Part]] <a href="#part">y</a>\n\n```\ncode\n```\n\n[^1]: Note.\n',
    };
    const html = bodyOf('Text.[^1]\n\n## Part\n\n![[b]]\n\n![[b#Part]]\n\n[^1]: Own.\n', files);
    expect(faultsOf(html)).toEqual([]);
    const [whole = '', part = ''] = figures(html);
    for (const each of [whole, part]) {
      expect([...each.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href).slice(1)).toEqual([
        '/b/#fn-1',
        '/b/#Source-s',
        '/b/#part',
        '/b/#part',
        '/b/#part',
      ]);
      expect(each).not.toMatch(/ id=|data-footnotes|class="anchor"|Note\./);
    }
  });

  test('headings are lowered below the heading above the embed', () => {
    const levels = (text: string): string[] =>
      [...bodyOf(text, { ...venus, 'c.md': 'Text.\n\n![[Venus#Orbit]]\n' }).matchAll(/<(h\d)/g)].map(([, name]) => name ?? '');
    expect(levels('Text.\n\n![[Venus#Orbit]]\n')).toEqual(['h2', 'h3']);
    expect(levels('Text.\n\n## A\n\n### B\n\n![[Venus#Orbit]]\n\n## C\n')).toEqual(['h2', 'h3', 'h4', 'h5', 'h2']);
    expect(levels('Text.\n\n## A\n\n![[c]]\n')).toEqual(['h2', 'h3', 'h4']);
  });

  test('its text is not in the contents, the word count or the search index', () => {
    const files = { ...venus, 'a.md': 'Text.\n\n## One\n\n![[Venus]]\n\n## Two\n\nText.\n' };
    const { article } = pageOf(files, 'a');
    expect(article.contents.map(({ text }) => text)).toEqual(['One', 'Two']);
    expect(article.words).toBeLessThan(8);
    expect(article.bodyHtml).toMatch(/<figure class="embed"[^>]* data-pagefind-ignore>/);
    expect(documentOf(files, 'a').html).toMatch(/<figure class="embed"[^>]* data-pagefind-ignore>/);
  });

  test('it declares its language if that differs', () => {
    expect(bodyOf('Text.\n\n![[b]]', { 'b.md': '---\nlang: he\n---\n\nText.\n' })).toMatch(
      /<figure class="embed"[^>]* lang="he" dir="rtl"/,
    );
  });
});

describe('blocks that cannot be shown', () => {
  test.each([
    ['![[Vulcan]]', 'Vulcan was not found.'],
    ['![[Venus#Rings]]', 'Venus#Rings was not found.'],
    ['![[Venus#^rings]]', 'Venus#^rings was not found.'],
    ['![](Venus.md#rings)', 'Venus#rings was not found.'],
  ])('says so in its place: %s', (embed, text) => {
    const html = bodyOf(`Text.\n\n- ${embed}\n`, venus);
    expect(words(html).replace('Venus.md', 'Venus')).toBe(`Text. ${text}`);
    expect(faultsOf(html)).toEqual([]);
    expect(problems(wikiOf({ ...venus, 'a.md': `Text.\n\n- ${embed}\n` }))).toEqual(['a.md:3:3 embed-missing']);
  });

  test('a panel of the page is a link to it', () => {
    const html = bodyOf('Text.\n\n![[b#Connections]]\n', { 'b.md': 'Text.\n\n## Connections\n\n- Uses: [[page]]\n' });
    expect(html).toContain('<p class="embed-instead"><a class="internal" href="/b/#article-connections"');
  });

  test('a private article reveals nothing', () => {
    const html = bodyOf('Text.\n\n![[Plan]]\n\n![[Plan#Part]]\n', {
      'Plan.md': '---\ndraft: true\n---\n\nSecret.\n\n## Part\n\nSecret.\n',
    });
    expect(words(html)).toBe('Text. … …');
  });
});

describe('embeds without end', () => {
  test.each([
    ['of itself', { 'a.md': 'A.\n\n![[a]]\n' }, ['A. a is not shown within itself.']],
    ['of its own section', { 'a.md': 'A.\n\n## Part\n\nB.\n\n![[#Part]]\n' }, ['A. Part # B. Part is not shown within itself.']],
    ['of each other', { 'a.md': 'A.\n\n![[b]]\n', 'b.md': 'B.\n\n![[a]]\n' }, ['A. b B. a is not shown within itself.']],
    [
      'of blocks',
      { 'a.md': 'A.\n\n- B.\n  ![[b#^y]]\n\n^x\n', 'b.md': 'C.\n\n> ![[a#^x]]\n\n^y\n' },
      ['A. B. b a is not shown within itself.'],
    ],
  ])('%s are cut, and reported', (_, files: Files, shown) => {
    const { leadHtml, bodyHtml } = pageOf(files, 'a').article;
    expect([words(leadHtml + bodyHtml)]).toEqual(shown);
    expect(faultsOf(leadHtml + bodyHtml)).toEqual([]);
    expect(problems(wikiOf(files)).every((each) => each.endsWith('embed-cycle'))).toBe(true);
    expect(problems(wikiOf(files))).toHaveLength(Object.keys(files).length);
  });

  test('an article may be shown twice, and a section of itself elsewhere', () => {
    const html = bodyOf('Text.\n\n![[b]]\n\n![[b]]\n\n![[#Last]]\n\n## Last\n\nEnd.\n', { 'b.md': 'Both.\n' });
    expect(figures(html).map(words)).toEqual(['b Both.', 'b Both.', 'Last Last End.']);
  });

  test('are shown four deep', () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((number) => [`n${number}.md`, `Text ${number}.\n\n![[n${number + 1}]]\n`]),
    );
    const html = bodyOf('Text 0.\n\n![[n1]]\n', files);
    expect(words(html)).toMatch(/Text 4\. n5 is shown on its own page\.$/);
    expect(faultsOf(html)).toEqual([]);
  });

  test('fill a page only so far', () => {
    const ten = (level: number): string => Array.from({ length: 10 }, (_, index) => `![[l${level}-${index}]]\n`).join('\n');
    const files: Record<string, string> = {};
    for (const level of [1, 2, 3, 4])
      for (let index = 0; index < 10; index++)
        files[`l${level}-${index}.md`] = `${'word '.repeat(40)}\n\n${level < 4 ? ten(level + 1) : ''}`;
    const html = bodyOf(`Text.\n\n${ten(1)}`, files);
    expect(html.length).toBeLessThan(2_000_000);
    expect(html).toContain('is shown on its own page.');
    expect(faultsOf(html)).toEqual([]);
  });
});

const partIn = (html: string, id: string): string | undefined => {
  const part = partWithId(
    proseOf(
      unified()
        .use(rehypeRaw)
        .runSync({ type: 'root', children: [{ type: 'raw', value: html }] }).children,
    ),
    id,
  );
  return part && bareHtml(part);
};

test('parts are found by their elements, not by what looks like them', () => {
  const html =
    '<p title="<h2 id=">a</p>\n<h2 id="x">X</h2>\n<div title="</div>"><p>b<br>c</p>\n<h2>no</h2></div>\n<h3 id="y">Y</h3>\n<img alt=">" src="a">\n<h2 id="z&#x26;">Z</h2>\n<table><tbody><tr><td id="cell">d</td></tr></tbody></table>';
  expect(partIn(html, 'x')).toBe(html.slice(html.indexOf('<h2 id="x"'), html.indexOf('\n<h2 id="z')));
  expect(partIn(html, 'y')).toBe('<h3 id="y">Y</h3>\n<img alt=">" src="a">');
  expect(partIn(html, 'z&')).toMatch(/^<h2.*<\/table>$/s);
  const nested =
    '<blockquote><h3 id="in">In</h3><p>a</p></blockquote><h4 id="x">X</h4><p>b</p><h4 id="x">no</h4><section data-footnotes class="footnotes"><h2 id="f">F</h2></section>';
  expect(partIn(nested, 'in')).toBe('<h3 id="in">In</h3><p>a</p>');
  expect(partIn(nested, 'x')).toBe('<h4 id="x">X</h4><p>b</p>');
  expect(partIn('<h2 id="x">X</h2><p>a</p><section data-footnotes class="footnotes"></section>', 'x')).toBe(
    '<h2 id="x">X</h2><p>a</p>',
  );
  expect(partIn(html, 'cell')).toBeUndefined();
  expect(partIn(html, 'none')).toBeUndefined();
});

test('the first paragraph of an article is its summary without its embeds, and stays in place', () => {
  const { article } = pageOf({ ...venus, 'a.md': 'Of the planet:\n![[Venus#^none]]\n\nMore.\n' }, 'a');
  expect([article.description, article.leadHtml]).toEqual(['Of the planet:', '']);
  expect(article.bodyHtml).toMatch(/^<p>Of the planet:<\/p>\n<figure class="embed"/);
});

test('an embedded article whose summary is a property shows it once', () => {
  const own = { 'b.md': '---\nsummary: In short.\n---\n\nIn short.\n\nAt length.\n' };
  expect(figures(bodyOf('Text.\n\n![[b]]', own)).map(words)).toEqual(['b In short. At length.']);
});

test('the markdown beside a page links to what the page shows', () => {
  const files = { ...venus, 'a.md': 'Text.\n\n![[Venus#Orbit]]\n\n![the planet](Venus.md)\n' };
  const context = contextOf(files);
  const article = context.wiki.articles.find(({ id }) => id === 'a');
  const markdown = article && plainMarkdown(markdownTwin(context, article), files['a.md']);
  expect(markdown).toContain('Text.\n\n[Venus#Orbit](/venus/#orbit)\n\n[the planet](/venus/)\n');
});
