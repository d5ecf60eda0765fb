/** Notes in place, `^[…]`: what is one, where it is shown, and that its words are in nothing else that is told of an article. */
import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { articleJson } from '../../src/render/files/article-json.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { parseMarkdown, referenceParser, rustParser } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import {
  bareHtml,
  bodyOf,
  contextOf,
  documentOf,
  type Files,
  fileOf,
  markdownOf,
  pageOf,
  problems,
  targetsOf,
  wikiOf,
} from '../support/wiki.ts';

/** What the page shows, a mark as `(1)` and the notes at its end as `1: text`. */
function shown(text: string, config = '', others: Files = {}): string {
  const { article } = pageOf({ ...others, 'page.md': text }, 'page', config);
  return (article.titleMarksHtml + article.leadHtml + article.bodyHtml)
    .replace(/<sup[^>]*><a href="#fn-[^"]*"[^>]*>(\d+)<\/a><\/sup>/g, '($1)')
    .replace(/ <a [^>]*data-footnote-backref[\s\S]*?<\/a>/g, '')
    .replace(/<section data-footnotes.*?<ol>/s, '')
    .replace(/<\/ol>\s*<\/section>/, '')
    .replace(/<li id="fn-[^"]*">\s*<p>([\s\S]*?)<\/p>\s*<\/li>/g, '| $1')
    .replace(/<a class="(?:internal|external)"[^>]*>(.*?)<\/a>/g, '[$1]')
    .replace(/<\/?p>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('a note is', () => {
  test.each([
    ['behind a word and behind a space', 'Tight^[one] and apart ^[two].', 'Tight(1) and apart (2). | one | two'],
    [
      'of marks, code and formulas',
      'A^[*b* **c** ==d== `e]`].',
      'A(1). | <em>b</em> <strong>c</strong> <mark>d</mark> <code>e]</code>',
    ],
    ['with links', 'A^[see [[b]], [there](b.md) and [far](https://a.example)].', 'A(1). | see [b], [there] and [far]'],
    ['with brackets that are balanced, or escaped', 'A^[b [c [d]] \\] e] f] g', 'A(1) f] g | b [c [d]] ] e'],
    ['with an address', 'A^[see https://a.example/b], c', 'A(1), c | see [https://a.example/b]'],
    ['with an address that holds brackets', 'A^[see https://a.example/b_[c]] d', 'A(1) d | see [https://a.example/b_[c]]'],
    [
      'with brackets in an address and around it',
      'A^[b [https://a.example/b_[c]] d] e',
      'A(1) e | b [[https://a.example/b_[c]]] d',
    ],
    ['with an address that opens a bracket alone', 'A^[see https://a.example/b_[c] d', 'A(1) d | see [https://a.example/b_[c]'],
    ['of several lines', 'A^[b\nc] d', 'A(1) d | b c'],
    ['in another', 'A^[b ^[c] d]', 'A(1) | b (2) d | c'],
    ['in marks', '**a^[b]** *c^[d]* ==e^[f]==', '<strong>a(1)</strong> <em>c(2)</em> <mark>e(3)</mark> | b | d | f'],
    [
      'numbered with footnotes',
      'A[^x] b^[c] d[^y] e[^x]\n\n[^y]: Y\n[^x]: X ^[deep]',
      'A(1) b(2) d(3) e(1) | X (4) | c | Y | deep',
    ],
    ['beside a footnote of the same label', 'A[^note-1] b^[c]\n\n[^note-1]: X', 'A(1) b(2) | X | c'],
    ['of a single sign', 'x^[2] and y^[n]', 'x(1) and y(2) | 2 | n'],
    ['with a footnote in it', 'A^[b[^1]]\n\n[^1]: C', 'A(1) | b(2) | C'],
    ['after an open bracket', 'A [b ^[c] d', 'A [b (1) d | c'],
    ['in Chinese', '中文^[注释。]中文', '中文(1)中文 | 注释。'],
  ])('%s', (_, text, expected) => {
    expect(shown(text, '', { 'b.md': '' })).toBe(expected);
  });

  test.each([
    ['in an item', 'L.\n\n- a^[b]', '<li>a(1)</li>'],
    ['in a task', 'L.\n\n- [x] a ^[b]', 'aria-label="Done"> a (1)</li>'],
    ['in a cell', 'L.\n\n| a^[b] | c |\n| - | - |\n| d^[e] | f |', '<td>d(2)</td>'],
    ['in the title of a callout', 'L.\n\n> [!note] T^[b]\n> c^[d]', 'T(1) c(2)'],
    ['in a quote', 'L.\n\n> a^[b]', '<blockquote> a(1) </blockquote>'],
    ['in a heading', 'L.\n\n## H^[b]', '>H(1)<a class="anchor"'],
    ['in the text of a link, behind it', 'L. [a^[b]](https://a.example)', '[a](1)'],
    ['in the label of a wikilink, behind it', 'L. [[page|a^[b]]] c', '[a](1) c'],
    ['in the label of a wikilink with marks', 'L. [[page|*a* ^[b]]]', '[<em>a</em> ](1)'],
    ['in a footnote', 'L.[^1]\n\n[^1]: a^[b]', '| a(2) | b'],
    ['in the title', '# T ^[b]\n\nL.', '(1) L. | b'],
    ['in a definition', 'L.\n\nT^[b]\n: d^[e]', '<dt>T(1)</dt><dd>d(2)</dd>'],
  ])('%s', (_, text, expected) => {
    expect(shown(text, 'markdown: { definitionLists: true }')).toContain(expected);
  });

  test('in the note of a connection, and in a paragraph if nothing else shows it', () => {
    const text = 'L.\n\n## Connections\n\n- Extends^[lost]: [[b]] (seen^[kept])\n';
    const page = pageOf({ 'a.md': text, 'b.md': '' }, 'a');
    expect(JSON.stringify(page.connections)).toMatch(/seen<sup>.*>1<\/a>/);
    expect(page.article.bodyHtml).toContain('<p>lost</p>');
    expect(page.article.bodyHtml).toContain('<p>kept ');
    expect(bodyOf('---\ntitle: T\n---\n\n## Summary ^[kept]\n\nWords.\n')).toContain('<p>kept</p>');
  });
});

describe('text stays', () => {
  test.each([
    ['what holds nothing', 'a^[] b^[ ] c'],
    ['what is never closed', 'a ^[b\n\nc]'],
    ['what is escaped', 'a \\^[b] ^\\[c]', 'a ^[b] ^[c]'],
    ['code', '`a^[b]`', '<code>a^[b]</code>'],
    ['a block of code', '```\na^[b]\n```', 'a^[b]'],
    ['a bracket with an address', 'a ^[b](https://a.example)', 'a ^[b]'],
    ['raw HTML', '<div>a^[b]</div>', '<div>a^[b]</div>'],
    ['what would be all of a label', 'a [[page|^[b]]]', 'a [^[b]]'],
    ['what opens a footnote', 'a ^[^b]', 'a ^[^b]'],
  ])('%s', (_, text, expected = text.replace('\n\n', ' ')) => {
    const html = shown(`L.\n\n${text}`).replace('L. ', '');
    expect(html).toContain(expected);
    expect(html).not.toContain('(1)');
  });

  test('a formula', () => {
    expect(shown('L.\n\n$a^[b]$')).not.toContain('(1)');
  });

  test('with superscript, the sign that ends one', () => {
    const config = 'markdown: { superscript: true }';
    expect(shown('L.\n\nx^2^[a] y^2^^[b] z^[c]', config)).toBe('L. x<sup>2</sup>[a] y<sup>2</sup>(1) z(2) | b | c');
  });
});

describe('its words are not in', () => {
  const note = '^[zarquon *zarquon* [[b]]]';
  const text = `# A ${note} title\n\nThe lead ${note}, with [[cat]]${note}. And more ${note}.\n\n## Part${note} one\n\nText${note} of it.\n`;
  const files = { 'a.md': text, 'b.md': '', 'cat.md': '' };
  const page = pageOf(files, 'a');
  const context = contextOf(files);
  const article = context.wiki.byId.get('a' as ArticleId);

  test('title, summary, headings and contents', () => {
    expect(page.article.title).toBe('A title');
    expect(page.article.description).toBe('The lead, with cat. And more.');
    expect(article?.parsed.headings.map(({ text: words, id }) => `${words} #${id}`)).toEqual([
      'A title #a-title',
      'Part one #part-one',
    ]);
    expect(JSON.stringify(page.article.contents)).not.toContain('zarquon');
  });

  test.each([
    ['T ^[zarquon] x', 'A ^[zarquon *it*], b', 'T x', 'A, b'],
    ['T^[zarquon ^[zarquon]]', '^[zarquon] A `^[b]` \\\\^[c]', 'T', 'A `^[b]` \\^[c]'],
  ])('title and summary of frontmatter', (title, summary, shownTitle, shownSummary) => {
    const own = `---\ntitle: "${title}"\nsummary: "${summary}"\n---\n\n# ${title}\n\nText.\n`;
    const { article: made } = pageOf({ 'a.md': own }, 'a');
    expect([made.title, made.description]).toEqual([shownTitle, shownSummary]);
    expect(made.leadHtml).toBe(`<p>${shownSummary}</p>`);
    // The same heading is not printed again.
    expect(made.bodyHtml).not.toContain('<h1');
  });

  test('a title of frontmatter that is only a note', () => {
    expect(pageOf({ 'a.md': '---\ntitle: "^[zarquon]"\n---\n\n# A\n\nText.\n' }, 'a').article.title).toBe('A');
  });

  test('a title and a summary with a link whose label holds it', () => {
    const { article: made } = pageOf({ 'a.md': '# T [[b|l^[zarquon]]]\n\nA [[b|l^[zarquon]]].\n', 'b.md': '' }, 'a');
    expect([made.title, made.description]).toEqual(['T l', 'A l.']);
  });

  test('the sentences of other links', () => {
    expect(pageOf(files, 'cat').backlinks[0]?.mentions).toEqual([{ before: 'The lead, with ', words: 'cat', after: '.' }]);
  });

  test('the JSON', () => {
    expect(article && JSON.stringify(articleJson(context, article, page))).not.toContain('zarquon');
  });

  test('the midst of what is searched, though at its end', () => {
    const { html } = documentOf(files, 'a');
    expect(html).toContain('<p>The lead , with ');
    expect(html).toContain('<p>Text of it.</p>');
    expect(html).not.toMatch(/data-footnote-(?:ref|backref)/);
    expect(html.indexOf('zarquon')).toBeGreaterThan(html.indexOf('Text of it.'));
  });

  test('and the words of a line of metadata stay on the page with it', () => {
    expect(shown('# A\n\n**Type**: concept^[zarquon]\n\nText.')).toContain('concept(1)');
    const lead = pageOf({ 'a.md': '# A\n\n**Summary**: Short ^[zarquon].\n\nText.' }, 'a').article;
    expect(lead.description).toBe('Short.');
    expect(lead.leadHtml).toMatch(/Short <sup>.*>1<\/a><\/sup>\./);
  });

  test('so are references to footnotes', () => {
    const { article: own } = pageOf({ 'a.md': '# A [^1]\n\nThe lead [^1], and [^1] more [^1].\n\n[^1]: Note.' }, 'a');
    expect([own.title, own.description]).toEqual(['A', 'The lead, and more.']);
    expect(own.titleMarksHtml).toContain('>1</a>');
  });
});

describe('its links', () => {
  test('are links of the article, with the sentence in the note', () => {
    const files = { 'a.md': 'Before.^[One. Two of [[b]] here. Three.] After.', 'b.md': '' };
    expect(targetsOf(wikiOf(files), 'a')).toEqual(['b']);
    expect(pageOf(files, 'b').backlinks[0]?.mentions).toEqual([{ before: 'Two of ', words: 'b', after: ' here.' }]);
  });

  test('are reported if they lead nowhere', () => {
    expect(problems(wikiOf({ 'a.md': 'A.^[see [[Vulcan]]]' }))).toEqual(['a.md:1:9 link-missing']);
  });

  test('are withheld if they lead to a private article; the same words as text are not', () => {
    const files = {
      'a.md': '# T ^[by [[Mars]]]\n\nA.^[see [[Mars|it]] and [so](Mars.md)] B.^[Mars] C.^[Mars.md:3] D.^[Mars, a planet]\n',
      'Mars.md': '---\ndraft: true\n---\n',
    };
    expect(markdownOf(files, 'a')).toContain('# T ^[by …]\n\nA.^[see it and so] B.^[Mars] C.^[…] D.^[Mars, a planet]\n');
  });
});

test('the markdown beside the page keeps it readable, and is read back as the same', () => {
  const text = '# A ^[t]\n\nThe lead ^[see *it* in [[b]]].\n';
  const files = { 'a.md': text, 'b.md': '' };
  const context = contextOf(files);
  const article = context.wiki.byId.get('a' as ArticleId);
  const twin = article ? plainMarkdown(markdownTwin(context, article), text) : '';
  expect(twin).toContain('# A ^[t]\n\nThe lead ^[see *it* in [b](/b/)].\n');
  const [first, again] = [text, twin].map((each) => parseArticle(fileOf('a.md', each)).article);
  expect([again?.title, again?.summary]).toEqual([first?.title, first?.summary]);
});

describe('a note cites', () => {
  const listed = '---\nsources:\n  - { id: paper-1, resource: paper.md }\n---\n\n';
  const others = { 'paper.md': '---\ntype: source\n---\n', 'my paper.pdf': '', 'other.md': '' };
  /** What is cited, with its place; and `note` where the page shows a note. */
  const cited = (text: string): string => {
    const files = { ...others, 'a.md': `${listed}${text}` };
    const wiki = wikiOf(files);
    const article = wiki.byId.get('a' as ArticleId);
    const keys = wiki.sources.keys.get('a' as ArticleId) ?? [];
    const found = (article?.parsed.citations ?? []).flatMap(({ source, locator }) => {
      const key = keys[source] ?? '';
      return key === '' ? [] : `${key}${locator === undefined ? '' : ` ${locator}`}`;
    });
    const isNote = pageOf(files, 'a').article.leadHtml.includes('data-footnote-ref');
    return [...found, ...(isNote ? ['note'] : [])].join(', ');
  };

  test.each([
    ['a file', 'A.^[paper.md]', 'article:paper'],
    ['lines of a file', 'A.^[paper.md:42-58]', 'article:paper 42-58'],
    ['a page of a file', 'A.^[my paper.pdf, p. 3]', 'file:my paper.pdf p. 3'],
    ['several files', 'A.^[paper.md:42; lost.pdf]', 'article:paper 42, text:lost pdf'],
    ['a file in backticks', 'A.^[`paper.md`]', 'article:paper'],
    ['an address', 'A.^[https://mars.example/x]', 'url:mars.example/x'],
    ['a link', 'A.^[[[paper]]]', 'article:paper'],
    ['a link and a place', 'A.^[[[paper]], § 4]', 'article:paper § 4'],
    ['links', 'A.^[[[paper]]; [[other]]]', 'article:paper, article:other'],
    ['the id of a source', 'A.^[paper-1]', 'article:paper'],
    ['the id of a source and a place', 'A.^[paper-1, p. 7]', 'article:paper p. 7'],
    ['what it opens with and tells of, as a note', 'A.^[[[paper]] says so.]', 'article:paper, note'],
    ['nothing where it sends its reader to a file', 'A.^[see paper.md]', 'note'],
    ['nothing by words', 'A.^[paper, they say]', 'note'],
    ['nothing where it leads to no source', 'A.^[but [[other]] too]', 'note'],
    ['nothing by a name in a sentence', 'A.^[In paper.md it says so.]', 'note'],
  ])('%s', (_, text, expected) => {
    expect(cited(text)).toBe(expected);
  });
});

test.each([
  'A^[*b* [[c]] `d`] e ^[f ^[g] h]',
  '- a^[b]\n- [ ] c ^[d]\n\n| a^[b] | c |\n| - | - |\n| d^[e] | f |',
  '[a^[b]](https://a.example) **c^[d]** ^[<https://a.example>]',
])('with both parsers: %j', (text) => {
  const html = (parse: typeof referenceParser): string =>
    bareHtml(renderBody({ ...parseArticle(fileOf('a.md', '')).tree, body: parseMarkdown(text, plainSyntax, parse) }).content);
  expect(html(rustParser ?? referenceParser)).toBe(html(referenceParser));
});

test.each([
  ['^['.repeat(11_000)],
  [`${'^[a '.repeat(5000)}${']'.repeat(5000)}`],
  ['^[a] '.repeat(5000)],
  [`${'['.repeat(10_000)}^[a]`],
])('hostile input comes to an end: %#', { timeout: 30_000 }, (text) => {
  const started = performance.now();
  renderBody(parseArticle(fileOf('a.md', text)).tree);
  expect(performance.now() - started).toBeLessThan(10_000);
});
