/** The Rust parser against remark-parse and remark-gfm, which are the reference and the fallback. */
import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { parseMarkdown, referenceParser, rustParser } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { bareHtml, fileOf } from '../support/wiki.ts';

const html = (text: string, parser: typeof referenceParser, syntax = plainSyntax): string =>
  bareHtml(renderBody({ ...parseArticle(fileOf('a.md', '')).tree, body: parseMarkdown(text, syntax, parser) }).content);

test('the Rust parser is there on this machine', () => {
  expect(rustParser).toBeDefined();
});

describe('both parsers give the same page', () => {
  test.each([
    'Plain *emphasis* and **strong** ***both*** `code` ~~gone~~.',
    '# One\n\nTwo\n===\n\n### Three ###',
    '- a\n- b\n\n  c\n  1. d\n  2. e\n- [x] f\n- [ ] g',
    '> quote\n> > nested\n\n---\n\nafter',
    '```ts title="x"\nconst a = 1;\n```\n\n~~~\nplain\n~~~\n\n    indented',
    '| a | b |\n| :- | -: |\n| 1 | `2 \\| 3` |\n| [[x\\|y]] | [[x|y]] |',
    'A note[^1] and another.[^b]\n\n[^1]: First\n\n    more\n[^b]: Second [[link]]',
    'https://auto.example/path_(x) and www.auto.example, mail@auto.example.',
    '[inline](a.md "title") [full][ref] [ref][] [ref]\n\n[ref]: b.md "t"',
    '![image](a.png) ![[embed.png|100]] ![alt][img]\n\n[img]: c.png',
    'Line one  \nline two\\\nline three\nline four',
    'Entities: &amp; &copy; &#35; &notanentity; \\* \\[',
    '<div>\n\nMixed *html*\n\n</div>\n\nInline <kbd>k</kbd> and <!-- comment -->.',
    'Ümläute, 日本語の文章、emoji 🪐 and a\u00a0space.',
    '[[a]] text [[b|c]] **[[d]]** [[e_f_g]] [x [[y]] z](w.md)',
    '* a\n\n* b\n\n\n* c\n+ other\n1) one\n2) two',
    'Setext with `code`\n---\n\ntext\n***\n',
    'No U+0000: a\u0000b `c\u0000d`',
    'Values without quotes: <a href=a/b%20c.md>d</a> [[e]] <img src=f/g.png> `<b c=d/e>`',
    'A comment %%with <a b=c/d> in it%% and <a href=e/f>g</a> %%<a h=i/j>\n\nmore%%\n',
    '\\[[escaped]] and \\![[not an embed]]',
  ])('%j', (text) => {
    expect(html(text, rustParser ?? referenceParser)).toBe(html(text, referenceParser));
  });
});

test('both give the same offsets', () => {
  const text = 'ä 🪐 [[Venus]]\n\n- *x* [y](z.md)\n';
  const offsets = (parser: typeof referenceParser): string[] => {
    const found: string[] = [];
    const visit = (node: {
      type: string;
      position?: { start: { offset?: number | undefined }; end: { offset?: number | undefined } } | undefined;
      children?: unknown[];
    }): void => {
      found.push(`${node.type} ${node.position?.start.offset}-${node.position?.end.offset}`);
      for (const child of node.children ?? []) visit(child as typeof node);
    };
    visit(parseMarkdown(text, plainSyntax, parser));
    return found.filter((line) => /^(?:wikiLink|link|emphasis|list) /.test(line));
  };
  expect(offsets(rustParser ?? referenceParser)).toEqual(offsets(referenceParser));
  expect(offsets(referenceParser)).toContain('wikiLink 5-14');
});
