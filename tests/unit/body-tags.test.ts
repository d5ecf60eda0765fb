/** Tags in the text: what is one, what is none, and where they are known. */
import { describe, expect, test } from 'vitest';
import { graphJson } from '../../src/render/files/graph-json.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { parseMarkdown, referenceParser, rustParser } from '../../src/wiki/parse/body/markdown.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { bodyOf, contextOf, fileOf, pageOf } from '../support/wiki.ts';

const tagsOf = (text: string): readonly string[] => parseArticle(fileOf('a.md', text)).article.properties.tags;

describe('a tag of the text', () => {
  test.each([
    ['About #sky/planets.', ['sky/planets']],
    ['#red, #blue; #green!', ['red', 'blue', 'green']],
    ['(#in) "#quoted" „#zitat“ 「#引用」', ['in', 'quoted', 'zitat', '引用']],
    ['#y1984 and #1984-a #2024/05', ['y1984', '1984-a', '2024/05']],
    ['#größe #мир #標籤 #हिन्दी #علم', ['größe', 'мир', '標籤', 'हिन्दी', 'علم']],
    ['#🚀 #a🪐b #👩‍🚀', ['🚀', 'a🪐b', '👩‍🚀']],
    ['#snake_case #kebab-case #CamelCase', ['snake_case', 'kebab-case', 'CamelCase']],
    ['**#bold** and _#soft_ and ==#marked==', ['bold', 'soft', 'marked']],
    ['>#quoted', ['quoted']],
    ['- #item\n- [ ] #task', ['item', 'task']],
    ['| a |\n|---|\n| #cell |', ['cell']],
    ['A note.[^1]\n\n[^1]: With #footnote', ['footnote']],
    ['#trailing/ and #double//slash', ['trailing', 'double//slash']],
    ['## A heading #about things', ['about']],
    ['#twice and #Twice', ['twice']],
    ['#stars', ['stars']],
  ])('%j', (text, tags) => {
    expect(tagsOf(text)).toEqual(tags);
  });

  test.each([
    ['#123 and #1'],
    ['\\#tag'],
    ['C# and F# are languages'],
    ['issue#4 and repo#name and a](#b)'],
    ['`#code` and\n\n```\n#code\n```'],
    ['https://a.example/#part and <https://a.example/x#part>'],
    ['[#label](b.md) and [x](b.md#part) and [[b#Part]] and [[#Part]] and [[b|#label]]'],
    ['<span title="#attribute">x</span> and <code>#raw</code> and <code>in #raw</code>'],
    ['<!-- #hidden --> %%#hidden%%'],
    ['#fff #FFFFFF #a1b2c3 #a1b2c3d4 #00f8'],
    ['# heading\n\n#- #_ #/ #'],
    ['&#35; &#x1F600; &#160;'],
  ])('is not %j', (text) => {
    expect(tagsOf(text)).toEqual([]);
  });

  test.each([
    '[[store #How is [[store]] kept]] #real',
    '[[store#a #tagx [[y]] ]] #real',
    '[[store#a [[y]] #tagx [[z]] ]] #real',
    '[[broken #tagone [[Store #tagtwo]]\n\n#real',
    '[[broken #tagone x\n#real',
    '[[broken **b #tagone** #tagtwo\n\n#real',
    '> [[broken #tagone x\n> #real',
    '- [[broken #tagone x\n- #real',
    '| a |\n| - |\n| [[broken #tagone |\n| #real |',
    'Write `[[` for a link. #real',
    '\\[[ opens a link. #real',
    '[[Store]] #real [[Store]]',
  ])('is not what stands in a link that is none: %j', (text) => {
    expect(tagsOf(text)).toEqual(['real']);
  });

  test('both parsers find the same', () => {
    const text = 'A #b **#c** `#d` \\#e [#f](g.md) #h/i\n\n> #j';
    const found = (parser: typeof referenceParser): string[] => {
      const names: string[] = [];
      const visit = (node: { type: string; name?: unknown; children?: unknown[] }): void => {
        if (node.type === 'tag') names.push(String(node.name));
        for (const child of node.children ?? []) visit(child as typeof node);
      };
      visit(parseMarkdown(text, plainSyntax, parser));
      return names;
    };
    expect(found(referenceParser)).toEqual(['b', 'c', 'h/i', 'j']);
    expect(found(rustParser ?? referenceParser)).toEqual(found(referenceParser));
  });
});

describe('tags of the text join the article', () => {
  const files = {
    'a.md': '---\ntags: [Sky]\n---\n# A\n\nAbout #sky and #Sky/planets.\n',
    'b.md': '# B\n\nAlso #sky/planets.\n',
    'index.md': '# Home\n\nSee #sky and #nothing.\n',
  };

  test('once, those of the frontmatter first and in their spelling', () => {
    expect(tagsOf(files['a.md'])).toEqual(['Sky', 'Sky/planets']);
  });

  test('they link to the page of their tag', () => {
    const { article } = pageOf(files, 'a');
    expect(article.tags.map(({ href }) => href)).toEqual(['/tags/sky/', '/tags/sky/planets/']);
    expect(article.leadHtml).toBe(
      '<p>About <a class="tag" href="/tags/sky/">#sky</a> and <a class="tag" href="/tags/sky/planets/">#Sky/planets</a>.</p>',
    );
  });

  test('the graph and the markdown beside the page have them', () => {
    const context = contextOf(files);
    const articles = (JSON.parse(graphJson(context)) as { articles: { tags: string[] }[] }).articles;
    expect(articles.map(({ tags }) => tags)).toEqual([['Sky', 'Sky/planets'], ['sky/planets']]);
    const article = context.wiki.byId.get('a' as ArticleId);
    const twin = article && plainMarkdown(markdownTwin(context, article), files['a.md']);
    expect(twin).toContain('tags:\n  - Sky\n  - Sky/planets\n');
    expect(twin).toContain('About #sky and #Sky/planets.');
  });

  test('a tag of a folder page is a link if the tag has a page', () => {
    const { wiki, tags } = contextOf(files);
    expect(wiki.byId.get('' as ArticleId)?.parsed.properties.tags).toEqual(['sky', 'nothing']);
    expect([...tags.all].map(({ key }) => key)).toEqual(['sky', 'sky/planets']);
  });

  test('those of a private article appear nowhere', () => {
    const context = contextOf({ ...files, 'c.md': '---\ndraft: true\n---\nSecretly #sky/hidden.\n' });
    expect(JSON.stringify([...context.tags.all].map(({ key }) => key))).not.toContain('hidden');
  });

  test('a line with only tags is not a summary', () => {
    const { article } = parseArticle(fileOf('a.md', '#sky #planets\n\nThe planets move.\n'));
    expect(article.summary).toBe('The planets move.');
  });

  test('the id of a heading is the one GitHub makes, and a tag is not a mention', () => {
    expect(bodyOf('## About #venus')).toContain('<h2 id="about-venus">About <a class="tag"');
    const { prose } = parseArticle(fileOf('a.md', 'See #venus')).article;
    expect(prose).toEqual([0, 4]);
  });
});
