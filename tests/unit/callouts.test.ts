/** Quotes that are callouts: what they become, and which stay quotes. */
import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { parseMarkdown, referenceParser, rustParser } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { bareHtml, fileOf } from '../support/wiki.ts';

const parse = (text: string) => parseArticle(fileOf('a.md', text));
const html = (text: string): string => bareHtml(renderBody(parse(text).tree).content).replaceAll('\n', '');

describe('a callout', () => {
  test.each([
    [
      'of GitHub',
      '> [!NOTE]\n> Useful *information*.',
      '<div class="callout" data-callout="note" role="note"><p class="callout-title">Note</p><p>Useful <em>information</em>.</p></div>',
    ],
    [
      'with a title of its own',
      '> [!tip] Look **up**\n> Stars.',
      '<div class="callout" data-callout="tip" role="note"><p class="callout-title">Look <strong>up</strong></p><p>Stars.</p></div>',
    ],
    [
      'of a title alone',
      '> [!success] Found',
      '<div class="callout" data-callout="success" role="note"><p class="callout-title">Found</p></div>',
    ],
    [
      'that is folded',
      '> [!faq]- Is Pluto one?\n> No.',
      '<details class="callout" data-callout="question"><summary class="callout-title">Is Pluto one?</summary><p>No.</p></details>',
    ],
    [
      'that can be folded',
      '> [!todo]+\n> Observe.',
      '<details class="callout" data-callout="todo" open><summary class="callout-title">Todo</summary><p>Observe.</p></details>',
    ],
    [
      'of an unknown kind, with words for a theme',
      '> [!Field-note|wide] \n> Rain.',
      '<div class="callout" data-callout="field-note" role="note"><p class="callout-title">Field note</p><p>Rain.</p></div>',
    ],
    [
      'with blocks and another one inside',
      '> [!question] A\n> - one\n>\n> > [!bug]\n> > two',
      '<div class="callout" data-callout="question" role="note"><p class="callout-title">A</p><ul><li>one</li></ul>' +
        '<div class="callout" data-callout="bug" role="note"><p class="callout-title">Bug</p><p>two</p></div></div>',
    ],
    [
      'whose first line ends in two spaces',
      '> [!warning]  \n> Hot.',
      '<div class="callout" data-callout="warning" role="note"><p class="callout-title">Warning</p><p>Hot.</p></div>',
    ],
    [
      'in an item, without a space behind the sign of the quote',
      '- >[!note]\n  >In a list.',
      '<ul><li><div class="callout" data-callout="note" role="note"><p class="callout-title">Note</p><p>In a list.</p></div></li></ul>',
    ],
    [
      'beside raw HTML',
      '> [!note]- A\n> B\n\n<b>C</b>',
      '<details class="callout" data-callout="note"><summary class="callout-title">A</summary><p>B</p></details><p><b>C</b></p>',
    ],
  ])('%s', (_, text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test.each([
    ['abstract', ['abstract', 'summary', 'tldr']],
    ['tip', ['tip', 'hint']],
    ['success', ['success', 'check', 'done']],
    ['question', ['question', 'help', 'faq']],
    ['warning', ['warning', 'caution', 'attention']],
    ['failure', ['failure', 'fail', 'missing']],
    ['danger', ['danger', 'error']],
    ['quote', ['quote', 'cite']],
  ])('of the kind %s goes by several names', (kind, names) => {
    for (const name of names) {
      expect(html(`> [!${name}]\n> x`)).toContain(`data-callout="${kind}"`);
      expect(html(`> [!${name}]\n> x`)).toContain(`>${name.charAt(0).toUpperCase()}${name.slice(1)}</p>`);
    }
  });

  test('may have links in its title and its text, each at its own place', () => {
    const text = 'x\n\n> [!info] See [[Venus]] or [Mars](mars.md)\n> and [[Jupiter|the giant]].\n';
    const { article, mentions } = parse(text);
    expect(article.links.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      '[[Venus]]',
      '[Mars](mars.md)',
      '[[Jupiter|the giant]]',
    ]);
    expect(mentions.links[0]).toEqual({ before: 'See ', words: 'Venus', after: ' or Mars' });
    expect(mentions.links[2]).toEqual({ before: 'and ', words: 'the giant', after: '.' });
  });

  test('is the same whichever parser reads it', () => {
    const text = '> [!note]+ A [[b]] *c*\n> d\n> > [!tip]\n> > e\n\n> [!warning]\n> | a |\n> | - |\n> | [[x\\|y]] |\n';
    const shown = (parser: typeof referenceParser): string =>
      bareHtml(renderBody({ ...parse('').tree, body: parseMarkdown(text, plainSyntax, parser) }).content);
    expect(shown(rustParser ?? referenceParser)).toBe(shown(referenceParser));
    expect(shown(referenceParser)).toContain('data-callout="tip"');
  });
});

test.each([
  ['an escaped bracket', '> \\[!note] not one'],
  ['words before it', '> See [!note] here'],
  ['no name', '> [!] nothing'],
  ['a link', '> [!note](a.md)'],
  ['code', '> `[!note]` as code'],
  ['no quote', '[!note] plain'],
])('%s makes no callout', (_, text) => {
  expect(html(text)).not.toContain('callout');
});
