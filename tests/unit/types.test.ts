/** Types that nobody declared: what they are called, and how an article names its type. */
import { describe, expect, test } from 'vitest';
import type { RenderContext } from '../../src/render/context.ts';
import { articleJson } from '../../src/render/files/article-json.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { searchDocument } from '../../src/render/files/search-document.ts';
import { articlePage } from '../../src/render/pages/article-page.ts';
import { typePages, typesPage } from '../../src/render/pages/list-pages.ts';
import { homePage } from '../../src/render/pages/site-pages.ts';
import type { Article, ArticleId } from '../../src/wiki/model.ts';
import { labelOfName } from '../../src/wiki/schema/article-types.ts';
import { contextOf, type Files, findingsOf, pageOf, problems, targetsOf, wikiOf } from '../support/wiki.ts';

const typed = (...types: string[]): Files =>
  Object.fromEntries(types.map((type, index) => [`a${index}.md`, `---\ntype: ${type}\n---\nText.\n`]));
const typeOf = (files: Files, id = 'a'): string => pageOf(files, id).article.type.label;
const front = (yaml: string): Files => ({ 'a.md': `---\n${yaml}\n---\nText.\n` });

test.each([
  ['physics', 'Physics'],
  ['data_structure', 'Data structure'],
  ['Data_Structures', 'Data Structures'],
  ['time series', 'Time series'],
  ['closed-issue', 'Closed issue'],
  ['open-source tool', 'Open-source tool'],
  ['ai theory', 'Ai theory'],
  ['AI theory', 'AI theory'],
  ['LLM', 'LLM'],
  ['iOS app', 'iOS app'],
  ['BigQuery Table', 'BigQuery Table'],
  ['概念', '概念'],
  ['концепт', 'Концепт'],
  ['élan vital', 'Élan vital'],
  ['straße', 'Straße'],
  ['ß-carotene', 'ß carotene'],
  ['C++', 'C++'],
  ['--', '--'],
  ['🌱 seed', '🌱 seed'],
])('the type %s is shown as %s', (written, shown) => {
  expect(labelOfName(written)).toBe(shown);
});

test('the page of an undeclared type is headed by its name, not by a plural that we made', () => {
  const pages = typePages(contextOf(typed('physics', 'time series', 'LLM', 'closed-issue')));
  expect(pages.map(({ href, page }) => [href, page.heading])).toEqual([
    ['/types/physics/', 'Physics'],
    ['/types/time-series/', 'Time series'],
    ['/types/llm/', 'LLM'],
    ['/types/closed-issue/', 'Closed issue'],
  ]);
});

describe('several spellings of a type', () => {
  const files = typed('data_structure', 'Data structure', 'data-structure', 'Data structure');

  test('are one type, shown as most articles write it', () => {
    const context = contextOf(files);
    expect(typePages(context).map(({ page }) => [page.heading, page.count])).toEqual([['Data structure', 4]]);
    expect(context.site.types).toMatchObject([{ key: 'data structure', label: 'Data structure' }]);
  });

  test('do not count if the article is private', () => {
    const secret = Object.fromEntries(
      [1, 2, 3].map((n) => [`s${n}.md`, '---\ntype: ZARQUON PAPER\ndraft: true\n---\n'] as const),
    );
    expect(typeOf({ ...front('type: Zarquon paper'), ...secret })).toBe('Zarquon paper');
  });

  test('are written into the markdown as their articles have them', () => {
    const context = contextOf(typed('LLM paper', 'llm paper'));
    const article = context.wiki.byId.get('a0' as ArticleId) as Article;
    expect(plainMarkdown(markdownTwin(context, article), 'Text.')).toContain('\ntype: LLM paper\n');
  });
});

describe('a type as a list or a link', () => {
  test.each([
    ['type: [book, novel]', 'Book'],
    ['type: ["[[Books]]"]', 'Books'],
    ['type: "[[Books]]"', 'Books'],
    ['type: [[Books]]', 'Books'],
    ['type:\n  - [[Books]]\n  - novel', 'Books'],
    ['type: "[[shelf/Books|A book]]"', 'A book'],
    ['type: "[[shelf/Books.md#Old]]"', 'Books'],
    ['type: "[Books](shelf/Books.md)"', 'Books'],
    ['type: "a [[Book]] of sorts"', 'a Book of sorts'],
    ['category: ["[[Concepts]]"]', 'Concept'],
    ['kind: [entity]', 'Entity'],
    ['type: []', 'Article'],
    ['type: [null, ""]', 'Article'],
    ['type: 5', '5'],
    ['type: []\ncategory: book', 'Book'],
    ['categories: ["[[Movies]]", seen]', 'Movies'],
    ['categories: [films]', 'Films'],
    ['type: book\ncategories: [films]', 'Book'],
  ])('%s', (yaml, label) => {
    expect(typeOf(front(yaml))).toBe(label);
    expect(problems(wikiOf(front(yaml))).filter((each) => each.includes('field-invalid'))).toEqual([]);
  });

  test('categories do not outweigh a folder', () => {
    expect(typeOf({ 'concepts/a.md': '---\ncategories: [films]\n---\n' }, 'concepts/a')).toBe('Concept');
  });

  test('is the title of the article that the link leads to', () => {
    const books = { 'shelf/books.md': '---\ntitle: Books of all kinds\n---\n' };
    expect(typeOf({ ...books, ...front('type: "[[books]]"') })).toBe('Books of all kinds');
    expect(typeOf({ ...books, ...front('type: ["[[books]]", x]') })).toBe('Books of all kinds');
    expect(typeOf({ 'shelf/b.md': '---\ntitle: Concepts\n---\n', ...front('type: "[[b]]"') })).toBe('Concept');
  });

  test('that leads to a private article is no type', () => {
    const secret = { 'secret.md': '---\ntitle: Zarquon\naliases: [Mumpsimus]\ndraft: true\n---\n' };
    for (const link of ['secret', 'Zarquon', 'Mumpsimus', 'secret.md'])
      expect(typeOf({ ...secret, ...front(`type: ["[[${link}]]", book]`) })).toBe('Article');
    expect(typeOf({ ...secret, ...front('type: "[[secret|Book]]"') })).toBe('Book');
  });

  test('links here', () => {
    const files = { 'books.md': '# Books', ...front('type: ["[[books]]", "[[Novels]]"]\ncategories: ["[[books]]"]') };
    const wiki = wikiOf(files);
    expect(targetsOf(wiki, 'a')).toEqual(['books', '(missing)', 'books']);
    expect(wiki.graph.links).toMatchObject([{ from: 'a', to: 'books', kind: 'property' }]);
  });

  test('keeps what it names beside the first, on the page, in JSON and for the search', () => {
    const context = contextOf(front('type: [book, "[[Novels]]", long_read]'));
    const article = context.wiki.byId.get('a' as ArticleId) as Article;
    const page = articlePage(context, article, context.bodyOf(article.id));
    expect(page.properties).toMatchObject([{ label: 'Type', value: { kind: 'list', items: [{}, {}, {}] } }]);
    expect(JSON.parse(articleJson(context, article, page))).toMatchObject({
      type: 'book',
      properties: { type: ['book', '[[Novels]]', 'long_read'] },
    });
    expect(searchDocument(context, article, page).filters.filter(([name]) => name === 'type')).toEqual([
      ['type', 'Book'],
      ['type', 'Novels'],
      ['type', 'Long read'],
    ]);
  });

  test('of one word is not repeated', () => {
    expect(pageOf(front('type: [book]'), 'a').properties).toEqual([]);
  });

  test('must be declared in sourcebook.yaml if types are strict', () => {
    const told = (yaml: string): string[] =>
      findingsOf(wikiOf(front(yaml)), { strictTypes: true }).flatMap(({ code, message }) =>
        code === 'type-unknown' ? message : [],
      );
    expect(told('type: ["[[Books]]"]')).toEqual(['The type `Books` is not declared; it is shown under its own label.']);
    expect(told('categories: [films]')).toHaveLength(1);
    expect(told('type: concept\ncategories: [films]')).toEqual([]);
  });
});

describe('a wiki of many types', () => {
  const many: Files = Object.fromEntries(
    Array.from({ length: 12 }, (_, type) =>
      Array.from({ length: 12 - type }, (__, n) => [
        `t${type}-${n}.md`,
        `---\ntitle: T${type} ${n}\ntype: type ${String.fromCharCode(97 + type)}\n---\n[[T${type} 1]]\n`,
      ]),
    ).flat(),
  );
  const context: RenderContext = contextOf(many, 'types:\n  type b: { plural: Bees, description: "What hums." }\n');

  test('shows the largest on the home page, with a link to all', () => {
    const { types, allTypes } = homePage(context);
    expect(types.map(({ count }) => count)).toEqual([12, 11, 10, 9, 8, 7, 6, 5]);
    expect(allTypes).toEqual({ label: 'All 12 types', href: '/types/' });
    expect(homePage(contextOf(typed('a', 'b'))).allTypes).toBeUndefined();
  });

  test('lists all of them on a page, with what they are and the article that is linked most', () => {
    const page = typesPage(context);
    expect(page).toMatchObject({ intro: '78 articles of 12 types.', isDescribed: true, isFiltered: true });
    expect(page.rows.slice(0, 2)).toMatchObject([
      { type: { label: 'Type a' }, count: 12, about: '', mostLinked: { label: 'T0 1', href: '/t0-1/' } },
      { type: { plural: 'Bees' }, count: 11, about: 'What hums.', mostLinked: { label: 'T1 1' } },
    ]);
    expect(page.rows).toHaveLength(12);
    expect(page.rows.at(-1)?.mostLinked).toBeUndefined();
  });

  test('leads there from the page of each', () => {
    expect(typePages(context)[0]?.page.breadcrumbs).toEqual([{ label: 'Types', href: '/types/' }]);
    expect(context.site.typesHref).toBe('/types/');
    expect(contextOf({}).site.typesHref).toBeUndefined();
  });
});
