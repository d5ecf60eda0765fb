/** Elements of raw HTML that go with all they hold, wherever an article says something. */
import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { searchDocument } from '../../src/render/files/search-document.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { parseMarkdown, referenceParser } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { bareHtml, contextOf, documentOf, fileOf, pageOf, problems, wikiOf } from '../support/wiki.ts';

/** All that a wiki tells of an article: its page, its facts, its sentences and words, its markdown. */
function toldOf(text: string, config = ''): string {
  const files = { 'a.md': text, 'b.md': '' };
  const context = contextOf(files, config);
  const article = context.wiki.byId.get('a' as ArticleId);
  if (!article) return '';
  const page = pageOf(files, 'a', config);
  const { diagnostics: _, digest: __, ...facts } = article.parsed;
  const { mentions, terms } = parseArticle(fileOf('a.md', text), { syntax: context.config.markdown });
  return JSON.stringify([
    page,
    facts,
    mentions,
    terms,
    searchDocument(context, article, page),
    plainMarkdown(markdownTwin(context, article), text),
  ]);
}

const places: Readonly<Record<string, (html: string) => string>> = {
  'the first paragraph': (html) => `Seen ${html} words.\n`,
  'a paragraph': (html) => `Text.\n\nSeen ${html} words with [[b]].\n`,
  'the title': (html) => `# Seen ${html} title\n\nText.\n`,
  'a heading': (html) => `Text.\n\n## Seen ${html} part\n\n[[#Seen part]]\n`,
  'an item': (html) => `Text.\n\n- Seen ${html} item\n- [ ] ${html}\n`,
  'a quote': (html) => `Text.\n\n> Seen ${html} words\n>\n> > [!note] Seen ${html}\n> > ${html} x\n`,
  'a cell': (html) => `Text.\n\n| a ${html} | b |\n| - | - |\n| ${html} | Seen |\n`,
  'a footnote': (html) => `Text.[^1]\n\n[^1]: Seen ${html} note.\n`,
  'the text of a link': (html) => `Text.\n\n[Seen ${html} link](b.md) **${html} bold** ==${html} marked==\n`,
  'the summary section': (html) => `## Summary\n\nSeen ${html} words.\n\n## More\n\nText.\n`,
  'a line of metadata': (html) => `# A\n\n**Summary**: Seen ${html} words.\n\nText.\n`,
  'the note of a connection': (html) => `Text.\n\n## Connections\n\n- Extends: [[b]] (seen ${html} note)\n`,
  'a term and its definition': (html) => `Text.\n\nTerm ${html}\n: Seen ${html}\n`,
  'lines of its own': (html) => `Text.\n\n${html}\n\nSeen.\n`,
  'a line among others': (html) => `Text.\n\nSeen\n${html}\nwords.\n`,
  'other HTML': (html) => `Text.\n\n<div>\n${html}\n<p>Seen</p><a href="b.md">b</a>\n</div>\n`,
};

const elements = [
  '<style>p{x:zarquon}</style>',
  '<script>let zarquon = 1 < 2;</script>',
  '<SCRIPT type="module" src="zarquon.js">zarquon()</SCRIPT >',
  '<template><p>zarquon</p><style>zarquon{}</style></template>',
  '<noscript>zarquon</noscript>',
  '<iframe src="https://zarquon.example">zarquon</iframe>',
  '<iframe src="https://zarquon.example"/>',
  '<object data="zarquon.pdf">zarquon</object>',
  '<textarea>zarquon <b>x</b></textarea>',
  '<select><option>zarquon</option></select>',
  '<svg><title>zarquon</title><svg></svg><text>zarquon</text></svg>',
  '<math><mi>zarquon</mi></math>',
  '<head><title>zarquon</title></head>',
  '<noembed>zarquon</noembed>',
];

describe.each(Object.entries(places))('in %s', (_, place) => {
  test.each(elements)('%s', (html) => {
    const told = toldOf(place(html), 'markdown: { definitionLists: true }');
    expect(told).not.toMatch(/zarquon/i);
    expect(told).toContain('een');
  });
});

describe('over several blocks', () => {
  test.each([
    ['a style', '<style>\nzarquon{}\n\n.b{}\n</style>'],
    ['a style, indented', '<style>\n\n      zarquon{}\n\n</style> Seen'],
    ['a template with markdown', '<template>\n\n# zarquon\n\n- zarquon [[zarquon]]\n\n</template>'],
    ['a drawing', '<svg viewBox="0 0 1 1">\n\n<text>zarquon</text>\n\n</svg>'],
    ['a frame', '<iframe src="https://a.example">\n\nzarquon\n\n</iframe>'],
    ['within other elements', '<div><style>\n.a{}\n\nzarquon{}</style></div>'],
    ['in a quote', '> <style>\n> zarquon{}\n>\n> b{}\n> </style>'],
    ['in an item', '- <template>\n\n  zarquon\n\n  </template>\n- Seen'],
    ['with code', '<template>\n\n```\nzarquon\n```\n\n</template>'],
  ])('%s', (_, html) => {
    const told = toldOf(`Text.\n\n${html}\n\nSeen.\n`);
    expect(told).not.toContain('zarquon');
    expect(told).toContain('Seen');
    expect(told).not.toContain('<pre');
  });
});

describe('within sentences and over blank lines, elements without prose', () => {
  test.each([
    ['a style', 'Hello <style>zarquon{}\n\nq{}</style>Seen.', 'Hello Seen.'],
    ['a style with a rule over blank lines', 'A <style>\n.zarquon {\n\n  color: red\n\n}\n</style> Seen', 'A  Seen'],
    ['a script in an item', '- li <script>\n  zarquon()\n\n  b()\n  </script> Seen', 'li  Seen'],
    ['a script with comments', 'A <script>\n// zarquon is one of them.\n\nlet b = 1\n</script> Seen', 'A  Seen'],
    ['a script that holds nothing', 'A <script src="zarquon.js">\n\n</script> Seen', 'A  Seen'],
    ['a style at the end of a numbered item', '1. Seen <style>\n\n   .zarquon{}\n   </style>', 'Seen '],
    ['a drawing', 'End <svg><path/>\n\n<text>zarquon</text></svg> Seen', 'End  Seen'],
    ['a frame that holds nothing', 'A <iframe src="zarquon">\n\n</iframe> Seen', 'A  Seen'],
    ['a style in a quote', '> a <style>zarquon{}\n>\n> q{}</style> Seen', 'a  Seen'],
    ['a style in a heading', '## Seen <style>zarquon{}\n\nq{}</style>part', 'Seen part'],
  ])('%s', (_, html, seen) => {
    const told = toldOf(`Text.\n\n${html}\n\n[[b]] after.\n`);
    expect(told).not.toContain('zarquon');
    expect(told).toContain(seen);
    expect(problems(wikiOf({ 'a.md': `Text.\n\n${html}` })).filter((each) => each.includes('html-removed'))).toHaveLength(1);
  });

  test.each([
    ['a script that prose mentions', 'Put a <script> tag in the head.\n\nKept prose.\n\nThen </script> closes.'],
    ['a script, with brackets', 'A <script> tag (see below).\n\nKept prose (yes; really).\n\nThen </script> closes.'],
    ['a style, with an example', 'A <style> like p{} is it.\n\nKept prose.\n\nThen q{} and </style> closes.'],
    ['a drawing', 'The <svg> element.\n\nKept prose.\n\nAnd </svg> closes.'],
    ['a drawing, with an element', 'The <svg> <b>element</b>.\n\nKept prose.\n\nAnd </svg> closes.'],
  ])('is not %s', (_, text) => {
    const { article } = pageOf({ 'a.md': text }, 'a');
    expect(article.bodyHtml).toContain('<p>Kept prose');
    expect(article.leadHtml + article.bodyHtml).toMatch(/&#x3C;(?:script|style|svg)>/);
  });
});

test('an empty element is removed and an unclosed one is text, and both are reported so', () => {
  const files = { 'a.md': 'a <embed src="x.swf"> b <plaintext>c</plaintext> d.\n\n<div><plaintext>e</div>\n\nRest.' };
  const { article } = pageOf(files, 'a');
  const html = article.leadHtml + article.bodyHtml;
  expect(html).toContain('a  b &#x3C;plaintext>c d.');
  expect(html).toContain('<div>&#x3C;plaintext>e</div>');
  expect(html).toContain('<p>Rest.</p>');
  expect(html).not.toContain('embed');
  expect(article.description).toBe('a b <plaintext>c d.');
  const said = wikiOf(files).diagnostics.flatMap(({ code, message }) => (code === 'html-removed' ? message : []));
  expect(said).toEqual([
    '<embed> is not allowed in an article and was removed.',
    '<plaintext> is not allowed in an article and is never closed: its tag is shown as text.',
    '<plaintext> is not allowed in an article and is never closed: its tag is shown as text.',
  ]);
});

describe('an element that is never closed is text', () => {
  test.each([
    [
      'amid words',
      'The <title> element is *one*.',
      '<p>The &#x3C;title> element is <em>one</em>.</p>',
      'The <title> element is one.',
    ],
    [
      'before a tag in another paragraph',
      'A <script> here.\n\nAnd </script> there.',
      '<p>A &#x3C;script> here.</p>',
      'A <script> here.',
    ],
    [
      'before a tag in code',
      'A <style> and `</style>`.',
      '<p>A &#x3C;style> and <code>&#x3C;/style></code>.</p>',
      'A <style> and </style>.',
    ],
  ])('%s', (_, text, html, summary) => {
    const { article } = pageOf({ 'a.md': text }, 'a');
    expect(article.leadHtml + article.bodyHtml).toContain(html);
    expect(article.description).toBe(summary);
  });

  test('and in a heading', () => {
    const { article } = pageOf({ 'a.md': 'T.\n\n## The <head> of a page\n\n## Next\n' }, 'a');
    expect(article.contents.map((entry) => entry.text)).toEqual(['The <head> of a page', 'Next']);
  });

  test('which is reported at its place', () => {
    const wiki = wikiOf({ 'a.md': 'T.\n\nThe <title> element.' });
    expect(problems(wiki)).toEqual(['a.md:3:5 html-removed']);
    expect(wiki.diagnostics.find(({ code }) => code === 'html-removed')?.message).toBe(
      '<title> is not allowed in an article and is never closed: its tag is shown as text.',
    );
  });
});

describe('it is reported once, at its place', () => {
  test.each([
    ['nested', 'T <svg><g><path/><text>x</text></g></svg>', ['a.md:1:3 html-removed']],
    ['over blocks', 'T\n\n<template>\n\n<b>x</b> <i onclick="x">y</i>\n\n</template>', ['a.md:3:1 html-removed']],
    ['two in one line', '<style>a</style> T <script>b</script>', ['a.md:1:1 html-removed', 'a.md:1:20 html-removed']],
    ['in a quote', '> T\n> <style>\n> a\n> </style>', ['a.md:2:3 html-removed']],
    ['behind frontmatter', '---\ntitle: A\n---\n\nT <style>a</style>', ['a.md:5:3 html-removed']],
    ['not in a comment', 'T <!-- <style>a</style> -->\n\n%%<script>b</script>%%', []],
    ['not in code', '`<style>a</style>`\n\n    <script>b</script>\n', []],
  ])('%s', (_, text, expected) => {
    expect(problems(wikiOf({ 'a.md': text }))).toEqual(expected);
  });
});

test('the text around a removed element is read as if the element were not there', () => {
  const html = (text: string, parse?: typeof referenceParser): string =>
    bareHtml(
      renderBody({ ...parseArticle(fileOf('a.md', '')).tree, body: parseMarkdown(text, plainSyntax, parse) }).content,
    ).replace(/(?<=<p>|<li>)\s+/g, '');
  const text = '<style>a</style> tail *em*\n\n> <template>x</template>\n> quote\n\n- <script>y</script> item\n';
  expect(html(text)).toBe('<p>tail <em>em</em></p>\n<blockquote>\n<p>quote</p>\n</blockquote>\n<ul>\n<li>item</li>\n</ul>');
  expect(html(text, referenceParser)).toBe(html(text));
});

test('the fallback of a player stays in the page but is not part of the words of the article', () => {
  const files = { 'a.md': 'A <video src="a.mp4">No *zarquon* <a href="a.mp4">zarquon</a></video> film.', 'a.mp4': 'x' };
  const page = pageOf(files, 'a');
  expect(page.article.bodyHtml).toMatch(/<video src="[^"]*"[^>]*>No <em>zarquon<\/em> <a href="[^"]*">zarquon<\/a><\/video>/);
  expect(page.article.description).toBe('A film.');
  expect(page.article.bodyHtml).toContain('film.');
  const { terms, article } = parseArticle(fileOf('a.md', files['a.md']));
  expect(terms.words).not.toContain('zarquon');
  expect(article.words).toBe(2);
  expect(documentOf(files, 'a').html).not.toContain('zarquon');
});

test('the markdown beside a page is without comments and removed elements in links and HTML', () => {
  const text = '[a %%zarquon%% b](b.md) [c <style>zarquon</style>](b.md)\n\n<div><!-- zarquon --><a href="b.md">d</a></div>\n';
  const context = contextOf({ 'a.md': text, 'b.md': '' });
  const article = context.wiki.byId.get('a' as ArticleId);
  const markdown = article ? plainMarkdown(markdownTwin(context, article), text) : '';
  expect(markdown).toContain('[a  b](/b/) [c ](/b/)');
  expect(markdown).toContain('<div><a href="/b/">d</a></div>');
});

test.each([
  ['A <style> b\n\n'.repeat(10_000)],
  [`${'<style>\n\n'.repeat(5000)}${'a </style> b\n\n'.repeat(5000)}`],
  ['<svg>'.repeat(2000) + '</svg>'.repeat(2000)],
  ['<script>x</script> a\n\n'.repeat(5000)],
  [`${'<style> '.repeat(5000)}`],
  [`${'A <style> b{}\n\n'.repeat(5000)}c{} </style>`],
  [`A <svg> b\n\n${'c </svg>\n\n'.repeat(5000)}`],
  [`A <style>${'\n> '.repeat(20_000)}\n\n</style>`],
])('hostile input comes to an end: %#', { timeout: 30_000 }, (text) => {
  const started = performance.now();
  parseMarkdown(text);
  expect(performance.now() - started).toBeLessThan(10_000);
});
