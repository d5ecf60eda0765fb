/** What is a formula, what is none, where its mistakes are, and what stands for it where none can be shown. */
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { describe, expect, test } from 'vitest';
import { mathOf } from '../../src/publish/blocks/math.ts';
import { compileText } from '../../src/publish/compile.ts';
import { parseMarkdown, referenceParser, rustParser } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { wordsOfTex } from '../../src/wiki/syntax/tex-words.ts';
import { cases, timeout } from '../support/budget.ts';
import { fileOf, inEnglish, markdownOf } from '../support/wiki.ts';

/** The formulas of a text; `block` and `display` say how they stand. Both parsers must find the same. */
function formulasIn(text: string): string[] {
  const found = (parser: typeof referenceParser): string[] => {
    const formulas: string[] = [];
    const visit = (node: Nodes): void => {
      if (node.type === 'math') formulas.push(`block ${node.value}`);
      else if (node.type === 'inlineMath') formulas.push(`${node.data?.formula?.isDisplay ? 'display ' : ''}${node.value}`);
      else if ('children' in node) for (const child of node.children) visit(child as Nodes);
    };
    visit(parseMarkdown(text, plainSyntax, parser));
    return formulas;
  };
  expect(found(rustParser ?? referenceParser)).toEqual(found(referenceParser));
  return found(referenceParser);
}

describe('formulas within a line', () => {
  test.each([
    ['The area is $\\pi r^2$.', ['\\pi r^2']],
    ['$x$, $y$; ($z$)', ['x', 'y', 'z']],
    ['GitHub writes $`a_b`$ so.', ['a_b']],
    ['\\(x\\) and \\( \\alpha_i > 0 \\)', ['x', '\\alpha_i > 0']],
    ['\\(f(x)\\), \\(x, y\\), \\(n + 1\\)', ['f(x)', 'x, y', 'n + 1']],
    ['the $n$th of $k$NN', ['n', 'k']],
    ['在时间$t$内', ['t']],
    ['**Mass:**$m$ and *a $x*y$ b*', ['m', 'x*y']],
    ['$\\text{if $x$ holds}$', ['\\text{if $x$ holds}']],
    ['over $a\n= b$ a line', ['a\n= b']],
    ['[see $x^2$](a.md) and $f[a](b)$', ['x^2', 'f[a](b)']],
    ['$a_{[[1]]}$ of [[Venus]]', ['a_{[[1]]}']],
    ['# The $O(n)$ bound', ['O(n)']],
    ['| a | b |\n|-|-|\n| $P(a\\|b)$ | $x$ |', ['P(a| b)', 'x']],
    ['[^1]: $x$\n\nA note.[^1]', ['x']],
    ['text $$x^2$$ text', ['display x^2']],
    ['> quoted $x$', ['x']],
    ['$5x$ and $10^3$', ['5x', '10^3']],
  ])('%j', (text, formulas) => {
    expect(formulasIn(text)).toEqual(formulas);
  });
});

describe('not a formula', () => {
  test.each([
    'It costs $5 and $6, or US$10 and US$20, or $5-$10.',
    'price $$5\nand $$6 for it',
    '$$5\nand $$6 for it',
    'US$$5 and US$$6, or $$5-$$10',
    'between $5 and 10$ a day, $5/month or 10$/month',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
    '$HOME/$USER and ${HOME}/bin:${PATH}, $foo->bar($baz), $_GET["a"] or $_POST["b"]',
    'a "$FOO" and a "$BAR"',
    '\\$x\\$ and \\\\(x\\\\)',
    '`$x$` and <b title="$x$">bold</b>',
    '    $x$',
    '```\n$$\nx\n$$\n```',
    '$ x$ and $x $ and $$ $$',
    'a $x\n\ny$ over a blank line',
    '- a $x\n- b$ c',
    'as he wrote \\[sic\\], see \\[1\\] and \\(see below\\), item\\(s\\), \\[ \\]',
    '\\[link text\\](not a link) and \\[x = 1\\](neither)',
    '[x](a$b.md) and ![y](c$d.png)',
    "Joe's ($$) and Ann's ($$), $$ to $$$",
    '| a | b |\n|-|-|\n| $x | y$ |',
    '<div>\n$x$\n</div>',
    '$$\nnever closed\n\n# Heading\n\n```\n$$\n```',
    '[a $x](b.md) c$',
    '`a` $x `b$` c',
  ])('%j', (text) => {
    expect(formulasIn(text)).toEqual([]);
  });

  test('an unclosed mark does not affect the text after it', () => {
    expect(formulasIn('$$\nnever closed\n\nA paragraph of many words that goes on.\n\n$$\nx\n$$\n')).toEqual(['block x']);
    expect(formulasIn('Costs $5.\n\nThe $x$ of it.')).toEqual(['x']);
  });
});

describe('displayed formulas', () => {
  test.each([
    ['$$\nx\n= y\n+ z\n- w\n$$', ['block x\n= y\n+ z\n- w']],
    ['$$x\n+ y$$', ['block x\n+ y']],
    ['$$x^2$$', ['block x^2']],
    ['\\[\na = b\n\\]', ['block a = b']],
    ['\\[ a = b \\]', ['block a = b']],
    ['\\[ \\frac{a}{b}\n+ c \\]', ['block \\frac{a}{b}\n+ c']],
    ['$$\n\na\n\n= b\n\n$$', ['block a\n\n= b']],
    ['> $$\n> a\n> - b\n> $$', ['block a\n- b']],
    ['> [!note]\n> $$\n> a > b\n> $$\n> after', ['display a > b']],
    ['- item\n\n  $$\n  x\n  =\n  y\n  $$\n- next', ['block x\n=\ny']],
    ['1. $$x$$\n2. $$\n   y\n   $$', ['block x', 'block y']],
    ['before\n$$\nx\n$$\nafter', ['display x']],
    ['$$\nx\n$$\n\n$$\ny\n$$', ['block x', 'block y']],
    ['$$\n% a remark\nx\n$$', ['block % a remark\nx']],
  ])('%j', (text, formulas) => {
    expect(formulasIn(text)).toEqual(formulas);
  });

  test('the text around a formula keeps its position', () => {
    const places = (parser: typeof referenceParser): string[] =>
      parseMarkdown('> $$\n> x\n> $$\n\n# [[Venus]] & $y$\n', plainSyntax, parser).children.map(
        ({ type, position }) => `${type} ${position?.start.offset}-${position?.end.offset}`,
      );
    expect(places(rustParser ?? referenceParser)).toEqual(places(referenceParser));
    expect(places(referenceParser)).toEqual(['blockquote 0-13', 'heading 15-32']);
  });
});

describe('a displayed formula that opens or closes within text, or contains an empty line', () => {
  const aligned = '\\begin{aligned}\na &= b \\\\\n\nc &= d\n\\end{aligned}';
  const alignedIn = (prefix: string): string => `$$${aligned}$$`.replaceAll('\n', `\n${prefix}`);
  test.each([
    ['an environment on the lines of the marks', `$$${aligned}$$`, [`block ${aligned}`]],
    ['with text around', `Let $$${aligned}$$ be so.`, [`display ${aligned}`]],
    ['in brackets', `\\[${aligned}\\]`, [`block ${aligned}`]],
    ['in an item', `- ${alignedIn('  ')}\n- next`, [`block ${aligned}`]],
    ['in a numbered item', `10. ${alignedIn('    ')}\n11. next`, [`block ${aligned}`]],
    ['in a quote', `> ${alignedIn('> ')}\n\nafter`, [`block ${aligned}`]],
    ['in a callout', `> [!note] Orbits\n> ${alignedIn('> ')}\n> after`, [`display ${aligned}`]],
    ['in braces', '$$\\sqrt{\n\nx\n}$$', ['block \\sqrt{\n\nx\n}']],
    ['opens behind text', 'It is $$\nx\n= y\n- z\n$$', ['display x\n= y\n- z']],
    ['closes before text', '$$\nx\n+ y\n$$ holds', ['display x\n+ y']],
    ['both, over what seems to be a heading', 'It is $$\nx\n=\ny = 1\n$$ always.', ['display x\n=\ny = 1']],
    ['both, with an empty line', 'It is $$\n\nx = y\n\n$$ always.', ['display x = y']],
    ['within its lines', 'where $$\\int_0^1\n+ x\\,dx$$ is', ['display \\int_0^1\n+ x\\,dx']],
    ['parts of TeX', '$$a = b\n\nc = d$$', ['block a = b\n\nc = d']],
    ['several empty lines', '\\[\na\n\n\n= b\n\\]', ['block a\n\n\n= b']],
    ['between paragraphs', 'before\n$$\nx\n\n+ y\n$$\nafter', ['display x\n\n+ y']],
    [
      'with words in it',
      '$$\n\\text{for all of the planets } x\n\ny = 2\n$$',
      ['block \\text{for all of the planets } x\n\ny = 2'],
    ],
    [
      'with a remark in it',
      '$$\n% all of the planets that are known so far\nx\n\ny = 2\n$$',
      ['block % all of the planets that are known so far\nx\n\ny = 2'],
    ],
    ['two on two lines', '$$a$$\n$$b$$', ['display a', 'display b']],
    ['two blocks in a row', '$$\na\n$$\n$$\nb\n$$', ['display a', 'display b']],
    ['text behind it', '$$x$$ is its mass', ['display x']],
    ['an empty line, text around', 'We have $$\\frac{a}{b}\n\n= c$$ as shown.', ['display \\frac{a}{b}\n\n= c']],
    ['an empty line, text behind', '$$ E = mc^2\n\nF = ma $$ where *m* is mass.', ['display E = mc^2\n\nF = ma']],
    ['an empty line, text before', 'Step $$\\int_0^1\n\nf(x) dx$$', ['display \\int_0^1\n\nf(x) dx']],
    ['the same in an item', '1. Step $$\\int_0^1\n\n   f(x) dx$$\n2. next', ['display \\int_0^1\n\nf(x) dx']],
    ['the same in a nested item', '- a\n  - b $$\\frac12\n\n    = x$$ c\n- d', ['display \\frac12\n\n= x']],
    ['the same in a quote', '> Step $$x^2\n>\n> = y$$ holds', ['display x^2\n\n= y']],
    ['the same in a footnote', 'A.[^1]\n\n[^1]: See $$\\frac12\n\n    = x$$ there.', ['display \\frac12\n\n= x']],
    ['the same in brackets', 'Text \\[ \\frac12\n\n= x \\] tail', ['display \\frac12\n\n= x']],
    ['a word on a line of its own', '$$\nvelocity\n\n= \\frac{d}{t}\n$$', ['block velocity\n\n= \\frac{d}{t}']],
    ['words of their own', '$$\nx =\n\nmean velocity\n\n\\times t\n$$', ['block x =\n\nmean velocity\n\n\\times t']],
    ['a word and a term', '\\[\nvelocity\n\n\\frac{d}{t}\n\\]', ['block velocity\n\n\\frac{d}{t}']],
  ])('%s', (_, text, formulas) => {
    expect(formulasIn(text)).toEqual(formulas);
  });

  test.each([
    ['a paragraph', '$$\nx = 1\n\nSome text.\n\n$$\ny\n$$', ['block y']],
    ['one word', '$$\nx = 1\n\nHence:\n\n$$\ny\n$$', ['block y']],
    ['one word without a colon', '$$\nx = 1\n\nhence\n\n$$\ny\n$$', ['block y']],
    ['text and a formula', 'We have $$a = b\n\nand so $$c = d$$ too', ['display c = d']],
    ['a word and a formula', 'We have $$ a = b\n\nso $$ c = d $$ too', ['display c = d']],
    ['an item and a formula', 'We have $$a = b\n\n- $$c = d$$', ['block c = d']],
    ['a numbered item', '$$ a = b\n\n1. c = d $$ e', []],
    ['a table', 'a $$x = 1\n\n| a | b |\n|-|-|\n| c | d |\n\ny$$ z', []],
    ['a sentence with TeX', 'It costs $$ for x = 1\n\nand y_2 for $$ more', []],
    ['the end of its footnote', 'A.[^1]\n\n[^1]: See $$\\frac12\n\n= x$$ there.', []],
    ['a paragraph with a formula', '$$\nx_1\n\nThen $a_b$ holds.\n\n$$\ny\n$$', ['a_b', 'block y']],
    ['a paragraph with a link', '$$\nx_1\n\nSee [[Venus]], x_2.\n\n$$\ny\n$$', ['block y']],
    ['a paragraph with TeX in it', '$$\nx_1\n\nwhere x_i is the input of it\n\n$$\ny\n$$', ['block y']],
    ['a heading', '$$ x\n\n# H\n\n$$y$$', ['block y']],
    ['a thematic break', '$$\nx\n\n---\n\n$$\ny\n$$', ['block y']],
    ['a fence', '$$\nx\n\n```\n$$\n```\n\n$$\ny\n$$', ['block y']],
    ['a footnote', '$$\nx\n\n[^1]: y\n$$', []],
    ['the end of its item', '- $$\nx\n\ny_1 = 2\n\n$$', []],
    ['the end of its quote', '> $$\n> x\n\ny_1\n\n$$', []],
    ['the end of its heading', '# H $$\nx\n$$', []],
    ['code', '$$ x_1\n\ny `$$` z', []],
    ['the end of the file', '$$\n\\begin{aligned}\na\n\nb\n\n- c\n', []],
    ['a price', 'It costs $$ here.\n\nThere, x_1 = 2 $$ more.', []],
    ['another price', '$$ 100\n\n$$ 200\n\n$$$ 300', []],
    ['a cell', '| a | b |\n|-|-|\n| $$x | y |\n| z$$ | w |', []],
  ])('a mark that nothing closes before %s is text', (_, text, formulas) => {
    expect(formulasIn(text)).toEqual(formulas);
  });
});

test('more formulas than a short cover can number keep their order', () => {
  const names = Array.from({ length: 300 }, (_, index) => String.fromCharCode(97 + (index % 26)));
  expect(formulasIn(names.map((name) => `$${name}$ [[${name}]]`).join('\n\n'))).toEqual(names);
});

test(
  'a formula is the same whether or not the text has to be parsed again',
  () => {
    const piece = fc.constantFrom(
      ...[
        '$x$',
        '$a_{1}$',
        '\\(y\\)',
        '$\\{a\\}$',
        '$$z$$',
        '\n\n$$\nE = m\n$$\n\n',
        '$a*b$',
        ' *so* ',
        '**',
        '_',
        '`c`',
        '[[Mars]]',
        '[l](b.md)',
      ],
      ...[
        ' ',
        'words',
        '\n',
        '\n\n- ',
        '\n\n# ',
        '\n\n| a |\n| - |\n| ',
        '\n> ',
        '&amp;',
        '\\*',
        '<b>',
        '</b>',
        '$',
        '$5 and $6',
      ],
    );
    const places = (text: string): string =>
      JSON.stringify(parseMarkdown(text).children, (key, value) =>
        key === 'position' ? [value?.start?.offset, value?.end?.offset] : value,
      );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = `${pieces.join('')}\n\n`;
        // A comment has the text parsed again.
        expect(places(`${text}end\n\n%% %%`)).toBe(places(`${text}end\n\n`));
      }),
      { numRuns: cases(400) },
    );
  },
  timeout,
);

describe('comments', () => {
  const shown = (text: string): string =>
    JSON.stringify(parseMarkdown(text), (key, value) => (key === 'data' ? undefined : value));
  test('a formula in one is hidden', () => {
    expect(formulasIn('a %%$x$%% $y$')).toEqual(['y']);
    expect(formulasIn('%%\n$$\nx\n$$\n%%\n\n$y$')).toEqual(['y']);
  });
  test('comment marks in a formula do not count', () => {
    expect(formulasIn('$a %% b$ and $c %% d$')).toEqual(['a %% b', 'c %% d']);
    expect(formulasIn('$$\na %% b\n$$\n\nand 7%%')).toEqual(['block a %% b']);
  });
  test('a mark that closes one is not hidden in a formula that opens within it', () => {
    expect(shown('%%\nsecret $$\n%%\n\nshown\n\n$$\nx\n$$')).not.toContain('secret');
  });
});

describe('a formula that cannot be shown', () => {
  const article = (text: string) => parseArticle(fileOf('a.md', text));

  test('a heading gives its id and its place in the contents readable text', () => {
    const { headings } = article('## The $O(n \\log n)$ bound\n\n## Why $\\alpha \\le 1$\n').article;
    expect(headings.map(({ id, text }) => `${id}: ${text}`)).toEqual([
      'the-on-log-n-bound: The O(n log n) bound',
      'why-α--1: Why α ≤ 1',
    ]);
  });

  test('a summary and the sentence of a link show it as text', () => {
    const { article: facts, mentions } = article('The rate $\\frac{a}{b}$ of [[Venus]] is $0. X$ high. Another sentence.\n');
    expect(facts.summary).toBe('The rate a/b of Venus is 0.X high. Another sentence.');
    expect(mentions.links[0]).toMatchObject({ before: 'The rate a/b of ', after: ' is 0.X high.' });
  });

  test('it counts as one word, gives no terms, and mentions no article', () => {
    const { article: facts, terms } = article('Energy is $mass \\cdot speed_{light}^2$ here.\n\n$$\nx + y + z\n$$\n');
    expect(facts.words).toBe(4);
    expect(terms.words).toEqual(['Energy', 'is', 'here']);
    const prose = facts.prose.flatMap((start, index, all) => (index % 2 === 0 ? [[start, all[index + 1]]] : []));
    expect(prose).toEqual([
      [0, 10],
      [38, 44],
    ]);
  });

  test.each([
    ['\\frac{a}{b} \\le x^2', 'a/b ≤ x^2'],
    ['\\mathcal{L}_{total} = \\sum_{i=1}^{n} \\alpha_i', 'L_total = ∑ _(i=1)^n α_i'],
    ['\\{a\\} \\\\ b', '{a} ; b'],
    ['\\text{if } x \\in \\R', 'if x ∈ ℝ'],
    ['\\unheardof{x}', 'unheardof x'],
  ])('%j reads %j', (tex, words) => {
    expect(wordsOfTex(tex)).toBe(words);
  });
});

test('links are hidden only outside formulas', () => {
  const text = '# A\n\n[[Mercury]] and $a_{[[Mercury]]}$\n\n$$\n[[Mercury]]\n$$\n';
  const files = { 'a.md': text, 'Mercury.md': '---\ndraft: true\n---\n' };
  expect(markdownOf(files, 'a')).toContain(text.replace('[[Mercury]]', '…'));
});

test('the markdown beside a page keeps formulas as written', () => {
  const text = '# A\n\n$a_{[[1]]}$ \\(x\\)\n\n$$\n%% b\n$$\n';
  expect(markdownOf({ 'a.md': text }, 'a')).toContain(text);
});

describe('a mistake is reported at its place', () => {
  const findings = (text: string): string[] => {
    const { facts } = compileText({ path: 'a.md', stamp: 'a', bytes: text.length } as never, fileOf('a.md', text), {
      withPages: true,
      syntax: plainSyntax,
    });
    const { diagnostics } = JSON.parse(facts.text) as { diagnostics: { code: string; line: number; column: number }[] };
    return diagnostics.filter(({ code }) => code === 'math-invalid').map(({ line, column }) => `${line}:${column}`);
  };
  test.each([
    ['a $x \\foo$ b', '1:6'],
    ['a $$x \\foo$$ b', '1:7'],
    ['a \\(x^2 \\foo\\) b', '1:9'],
    ['a $`x \\foo`$ b', '1:7'],
    ['$$\nx\n  \\foo\n$$', '3:3'],
    ['\\[\nx \\foo\n\\]', '2:3'],
    ['$$x\n+ \\foo$$', '2:3'],
    ['```math\nx\n  \\foo\n```', '3:3'],
    ['- a\n\n  ```math\n  x \\foo\n  ```', '4:5'],
    ['- a\n  $$\n  x\n  \\foo\n  $$', '4:3'],
    ['> $$\n> x\n> \\foo\n> $$', '3:3'],
    ['> > ```math\n> > \\foo\n> > ```', '2:5'],
    ['| a |\n|-|\n| $a\\|b \\foo$ |', '3:9'],
    ['---\ntitle: A\n---\n\n$\\foo$', '5:2'],
    ['# A $\\foo$', '1:6'],
    ['$\\frac{1}{2$', '1:12'],
  ])('%j at %s', (text, place) => {
    expect(findings(text)).toEqual([place]);
  });
});

describe('the output of a formula', () => {
  const made = (text: string, isDisplay = false) => mathOf({ text, isDisplay });

  test('MathML with its TeX', () => {
    expect(made('x^2').html).toBe(
      '<math><semantics><msup><mi>x</mi><mn class="tml-sml-pad">2</mn></msup><annotation encoding="application/x-tex">x^2</annotation></semantics></math>',
    );
  });

  test('the source and a message if it cannot be read', () => {
    expect(made('\\foo <b>')).toEqual({
      html: '<code class="math-error" title="The formula contains `\\foo`, which is not a known command.">\\foo &lt;b&gt;</code>',
      words: '',
      problem: { message: 'The formula contains `\\foo`, which is not a known command.', line: 1, column: 1 },
    });
  });

  test('a long or displayed one scrolls within itself, also by keyboard', () => {
    expect(inEnglish(made('a + b + c + d + e + f + g + h + i').html)).toMatch(
      /^<span class="math-long" role="group" aria-label="Formula" tabindex="0">/,
    );
    expect(made('x', true).html).toMatch(/^<span class="math-display"><math/);
  });

  test('a macro is known only in its formula', () => {
    expect(made('\\newcommand{\\inner}[1]{\\langle #1 \\rangle} \\inner{x}').problem).toBeUndefined();
    expect(made('\\gdef\\inner{x} \\inner').problem).toBeUndefined();
    expect(made('\\inner{x}').problem).toBeDefined();
  });

  test.each(['\\Sigma^\\*', '\\mathbbm{1}(x)', '\\ce{2H2 + O2 -> 2H2O}'])('%j is read', (tex) => {
    expect(made(tex).problem).toBeUndefined();
  });

  test('a macro of the author takes precedence over the built-in one', () => {
    const { html, problem } = made('\\newcommand{\\R}{X}\\newcommand{\\abs}[1]{Y} \\R \\abs{z}');
    expect(problem).toBeUndefined();
    expect(html).toContain('<mi>X</mi><mi>Y</mi>');
  });

  test.each([
    '\\href{javascript:alert(1)}{x}',
    '\\includegraphics{https://example.org/a.png}',
    '\\class{a}{x}',
    '\\data{a=b}{x}',
    '\\style{position:fixed}{x}',
    '\\url{https://example.org}',
  ])('%j leads nowhere, loads nothing, and styles no page', (tex) => {
    const { html, problem } = made(tex);
    expect(problem).toBeDefined();
    expect(html).toMatch(/^<code class="math-error"/);
  });

  test('text stays text', () => {
    for (const tex of [
      '\\text{</math><img src=x onerror=alert(1)>}',
      'x \\tag{<b>}',
      '\\text{"><script>}',
      '\\label{"><b>} \\ref{\'><b>}',
    ])
      expect(made(tex, true).html).not.toMatch(/<(?:img|b|script)\b/);
  });

  test('a formula built to take forever does not', () => {
    const since = performance.now();
    const hostile = [
      '\\def\\a{\\a\\a}\\a',
      '\\def\\a{bbbbbbbbbb}\\def\\b{\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b\\b\\b}\\def\\d{\\c\\c\\c\\c\\c}\\d\\d\\d\\d',
      `\\def\\a{${'x'.repeat(900)}}${'\\a'.repeat(500)}`,
      'x+'.repeat(50_000),
      `${'{'.repeat(50_000)}x`,
      '\\left('.repeat(1500),
      '\\sqrt{'.repeat(1500),
      `${'\\begin{matrix}'.repeat(700)}`,
      'x^{'.repeat(3000),
      '\\rule{99999em}{99999em}',
    ];
    for (const tex of hostile) expect(made(tex).html.length).toBeLessThan(1_000_000);
    expect(performance.now() - since).toBeLessThan(4000);
  });

  test('neither does a text of marks that close nothing', () => {
    const since = performance.now();
    for (const piece of ['$x ', '${', '$$', '\\(', '\\[x ', '\\(x\\', '$$\n', '\\[\n', '$x$', '$ ', 'x $$\n\n', '- $$x\n\n'])
      parseMarkdown(piece.repeat(8000));
    expect(performance.now() - since).toBeLessThan(8000);
  });
});
