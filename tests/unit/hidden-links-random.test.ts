/** Random articles with links to a private one: nothing made from them may hold one of its names. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MarkdownSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { cases, timeout } from '../support/budget.ts';
import { builtWikiOf, contextOf, documentOf, markdownOf, pageOf } from '../support/wiki.ts';

const secret = {
  'hidden/Zarquon Vexilla.md':
    '---\ntitle: Quibblefax Norn\naliases: [Mumpsimus]\npermalink: borborygm\ndraft: true\n---\n\n## Ultracrepid part\n\nText. ^vexblock\n',
};
const secretWords = /zarquon|vexilla|quibblefax|mumpsimus|ultracrepid|borborygm|vexblock/i;
// The covers of stretches are noncharacters.
const noncharacters = /[\uFDD0-\uFDEF\uFFFE]/;

const name = fc.constantFrom(
  'Quibblefax Norn',
  'Mumpsimus',
  'Zarquon Vexilla',
  'hidden/Zarquon Vexilla.md',
  'borborygm',
  'mumpsimus',
);
const part = fc.constantFrom('', '', '#Ultracrepid part', '#^vexblock');
const label = fc.constantFrom('', '', '|it', '|`it` *so*', '|a $x$ b');
const path = fc.constantFrom(
  'hidden/Zarquon%20Vexilla.md',
  '/hidden/Zarquon%20Vexilla.md#ultracrepid-part',
  'hidden/zarquon-vexilla.md',
);
const link = fc.oneof(
  fc.tuple(name, part, label).map((parts) => `[[${parts.join('')}]]`),
  fc.tuple(name, part).map((parts) => `![[${parts.join('')}]]`),
  path.map((url) => `[it](${url} "of [[Mumpsimus]]")`),
  path.map((url) => `![an *image*](${url})`),
  path.map((url) => `<a href="${url}" title="[[Mumpsimus]]">it</a>`),
  fc.constant('[see [[Mumpsimus]] there](Open.md)'),
);
const inBody = fc.oneof(
  { weight: 3, arbitrary: link },
  { weight: 1, arbitrary: path.map((url) => `(source: ${decodeURIComponent(url)}, p. 3)`) },
  { weight: 1, arbitrary: path.map((url) => `^[${decodeURIComponent(url)}]`) },
  { weight: 1, arbitrary: fc.constant('[it][ref]') },
);
const piece = fc.oneof(
  { weight: 3, arbitrary: inBody },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        'words',
        ' ',
        ', ',
        '. ',
        '\n',
        '\n\n',
        '\n- ',
        '\n\n> ',
        '\n\n## ',
        '\n\n# ',
        '**',
        '*',
        '==',
        '`',
        '$x$',
        '$',
        '[',
        ']',
        '(',
        ')',
      ],
      ...[
        '[[Open]]',
        '\n\n| a | b |\n| - | - |\n| ',
        ' | ',
        '%%',
        '<b>',
        '</b>',
        '^[',
        ' ^id',
        '\n\n## Sources\n\n- ',
        '\n\n## Connections\n\n- Uses: ',
      ],
      ...[
        '~~',
        '\n\n```\n',
        '\\',
        '&amp;',
        '[^1]',
        '\n\n[^1]: ',
        '\n: ',
        '#tag ',
        '\n\n*[ABC]: ',
        ' ABC ',
        '\n**Sources**: ',
        ':rocket:',
        '"',
        '--',
      ],
    ),
  },
);
const property = fc.tuple(
  fc.constantFrom(
    'title',
    'summary',
    'aliases',
    'tags',
    'up',
    'related',
    'sources',
    'type',
    'created',
    'status',
    'author',
    'permalink',
  ),
  fc.constantFrom(
    (each: string) => each,
    (each: string) => `Of ${each} and`,
    (each: string) => `[${each}, x]`,
  ),
  link,
);
const article = fc
  .tuple(fc.uniqueArray(property, { maxLength: 3, selector: ([key]) => key }), fc.array(piece, { maxLength: 16 }))
  .map(
    ([properties, pieces]) =>
      `---\n${properties.map(([key, around, value]) => `${key}: ${JSON.stringify(around(value))}\n`).join('')}---\n\n${pieces.join('')}\n\n[ref]: hidden/Zarquon%20Vexilla.md "Mumpsimus"\n`,
  );
const syntaxes: readonly Partial<MarkdownSyntax>[] = [
  {},
  {
    smartPunctuation: true,
    breaks: true,
    emoji: true,
    abbreviations: true,
    definitionLists: true,
    subscript: true,
    superscript: true,
  },
];

/** Where links are no links. */
const code = /`[^`]*(?:`|$)|```[\s\S]*$|~{3}|\$[^$]*\$/;

test(
  'nothing made from an article holds a name of the private article that it links to',
  () => {
    fc.assert(
      fc.property(article, fc.constantFrom(...syntaxes), (text, syntax) => {
        // Code, formulas and escaped brackets are shown as they are written.
        fc.pre(!code.test(text.replace(/`it`|\$x\$/g, '')) && !/\\!?\[/.test(text));
        const files = { ...secret, 'Open.md': '# Open\n\nText.\n', 'a.md': text, 'b.md': 'By [[a]] and ![[a]].\n' };
        const config = `markdown: ${JSON.stringify(syntax)}`;
        const { wiki } = builtWikiOf(files);
        const {
          diagnostics: _,
          links: __,
          ...facts
        } = [...wiki.articles].find(({ id }) => id === 'a')?.parsed ?? { diagnostics: [], links: [] };
        const made = {
          page: pageOf(files, 'a', config),
          embed: pageOf(files, 'b', config),
          document: documentOf(files, 'a', config),
          markdown: markdownOf(files, 'a'),
          title: contextOf(files, config).wiki.byId.get('a' as never)?.parsed.title,
          headings: 'headings' in facts ? facts.headings : [],
        };
        for (const [kind, value] of Object.entries(made)) {
          expect(JSON.stringify(value) ?? '', kind).not.toMatch(secretWords);
          expect(JSON.stringify(value) ?? '', kind).not.toMatch(noncharacters);
        }
      }),
      { numRuns: cases(300), seed: 20_261_130 },
    );
  },
  timeout,
);
