/** Sources and citations: CONTRACT §2, «Sources», and OKF v0.2 §5.1. */
import { describe, expect, test } from 'vitest';
import { printedProse } from '../../src/render/pages/article-page.ts';
import { sourcesPage } from '../../src/render/pages/sources-page.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { contextOf, type Files, pageOf, problems, wikiOf } from '../support/wiki.ts';

const paper = '---\ntype: source\ntitle: A paper\nauthor: Ada Lovelace\nyear: 1843\ndoi: 10.1000/abc\n---\nIt says this.\n';

/** What an article cites, as `source: locator, section`. */
function citationsOf(text: string, others: Files = {}): string[] {
  const wiki = wikiOf({ ...others, 'page.md': text });
  const article = wiki.byId.get('page' as ArticleId);
  return (article?.parsed.citations ?? []).flatMap(({ source, locator, section }) => {
    const key = wiki.sources.keys.get('page' as ArticleId)?.[source] ?? '';
    return key === '' ? [] : `${key} ${locator ?? '-'} ${article?.parsed.headings[section]?.text ?? '-'}`;
  });
}

const listed = '---\nsources:\n  - { id: abc, title: The paper, resource: paper.md }\n---\n';

describe('a claim cites', () => {
  test.each([
    ['the source that its footnote is labelled with, defined or not', `${listed}A claim.[^abc]`, ['article:paper - -']],
    ['… in whatever case', `${listed}A claim.[^ABC]\n\n[^ABC]: The paper`, ['article:paper - -']],
    ['… below its heading, however often', `${listed}# H\n\nOne.[^abc] Two.[^abc]`, ['article:paper - H', 'article:paper - H']],
    ['a file and a place in it', 'A claim.^[paper.md:42-58]', ['article:paper 42-58 -']],
    ['a file in parentheses', 'A claim (source: paper.md).', ['article:paper - -']],
    ['a page of a file in parentheses', 'A claim (source: paper.md, p. 3).', ['article:paper p. 3 -']],
    ['several files', 'A claim (sources: paper.md; lost.pdf).', ['article:paper - -', 'text:lost pdf - -']],
    ['an article in parentheses', 'A claim (source: [[A paper]], ch. 2).', ['article:paper ch. 2 -']],
    ['an article in an inline note', 'A claim.^[[[A paper]]]', ['article:paper - -']],
    ['an address in parentheses', 'A claim (source: https://doi.org/10.1000/ABC).', ['article:paper - -']],
    ['the id of a source in parentheses', `${listed}A claim (source: abc).`, ['article:paper - -']],
    ['the source that its footnote names', 'A claim.[^src-x]\n\n[^src-x]: [[paper]]', ['article:paper - -']],
    ['a source by a numbered footnote', 'A claim.[^1]\n\n[^1]: [[paper]], p. 5.', ['article:paper - -']],
    ['an address by a numbered footnote', 'A claim.[^1]\n\n[^1]: See <https://mars.example/>.', ['url:mars.example - -']],
    [
      'one after the other',
      'One (source: [[A paper]]). Two (source: [[A paper]], p. 7). Three.^[[[A paper]]]',
      ['article:paper - -', 'article:paper p. 7 -', 'article:paper - -'],
    ],
    ['a link and a file', 'A claim (sources: [[A paper]]; lost.pdf).', ['article:paper - -', 'text:lost pdf - -']],
    ['beside an escape', `${listed}Real [^abc], not \\[^abc] &amp; so on.`, ['article:paper - -']],
    ['by a footnote of several blocks', `${listed}A claim.[^abc]\n\n[^abc]: One.\n\n    Two.\n`, ['article:paper - -']],
    [
      'the very id, where two differ in case',
      '---\nsources:\n  - { id: ABC, resource: lost.pdf }\n  - { id: abc, resource: paper.md }\n---\nA claim.[^abc]',
      ['article:paper - -'],
    ],
    ['in a cell of a table', `${listed}| a | b |\n|-|-|\n| x | y [^abc] |`, ['article:paper - -']],
  ])('%s', (_, text, expected) => {
    expect(citationsOf(text, { 'paper.md': paper })).toEqual(expected);
  });

  test.each([
    ['a remark in a footnote', 'A claim.[^1]\n\n[^1]: But see [[other]] on that.'],
    ['a picture in a footnote', 'A claim.[^1]\n\n[^1]: ![[mars.png|40]]'],
    ['a remark in an inline note', 'A claim.^[Or so they say.]'],
    ['words in parentheses', 'A claim (source: own reckoning).'],
    ['what stands in code', 'Write `(source: paper.md)` and `^[paper.md]`.\n\n    (source: paper.md)\n'],
    ['what is escaped', 'Write \\[^abc], \\^[paper.md] and \\(source: paper.md).'],
  ])('nothing by %s', (_, text) => {
    expect(citationsOf(text, { 'paper.md': paper, 'other.md': '# Other' })).toEqual([]);
  });
});

describe('on the page', () => {
  const text = `${listed}# One\n\nA claim.[^abc] Another (source: paper.md, p. 3).\n\n# Two\n\n${'Nobody says so. '.repeat(10)}\n`;
  const page = pageOf({ 'page.md': text, 'paper.md': paper }, 'page');

  test('a citation is a number that leads to the source and back', () => {
    const html = page.article.leadHtml + page.article.bodyHtml;
    expect(html).toContain(
      '<sup class="citation" id="Cite-1"><a href="#Source-abc" data-citation aria-label="Source 1">[1]</a></sup>',
    );
    expect(html).toContain('id="Cite-2"');
    expect(html).not.toContain('paper.md');
    expect(page.sources.items.map(({ anchor, number, claims }) => [anchor, number, claims.map(({ href }) => href)])).toEqual([
      ['Source-abc', 1, ['#Cite-1', '#Cite-2']],
    ]);
  });

  test('a footnote that cites stays a footnote, and its source leads back to it', () => {
    const { article, sources } = pageOf({ 'page.md': 'A claim.[^1]\n\n[^1]: [[A paper]], p. 5.\n', 'paper.md': paper }, 'page');
    const html = article.leadHtml + article.bodyHtml;
    expect(html).toContain('<sup id="Cite-1"><a href="#fn-1"');
    expect(html).toContain('p. 5.');
    expect(sources.items.map(({ target, claims }) => [target?.kind, claims.map(({ href }) => href)])).toEqual([
      ['article', ['#Cite-1']],
    ]);
  });

  test('the list gives the number of claims with a source, and the sections without any', () => {
    expect(page.sources.claimCount).toBe(2);
    expect(page.sources.uncited).toEqual([{ label: 'Two', href: '#two' }]);
  });

  test('a source lists the articles that cite it, with their sentences', () => {
    const { citedBy } = pageOf({ 'page.md': text, 'paper.md': paper }, 'paper');
    expect(citedBy.map(({ target, claims }) => [target.kind === 'article' && target.id, claims])).toEqual([['page', 2]]);
    expect(citedBy[0]?.sentences.map(({ before }) => before)).toEqual(['A claim.', 'Another.']);
  });

  test('the remark of a footnote on its source is shown with the source', () => {
    const note = pageOf(
      { 'page.md': `${listed}A claim.[^abc]\n\n[^abc]: The paper, but *only* in part.\n`, 'paper.md': paper },
      'page',
    );
    expect(note.sources.items[0]?.noteHtml).toBe('The paper, but <em>only</em> in part.');
    expect(note.article.bodyHtml).not.toContain('data-footnotes');
    const bare = pageOf({ 'page.md': `${listed}A claim.[^abc]\n\n[^abc]: The paper\n`, 'paper.md': paper }, 'page');
    expect(bare.sources.items[0]?.noteHtml).toBe('');
  });

  test('a citation without a shown source stays as text', () => {
    const html = (text: string, path = 'page.md'): string => {
      const context = contextOf({ [path]: text, 'paper.md': paper, 'secret.md': '---\ndraft: true\n---' });
      const found = context.wiki.byId.get((path === 'index.md' ? '' : 'page') as ArticleId);
      return found ? JSON.stringify(printedProse(context, found, context.bodyOf(found.id))) : '';
    };
    expect(html('I say so (source: page.md).')).toContain('(source: page.md)');
    expect(html('One (source: secret.md, p. 3; paper.md) end.')).toContain('href=\\"#Source-');
    expect(html('It fell (source: [[paper]]).', 'index.md')).toContain('source: <a');
  });

  test('several wordings of one source are all shown', () => {
    const yaml =
      'sources:\n  - { title: Chapter One, url: "https://u.example" }\n  - { title: Appendix, url: "https://u.example", author: Jones }\n  - "see [[paper]], pp. 3-9"';
    const { items } = pageOf({ 'page.md': `---\n${yaml}\n---`, 'paper.md': paper }, 'page').sources;
    expect(items.map(({ text, author }) => [text, author ?? ''])).toEqual([
      ['Appendix', 'Jones'],
      ['see paper, pp. 3-9', ''],
    ]);
  });

  test('an article with only text has no empty panels', () => {
    const { sources, citedBy, properties, connections, record, computation, article } = pageOf({ 'page.md': 'Text.' }, 'page');
    expect({ sources, citedBy, properties, connections, record, computation, caveats: article.caveats }).toEqual({
      sources: { items: [], claimCount: 0, uncited: [] },
      citedBy: [],
      properties: [],
      connections: [],
      caveats: [],
    });
  });

  test('the record of a work is shown on the page of its source only', () => {
    const { record } = pageOf({ 'paper.md': paper }, 'paper');
    expect(record).toEqual({
      authors: ['Ada Lovelace'],
      issued: '1843',
      identifiers: [{ name: 'DOI', label: '10.1000/abc', href: 'https://doi.org/10.1000/abc' }],
    });
    expect(pageOf({ 'paper.md': paper.replace('source', 'concept') }, 'paper').record).toBeUndefined();
  });
});

test('a label that no source and no footnote has is reported, and stays as it was written', () => {
  const files = { 'page.md': '---\ntype: concept\n---\nA claim [^lost] and [^abc].\n' };
  expect(problems(wikiOf(files))).toEqual(['page.md:4:9 citation-undefined', 'page.md:4:21 citation-undefined']);
  expect(pageOf(files, 'page').article.leadHtml).toContain('A claim [^lost] and [^abc].');
});

describe('one source is', () => {
  const keys = (one: string, other: string, files: Files = {}): unknown => {
    const { sources } = wikiOf({
      ...files,
      'a.md': `---\nsources:\n  - ${one}\n---`,
      'b.md': `---\nsources:\n  - ${other}\n---`,
    });
    return sources.all.map(({ key, uses }) => [key, uses.map(({ from }) => from)]);
  };

  test.each([
    ['one address', 'https://www.mars.example/a/', 'http://mars.example/a?utm_source=x', 'url:mars.example/a'],
    ['one DOI', 'https://doi.org/10.1000/ABC', '"Lovelace 1843, doi:10.1000/abc"', 'doi:10.1000/abc'],
    ['one arXiv id', 'https://arxiv.org/pdf/1706.03762v5', '"Attention, arXiv:1706.03762"', 'arxiv:1706.03762'],
    ['one wording', 'Lowell 1906', '"Lowell, 1906."', 'text:lowell 1906'],
    ['one missing file', 'raw/lost.pdf', 'raw/Lost.pdf', 'text:raw lost pdf'],
  ])('%s', (_, one, other, key) => {
    expect(keys(one, other)).toEqual([[key, ['a', 'b']]]);
  });

  test('a page, by its name, its path and its own identifiers', () => {
    expect(keys('"[[A paper]]"', 'https://doi.org/10.1000/abc', { 'paper.md': paper })).toEqual([['article:paper', ['a', 'b']]]);
  });

  test('the page that summarizes a file, if the file has no page', () => {
    const summed = '---\ntype: source\ntitle: Summed up\nsources: [raw/x.pdf]\n---';
    expect(keys('raw/x.pdf', '"[[Summed up]]"', { 'sum.md': summed })).toEqual([['article:sum', ['a', 'b']]]);
    const { sources } = pageOf({ 'sum.md': summed, 'a.md': '---\nsources: [raw/x.pdf]\n---' }, 'a');
    expect(sources.items.map(({ target }) => target?.kind === 'article' && target.id)).toEqual(['sum']);
    // It is no source of itself.
    expect(pageOf({ 'sum.md': summed }, 'sum').citedBy).toEqual([]);
  });

  test('nothing that is private', () => {
    const wiki = wikiOf({ 'a.md': '---\nsources: ["[[secret]]", secret.md]\n---', 'secret.md': '---\ndraft: true\n---' });
    expect(wiki.sources.all).toEqual([]);
  });
});

test('/sources/ lists all, most cited first, with the articles that cite sources without a page', () => {
  const context = contextOf({
    'a.md': '---\nsources: ["[[paper]]", "Lowell 1906"]\n---',
    'b.md': '---\nsources: ["Lowell, 1906"]\n---',
    'paper.md': paper,
    'unread.md': '---\ntype: source\ntitle: Unread\n---',
  });
  const { rows, intro } = sourcesPage(context);
  expect(intro).toBe('3 sources, 2 with a page of their own.');
  expect(
    rows.map(({ target, text, author, date, citations, citedBy }) => [
      target?.kind === 'article' ? target.title : text,
      author ?? '',
      date?.iso ?? '',
      citations,
      citedBy.map(({ label }) => label),
    ]),
  ).toEqual([
    ['Lowell 1906', '', '', 2, ['a', 'b']],
    ['A paper', 'Ada Lovelace', '1843', 1, []],
    ['Unread', '', '', 0, []],
  ]);
});

test('the folder of sources keeps its own page, as the head of the list', () => {
  const wiki = wikiOf({ 'sources/index.md': '# What we read', 'sources.md': '# Sources' });
  expect([...wiki.byId.keys()].sort()).toEqual(['sources', 'sources-2']);
  expect(problems(wiki).filter((each) => each.includes('id-collision'))).toEqual(['sources.md:1:1 id-collision']);
});
