/** Line ends of the source, with `breaks` and without. */
import { describe, expect, test } from 'vitest';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { bodyOf, contextOf, documentOf, type Files, pageOf } from '../support/wiki.ts';

const breaks = 'markdown: { breaks: true }';

/** The body below a lead, without white space between its elements. */
const shown = (text: string, config = breaks, others: Files = {}): string =>
  bodyOf(`Lead.\n\n${text}`, others, config)
    .replace('<p>Lead.</p>', '')
    .replace(/(?<=>)\n|\n(?=<)/g, '');

describe('with breaks, a line ends where it ends in the source', () => {
  test.each([
    ['in a paragraph', 'Roses are red\nViolets are blue', '<p>Roses are red<br>Violets are blue</p>'],
    ['in an item', '- one\n  two\n- three', '<ul><li>one<br>two</li><li>three</li></ul>'],
    ['in a task', '- [ ] one\n  two', 'one<br>two</li>'],
    ['in a quote', '> one\n> two\nthree', '<blockquote><p>one<br>two<br>three</p></blockquote>'],
    ['in a callout', '> [!note] Title\n> one\n> two', '<p class="callout-title">Title</p><p>one<br>two</p></div>'],
    ['in emphasis', '**one\ntwo** ==three\nfour==', '<p><strong>one<br>two</strong> <mark>three<br>four</mark></p>'],
    ['in the text of a link', '[one\ntwo](https://a.example)', '>one<br>two</a></p>'],
    ['beside links', '[[Mars]]\n[[Venus]]\n#sky\nend', /<\/a><br><a [^>]*>Venus<\/a><br><a [^>]*>#sky<\/a><br>end<\/p>/],
    ['in a footnote', 'Text.[^1]\n\n[^1]: one\n    two', /<p>one<br>two <a href="#fnref-1"/],
    ['once where the break is hard', 'one  \ntwo\\\nthree', '<p>one<br>two<br>three</p>'],
    ['without the comment at its end', 'one %%c%%\ntwo <!-- d -->\nthree', '<p>one<br>two <br>three</p>'],
    ['without lines of comments alone', '%%a%%\none\n%%b%%\ntwo\n%%c%%', '<p>one<br>two</p>'],
    ['before an id on a line of its own', 'one\ntwo\n^ab', '<p id="^ab">one<br>two</p>'],
    ['beside elements of HTML', '<b>one\ntwo</b>\nthree', '<p><b>one<br>two</b><br>three</p>'],
    ['between formulas', 'one $a\n= b$\ntwo', /^<p>one (?!.*<br>.*<br>).*<br>two<\/p>$/s],
    ['around an embed', 'one\n![[Mars]]\ntwo', /^<p>one<\/p>.*<p>two<\/p>$/s],
  ])('%s', (_, text, html) => {
    const body = shown(text, breaks, { 'Mars.md': 'Red.', 'Venus.md': '' });
    if (typeof html === 'string') expect(body).toContain(html);
    else expect(body).toMatch(html);
  });

  test.each([
    ['code', '`one\ntwo`\n\n```\na\nb\n```'],
    ['headings', 'one\ntwo\n==='],
    ['blocks of HTML', '<div>\none\ntwo\n</div>'],
    ['preformatted text amid words', 'See <pre>one\ntwo</pre>'],
    ['rows of tables', '| a |\n| - |\n| b |'],
    ['the space between paragraphs', 'one\n\ntwo'],
  ])('but not in %s', (_, text) => {
    expect(shown(text)).not.toContain('<br>');
  });

  test('in the definition of a term', () => {
    expect(shown('Term\n: one\n  two', 'markdown: { breaks: true, definitionLists: true }')).toContain('<dd>one<br>two</dd>');
  });

  test('a quotation continues on the next line', () => {
    expect(shown('"I was\n42" and "so"', 'markdown: { breaks: true, smartPunctuation: true }')).toBe(
      '<p>“I was<br>42” and “so”</p>',
    );
  });

  test('in what another article embeds', () => {
    expect(shown('![[Mars]]', breaks, { 'Mars.md': 'Red\nand dusty.' })).toContain('<p>Red<br>and dusty.</p>');
  });

  test('and the summary, the search and the sentences of links keep their words apart', () => {
    const files = { 'a.md': 'Roses are red\nViolets [[b]] are blue\nEnd', 'b.md': '' };
    const page = pageOf(files, 'a', breaks);
    expect(page.article.leadHtml).toBe(
      '<p>Roses are red<br>\nViolets <a class="internal" href="/b/" data-article-id="b">b</a> are blue<br>\nEnd</p>',
    );
    expect(page.article.description).toBe('Roses are red Violets b are blue End');
    expect(documentOf(files, 'a', breaks).html).not.toMatch(/redViolets|blueEnd/);
    expect(pageOf(files, 'b', breaks).backlinks[0]?.mentions).toEqual(pageOf(files, 'b').backlinks[0]?.mentions);
  });

  test('and the markdown beside the page is what was written', () => {
    const text = 'Roses are red\nViolets are blue';
    const context = contextOf({ 'a.md': text }, breaks);
    const article = context.wiki.byId.get('a' as ArticleId);
    expect(article && plainMarkdown(markdownTwin(context, article), text)).toContain(`---\n\n${text}\n`);
  });
});

describe('without breaks, lines are joined', () => {
  test('with a space', () => {
    expect(shown('Roses are red\nViolets', '')).toBe('<p>Roses are red\nViolets</p>');
  });

  test.each([
    ['中文\n中文', '<p>中文中文</p>'],
    ['こんにちは、\n世界。', '<p>こんにちは、世界。</p>'],
    ['**中文**\n中文', '<p><strong>中文</strong>中文</p>'],
    ['> 中文\n> 中文', '<blockquote><p>中文中文</p></blockquote>'],
    ['中文\nEnglish\n中文', '<p>中文\nEnglish\n中文</p>'],
    ['한국어\n한국어', '<p>한국어\n한국어</p>'],
    ['中文  \n中文', '<p>中文<br>中文</p>'],
  ])('without one between Chinese and Japanese characters: %j', (text, html) => {
    expect(shown(text, '')).toBe(html);
  });

  test('in the summary too, unless lines break', () => {
    const files = { 'a.md': '床前明月光\n疑是地上霜' };
    expect(pageOf(files, 'a').article.description).toBe('床前明月光疑是地上霜');
    expect(pageOf(files, 'a', breaks).article.description).toBe('床前明月光 疑是地上霜');
  });
});
