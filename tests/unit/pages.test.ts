import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { graphJson } from '../../src/render/files/graph-json.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { allPage, tagPages, tagsPage, typePages } from '../../src/render/pages/list-pages.ts';
import { homePage, notFoundPage, searchPage } from '../../src/render/pages/site-pages.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { bareHtml, bodyOf, contextOf, type Files, fileOf, pageOf, problems, wikiOf } from '../support/wiki.ts';

describe('raw HTML', () => {
  test.each([
    ['<script>alert(1)</script>', ''],
    ['<p onclick="alert(1)">Mars</p>', '<p>Mars</p>'],
    ['<iframe src="https://mars.example"></iframe>', ''],
    ['<a href="javascript:alert(1)">Mars</a>', '<p><a>Mars</a></p>'],
    ['<a href="java\nscript:alert(1)">Mars</a>', '<p><a>Mars</a></p>'],
    ['<img src="x.png" onerror="alert(1)">', '<img loading="lazy" decoding="async">'],
    [
      '<img src="https://mars.example/a.png" alt="Mars">',
      '<a class="external" href="https://mars.example/a.png" rel="noopener">Mars</a>',
    ],
    ['<style>body { display: none }</style>', ''],
    ['<svg><script>alert(1)</script></svg>', ''],
    ['<form action="https://mars.example"><input type="text"></form>', '<input disabled type="checkbox"'],
    ['H<sub>2</sub>O <kbd>Esc</kbd>', '<p>H<sub>2</sub>O <kbd>Esc</kbd></p>'],
    [
      '<details><summary>More</summary>\n\nHidden **words**.\n\n</details>',
      '<details><summary>More</summary>\n<p>Hidden <strong>words</strong>.</p>\n</details>',
    ],
  ])('%j', (text, html) => {
    const body = bodyOf(text);
    if (html === '') expect(body.replace(/<p><\/p>/g, '').trim()).toBe('');
    else expect(body).toContain(html);
    expect(body).not.toMatch(/script|onclick|onerror|javascript|alert/);
  });

  test('an element that is opened and never closed does not take the rest of the article with it', () => {
    const body = bodyOf('</div>\n- `<script>` and `<title>` are elements.\n\n## Next\n\nText.\n');
    expect(body).toContain('&#x3C;script>');
    expect(body).toContain('<h2 id="next">Next');
  });

  test('removed HTML is reported at its place', () => {
    const wiki = wikiOf({ 'a.md': 'Text <b>bold</b>.\n\n<script>alert(1)</script>\n\nA [link](javascript:alert(1)).\n' });
    expect(problems(wiki)).toEqual(['a.md:3:1 html-removed', 'a.md:5:3 html-removed']);
  });

  test('its links and images are resolved like any other', () => {
    const body = bodyOf('<a href="venus.md">V</a> <a href="nowhere.md">N</a> <img src="img/v.png" alt="V">', {
      'venus.md': '',
      'img/v.png': '',
    });
    expect(body).toContain(
      '<a href="/venus/">V</a> <a>N</a> <img src="/attachments/img/v.png" alt="V" loading="lazy" decoding="async">',
    );
  });

  test.each([
    ['<a href="venus.md">see [[venus]] #sky</a>', '<p><a href="/venus/">see venus #sky</a></p>'],
    ['<a href="venus.md">[**V**](venus.md), [[nowhere]]</a>', '<p><a href="/venus/"><strong>V</strong>, nowhere</a></p>'],
    [
      '<a id="x">See [V](venus.md)</a>',
      '<p><span id="x">See <a class="internal" href="/venus/" data-article-id="venus">V</a></span></p>',
    ],
  ])('no link stands in a link: %j', (text, html) => {
    expect(bodyOf(text, { 'venus.md': '' })).toContain(html);
  });

  test('in a note, or an entry of a log, moves nothing into another', () => {
    const text = 'Lead.\n\n## Related\n\n- [[b]] — one <div>two\n- [[c]] — three</div>\n- [[d]] — four\n\n## End\n\nText.\n';
    const { article, connections } = pageOf({ 'a.md': text, 'b.md': '', 'c.md': '', 'd.md': '' }, 'a');
    expect(connections.flatMap(({ items }) => items.map(({ noteHtml }) => noteHtml))).toEqual([
      'one <div>two</div>',
      'three',
      'four',
    ]);
    expect(article.leadHtml).toBe('<p>Lead.</p>');
    expect(article.bodyHtml).toContain('<p>Text.</p>');
    const log = '# Log\n\n## [2026-05-22] ingest | one <div>two\n\n## [2026-05-23] ingest | three\n';
    expect(renderBody(parseArticle(fileOf('log.md', log)).tree).log?.map(bareHtml)).toEqual(['one <div>two</div>', 'three']);
  });

  test('beside it footnotes still work', () => {
    const body = bodyOf('A<br>b.[^1]\n\n[^1]: Note.\n');
    for (const [, id] of body.matchAll(/href="#([^"]+)"/g)) expect(body).toContain(`id="${id}"`);
  });
});

describe('markdown', () => {
  test.each([
    ['[x](javascript:alert(1))', '<p>x</p>'],
    [
      '![Mars](https://mars.example/a.png)',
      '<p><a class="external" href="https://mars.example/a.png" rel="noopener">Mars</a></p>',
    ],
    ['<https://mars.example>', '<p><a class="external" href="https://mars.example" rel="noopener">https://mars.example</a></p>'],
    ['[[Vulcan]]', '<a class="missing" role="link"'],
    ['[[Vulcan|<b>&"]]', '>&#x3C;b>&#x26;"</a>'],
  ])('%s', (text, html) => {
    expect(bodyOf(text)).toContain(html);
  });

  test('a heading named like a part of the page has a separate id, and links find it', () => {
    const html = bodyOf('Text.\n\n## Main\n\nA.\n\n## Backlinks\n\nB. [[#Main]] [x](#backlinks)\n');
    expect(html).toContain('<h2 id="main-1">');
    expect(html).toContain('<h2 id="backlinks-1">');
    expect(html).toContain('href="#main-1"');
    expect(html).toContain('href="#backlinks-1"');
  });

  test('headings have ids as GitHub makes them, each once', () => {
    const ids = [...bodyOf('Text.\n\n## A & B\n\n## Über `code`\n\n## A & B\n').matchAll(/<h2 id="([^"]*)"/g)].map(
      (match) => match[1],
    );
    expect(ids).toEqual(['a--b', 'über-code', 'a--b-1']);
  });

  test('a page has one h1: a second one in the text moves all headings down', () => {
    expect([...bodyOf('---\ntitle: T\n---\nText.\n\n# One\n\n## Two\n').matchAll(/<(h\d) /g)].map((match) => match[1])).toEqual([
      'h2',
      'h3',
    ]);
  });

  test('an image keeps the size it is given', () => {
    expect(bodyOf('![[m.png|300x200]]', { 'm.png': '' })).toContain(
      '<img src="/attachments/m.png" alt="" width="300" height="200" loading="lazy" decoding="async">',
    );
  });

  test('a table scrolls inside itself', () => {
    expect(bodyOf('| a |\n| -: |\n| 1 |')).toMatch(
      /<section class="table-scroll"[^>]*><table>[\s\S]*<td class="align-right">1<\/td>/,
    );
  });

  test('noncharacters of an author cannot pose as ours', () => {
    expect(bodyOf('a \uFDD00\uFDD1x\uFDD2 [[Vulcan]]')).toContain('a \uFFFD0\uFFFDx\uFFFD <a class="missing"');
  });
});

describe('a footnote that nothing refers to is shown as written', () => {
  test.each([
    ['Text.\n\n[^1]: Seen in *2026*.\n', '<p>[^1]: Seen in <em>2026</em>.</p>'],
    ['Text.[^a]\n\n[^a]: One.\n\n[^a]: Two.\n', '<p>[^a]: Two.</p>'],
    ['Text.\n\n[^A]: One, see [^b].\n\n[^b]: Two, see [^A].\n', '<p>[^A]: One, see <sup>'],
    ['Text.\n\n> [^1]: In a quote.\n', '<p>[^1]: In a quote.</p>'],
    ['Text.\n\n[^1]:\n    - a list\n', 'a list'],
  ])('%j', (text, html) => {
    const body = bodyOf(text);
    expect(body).toContain(html);
    for (const [, id] of body.matchAll(/href="#([^"]+)"/g)) expect(body).toContain(`id="${id}"`);
  });

  test('and one that another footnote refers to stays a footnote', () => {
    const body = bodyOf('Text.[^1]\n\n[^1]: One.[^2]\n\n[^2]: Two.\n');
    expect(body).not.toContain('[^');
    expect(body.match(/Two\./g)).toHaveLength(1);
  });
});

describe('the page of an article', () => {
  test('has a lead: the summary, or the Summary section or paragraph that opens the text, which is then not repeated', () => {
    const parts = (text: string): [string, string] => {
      const { leadHtml, bodyHtml } = pageOf({ 'a.md': text }, 'a').article;
      return [leadHtml, bodyHtml];
    };
    expect(parts('---\nsummary: Red & cold.\n---\nText.')).toEqual(['<p>Red &#x26; cold.</p>', '<p>Text.</p>']);
    expect(parts('---\nsummary: Red.\n---\nRed.\n\nText.')).toEqual(['<p>Red.</p>', '<p>Text.</p>']);
    expect(parts('# a\n\nRed *planet*.\n\nText.')).toEqual(['<p>Red <em>planet</em>.</p>', '<p>Text.</p>']);
    expect(parts('## Summary\n\nRed.\n\n## More\n\nText.')[0]).toBe('<p>Red.</p>');
    expect(parts('## Overview\n\nRed.')[0]).toBe('');
  });

  test('cuts the summary of a card at 120 characters', () => {
    const long = 'Mars '.repeat(40).trim();
    const [card] = pageOf({ 'a.md': '', 'b.md': `---\nsummary: ${long}\n---\n[[a]]` }, 'a').backlinks;
    expect(card?.summary).toBe(`${long.slice(0, 119)}…`);
  });

  test('has contents when there are two sections or more', () => {
    const contents = (text: string): unknown =>
      pageOf({ 'a.md': text }, 'a').article.contents.map(({ text: each, children }) => [
        each,
        children.map((child) => child.text),
      ]);
    expect(contents('## One\n')).toEqual([]);
    expect(contents('## One\n\n### Inner\n\n## Two\n')).toEqual([
      ['One', ['Inner']],
      ['Two', []],
    ]);
  });

  test('shows its sources: articles, missing ones, addresses and plain citations', () => {
    const files = {
      'a.md':
        '---\nsources:\n  - "[[paper]]"\n  - raw/lost.pdf\n  - https://mars.example/\n  - Lowell 1906\n  - { id: x, title: A map, resource: https://maps.example, author: "human:Ada", date: 1877-01-01 }\n---',
      'paper.md': '---\ntitle: Paper\n---',
    };
    expect(
      pageOf(files, 'a').sources.items.map(({ target, text, author, anchor }) => [
        target?.kind ?? 'text',
        text,
        author ?? '',
        anchor,
      ]),
    ).toEqual([
      ['article', '', '', 'Source-1'],
      ['missing', '', '', 'Source-2'],
      ['external', '', '', 'Source-3'],
      ['text', 'Lowell 1906', '', 'Source-4'],
      ['external', '', 'Ada', 'Source-x'],
    ]);
  });

  test('shows its trust, from OKF stamps', () => {
    const trust = (yaml: string): unknown => pageOf({ 'a.md': `---\n${yaml}\n---` }, 'a').article.trust;
    expect(trust('title: T')).toBeUndefined();
    expect(trust('generated: { by: model }')).toBe('unverified');
    expect(trust('verified: [{ by: model }]')).toBe('machine-confirmed');
    expect(trust('verified: [{ by: model }, { by: "human:ada" }]')).toBe('human-reviewed');
  });

  test('is stale from the instant it names', () => {
    const stale = (day: string): boolean => pageOf({ 'a.md': `---\nstale_after: ${day}\n---` }, 'a').article.stale;
    expect([stale('2026-06-01'), stale('2026-06-02')]).toEqual([true, false]);
  });
});

test('nothing of a private article is in any object that is printed', () => {
  const files: Files = {
    'open.md': '[[Codename]] and [[Codename|it]] and [[other]]',
    'other.md': '',
    'hidden.md':
      '---\ntitle: Codename\naliases: [Nickname]\ntags: [covert]\ntype: operation\nvisibility: private\n---\nTo [[open]].\n\n## Connections\n\n- Uses: [[open]] (quietly)\n',
  };
  const context = contextOf(files);
  const pages = [
    pageOf(files, 'open'),
    homePage(context),
    allPage(context),
    ...typePages(context),
    ...tagPages(context),
    tagsPage(context),
    searchPage(context),
    notFoundPage(context),
    graphJson(context),
  ];
  const printed = JSON.stringify([...pages, pageOf(files, 'other')]);
  expect(printed.match(/.{30}(?:Nickname|covert|operation|quietly|Codename|hidden).{20}/gi) ?? []).toEqual([]);
});

describe('lists', () => {
  test('are by title, under its first letter', () => {
    const files = {
      'a.md': '---\ntitle: Zeta\n---',
      'b.md': '---\ntitle: Ärger\n---',
      'c.md': '---\ntitle: 10 moons\n---',
      'd.md': '---\ntitle: 9 moons\n---',
      'e.md': '---\ntitle: alpha\n---',
    };
    expect(allPage(contextOf(files)).groups.map(({ label, rows }) => [label, rows.map(({ card }) => card.title)])).toEqual([
      ['A', ['alpha', 'Ärger']],
      ['Z', ['Zeta']],
      ['#', ['9 moons', '10 moons']],
    ]);
  });

  test('a nested tag is listed under the tags above it too', () => {
    const hrefs = tagPages(contextOf({ 'a.md': '---\ntags: [sky/planets, Sky]\n---' })).map(({ href, page }) => [
      href,
      page.count,
    ]);
    expect(hrefs).toEqual([
      ['/tags/sky/', 1],
      ['/tags/sky/planets/', 1],
    ]);
  });
});

test('every address below a base path has it', () => {
  const page = pageOf({ 'a.md': '---\ntags: [t]\n---\n[[b]] ![](m.png)', 'b.md': '[[a]]', 'm.png': '' }, 'a', '', '/kb/');
  const addresses = [...JSON.stringify(page).matchAll(/"\w*[hH]ref":"([^"]*)"|(?:href|src)=\\"([^"\\]*)/g)].map(
    (match) => match[1] ?? match[2],
  );
  expect(addresses.length).toBeGreaterThan(8);
  expect(addresses.filter((address) => !address?.startsWith('/kb/'))).toEqual([]);
});

test('the markdown beside a page keeps unreadable lines as comments', () => {
  const files = { 'a.md': '---\ntitle: Mars\n}}}} {{\nupdated: soon\n---\nText.\n' };
  const context = contextOf(files);
  const article = context.wiki.articles[0];
  const text = article && plainMarkdown(markdownTwin(context, article), files['a.md']);
  expect(text).toContain('\nupdated: soon\n');
  expect(text).toContain('\n# not read: }}}} {{\n---\n');
});

test('the empty corner of a table is not a header, and the headers have a scope', () => {
  expect(bodyOf('|  | b |\n| - | -: |\n| a | 1 |\n')).toMatch(/<tr>\s*<td><\/td>\s*<th class="align-right" scope="col">b<\/th>/);
});

test('lists are tight or loose and tables have one row of headers, however long', () => {
  expect(bodyOf('- a\n- b\n')).toBe('<ul><li>a</li><li>b</li></ul>'.replaceAll('><', '>\n<'));
  expect(bodyOf('- a\n\n- b\n')).toContain('<li>\n<p>a</p>\n</li>');
  const table = bodyOf(`| h |\n| - |\n${'| c |\n'.repeat(3)}`);
  expect([table.match(/<th>h<\/th>/g), table.match(/<td>c<\/td>/g)?.length]).toEqual([['<th>h</th>'], 3]);
});
