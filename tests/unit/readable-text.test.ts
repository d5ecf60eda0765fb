/** Texts with control characters: TeX that a program damaged, and what may stand in no page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { toReadable } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { texCommands } from '../../src/wiki/parse/readable/tex-commands.ts';
import { commandsOfTheirOwn } from '../../src/wiki/parse/readable/tex-damage.ts';
import { lineStartsOf, positionIn } from '../../src/wiki/text/lines.ts';
import { bodyOf, fileOf } from '../support/wiki.ts';

const readable = (text: string): string => toReadable(text).text;

/** A text as a program writes it that takes a backslash and a letter for an escape. */
function damaged(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    a: '\u0007',
    b: '\b',
    e: '\u001B',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
  };
  return text.replace(/\\([abefnrtv])/g, (_, letter: string) => escapes[letter] ?? '');
}

describe('a formula that a program damaged is whole', () => {
  test.each([
    '$\\frac{\\beta}{2}$ and $\\alpha$',
    '$x \\to \\infty$ and $x\\to0$',
    '$\\theta \\times \\tau = \\text{a $\\theta$}$',
    '$\\vec x$, $\\varphi$, $\\exists \\epsilon$',
    'a line\nand $\\rho$ of $\\langle x \\rangle$ in $\\left( x \\right)$',
    'The $\\nu$ of it, the $x_\\nu$, $\\{\\nu\\}$, $x \\ne y$',
    '$a \\neq \\nu$',
    '$\\neg a$ and $a\\notin b$',
    '$\\mu + \\nu$',
    '\\(\\to\\) and \\( \\text{Support}(A) = \\frac{\\text{Number of}}{x} \\)',
    '$$\\text{RF}(x) = \\frac{1}{N}$$',
    '$$a \\neq b$$',
    '\\[\n\\theta \\to 0\n\\]',
    '```math\n\\frac{a}{\\nu}\n```',
    '~~~ math\n\\beta\n~~~',
    '$`\\frac{a}{b}`$',
    '$$\n\\begin{aligned}\na &= \\beta \\\\\n\\nabla b &= x \\to y\n\\end{aligned}\n$$',
    '## The $\\nu$ bound\n\ntext',
    '| a | b |\n|-|-|\n| $\\nu$ | $a \\neq \\nu$ |\n| $\\beta$ | d |',
    '> [!note] On $\\frac12$\n> - $\\beta$',
    '[see $\\frac12$](a.md) and **$\\beta$**',
    '[^1]: $\\frac12$\n\nA note.[^1]',
    '$\\tfrac12 \\tan x$',
    '$$\nx\n\n\\frac{a}{b}\n$$',
    '$$\n\\tau = RC\n$$',
    '$$\n\\tfrac{1}{2}\n$$',
    '$$\n\n\\tan x\n$$',
    '\\[\n\\to y\n\\]',
    '$$\n\\tau = RC\nx = 1\n$$',
    '$$\n\\tau = RC$$',
    '- $$\n  \\tau = RC\n  $$',
    '- $$\n\\tau = RC\n$$',
    '> $$\n> \\tau = RC\n> $$',
    '```math\n\\tau = RC\n```',
    'Let $a\\neq b$ and $\\nabla f$ end.',
    'Let $x \\nrightarrow y$ and $\\nu$ and $\\nabla f$ end.',
    '$\\nu$, $a\\neq b$, and $\\nu$ of $\\nabla f$',
    'At $5 a piece, $\\nu$ rises',
    'Let \\(a\\neq b\\) and \\(\\nabla f\\) end.',
    '[[store|$\\beta$]] and [[nope|a $\\theta$]]',
    '![[store|$\\beta$]] and ![[x.png|$\\theta$]]',
    '[[store#The $\\beta$ ray]] and [[#The $\\beta$ ray]]',
    '[[store|the $\\nu$ of it]]',
    '![alt $\\theta$](x.png) and ![$\\frac12$ $\\beta$][a]\n\n[a]: x.png',
  ])('%j', (text) => {
    // `\infty`, `\mu` and the like are no escapes, so the text says which of its backslashes are lost.
    expect(damaged(text)).not.toBe(text);
    expect(readable(damaged(text))).toBe(text);
    expect(toReadable(text)).toEqual({ text, repairs: [] });
  });

  test('a carriage return that became a line feed is recognized by its letters', () => {
    expect(readable('$\nho$ of $a \nightarrow b$')).toBe('$\\rho$ of $a \\rightarrow b$');
  });

  test('a backslash before the damage is the one that is missing', () => {
    expect(readable('$\\\frac12$')).toBe('$\\frac12$');
    expect(readable('$$\na \\\\\frac12\n$$')).toBe('$$\na \\\\\\frac12\n$$');
  });
});

describe('a text without faults is unchanged', () => {
  test.each([
    '$$\na +\nu + v\n$$',
    '$$\nu + v\n$$',
    '$x +\nu$ and $a\nu$ and $a\ne b$',
    '$$\na \\\\\nu \\\\\ne b\n$$',
    '$$\n\to = 1\n$$',
    '$$\n\tan = 1\n$$',
    '$$\n\tau = 1\n\tx = 2\n$$',
    '$$\nx = 1\n\tau = 2\n$$',
    '- $$\n\tau = 1\n\t$$',
    '- $$\n\tau = 1\n  $$',
    '```math\n\tau = 1\n\tb = 2\n```',
    '[[a|b\to]] and ![a\to](x.png)',
    '$$\n\tan &=\to \\\\\n\top &\tan x\n$$',
    '$$x =\to + 1$$',
    '$\\text{some\tan or\to}$ and $\\text{a\nu}$',
    '$x \\\\frac12$ and $\\\\alpha$',
    'The price is $5\nu and $6\ne or 7.',
    'a\to b, $x$, \tan $y$',
    '- $x$\n\to\n- \tan',
    '```js\n\to = $a;\n\tan = $b;\n```',
    '\tan = $x; \to = $y',
    '`$a\to$` and <b title="$a\to b$">x</b>',
    '$x\n\nu$',
    'no $ formula\nu here',
    '$$\nx\n\\text{or}\nless\n$$',
  ])('%j', (text) => {
    expect(toReadable(text)).toEqual({ text, repairs: [] });
  });
});

test('a picture is still found by a label with a damaged formula', () => {
  for (const end of ['', '[]'])
    expect(bodyOf(`![$\beta$]${end}\n\n[$\beta$]: https://example.org/y.png`)).toContain('href="https://example.org/y.png"');
});

test('one finding for each formula says where its commands were', () => {
  expect(toReadable('a $\frac{\beta}{2}$ b $\frac12$').repairs).toEqual([
    { span: { start: 3, end: 12 }, commands: ['\\frac', '\\beta'] },
    { span: { start: 21, end: 25 }, commands: ['\\frac'] },
  ]);
});

test.each([
  ['a form feed in double quotes', 'title: "A $\frac12$"', ['2:8 `\\frac`']],
  ['an escape in double quotes', 'title: "A $\\frac12$"', ['2:8 `\\frac`']],
  ['a form feed without quotes', 'title: A $\frac12$', ['2:11 `\\frac`']],
  ['several formulas of one value', 'title: "A $\\frac12$, $\\beta$"', ['2:8 `\\frac`, `\\beta`']],
  ['a form feed and an escape', 'title: "A $\frac12$, $\\beta$"', ['2:8 `\\frac`, `\\beta`']],
  ['several values', 'title: "A $\\frac12$"\nsummary: "$\\beta$"', ['2:8 `\\frac`', '3:10 `\\beta`']],
])('a value of frontmatter gives one finding: %s', (_, written, findings) => {
  const { diagnostics } = parseArticle(fileOf('a.md', `---\n${written}\n---\nText.\n`)).article;
  const repaired = diagnostics.filter(({ code }) => code === 'math-repaired');
  expect(repaired.map(({ line, column, message }) => `${line}:${column} ${/`.*`/.exec(message)?.[0]}`)).toEqual(findings);
});

describe('other control characters', () => {
  test.each([
    ['Ve\u0007nus\u0000 \u007Fshines', 'Venus shines'],
    ['\fA page\fbreak \f here\f', 'A page break  here'],
    ['a line\vof Word', 'a line of Word'],
    ['text \frac{a}{b}', 'text rac{a}{b}'],
    ['`a\u0001b`', '`ab`'],
    ['```\n\u001B[1;31mred\u001B[0m \u001B]0;title\u0007x\n```', '```\nred x\n```'],
    ['\u0093don\u0092t\u0094 \u0096 \u0081x', '“don’t” – x'],
    ['\u0008# Heading', '# Heading'],
    ['a\rb\r\nc', 'a\nb\r\nc'],
    ['tab\tand\nline', 'tab\tand\nline'],
  ])('%j is read %j', (text, read) => {
    expect(readable(text)).toBe(read);
  });

  test('are counted and named', () => {
    expect(toReadable('a\u0007\n\u0007b\u001B').controls).toEqual({
      first: { start: 1, end: 2 },
      count: 3,
      names: ['U+0007', 'U+001B'],
    });
  });

  test.each([
    ['a\u0007b', 'A control character (U+0007) was taken out: HTML does not allow it.'],
    ['T\fitle', 'A control character (U+000C) was read as a space: HTML does not allow it.'],
    ['a\fb c\vd', '2 control characters (U+000B, U+000C) were read as spaces: HTML does not allow them.'],
    [
      'a\fb \u0007',
      '2 control characters (U+0007, U+000C) were taken out, 1 of them with a space in its place: HTML does not allow them.',
    ],
  ])('of %j it is said what became of them', (text, said) => {
    const { article } = parseArticle(fileOf('a.md', text));
    expect(article.diagnostics.flatMap(({ code, message }) => (code === 'html-removed' ? message : []))).toEqual([said]);
  });

  test('are in no part of an article', () => {
    const text =
      '---\ntitle: "M\\ars"\ntags: ["re\\bd"]\nmoons: { a: ["P\\e"] }\n---\n## Th\u0007e\n\n[[Ve\u0001nus|pla\u0002net]] `x\u0003` #t\u0004ag\n';
    const { article } = parseArticle(fileOf('a.md', text));
    expect(article.title).toBe('Mrs');
    expect(article.properties.tags).toEqual(['red', 'tag']);
    expect(article.properties.extra).toEqual({ moons: { a: ['P'] } });
    expect(article.headings.map(({ id }) => id)).toEqual(['the']);
    expect(article.links[0]).toMatchObject({ target: 'Venus', label: 'planet' });
    expect(bodyOf(text)).toContain('<code>x</code>');
  });
});

test('a place in the text that is read is found in the text that was written', () => {
  const written = 'x\u0007y $\frac{\beta}{2}$ z\nof $a \neq b$ c\nd';
  const { text, moved } = toReadable(written);
  const places = { lineStarts: lineStartsOf(written), ...(moved && { moved }) };
  const at = (word: string): string => {
    const start = text.indexOf(word);
    const { line, column } = positionIn(places, { start, end: start });
    return `${line}:${column}`;
  };
  expect(['y', '\\frac', 'frac', 'rac', 'beta', '2}', 'z', 'of', '\\neq', 'eq', ' c', 'd'].map(at)).toEqual([
    '1:3',
    '1:6',
    '1:6',
    '1:7',
    '1:11',
    '1:17',
    '1:21',
    '2:1',
    '2:7',
    '3:1',
    '3:6',
    '4:1',
  ]);
});

test('a finding about a link or a formula is at the place where it is written', () => {
  const { diagnostics } = parseArticle(fileOf('a.md', 'T\u0007\u0007 <script>x</script>')).article;
  expect(diagnostics.filter(({ code }) => code === 'html-removed').map(({ column }) => column)).toEqual([2, 5]);
});

test('links of a damaged text are hidden in the text that is read', () => {
  const hidden = [{ link: { target: 'Mercury' }, instead: { target: '…', shown: '…' } }];
  const { summary, links } = parseArticle(fileOf('a.md', 'A $\frac{1}{2}$ of [[Mercury]]\u0007.\n'), { hidden }).article;
  expect([summary, links[0]?.target]).toEqual(['A 1/2 of ….', '…']);
});

test('a damaged formula is shown, copied and summed up whole', () => {
  const text = '# The $\beta$ ray\n\nIts $\frac{a}{b} \to \beta$ is high.\n';
  const { title, summary } = parseArticle(fileOf('a.md', text)).article;
  expect([title, summary]).toEqual(['The β ray', 'Its a/b → β is high.']);
  expect(bodyOf(text)).toContain('\\frac{a}{b} \\to \\beta');
});

describe('the commands that can be damaged', () => {
  interface Temml {
    readonly renderToString: (tex: string, options: object) => string;
  }
  const require = createRequire(import.meta.url);
  const temml = require('temml') as Temml;
  const isKnown = (name: string): boolean =>
    [`\\${name}`, `\\text{\\${name}}`].some((tex) => {
      try {
        return temml.renderToString(tex, { throwOnError: true }) !== '';
      } catch (error) {
        return !(error as Error).message.trimStart().startsWith('Unsupported function name');
      }
    });

  test('are those that Temml knows', () => {
    const source = readFileSync(require.resolve('temml'), 'utf8');
    const named = new Set([...source.matchAll(/["'`]\\\\([abefnrtv][A-Za-z]+)["'`]/g)].map(([, name = '']) => name));
    expect([...named].filter(isKnown).sort()).toEqual([...texCommands].sort());
  });

  test('the rest of a command that is also a command is recognized', () => {
    const rests = [...texCommands].filter((name) => /^[nrt]/.test(name) && name.length > 3).map((name) => name.slice(1));
    expect([...new Set(rests.filter(isKnown))].sort()).toEqual([...commandsOfTheirOwn].sort());
  });
});
