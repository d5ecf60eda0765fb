/** What a page was made of: wherever an edit elsewhere changes it, one of the answers it rests on is another one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type MadeArticle, MadeArticles } from '../../src/publish/made-articles.ts';
import { ValueStore } from '../../src/publish/memory/stores.ts';
import { lastChange, type RenderContext } from '../../src/render/context.ts';
import { articlePage } from '../../src/render/pages/article-page.ts';
import { answerTo, type Coverage, contextCoverage, type Question, watched } from '../../src/render/reads.ts';
import type { Article, ArticleId } from '../../src/wiki/model.ts';
import { contextOf, type Files } from '../support/wiki.ts';

const mars = 'mars' as ArticleId;

function articleOf(context: RenderContext): Article {
  const article = context.wiki.byId.get(mars);
  if (!article) throw new Error('there is no mars');
  return article;
}

/** The page of Mars, and what was asked for it. */
function marsOf(context: RenderContext): { page: string; questions: Question[] } {
  const { context: asked, take } = watched(context);
  const page = JSON.stringify(articlePage(asked, articleOf(asked), asked.bodyOf(mars)));
  return { page, questions: take() };
}

const base: Files = {
  'mars.md':
    '---\ntags: [inner]\nstatus: "[[read]]"\nsources: ["[[Atlas]]"]\nconnections:\n  - "[[Sun]]"\n---\n\nNear [[Earth]], cited.[^1] #inner\n\n![[Phobos]]\n\n[^1]: [[Atlas]]\n',
  'earth.md': '---\nsummary: Blue.\n---\n\nBeside [[Venus]].\n',
  'read.md': 'Done.\n',
  'sun.md': 'A star.\n',
  'phobos.md': 'A moon.\n',
  'venus.md': '---\ntags: [inner]\n---\n\nHot.\n',
  'atlas.md': '---\ntype: source\n---\n\nMaps of [[Mars]].\n',
};

describe('a page is made again after an edit of', () => {
  const rewritten = (path: string, from: string, to: string): Files => ({
    ...base,
    [path]: (base[path] ?? '').replace(from, to),
  });
  test.each<[what: string, after: Files]>([
    [
      'the summary of an article that links here',
      { ...base, 'atlas.md': '---\ntype: source\nsummary: Large.\n---\n\nMaps of [[Mars]].\n' },
    ],
    ['the sentence of a link to it', rewritten('atlas.md', 'Maps of', 'Charts of')],
    ['an embedded article', rewritten('phobos.md', 'A moon.', 'A small moon.')],
    ['the title of an article it links to', rewritten('earth.md', 'summary', 'title: Terra\naliases: [Earth]\nsummary')],
    ['an article that comes to link here', rewritten('sun.md', 'A star.', 'A star of [[Mars]].')],
    ['a connection that another declares', rewritten('sun.md', 'A star.', '## Connections\n\n- Part of: [[Mars]]\n')],
    ['the standing of its source', rewritten('atlas.md', 'type: source', 'type: source\nstatus: deprecated')],
    [
      'the way most write its tag',
      {
        ...base,
        'a.md': '---\ntags: [Inner]\n---\nA.\n',
        'b.md': '---\ntags: [Inner]\n---\nB.\n',
        'c.md': '---\ntags: [Inner]\n---\nC.\n',
      },
    ],
    ['the title of the article that says its status', { ...base, 'read.md': '---\ntitle: Finished\n---\nDone.\n' }],
    ['an article that comes before it', { ...base, 'marrow.md': 'In bones.\n' }],
    ['a link between two articles nearby', rewritten('sun.md', 'A star.', 'A star of [[Earth]].')],
    [
      'an article that it links to, which is gone',
      Object.fromEntries(Object.entries(base).filter(([path]) => path !== 'earth.md')),
    ],
  ])('%s', (_, after) => {
    const [before, later] = [contextOf(base), contextOf(after)];
    const { page, questions } = marsOf(before);
    expect(marsOf(later).page).not.toBe(page);
    expect(questions.filter((question) => answerTo(later, question) !== answerTo(before, question))).not.toEqual([]);
  });
});

describe('a page is made again when the wiki answers otherwise about', () => {
  const before = contextOf({ ...base, 'marrow.md': 'In bones.\n', 'photo.png': 'x', 'sun.md': 'A star.\n\n- Heats: [[Mars]]\n' });
  const none = new Map<never, never>();
  const { wiki } = before;
  test.each<[subject: string, after: RenderContext]>([
    ['article', { ...before, wiki: { ...wiki, byId: new Map([[mars, articleOf(before)]]) } }],
    ['card', { ...before, cards: { of: (article) => ({ ...before.cards.of(article), summary: 'Other.' }) } }],
    ['links', { ...before, wiki: { ...wiki, resolutions: none } }],
    ['backlinks', { ...before, wiki: { ...wiki, graph: { ...wiki.graph, backlinks: none } } }],
    ['connections', { ...before, wiki: { ...wiki, graph: { ...wiki.graph, connections: none } } }],
    ['related', { ...before, related: none }],
    [
      'footing',
      { ...before, wiki: { ...wiki, footing: new Map([[mars, [{ id: 'atlas' as ArticleId, why: 'unverified' } as const]]]) } },
    ],
    ['sources', { ...before, wiki: { ...wiki, sources: { ...wiki.sources, keys: none } } }],
    ['prominence', { ...before, prominenceOf: (id) => (id === 'phobos' ? 9 : 0) }],
    ['neighbours', { ...before, neighbours: none }],
    ['tag', { ...before, tags: contextOf({ 'a.md': '---\ntags: [INNER]\n---\nA.\n' }).tags }],
    ['type-url', { ...before, urls: { ...before.urls, type: () => '/elsewhere/' } }],
    ['tag-url', { ...before, urls: { ...before.urls, tag: () => '/elsewhere/' } }],
  ])('%s', (subject, after) => {
    const { page, questions } = marsOf(before);
    expect(marsOf(after).page).not.toBe(page);
    const changed = questions.filter((question) => answerTo(after, question) !== answerTo(before, question));
    expect(changed.map((question) => question.replace(/ .*/, ''))).toContain(subject);
  });
});

test('a page without a commit date depends on that date', () => {
  const before = contextOf(base);
  const { context, take } = watched(before);
  expect(lastChange(context, articleOf(context))).toBeUndefined();
  const questions = take();
  const after = { ...before, history: new Map([['mars.md', '2026-05-01T10:00:00Z']]) };
  expect(questions.filter((question) => answerTo(after, question) !== answerTo(before, question))).toEqual(['committed mars.md']);
});

test('a page asks for nothing that cannot be asked again, and not for every article', () => {
  const others = Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`star-${number}.md`, `Star ${number} alone.\n`]));
  const context = contextOf({ ...base, ...others });
  const { questions } = marsOf(context);
  expect(questions.filter((question) => answerTo(context, question) === undefined)).toEqual([]);
  expect(questions.length).toBeGreaterThan(10);
  expect(questions.filter((question) => question.includes('star-')).length).toBeLessThan(10);
});

describe('the result for an article', () => {
  const made: MadeArticle = { page: 'p', json: 'j', markdown: 'm', hasDiagrams: false };
  const isProvisional = (): boolean => false;

  function kept(questions: readonly Question[], context: RenderContext, version = '1'): string {
    const folder = mkdtempSync(join(tmpdir(), 'sourcebook-made-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'made.json');
    const articles = new MadeArticles(new ValueStore(file, version), { context, isProvisional });
    articles.keep(mars, questions, made);
    articles.write();
    return file;
  }

  test('is valid until an answer or the version differs, or a text might be read better', () => {
    const context = contextOf(base);
    const file = kept(marsOf(context).questions, context);
    const upToDate = (version: string, after: Files, provisional: (id: ArticleId) => boolean = isProvisional): unknown =>
      new MadeArticles(new ValueStore(file, version), { context: contextOf(after), isProvisional: provisional }).upToDate(mars);
    expect(upToDate('1', base)).toEqual(made);
    expect(upToDate('1', { ...base, 'pluto.md': 'Far.\n' })).toEqual(made);
    expect(upToDate('2', base)).toBeUndefined();
    expect(upToDate('1', { ...base, 'phobos.md': 'Gone.\n' })).toBeUndefined();
    expect(upToDate('1', base, (id) => id === 'phobos')).toBeUndefined();
  });

  test('is kept from build to build, unless one of its questions cannot be asked again', () => {
    const context = contextOf(base);
    const file = kept(marsOf(context).questions, context);
    const second = new MadeArticles(new ValueStore(file, '1'), { context, isProvisional });
    second.upToDate(mars);
    second.write();
    expect(new MadeArticles(new ValueStore(file, '1'), { context, isProvisional }).upToDate(mars)).toEqual(made);
    const { context: asked, take } = watched(context);
    void asked.wiki.articles.length;
    expect(
      new MadeArticles(new ValueStore(kept(take(), context), '1'), { context, isProvisional }).upToDate(mars),
    ).toBeUndefined();
  });
});

test('a member of the context whose reads are not recorded does not compile', () => {
  contextCoverage satisfies Coverage<RenderContext>;
  // @ts-expect-error `moons` is not listed
  contextCoverage satisfies Coverage<RenderContext & { readonly moons: number }>;
  // @ts-expect-error nor is the optional `moons`
  contextCoverage satisfies Coverage<RenderContext & { readonly moons?: number }>;
  const { context, take } = watched(Object.assign(contextOf(base), { moons: 2 }));
  expect(Object.keys(context)).not.toContain('moons');
  void context.now;
  expect(take()).toEqual(['everything ']);
});
