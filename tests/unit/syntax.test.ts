/** Syntax beyond GitHub's: what each construct is and is not, with both parsers, and off until a wiki asks for it. */
import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { readConfig } from '../../src/site/config.ts';
import { parseMarkdown, referenceParser, rustParser } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax, syntaxNames } from '../../src/wiki/schema/markdown-syntax.ts';
import { bareHtml, bodyOf, fileOf, pageOf } from '../support/wiki.ts';

const everything = `markdown: { ${syntaxNames.map((name) => `${name}: true`).join(', ')} }`;
const everySyntax = readConfig(everything, '').config.markdown;

/** The paragraphs of a text, without their tags. */
const shown = (text: string, config = ''): string =>
  bodyOf(`Lead.\n\n${text}`, {}, config)
    .replace('<p>Lead.</p>', '')
    .replace(/^\s*<p>(.*)<\/p>\s*$/s, '$1')
    .trim();

describe('==highlight== is marked, in every wiki', () => {
  test.each([
    ['==a==', '<mark>a</mark>'],
    ['an ==important word== here', 'an <mark>important word</mark> here'],
    ['==a **b** c==', '<mark>a <strong>b</strong> c</mark>'],
    ['**==a==**', '<strong><mark>a</mark></strong>'],
    ['**a ==b== c**', '<strong>a <mark>b</mark> c</strong>'],
    ['==a== and ==b==', '<mark>a</mark> and <mark>b</mark>'],
    ['(==a==), "==b=="!', '(<mark>a</mark>), "<mark>b</mark>"!'],
    ['==two\nlines==', '<mark>two\nlines</mark>'],
    ['==Haupt==wort', '<mark>Haupt</mark>wort'],
    ['这是==重点==内容', '这是<mark>重点</mark>内容'],
    ['これは==「強調」==です', 'これは<mark>「強調」</mark>です'],
    ['==강조==는', '<mark>강조</mark>는'],
    ['==x `a == b` y==', '<mark>x <code>a == b</code> y</mark>'],
    ['<u>==a==</u>', '<u><mark>a</mark></u>'],
    ['==a &amp; b==', '<mark>a &#x26; b</mark>'],
  ])('%j', (text, html) => {
    expect(shown(text)).toBe(html);
  });

  test.each([
    ['a == b'],
    ['if (a == b) and (c == d)'],
    ['x==y==z'],
    ['a==b'],
    ['a !== b and c !==d=='],
    ['a === b === c'],
    ['===a==='],
    ['==a'],
    ['== a =='],
    ['===='],
    ['==='],
  ])('%j stays as it is', (text) => {
    expect(shown(`text ${text}`)).toBe(`text ${text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;')}`);
  });

  test.each([
    ['\\==a==', '==a=='],
    ['=\\=a==', '==a=='],
    ['==a\\==', '==a=='],
    ['`==a==`', '<code>==a==</code>'],
    ['**a ==b** c==', '<strong>a ==b</strong> c=='],
  ])('%j is not marked', (text, html) => {
    expect(shown(text)).toBe(html);
  });

  test('not in addresses, and around links', () => {
    expect(shown('https://a.example/?x==y== ok')).not.toContain('<mark>');
    expect(shown('==see [[page]] and [this](page.md)==')).toMatch(
      /^<mark>see <a [^>]*>page<\/a> and <a [^>]*>this<\/a><\/mark>$/,
    );
  });

  test('the id of a heading is as GitHub makes it', () => {
    expect(bodyOf('## ==Marked== title')).toContain('<h2 id="marked-title"><mark>Marked</mark> title');
  });

  test('a mention within is found at its place', () => {
    const text = 'An ==orbit of Venus== here';
    const { prose } = parseArticle(fileOf('a.md', text)).article;
    expect(text.slice(prose[2], prose[3])).toBe('orbit of Venus');
  });

  test('a sentence with a comment inside is marked as a whole', () => {
    expect(shown('==a %%hidden%%b==')).toBe('<mark>a b</mark>');
  });
});

describe('subscript and superscript', () => {
  const on = 'markdown: { subscript: true, superscript: true }';

  test.each([
    ['H~2~O', 'H<sub>2</sub>O'],
    ['x^2^ + y^2^', 'x<sup>2</sup> + y<sup>2</sup>'],
    ['x^2 and y^3^', 'x^2 and y<sup>3</sup>'],
    ['~~gone~~ and H~2~O', '<del>gone</del> and H<sub>2</sub>O'],
    ['about ~5 km and H~2~O', 'about ~5 km and H<sub>2</sub>O'],
    ['a~*i*~', 'a<sub><em>i</em></sub>'],
    ['a~i,j~^2^', 'a<sub>i,j</sub><sup>2</sup>'],
    ['~a b~', '~a b~'],
    ['x\\^2^ and H\\~2~O', 'x^2^ and H~2~O'],
    ['a face ^_^ and ^-^', 'a face ^_^ and ^-^'],
    ['==H~2~O==', '<mark>H<sub>2</sub>O</mark>'],
    ['`x^2^`', '<code>x^2^</code>'],
  ])('%j', (text, html) => {
    expect(shown(text, on)).toBe(html);
  });

  test('without the keys a tilde strikes out, as on GitHub, and a circumflex is text', () => {
    expect(shown('H~2~O and x^2^')).toBe('H<del>2</del>O and x^2^');
  });

  test('block ids and inline notes are not superscript', () => {
    const { blocks } = parseArticle(fileOf('a.md', 'A claim ^one\n\nAnother^[note] here^[note]'), {
      syntax: everySyntax,
    }).article;
    expect(blocks.map(({ id }) => id)).toEqual(['one']);
    expect(shown('Another^[note] here^[note]', on)).toMatch(
      /^<p>Another<sup><a [^>]*>1<\/a><\/sup> here<sup><a [^>]*>2<\/a><\/sup><\/p>/,
    );
  });
});

describe('definition lists', () => {
  const on = 'markdown: { definitionLists: true }';

  test.each([
    ['Moon\n: A satellite\n: A month', '<dl><dt>Moon</dt><dd>A satellite</dd><dd>A month</dd></dl>'],
    ['Moon\nLuna\n: A satellite', '<dl><dt>Moon</dt><dt>Luna</dt><dd>A satellite</dd></dl>'],
    ['Moon\n\n: A satellite', '<dl><dt>Moon</dt><dd><p>A satellite</p></dd></dl>'],
    ['Moon\n: One\n\n  Two', '<dl><dt>Moon</dt><dd><p>One</p><p>Two</p></dd></dl>'],
    ['A ==b==\n: - c\n  - d', '<dl><dt>A <mark>b</mark></dt><dd><ul>\n<li>c</li>\n<li>d</li>\n</ul></dd></dl>'],
    ['a\n:b', '<p>a\n:b</p>'],
    ['```\na\n: b\n```', '<pre><code>a\n: b\n</code></pre>'],
  ])('%j', (text, html) => {
    expect(
      bodyOf(`# T\n\n---\n\n${text}`, {}, on)
        .replace(/<hr>\s*/, '')
        .trim(),
    ).toContain(html);
  });

  test('a term may hold a formula', () => {
    expect(bodyOf('# T\n\nThe $x^2$ of\n: $y$', {}, on)).toContain(
      '<dl><dt>The <code>x^2</code> of</dt><dd><code>y</code></dd></dl>',
    );
  });

  test('without the key they are paragraphs', () => {
    expect(bodyOf('Moon\n: A satellite')).toContain('<p>Moon\n: A satellite</p>');
  });

  test('a link in a term has the term for its sentence, and the text counts its words', () => {
    const { article, mentions } = parseArticle(fileOf('a.md', 'The [[Moon]]\n: A satellite'), { syntax: everySyntax });
    expect(mentions.links[0]).toEqual({ before: 'The ', words: 'Moon', after: '' });
    expect(article.words).toBe(4);
  });
});

describe('emoji', () => {
  const on = 'markdown: { emoji: true }';

  test.each([
    ['Go :rocket:!', 'Go 🚀!'],
    [':+1: :100:', '👍 💯'],
    ['at 10:30:45, 10:100:45', 'at 10:30:45, 10:100:45'],
    [':nobody_knows:', ':nobody_knows:'],
    ['`:rocket:` and \\:rocket:', '<code>:rocket:</code> and :rocket:'],
    ['**:rocket:**', '<strong>🚀</strong>'],
  ])('%j', (text, html) => {
    expect(shown(text, on)).toBe(html);
  });

  test('remain as written without the key', () => {
    expect(shown('Go :rocket:!')).toBe('Go :rocket:!');
  });

  test('titles and contents show them, and ids of headings have their names, as on GitHub', () => {
    const { article } = parseArticle(fileOf('a.md', '# :rocket: Launch\n\nText.\n\n## A :tada: day'), { syntax: everySyntax });
    expect([article.title, ...article.headings.map(({ id }) => id)]).toEqual(['🚀 Launch', 'rocket-launch', 'a-tada-day']);
  });

  test('links after them keep their positions', () => {
    const text = ':rocket: to [[Mars]] and Venus';
    const { links, prose } = parseArticle(fileOf('a.md', text), { syntax: everySyntax }).article;
    expect(text.slice(links[0]?.span.start, links[0]?.span.end)).toBe('[[Mars]]');
    expect(text.slice(prose.at(-2), prose.at(-1))).toBe(' and Venus');
  });
});

describe('smart punctuation', () => {
  const on = 'markdown: { smartPunctuation: true }';

  test.each([
    ['"Hello," she said -- "it\'s \'fine\'"...', '“Hello,” she said – “it’s ‘fine’”…'],
    ['a---b', 'a—b'],
    ["the '90s, rock 'n' roll, dogs' tails", 'the ’90s, rock ’n’ roll, dogs’ tails'],
    ['"**Bold**" and **"bold"**', '“<strong>Bold</strong>” and <strong>“bold”</strong>'],
    ['("a") ["b"]', '(“a”) [“b”]'],
    ['"`code`"', '“<code>code</code>”'],
    ['`"a" -- ...`', '<code>"a" -- ...</code>'],
    ['\\"a\\" \\-\\- \\.\\.\\.', '"a" -- ...'],
    ['use --force, a --> b, <!-- --> ----', 'use --force, a --> b,  ----'],
    ['a 6" disk', 'a 6" disk'],
    ['<kbd>"</kbd> and <code>it\'s</code>', '<kbd>"</kbd> and <code>it\'s</code>'],
  ])('%j', (text, html) => {
    expect(shown(text, on).replaceAll('&#x3C;', '<')).toBe(html);
  });

  test('around links, and in their labels', () => {
    expect(shown('"[[page]]" and [[page|"it"]] and "[it](page.md)"', on).replace(/<[^>]*>/g, '')).toBe(
      '“page” and “it” and “it”',
    );
  });

  test('remains as written without the key', () => {
    expect(shown('"a" -- b... it\'s')).toBe('"a" -- b... it\'s');
  });

  test.each([
    ['de', '„a ‚b‘ c“'],
    ['fr', '«\u202fa “b” c\u202f»'],
    ['sv', '”a ’b’ c”'],
    ['ja', '"a \'b\' c"'],
    ['pl', '„a «b» c”'],
    ['en-GB', '“a ‘b’ c”'],
  ])('has the quotes of the language: %s', (lang, html) => {
    expect(shown('"a \'b\' c"', `${on}\nlang: ${lang}`)).toBe(html);
  });

  test('the language of the folder counts', () => {
    const files = { 'de/index.md': '---\nlang: de\n---\n', 'de/mond.md': '# Mond\n\n"Mond"\n' };
    expect(pageOf(files, 'de/mond', on).article.leadHtml).toBe('<p>„Mond“</p>');
  });

  test('names and the text around links stay as written', () => {
    const { article } = parseArticle(fileOf('a.md', '# "Moon"\n\nIt\'s [[Mars]].'), { syntax: everySyntax });
    expect([article.title, article.summary]).toEqual(['"Moon"', "It's Mars."]);
  });
});

describe('abbreviations', () => {
  const on = 'markdown: { abbreviations: true }';
  const html = '<abbr title="Hyper Text Markup Language">HTML</abbr>';
  const definition = '*[HTML]: Hyper Text Markup Language';

  test.each([
    ['HTML and HTML5, XHTML', `${html} and HTML5, XHTML`],
    ['**HTML**, (HTML)', `<strong>${html}</strong>, (${html})`],
    ['`HTML`', '<code>HTML</code>'],
  ])('%j', (text, expected) => {
    expect(shown(`${text}\n\n${definition}\n*[W3C]: World Wide Web Consortium`, on)).toBe(expected);
  });

  test('definitions directly below the text, or in a quote, are not part of it', () => {
    expect(shown(`HTML\n${definition}`, on)).toBe(html);
    expect(bodyOf(`> HTML\n>\n> ${definition}`, {}, on)).toContain(`<p>${html}</p>`);
  });

  test('not in links, and not in ids', () => {
    expect(shown(`[[page|HTML]] [HTML](https://html.example)\n\n${definition}`, on)).not.toContain('<abbr');
    expect(bodyOf(`## HTML here\n\n${definition}`, {}, on)).toContain(`<h2 id="html-here">${html} here`);
  });

  test('in code a definition is code, and without the key it is text', () => {
    expect(bodyOf(`\`\`\`\n${definition}\n\`\`\``, {}, on)).toContain(definition);
    expect(shown(definition)).toBe(definition);
  });

  test('positions after a definition are correct', () => {
    const text = `${definition}\n\nSee [[Mars]].`;
    const { links } = parseArticle(fileOf('a.md', text), { syntax: everySyntax }).article;
    expect(text.slice(links[0]?.span.start, links[0]?.span.end)).toBe('[[Mars]]');
  });

  test('a definition does not reveal a private name', () => {
    const files = {
      'a.md': '# A\n\nThe SP is here.\n\n*[SP]: see [[Secret plan]] and [x](secret-plan.md)\n',
      'secret-plan.md': '---\ndraft: true\n---\n# Secret plan\n',
    };
    expect(JSON.stringify(pageOf(files, 'a', on))).not.toMatch(/secret.plan/i);
  });
});

test('only highlights are on by default', () => {
  expect(everySyntax).not.toEqual(plainSyntax);
  expect(readConfig('', '').config.markdown).toEqual(plainSyntax);
});

test('an invalid name or value is reported at its place and does not affect the others', () => {
  const { config, diagnostics } = readConfig('markdown:\n  emoji: true\n  emojis: true\n  superscript: maybe\n', '');
  expect(config.markdown.emoji).toBe(true);
  expect(diagnostics.map(({ line, message }) => `${line} ${message.split(':')[0]}`)).toEqual([
    '4 `markdown.superscript`',
    '3 `markdown.emojis`',
  ]);
});

const samples = [
  'A ==b **c** d== e ~f~ ^g^ #tag/x :rocket: "q" -- ...',
  'H~2~O ~~gone~~ x^2^ ~a b~ ~10 and ~20',
  'Term\n: def one\n: def *two*\n\n  more\n\nOther [[x]]\nSecond\n\n: loose',
  '> Q\n> : d\n>\n> ==e==',
  'Text with HTML.\n\n*[HTML]: Hyper\n*[CSS]: Sheets',
  '| ==a== | #b |\n|-|-|\n| H~2~O | :tada: |',
  '\\==a== \\#tag \\:rocket: \\"x\\"',
];

describe('both parsers give the same page', () => {
  const html = (text: string, parser: typeof referenceParser): string => {
    const body = parseMarkdown(text, everySyntax, parser);
    return bareHtml(renderBody({ ...parseArticle(fileOf('a.md', ''), { syntax: everySyntax }).tree, body }).content);
  };
  test.each(samples)('%j', (text) => {
    expect(html(text, rustParser ?? referenceParser)).toBe(html(text, referenceParser));
  });
});

test('every text node has the position it is written at', () => {
  for (const text of samples) {
    const visit = (node: { type: string; value?: string; position?: object; children?: unknown[] }): void => {
      const { start, end } = node.position as { start: { offset: number }; end: { offset: number } };
      expect(start.offset <= end.offset && end.offset <= text.length).toBe(true);
      const written = text.slice(start.offset, end.offset);
      if (node.type === 'text' && !/[:\\]|\n/.test(written)) expect(written).toBe(node.value);
      for (const child of node.children ?? []) visit(child as typeof node);
    };
    for (const child of parseMarkdown(text, everySyntax).children) visit(child as Parameters<typeof visit>[0]);
  }
});

test.each([
  ['==a '.repeat(20_000) + 'b== '.repeat(20_000)],
  ['==a== '.repeat(20_000)],
  ['^a ~b '.repeat(20_000)],
  ['^'.repeat(50_000)],
  ['#tag '.repeat(30_000)],
  [`#${'a/'.repeat(50_000)}`],
  [':rocket:'.repeat(20_000)],
  [':a'.repeat(50_000)],
  ['"'.repeat(50_000)],
  ['\'"a" '.repeat(10_000)],
  ['\\"'.repeat(5000)],
  ['-'.repeat(50_000)],
  [`${'A1 B2 '.repeat(5000)}\n\n${Array.from({ length: 2000 }, (_, n) => `*[A${n}]: m`).join('\n')}`],
  ['T\n: d\n\n'.repeat(5000)],
  ['&amp;=='.repeat(10_000)],
])('hostile input comes to an end: %#', { timeout: 20_000 }, (text) => {
  const started = performance.now();
  renderBody(parseArticle(fileOf('a.md', text), { syntax: everySyntax }).tree);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('no trace of slots is ever shown', () => {
  const page = pageOf({ 'a.md': samples.join('\n\n') }, 'a', everything);
  expect(page.article.bodyHtml + page.article.leadHtml).not.toMatch(/[\uFDD0-\uFDEF]/);
});

test.each([
  ['a definition', 'Lead [x][w].\n\n> [w]: https://a.example\n\nEnd.'],
  ['the definition of a footnote', 'Lead.[^1]\n\n> [^1]: Note.\n\nEnd.'],
  ['a quote that holds a definition', 'Lead [x][w].\n\n> > [w]: https://a.example\n\nEnd.'],
])('a quote that holds only %s is not shown', (_, text) => {
  expect(bodyOf(text)).not.toContain('<blockquote');
});
