/** What is made of blocks of code: languages, titles, marked and numbered lines, and never another text than the author's. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { bundledLanguagesInfo } from 'shiki/langs';
import { describe, expect, test, vi } from 'vitest';
import { codeOf } from '../../src/publish/blocks/code.ts';
import { readCodeInfo } from '../../src/publish/blocks/code-info.ts';
import { languageOf, piecesOfCode } from '../../src/publish/blocks/highlighter.ts';
import { BlockMaker } from '../../src/publish/blocks/maker.ts';
import { withinTime } from '../../src/publish/deadline.ts';
import { renderBody } from '../../src/render/body/article-html.ts';
import { searchDocument } from '../../src/render/files/search-document.ts';
import { articlePage } from '../../src/render/pages/article-page.ts';
import type { Article, ArticleId } from '../../src/wiki/model.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { contrastOf, tokensOf } from '../support/colours.ts';
import { contextOf, fileOf, inEnglish } from '../support/wiki.ts';

/** The HTML of a block with these words behind its fence. */
function shown(info: string, text: string): string {
  const [lang = '', ...meta] = info.split(' ');
  return inEnglish(codeOf({ lang, meta: meta.join(' '), text }).html);
}

/** What a reader or a program takes for the text of some HTML. */
function textOf(html: string): string {
  return html
    .replace(/<figcaption.*?<\/figcaption>/, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x3C;', '<')
    .replaceAll('&#x26;', '&');
}

/** Classes of the parts, each with its text. */
function parts(lang: string, text: string): string[] {
  return [...shown(lang, text).matchAll(/<span class="(\w+)">([^<]*)<\/span>/g)].map(
    ([, name, part]) => `${name} ${part?.trim()}`,
  );
}

describe('languages', () => {
  test.each([
    ['ts', 'let a = "b" // c', ['k let', 's "b"', 'c // c']],
    ['python', 'def f(): return 1', ['k def', 'nf f', 'k return', 'm 1']],
    ['sh', 'echo "a" # b', ['nf echo', 's "a"', 'c # b']],
    ['json', '{"a": true}', ['na "a"', 'm true']],
    ['yaml', 'a: 1', ['nt a', 'm 1']],
    ['html', '<b id="x">', ['nt b', 'na id', 's "x"']],
    ['css', 'a { color: red }', ['nt a', 'na color', 'm red']],
    ['rust', 'fn f() -> T {}', ['k fn', 'nf f', 'nc T']],
    ['sql', "SELECT 'a' -- b", ['k SELECT', "s 'a'", 'c -- b']],
    ['diff', '+a\n-b', ['gi +a', 'gd -b']],
    ['md', '# a', ['gh # a']],
  ])('%s', (lang, text, expected) => {
    expect(parts(lang, text)).toEqual(expected);
  });

  test.each([
    ['TypeScript', 'typescript'],
    ['YML', 'yaml'],
    ['c++', 'cpp'],
    ['C#', 'csharp'],
    ['golang', 'go'],
    ['console', 'shellsession'],
    ['patch', 'diff'],
  ])('%s is %s', (word, id) => {
    expect(languageOf(word)?.id).toBe(id);
  });

  test.each(['', 'text', 'plain', 'txt', 'orrery', 'constructor', '__proto__', 'mermaid'])(
    '%j is shown as it is written',
    (word) => {
      const html = shown(word, 'let a = "b"');
      expect(html).toMatch(/^<div class="code"><pre><code( class="language-\w+")?>let a = "b"\n<\/code><\/pre><\/div>$/);
    },
  );
});

test('the output of a block does not depend on the blocks before it', () => {
  const sample = '```julia\nfunction f() end\n```';
  const before = shown('md', sample);
  expect(parts('julia', 'function f() end')).toContain('nf f');
  expect(shown('md', sample)).toBe(before);
});

describe('the info string of a fence', () => {
  const readings: readonly (readonly [info: string, says: string])[] = [
    ['ts', 'ts'],
    ['{python}', 'python'],
    ['{.python}', 'python'],
    ['{ .py title="a.py" hl_lines="1 3-5" linenums="7" }', 'py "a.py" highlighted 1-1,3-5 from 7'],
    ['{#id .python .numberLines startFrom="10"}', 'python from 10'],
    ['{python, echo=FALSE}', 'python'],
    ['{=html}', 'html'],
    ['{1,3}', ' highlighted 1-1,3-3'],
    ['js{2}', 'js highlighted 2-2'],
    ['rust,ignore', 'rust'],
    ['c++ title=a.cpp', 'c++ "a.cpp"'],
    ['ts filename=\'a "b".ts\'', 'ts "a "b".ts"'],
    ['ts file="a {1}.ts" {2}', 'ts "a {1}.ts" highlighted 2-2'],
    ['title="a.ts"', ' "a.ts"'],
    ['ts:src/a.ts', 'ts "src/a.ts"'],
    ['ts:line-numbers {1}', 'ts highlighted 1-1 from 1'],
    ['ts:line-numbers=5', 'ts from 5'],
    ['ts:no-line-numbers', 'ts'],
    ['http://example.org', 'http'],
    ['ts {1-3} showLineNumbers{10}', 'ts highlighted 1-3 from 10'],
    ['ts showLineNumbers startLineNumber=5', 'ts from 5'],
    ['ts showLineNumbers=false', 'ts'],
    ['ts ins={2} del={3-4} mark={1}', 'ts highlighted 1-1 inserted 2-2 deleted 3-4'],
    ['go {hl_lines=[3,"5-7"],linenos=true,linenostart=199}', 'go highlighted 3-3,5-7 from 199'],
    ['ts {0} {5-3} {a} {} {1', 'ts'],
    ['ts {-1,2}', 'ts highlighted 2-2'],
    ['ts and other words "x" /y/ {"a": 1}', 'ts'],
    ['ts title=""', 'ts'],
  ];
  test.each(readings)('%s', (info, says) => {
    const [first = '', ...meta] = info.split(' ');
    const { lang, title, marks, firstNumber } = readCodeInfo(first, meta.join(' '));
    const marked = Object.entries(marks).flatMap(([mark, ranges]) =>
      ranges.length === 0 ? [] : [`${mark} ${ranges.map((range) => range.join('-')).join()}`],
    );
    const found = [lang, ...(title && [`"${title}"`]), ...marked, ...(firstNumber === undefined ? [] : [`from ${firstNumber}`])];
    expect(found.join(' ')).toBe(says);
  });

  test('of any kind are read in no time', () => {
    for (const sign of ['{', 'a=', '{a', 'a={', '"', "a='", '[', 'a{', ',1', '{1-'])
      expect(() => readCodeInfo('ts', sign.repeat(20_000))).not.toThrow();
  }, 1000);
});

describe('the HTML of a block of code', () => {
  test('a title is a caption and not part of the text of the article', () => {
    expect(shown('text title="<a> & b.ts"', 'x')).toBe(
      '<figure class="code"><figcaption data-pagefind-ignore>&#x3C;a> &#x26; b.ts</figcaption><pre><code class="language-text">x\n</code></pre></figure>',
    );
  });

  test('lines are elements if some are marked, and ranges may extend beyond the end', () => {
    expect(shown('text {2,7-999999999}', 'a\nb\n')).toBe(
      '<div class="code"><pre><code class="language-text"><span class="line">a\n</span><span class="line highlighted">b\n</span>' +
        '<span class="line">\n</span></code></pre></div>',
    );
  });

  test('line numbers are not text and are as wide as the last', () => {
    const html = shown('text linenums="9"', 'a\nb');
    expect([...html.matchAll(/data-line="([^"]*)"/g)].map(([, number]) => number)).toEqual([' 9', '10']);
    expect(textOf(html)).toBe('a\nb\n');
  });

  test('a diff marks its lines; those that an author marks in other code get signs', () => {
    expect(shown('diff', '-a\n+b\n c').match(/class="line[^"]*"/g)).toEqual([
      'class="line deleted"',
      'class="line inserted"',
      'class="line"',
    ]);
    expect(shown('js ins={1}', 'a')).toContain('<span class="line inserted signed">');
  });

  test('long lines can be focused with the keyboard, and others cannot', () => {
    expect(shown('ts', 'x'.repeat(60))).not.toContain('tabindex');
    expect(shown('ts', 'x'.repeat(61))).toContain('<pre role="group" aria-label="TypeScript code" tabindex="0">');
    expect(shown('', 'x'.repeat(61))).toContain('<pre role="group" aria-label="Code" tabindex="0">');
  });

  test('nothing of a block becomes HTML', () => {
    const html = shown('"><script> title="<script>"', '</code></pre><script>&lt;');
    expect(html).not.toContain('<script');
    expect(textOf(html)).toBe('</code></pre><script>&lt;\n');
  });
});

test('search gets the words of code as if it had no colours, and no title', () => {
  const written = 'Text.\n\n```ts title="a.ts" showLineNumbers\nconst fooBar = 1;\nlet b < 2;\n```\n';
  const { blocks, tree } = parseArticle(fileOf('a.md', written));
  const maker = new BlockMaker();
  const body = { ...renderBody(tree, maker.keyOf), ...(maker.made && { blocks: maker.made }) };
  const context = { ...contextOf({ 'a.md': written }), bodyOf: () => body };
  const article = context.wiki.byId.get('a' as ArticleId) as Article;
  expect(blocks).toHaveLength(1);
  expect(articlePage(context, article, body).article.bodyHtml).toContain('<figcaption data-pagefind-ignore>a.ts');
  const { html } = searchDocument(context, article, articlePage(context, article, body));
  expect(html).toContain('<pre>const fooBar = 1;\nlet b &#x3C; 2;\n</pre>');
  expect(html).not.toContain('a.ts');
});

describe('texts beyond all measure', () => {
  const typescript = { id: 'typescript', name: 'TypeScript' };

  test('a large block is shown as written', () => {
    expect(piecesOfCode('let a\n'.repeat(20_000), typescript)).toBeUndefined();
  });

  test('a long line has no colours, those around it do', () => {
    const text = `let a\n${'let b;'.repeat(1000)}\nlet c`;
    const names = piecesOfCode(text, typescript)?.map((line) => line.map(({ name }) => name));
    expect(names).toEqual([['k', ''], [''], ['k', '']]);
  });

  test('a block that was stopped with its file is shown as written the next time, and others are highlighted', () => {
    const slow = 'let a = "b", c: Map<string, number>;\n'.repeat(2500);
    piecesOfCode('let a', typescript);
    expect(withinTime(() => piecesOfCode(slow, typescript), 20)).toBeUndefined();
    vi.spyOn(process, 'threadCpuUsage').mockReturnValueOnce({ user: 60_000_000_000, system: 0 });
    expect(piecesOfCode('let a', typescript)?.[0]?.[0]).toEqual({ name: 'k', text: 'let' });
    expect(piecesOfCode(slow, typescript)).toBeUndefined();
  });

  test.each(['typescript', 'python', 'markdown', 'latex', 'shellscript', 'html', 'yaml'])(
    'nothing hangs: %s',
    (id) => {
      for (const sign of ['(', '{', '"', '<a ', '[', '\\', '`', '$(', '* ', '- ', '/*', "f'{", 'a:']) {
        for (const text of [sign.repeat(1400), `${sign}\n`.repeat(1000)]) {
          const started = performance.now();
          piecesOfCode(text, { id, name: id });
          expect(performance.now() - started, `${id} ${sign}`).toBeLessThan(6000);
        }
      }
    },
    120_000,
  );
});

test('in every language the text of the HTML is the text of the block', () => {
  const words = fc.constantFrom(
    ...[
      'let',
      '(',
      ')',
      '{',
      '}',
      '"',
      "'",
      '`',
      '${',
      '<a>',
      '</',
      '&amp;',
      '/*',
      '*/',
      '//',
      '#',
      '\n',
      '\n\n',
      '\t',
      ' ',
      '=',
      '@x',
    ],
    ...['\\', '0x1F', 'é', '字', '😀', '\u0000', '--', '[[', ']]', 'class', 'def', 'fn', '+', '-', '%', ':', ';', '$', '|', '?'],
  );
  const text = fc.oneof(
    fc.array(words, { maxLength: 60 }).map((found) => found.join('')),
    fc.string({ maxLength: 80 }),
  );
  const sample = bundledLanguagesInfo.map(({ id }) => id).filter((_, index) => index % 8 === 0);
  fc.assert(
    fc.property(
      fc.constantFrom('ts', 'python', 'sh', 'html', 'md', 'diff', ...sample),
      text,
      fc.boolean(),
      (lang, code, isNumbered) => {
        const html = shown(isNumbered ? `${lang} showLineNumbers {2}` : lang, code);
        expect(textOf(html)).toBe(`${code}\n`);
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

describe.each(['light', 'dark'] as const)('colours in the %s', (scheme) => {
  const styles = join(import.meta.dirname, '../../src/theme/styles');
  const tokens = tokensOf(readFileSync(join(styles, 'tokens.css'), 'utf8'), scheme);
  const inks = ['ink', 'soft', ...[...tokens.keys()].filter((name) => /^code-(?!highlighted|inserted|deleted)/.test(name))];

  test.each(['well', 'code-highlighted', 'code-inserted', 'code-deleted'])('all can be read on --%s', (ground) => {
    expect(inks.length).toBeGreaterThan(9);
    const weak = inks.filter((ink) => contrastOf(tokens.get(ink), tokens.get(ground)) < 4.5);
    expect(weak.map((ink) => `${ink} ${contrastOf(tokens.get(ink), tokens.get(ground)).toFixed(2)}`)).toEqual([]);
  });

  test('every part of code has a rule', () => {
    const rules = readFileSync(join(styles, 'code.css'), 'utf8');
    for (const name of ['k', 's', 'c', 'm', 'nf', 'nc', 'nt', 'na', 'gh', 'gs', 'ge', 'gi', 'gd'])
      expect(rules, name).toMatch(new RegExp(`\\.code [^{]*\\.${name}\\b[^{]*\\{`));
  });
});
