/**
 * GitHub Flavored Markdown: tables (4.10), tasks (5.3), strikethrough (6.5), bare URLs (6.9), raw HTML that is not allowed (6.11),
 * and footnotes as GitHub makes them. Examples through the pages' renderer, against the HTML of GitHub.
 */
import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { parseMarkdown, referenceParser, rustParser } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { bareHtml, fileOf } from '../support/wiki.ts';

const rust = rustParser ?? referenceParser;

const pageOf = (text: string, parser?: typeof referenceParser): string =>
  bareHtml(renderBody({ ...parseArticle(fileOf('a.md', '')).tree, body: parseMarkdown(text, plainSyntax, parser) }).content);

/** Without what pages add to the HTML of GitHub. */
const asGitHub = (html: string): string =>
  html
    .replace(/<section class="table-scroll"[^>]*>(<table>[\s\S]*?<\/table>)<\/section>/g, '$1')
    .replace(/ class="align-(\w+)"/g, ' align="$1"')
    .replace(/ class="external"| rel="noopener"| aria-label="(?:Done|To do)"/g, '')
    .replace(/>\n</g, '><');

const row = (tag: string, ...cells: string[]): string => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
const table = (head: string, ...rows: string[]): string =>
  `<table><thead>${head}</thead>${rows.length > 0 ? `<tbody>${rows.join('')}</tbody>` : ''}</table>`;
const task = (text: string, isDone = false): string =>
  `<li class="task-list-item"><input type="checkbox"${isDone ? ' checked' : ''} disabled> ${text}</li>`;
const tasks = (...items: string[]): string => `<ul class="contains-task-list">${items.join('')}</ul>`;
const url = (href: string, text = href): string => `<a href="${href}">${text}</a>`;

const extensions: Readonly<Record<string, readonly (readonly [markdown: string, html: string])[]>> = {
  tables: [
    ['| Planet | Moons |\n| --- | --- |\n| Mars | 2 |', table(row('th', 'Planet', 'Moons'), row('td', 'Mars', '2'))],
    ['Planet | Moons\n--- | ---\nMars | 2', table(row('th', 'Planet', 'Moons'), row('td', 'Mars', '2'))],
    ['|Planet|\n|-|', table(row('th', 'Planet'))],
    [
      '| l | r | c |\n| :- | -: | :-: |\n| 1 | 2 | 3 |',
      '<table><thead><tr><th>l</th><th align="right">r</th><th align="center">c</th></tr></thead><tbody><tr><td>1</td><td align="right">2</td><td align="center">3</td></tr></tbody></table>',
    ],
    ['| a |\n| - |\n| `1 \\| 2` **\\|** |', table(row('th', 'a'), row('td', '<code>1 | 2</code> <strong>|</strong>'))],
    ['| a |\n| - |\n| 1 |\n> quote', `${table(row('th', 'a'), row('td', '1'))}<blockquote><p>quote</p></blockquote>`],
    ['| a |\n| - |\n| 1 |\ntext', table(row('th', 'a'), row('td', '1'), row('td', 'text'))],
    ['| a |\n| - |\n| 1 |\n\ntext', `${table(row('th', 'a'), row('td', '1'))}<p>text</p>`],
    ['| a |\n| - |\n| 1 |\n- item', `${table(row('th', 'a'), row('td', '1'))}<ul><li>item</li></ul>`],
    ['| a |\n| - |\n| 1 |\n<br>', `${table(row('th', 'a'), row('td', '1'))}<br>`],
    ['| a | b |\n| - |\n| 1 |', '<p>| a | b |\n| - |\n| 1 |</p>'],
    ['| a | b |\n| - | - |\n| 1 |\n| 1 | 2 | 3 |', table(row('th', 'a', 'b'), row('td', '1', ''), row('td', '1', '2'))],
    ['text\n| a |\n| - |\n| 1 |', `<p>text</p>${table(row('th', 'a'), row('td', '1'))}`],
    ['- | a |\n  | - |\n  | 1 |', `<ul><li>${table(row('th', 'a'), row('td', '1'))}</li></ul>`],
    [
      '|Planet|Page|\n|-|-|\n|Mars|https://mars.example/a|\n|Venus|www.venus.example|',
      table(
        row('th', 'Planet', 'Page'),
        row('td', 'Mars', url('https://mars.example/a')),
        row('td', 'Venus', url('http://www.venus.example', 'www.venus.example')),
      ),
    ],
    [
      '|Planet|Page|\n|-|-|\n|[Mars](https://mars.example)|<https://venus.example>|',
      table(row('th', 'Planet', 'Page'), row('td', url('https://mars.example', 'Mars'), url('https://venus.example'))),
    ],
  ],
  tasks: [
    ['- [ ] look\n- [x] see', tasks(task('look'), task('see', true))],
    ['* [X] see', tasks(task('see', true))],
    ['- [x] a\n  - [ ] b', tasks(task(`a${tasks(task('b'))}`, true))],
    ['- [ ] a\n- b', tasks(task('a'), '<li>b</li>')],
    ['1. [ ] a', `<ol class="contains-task-list">${task('a')}</ol>`],
    ['- [ ]a\n- [] b\n- [  ] c\n- [y] d', '<ul><li>[ ]a</li><li>[] b</li><li>[  ] c</li><li>[y] d</li></ul>'],
    ['- \\[ ] a', '<ul><li>[ ] a</li></ul>'],
    ['[ ] a', '<p>[ ] a</p>'],
    [
      '- [ ] a\n\n- [x] b',
      tasks(
        '<li class="task-list-item"><p><input type="checkbox" disabled> a</p></li>',
        '<li class="task-list-item"><p><input type="checkbox" checked disabled> b</p></li>',
      ),
    ],
    ['> - [ ] a', `<blockquote>${tasks(task('a'))}</blockquote>`],
  ],
  strikethrough: [
    ['~~gone~~ stays', '<p><del>gone</del> stays</p>'],
    ['~gone~ stays', '<p><del>gone</del> stays</p>'],
    ['~~~~ no ~~~~ x', '<pre><code class="language-no"></code></pre>'],
    ['a ~~~no~~~ b', '<p>a ~~~no~~~ b</p>'],
    ['~~not\n\ngone~~', '<p>~~not</p><p>gone~~</p>'],
    ['~~not~', '<p>~~not~</p>'],
    ['~~ not ~~', '<p>~~ not ~~</p>'],
    ['~~**a** `b~~c`~~', '<p><del><strong>a</strong> <code>b~~c</code></del></p>'],
    ['a~~b~~c', '<p>a<del>b</del>c</p>'],
    ['\\~~a~~', '<p>~~a~~</p>'],
  ],
  'bare URLs': [
    ['www.mars.example', `<p>${url('http://www.mars.example', 'www.mars.example')}</p>`],
    ['See www.mars.example/a.', `<p>See ${url('http://www.mars.example/a', 'www.mars.example/a')}.</p>`],
    ['https://mars.example/a?b=c#d!', `<p>${url('https://mars.example/a?b=c#d')}!</p>`],
    ['(https://mars.example/a)', `<p>(${url('https://mars.example/a')})</p>`],
    ['https://mars.example/a_(b)', `<p>${url('https://mars.example/a_(b)')}</p>`],
    ['(https://mars.example/a_(b))', `<p>(${url('https://mars.example/a_(b)')})</p>`],
    ['https://mars.example/a&hl;', `<p>${url('https://mars.example/a')}&#x26;hl;</p>`],
    ['https://mars.example/a<b', `<p>${url('https://mars.example/a')}&#x3C;b</p>`],
    ['**https://mars.example**', `<p><strong>${url('https://mars.example')}</strong></p>`],
    ['https://under_score.mars.example', `<p>${url('https://under_score.mars.example')}</p>`],
    ['www.mars_a.example', '<p>www.mars_a.example</p>'],
    ['awww.mars.example', '<p>awww.mars.example</p>'],
    ['`https://mars.example` \\<', '<p><code>https://mars.example</code> &#x3C;</p>'],
    ['ftp://mars.example', '<p>ftp://mars.example</p>'],
    ['a.b-c_d+e@mars.example', `<p>${url('mailto:a.b-c_d+e@mars.example', 'a.b-c_d+e@mars.example')}</p>`],
    ['a@mars.example.', `<p>${url('mailto:a@mars.example', 'a@mars.example')}.</p>`],
    ['a@mars.example-', '<p>a@mars.example-</p>'],
    ['a@mars.example_', '<p>a@mars.example_</p>'],
    ['a@mars', '<p>a@mars</p>'],
    // GitHub takes the scheme into the link, which leads to the same place.
    ['mailto:a@mars.example', `<p>mailto:${url('mailto:a@mars.example', 'a@mars.example')}</p>`],
    ['[https://mars.example](https://venus.example)', `<p>${url('https://venus.example', 'https://mars.example')}</p>`],
  ],
  'raw HTML': [
    ['a <b>b</b> <kbd>c</kbd>', '<p>a <b>b</b> <kbd>c</kbd></p>'],
    ['<div>\n\n*a*\n\n</div>', '<div><p><em>a</em></p></div>'],
    ['a <a href=mars/a%20b.md#c>b</a>', '<p>a <a href="mars/a%20b.md#c">b</a></p>'],
    ['<a href=https://mars.example/a_b_>b</a>', `<p>${url('https://mars.example/a_b_', 'b')}</p>`],
    ['\\<a href=https://mars.example/a>', `<p>&#x3C;a href=${url('https://mars.example/a>')}</p>`],
    ['`<a href=a/b>`', '<p><code>&#x3C;a href=a/b></code></p>'],
    ['```\n<a href=a/b>\n```', '<pre><code>&#x3C;a href=a/b></code></pre>'],
  ],
};

describe.each(Object.entries(extensions))('%s', (_, examples) => {
  test.each(examples)('%j', (markdown, html) => {
    // Where line ends stand between elements is of no interest here.
    expect(asGitHub(pageOf(markdown)).replace(/\n(?=<)/g, '')).toBe(html);
    expect(asGitHub(pageOf(markdown, referenceParser)).replace(/\n(?=<)/g, '')).toBe(html);
  });
});

test('tags with values without quotes lead into the vault like others', () => {
  const { article } = parseArticle(fileOf('concepts/a.md', '<a href=planets/mars.md>x</a> <img src=images/mars.png width=20>'));
  expect(article.links.map(({ kind, target }) => [kind, target])).toEqual([
    ['body', 'planets/mars.md'],
    ['embed', 'images/mars.png'],
  ]);
});

test.each(['title', 'textarea', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'script', 'plaintext'])(
  '<%s> is in no page, however it is written, and what stands behind it is',
  (name) => {
    for (const parser of [rust, referenceParser])
      for (const written of [name, name.toUpperCase(), `${name} a="b"`]) {
        const html = pageOf(`Mars <${written}> Venus\n\n<${written}>\n\nEarth\n`, parser);
        expect(html).not.toMatch(new RegExp(`<${name}`, 'i'));
        expect(html).toContain('Venus');
        expect(html).toContain('Earth');
      }
  },
);

/** Where the Rust parser and the reference differ, beyond the examples of CommonMark. Pages follow the one that wins. */
const differences: readonly {
  readonly markdown: string;
  readonly rust: string;
  readonly reference: string;
  readonly wins: 'rust' | 'reference' | 'rust, wrongly';
  readonly why: string;
}[] = [
  {
    markdown: '|Mars|http://a.example|\n|-|-|',
    rust: 'http://a.example|</a>',
    reference: 'http://a.example</a>',
    wins: 'reference',
    why: 'A table is cut into cells before what is in them is read (GFM 4.10).',
  },
  {
    markdown: '| a |\n| - |\n</span>',
    rust: '<tbody>',
    reference: '</thead>\n</table>',
    wins: 'reference',
    why: 'A tag alone on its line is a block of HTML, which ends a table.',
  },
  {
    markdown: 'a[^two words]\n\n[^two words]: mars.md',
    rust: '<p>a[^two words]</p>',
    reference: 'href="mars.md"',
    wins: 'reference',
    why: 'No label of a footnote holds white space: it is a link, and its URL must not be lost.',
  },
  {
    markdown: '[Mars[^1]](mars.md) is red.\n\n[^1]: It is.',
    rust: '](mars.md)',
    reference: '>Mars</a><sup>',
    wins: 'reference',
    why: 'A link may hold the mark of a footnote.',
  },
  {
    markdown: '- [ ] \n  - Mars',
    rust: '- Mars',
    reference: '<li>Mars</li>',
    wins: 'reference',
    why: 'What stands below an empty task is not its text. GitHub shows its box as well.',
  },
  {
    markdown: '-\n  [ ] a',
    rust: '<li>[ ] a</li>',
    reference: '<input',
    wins: 'rust',
    why: 'GitHub looks for the box on the line of the mark of the item.',
  },
  {
    markdown: 'a/b@mars.example',
    rust: '<p>a/b@mars.example</p>',
    reference: 'mailto:',
    wins: 'rust',
    why: 'GitHub links no address behind a slash.',
  },
  {
    markdown: '**🪐**a',
    rust: '<p>**🪐**a</p>',
    reference: '<strong>',
    wins: 'rust',
    why: 'A symbol counts as punctuation (CommonMark 2.1), and so does one beyond the first plane.',
  },
  {
    markdown: 'x[^1]\n\n[^1]: Mars\n<br>\nVenus',
    rust: 'Venus\n<section',
    reference: '<p>Venus</p>',
    wins: 'rust, wrongly',
    why: 'A tag alone on its line opens no block within a paragraph, here one of a footnote (4.6).',
  },
  {
    markdown: '> a\n# b\n    c\n    d',
    rust: 'c\n</code></pre>\n<pre>',
    reference: 'c\nd',
    wins: 'rust, wrongly',
    why: 'Indented code goes on to the next line that is not indented (4.4).',
  },
  {
    markdown: '[r]: /u\n***\n2. c',
    rust: '<p>2. c</p>',
    reference: '<ol start="2">',
    wins: 'rust, wrongly',
    why: 'Only within a paragraph must an ordered list start with 1 (5.2).',
  },
];

describe('differences of the parsers', () => {
  test.each(differences)('$markdown: $why', ({ markdown, wins, ...gives }) => {
    const [byRust, byReference] = [pageOf(markdown, rust), pageOf(markdown, referenceParser)];
    expect(byRust).toContain(gives.rust);
    expect(byReference).not.toContain(gives.rust);
    expect(byReference).toContain(gives.reference);
    expect(byRust).not.toContain(gives.reference);
    expect(pageOf(markdown)).toBe(wins === 'reference' ? byReference : byRust);
  });
});

describe('footnotes', () => {
  const mark = (label: string, number: number, time = ''): string =>
    `<sup><a href="#fn-${label}" id="fnref-${label}${time}" data-footnote-ref aria-describedby="footnote-label">${number}</a></sup>`;
  const back = (label: string, number: number): string =>
    `<a href="#fnref-${label}" data-footnote-backref="" aria-label="Back to reference ${number}" class="data-footnote-backref">↩</a>`;
  const again = (label: string, number: number, time: number): string =>
    `<a href="#fnref-${label}-${time}" data-footnote-backref="" aria-label="Back to reference ${number}-${time}" class="data-footnote-backref">↩<sup>${time}</sup></a>`;
  const notes = (...items: string[]): string =>
    `<section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2><ol>${items.join('')}</ol></section>`;
  const note = (label: string, content: string): string => `<li id="fn-${label}">${content}</li>`;

  test.each([
    ['a[^1]\n\n[^1]: Note.', `<p>a${mark('1', 1)}</p>${notes(note('1', `<p>Note. ${back('1', 1)}</p>`))}`],
    // Numbers follow the marks, not the labels or the notes.
    [
      'a[^b] c[^a]\n\n[^a]: A.\n[^b]: B.',
      `<p>a${mark('b', 1)} c${mark('a', 2)}</p>${notes(note('b', `<p>B. ${back('b', 1)}</p>`), note('a', `<p>A. ${back('a', 2)}</p>`))}`,
    ],
    [
      'a[^1] b[^1] c[^1]\n\n[^1]: N.',
      `<p>a${mark('1', 1)} b${mark('1', 1, '-2')} c${mark('1', 1, '-3')}</p>${notes(note('1', `<p>N. ${back('1', 1)} ${again('1', 1, 2)} ${again('1', 1, 3)}</p>`))}`,
    ],
    [
      'a[^1]\n\n[^1]: N.\n\n    > quote\n\n    - item',
      `<p>a${mark('1', 1)}</p>${notes(note('1', `<p>N.</p><blockquote><p>quote</p></blockquote><ul><li>item</li></ul>${back('1', 1)}`))}`,
    ],
    [
      'a[^1]\n\n[^1]: N.[^2]\n[^2]: M.',
      `<p>a${mark('1', 1)}</p>${notes(note('1', `<p>N.${mark('2', 2)} ${back('1', 1)}</p>`), note('2', `<p>M. ${back('2', 2)}</p>`))}`,
    ],
    [
      'a[^1]\n\n[^1]: N.[^1]',
      `<p>a${mark('1', 1)}</p>${notes(note('1', `<p>N.${mark('1', 1, '-2')} ${back('1', 1)} ${again('1', 1, 2)}</p>`))}`,
    ],
    ['a[^A]\n\n[^a]: N.', `<p>a${mark('a', 1)}</p>${notes(note('a', `<p>N. ${back('a', 1)}</p>`))}`],
    ['a[^1]', '<p>a[^1]</p>'],
    [
      '`[^1]` \\[^1]\n\nb[^1]\n\n[^1]: N.',
      `<p><code>[^1]</code> [^1]</p><p>b${mark('1', 1)}</p>${notes(note('1', `<p>N. ${back('1', 1)}</p>`))}`,
    ],
    // GitHub drops what no mark leads to: here it stays, as it is written.
    ['a\n\n[^1]: N.', '<p>a</p><p>[^1]: N.</p>'],
    ['a[^1]\n\n[^1]: N.\n[^1]: M.', `<p>a${mark('1', 1)}</p><p>[^1]: M.</p>${notes(note('1', `<p>N. ${back('1', 1)}</p>`))}`],
    // A mark in the text of a link stands behind the link.
    ['[a[^1]](b.md)\n\n[^1]: N.', `<p><a href="b.md">a</a>${mark('1', 1)}</p>${notes(note('1', `<p>N. ${back('1', 1)}</p>`))}`],
  ])('%j', (markdown, html) => {
    expect(asGitHub(pageOf(markdown)).replace(/\n(?=<)/g, '')).toBe(html);
    expect(asGitHub(pageOf(markdown, referenceParser)).replace(/\n(?=<)/g, '')).toBe(html);
  });

  test.each([
    'a[^1] b[^1] c[^1-2]\n\n[^1]: x\n[^1-2]: y',
    'a[^1-2] b[^1-2] c[^1] d[^1]\n\n[^1]: x[^1-2]\n[^1-2]: y',
    'a[^ä] b[^x.y] c[^"] d[^a/b] e[^%41]\n\n[^ä]: 1\n[^x.y]: 2\n[^"]: 3\n[^a/b]: 4\n[^%41]: 5',
    '# a[^1]\n\n| b[^1] |\n| - |\n| c[^2] |\n\n> d[^2]\n\n[^1]: x[^2]\n[^2]: y[^1]',
    'a[^1]\n\n[^1]: [Mars](https://mars.example) is red.\n\nb[^1] <b>c[^1]</b>',
    '[a[^1]](b.md) ![c[^1]](d.png) [e[^2]][f]\n\n[f]: g.md\n[^1]: x\n[^2]: y',
  ])('each mark leads to its note and each note back, at ids of their own: %j', (markdown) => {
    const { tree } = parseArticle(fileOf('concepts/mars.md', markdown));
    const { titleMarks = [], lead, content } = renderBody(tree);
    const whole = bareHtml([...titleMarks, ...lead, ...content]);
    const ids = [...whole.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    const marks = [...whole.matchAll(/<a href="#([^"]*)" id="([^"]*)" data-footnote-ref/g)];
    const backs = [...whole.matchAll(/<a href="#([^"]*)" data-footnote-backref="" aria-label="([^"]*)"/g)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('footnote-label');
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.every(([, note]) => ids.includes(note))).toBe(true);
    expect(backs.map(([, target]) => target).sort()).toEqual(marks.map(([, , id]) => id).sort());
    expect(new Set(backs.map(([, , label]) => label)).size).toBe(backs.length);
  });
});
