/** What `status` may say: the three words of the Open Knowledge Format, and any word of the author's own. */
import { describe, expect, test } from 'vitest';
import { articleJson } from '../../src/render/files/article-json.ts';
import { graphJson } from '../../src/render/files/graph-json.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { searchDocument } from '../../src/render/files/search-document.ts';
import { articlePage } from '../../src/render/pages/article-page.ts';
import type { Article, ArticleId } from '../../src/wiki/model.ts';
import { contextOf, type Files, findingsOf, pageOf, wikiOf } from '../support/wiki.ts';

const withStatus = (yaml: string): Files => ({ 'a.md': `---\ntype: concept\n${yaml}\n---\nText.\n` });
const statusOf = (yaml: string, others: Files = {}): (string | undefined)[] => {
  const { status, statusWord } = pageOf({ ...others, ...withStatus(yaml) }, 'a').article;
  return [status, statusWord];
};

test.each([
  ['status: evergreen', ['stable', 'evergreen']],
  ['status: In-Progress', ['stable', 'In-Progress']],
  ['status: 完了', ['stable', '完了']],
  ['status: 🌱 seedling', ['stable', '🌱 seedling']],
  ['status: 3', ['stable', '3']],
  ['status: archived', ['stable', 'archived']],
  ['status: " Deprecated "', ['deprecated', undefined]],
  ['status: DRAFT', ['draft', undefined]],
  ['status: Stable', ['stable', undefined]],
  ['status: ""', ['stable', undefined]],
  ['status: []', ['stable', undefined]],
  ['status:', ['stable', undefined]],
  ['status: [budding, public]', ['stable', 'budding']],
  ['status: [deprecated]', ['deprecated', undefined]],
  ['status: "[[Reading]]"', ['stable', 'Reading']],
  ['status: [[Reading]]', ['stable', 'Reading']],
  ['status:\n  - "[[states/Reading|being read]]"\n  - later', ['stable', 'being read']],
  ['status: "[[states/Reading.md]]"', ['stable', 'Reading']],
  [`status: ${'long '.repeat(20)}`, ['stable', `${'long '.repeat(7)}long…`]],
])('%s', (yaml, expected) => {
  expect(statusOf(yaml)).toEqual(expected);
});

test('a link is called by the title of its target', () => {
  expect(statusOf('status: "[[done]]"', { 'done.md': '---\ntitle: Finished\n---\n' })).toEqual(['stable', 'Finished']);
});

test('a link to a private article reveals nothing of it', () => {
  const secret = { 'secret.md': '---\ntitle: Zarquon\ndraft: true\n---\n' };
  expect(statusOf('status: "[[secret]]"', secret)).toEqual(['stable', undefined]);
  expect(statusOf('status: "[[Zarquon|waiting]]"', secret)).toEqual(['stable', 'waiting']);
});

describe("a status in the author's own word", () => {
  const context = contextOf(withStatus('status: evergreen'));
  const article = context.wiki.byId.get('a' as ArticleId) as Article;
  const page = articlePage(context, article, context.bodyOf(article.id));

  test('is a note at its place', () => {
    const found = findingsOf(wikiOf(withStatus('status: evergreen'))).filter(({ code }) => code === 'field-invalid');
    expect(found).toMatchObject([{ severity: 'info', line: 3, column: 9, message: expect.stringContaining('`evergreen`') }]);
  });

  test('that looks like one of the three gets a suggestion', () => {
    const [found] = findingsOf(wikiOf(withStatus('status: depreciated'))).filter(({ code }) => code === 'field-invalid');
    expect(found?.hint).toBe('Did you mean `deprecated`?');
  });

  test('is in the JSON of the article and of the graph', () => {
    expect(JSON.parse(articleJson(context, article, page))).toMatchObject({ status: 'evergreen' });
    expect(JSON.parse(graphJson(context)).articles[0]).toMatchObject({ status: 'evergreen' });
  });

  test('is in the markdown', () => {
    expect(plainMarkdown(markdownTwin(context, article), 'Text.')).toContain('\nstatus: evergreen\n');
  });

  test('narrows the search, and results show it', () => {
    const { filters, html } = searchDocument(context, article, page);
    expect(filters).toContainEqual(['status', 'evergreen']);
    expect(html).toContain('<span data-pagefind-meta="status">evergreen</span>');
  });

  test('is on cards', () => {
    expect(context.cards.of(article)).toMatchObject({ status: 'stable', statusWord: 'evergreen' });
  });
});

test('of several words all are kept and shown, with their links', () => {
  const files = { ...withStatus('status: ["[[b]]", later]'), 'b.md': '# Bee' };
  expect(pageOf(files, 'a').properties).toMatchObject([
    { label: 'Status', value: { items: [{ parts: [{ kind: 'article', title: 'Bee' }] }, { parts: ['later'] }] } },
  ]);
  expect(wikiOf(files).graph.links).toMatchObject([{ from: 'a', to: 'b', kind: 'property' }]);
});

test('a status is not repeated among the properties', () => {
  expect(pageOf(withStatus('status: [evergreen]'), 'a').properties).toEqual([]);
});

test('a status that keeps an article private is not reported as a word that is shown', () => {
  expect(findingsOf(wikiOf(withStatus('status: private'))).filter(({ code }) => code === 'field-invalid')).toEqual([]);
});
