/** Names that several articles have: which one is meant, and the page that lists them where none is nearer. */
import { describe, expect, test } from 'vitest';
import { sitePages } from '../../src/publish/pages.ts';
import { articleJson } from '../../src/render/files/article-json.ts';
import { graphJson } from '../../src/render/files/graph-json.ts';
import { namesFiles } from '../../src/render/files/names-json.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { articlePage } from '../../src/render/pages/article-page.ts';
import { disambiguationPages } from '../../src/render/pages/disambiguation.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { explainLink } from '../../src/wiki/resolve/explain-link.ts';
import { settle } from '../../src/wiki/resolve/settle.ts';
import { bodyOf, contextOf, type Files, pageOf, targetsOf, wikiOf } from '../support/wiki.ts';

const meant = (files: Files, from: string, link = '[[Mercury]]'): string =>
  targetsOf(wikiOf({ ...files, [`${from}.md`]: link }), from)[0] ?? '';

test('a page of candidates lists only those that the rules leave', () => {
  const files = { 'a/x/Mercury.md': 'Hot.', 'a/y/Mercury.md': 'Near.', 'b/Mercury.md': 'A metal.', 'a/z/l.md': '[[Mercury]]' };
  const [resolution] = wikiOf(files).resolutions.get('a/z/l' as ArticleId) ?? [];
  expect(resolution).toMatchObject({ state: 'ambiguous', candidates: ['a/x/mercury', 'a/y/mercury'] });
});

describe('of several articles is meant', () => {
  test.each<[what: string, files: string[], from: string, id: string]>([
    ['the one in the same folder', ['a/Mercury', 'a/b/Mercury', 'b/Mercury'], 'a/b/x', 'a/b/mercury'],
    [
      'the one that shares the longest way of folders',
      ['a/b/d/Mercury', 'a/c/Mercury', 'b/c/Mercury'],
      'a/b/c/x',
      'a/b/d/mercury',
    ],
    [
      'the nearest also before one in the language of the wiki',
      ['wiki-de/concepts/Mercury', 'concepts/Mercury'],
      'wiki-de/x',
      'wiki-de/concepts/mercury',
    ],
    ['also above the article', ['a/b/Mercury', 'a/Mercury', 'c/b/c/Mercury'], 'a/b/c/d/x', 'a/b/mercury'],
    ['also where it is deeper than another', ['wiki/en/x/y/Mercury', 'wiki/Mercury'], 'wiki/en/z/x', 'wiki/en/x/y/mercury'],
    ['the shortest path of those that share as much', ['a/b/c/Mercury', 'a/d/Mercury', 'b/Mercury'], 'a/x', 'a/d/mercury'],
    ['the shortest path where they share nothing', ['a/x/Mercury', 'b/Mercury'], 'c/x', 'b/mercury'],
    ['none where all are as near', ['a/x/Mercury', 'b/y/Mercury'], 'c/x', '(ambiguous)'],
    ['none of two in the same folder of another', ['a/x/Mercury', 'a/y/Mercury', 'b/x/Mercury'], 'a/z/x', '(ambiguous)'],
  ])('%s', (_, paths, from, id) => {
    expect(meant(Object.fromEntries(paths.map((path) => [`${path}.md`, 'T'])), from)).toBe(id);
  });

  test('the same of titles, aliases, other spellings, ends of paths, files and embeds', () => {
    const files = {
      'wiki/en/a/One.md': '---\ntitle: Red Planet\naliases: [Ares]\n---\n',
      'wiki/ru/a/One.md': '---\ntitle: Red Planet\naliases: [Ares]\n---\n',
      'wiki/en/img/map.png': 'x',
      'wiki/ru/img/map.png': 'x',
    };
    const text = '[[Red Planet]] [[Ares]] [[red-planet]] [[a/one]] ![[map.png]] ![[One]]';
    for (const lang of ['en', 'ru']) {
      const own = `wiki/${lang}/a/one`;
      const from = `wiki/${lang}/notes/x`;
      expect(targetsOf(wikiOf({ ...files, [`${from}.md`]: text }), from)).toEqual([
        own,
        own,
        own,
        own,
        `wiki/${lang}/img/map.png`,
        own,
      ]);
    }
  });

  test('the one in its own language, unless another is in the same folder', () => {
    const files = {
      'planets/Mars.md': '---\nlang: en\n---\n',
      'x/y/Mars.md': '---\nlang: de-AT\n---\n',
      'x/y/z/Mars.md': '---\nlang: de\n---\n',
    };
    expect(meant({ ...files }, 'a', '---\nlang: de\n---\n[[Mars]]')).toBe('x/y/z/mars');
    expect(meant({ ...files }, 'a', '---\nlang: de-AT\n---\n[[Mars]]')).toBe('x/y/mars');
    expect(meant({ ...files }, 'a', '---\nlang: fr\n---\n[[Mars]]')).toBe('planets/mars');
    expect(meant({ ...files }, 'x/y/a', '---\nlang: en\n---\n[[Mars]]')).toBe('x/y/mars');
    expect(meant({ ...files, 'notes/index.md': '---\nlang: de\n---\n' }, 'notes/a', '[[Mars]]')).toBe('x/y/z/mars');
  });

  test('explain gives the reason for the choice', () => {
    const files = {
      'a/b/c/Mercury.md': 'T',
      'a/Mercury.md': 'T',
      'a/b/x.md': 'T',
      'd/Mars.md': '---\nlang: fr\n---\n',
      'e/Mars.md': 'T',
    };
    const wiki = wikiOf(files);
    const from = wiki.byId.get('a/b/x' as ArticleId);
    expect(from && explainLink(wiki, '[[Mercury]]', from)?.result).toMatchObject({ choice: 'in the nearest folder' });
    expect(from && explainLink(wiki, '[[Mars]]', from)?.result).toMatchObject({ choice: 'in the same language' });
  });

  test('among very many of one name in bounded time', () => {
    const files = Array.from({ length: 20_000 }, (_, number) => ({ path: `f${number % 60}/g${number}/Log.md`, names: [] }));
    const started = performance.now();
    const wrong = files.filter(({ path }) => {
      const settled = settle(files, { path: path.replace('Log', 'in/x'), lang: 'en' });
      return settled.state !== 'found' || settled.file.path !== path;
    });
    expect(wrong).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

const sky: Files = {
  'planets/in/Mercury.md': '---\ntype: concept\nsummary: The smallest planet.\n---\n\n## Orbit\n\nT',
  'myths/of/Mercury.md': '---\ntype: entity\n---\n\nThe god of trade.',
  'a.md':
    '---\nrelated: ["[[Mercury]]"]\nsources: ["[[Mercury]]"]\nup: "[[mercury|quicksilver]]"\n---\nOf [[Mercury]], [[mercury#Orbit|it]], [that](Mercury.md).\n\n![[Mercury]]\n',
};
const href = '/disambiguation/mercury/';

describe('a name that settles on no article', () => {
  test('leads to a page that lists them by title with type, folder and summary', () => {
    const pages = disambiguationPages(contextOf(sky));
    expect(pages.map((each) => each.href)).toEqual([href]);
    expect(pages[0]?.page).toMatchObject({
      kind: 'disambiguation',
      heading: 'Mercury',
      intro: 'Mercury may mean any of 2 articles:',
      meanings: [
        { folder: 'myths/of', card: { title: 'Mercury', type: { label: 'Entity' }, summary: 'The god of trade.' } },
        { folder: 'planets/in', card: { title: 'Mercury', type: { label: 'Concept' }, summary: 'The smallest planet.' } },
      ],
    });
  });

  test('is a link wherever it is written', () => {
    const { article, connections, sources, properties } = pageOf(sky, 'a');
    const links = [
      ...(article.leadHtml + article.bodyHtml).matchAll(/<a class="internal ambiguous" href="([^"]*)">([^<]*)<\/a>/g),
    ];
    expect(links.map(([, to, text]) => [to, text])).toEqual([
      [href, 'Mercury'],
      [href, 'it'],
      [href, 'that'],
      [href, 'Mercury'],
    ]);
    expect(article.leadHtml + article.bodyHtml).not.toContain('missing');
    expect(connections[0]?.items[0]?.targets).toEqual([{ kind: 'ambiguous', href, label: 'Mercury' }]);
    expect(sources.items[0]?.target).toEqual({ kind: 'ambiguous', href, label: 'Mercury' });
    expect(properties[0]?.value).toEqual({ kind: 'text', parts: [{ kind: 'ambiguous', href, label: 'quicksilver' }] });
  });

  test('is a link in markdown and for programs too', () => {
    const context = contextOf(sky);
    const article = context.wiki.byId.get('a' as ArticleId);
    if (!article) throw new Error('there is no a');
    expect(plainMarkdown(markdownTwin(context, article), sky['a.md'] ?? '')).toContain(
      `Of [Mercury](${href}), [it](${href}), [that](${href}).`,
    );
    const json = JSON.parse(articleJson(context, article, articlePage(context, article, context.bodyOf(article.id)))) as Record<
      string,
      unknown
    >;
    expect(json['connections']).toEqual([{ direction: 'outgoing', ambiguous: 'Mercury', url: href }]);
    expect(json['sources']).toEqual([{ ambiguous: 'Mercury', url: href }]);
  });

  test('counts for none of them, and is in no list, graph or search', () => {
    const context = contextOf(sky, 'url: https://sky.example');
    const { wiki } = context;
    expect([wiki.graph.links, wiki.graph.wanted, [...wiki.graph.backlinks]]).toEqual([[], [], []]);
    const others = [...sitePages(context, context, undefined)].filter(({ page }) => page.kind !== 'disambiguation');
    for (const each of [
      ...others.map(({ page }) => JSON.stringify(page)),
      graphJson(context),
      ...namesFiles(context).map(({ render }) => render()),
    ])
      expect(each).not.toContain('disambiguation/');
  });

  test('has one page for all its spellings, headed as the articles are', () => {
    const files = {
      'x/a/Red planet.md': 'T',
      'y/b/red-planet.md': '---\ntitle: Red planet\n---\n',
      'a.md': '[[RED PLANET]] [[red_planet]] [[Red Planet.md]]',
    };
    expect(disambiguationPages(contextOf(files)).map(({ href: to, page }) => [to, page.heading])).toEqual([
      ['/disambiguation/red-planet/', 'Red planet'],
    ]);
  });

  test('has a page that no other name has', () => {
    const names = ['C', 'C++', 'C#', '!', 'Ω', 'Dr. No', 'Dr No', `${'long '.repeat(30)}a`, `${'long '.repeat(30)}b`];
    const files = Object.fromEntries(
      names.flatMap((name) => [
        [`x/a/${name}.md`, 'T'],
        [`y/b/${name}.md`, 'T'],
      ]),
    );
    const pages = disambiguationPages(contextOf({ ...files, 'a.md': names.map((name) => `[[${name}]]`).join(' ') }));
    expect(pages.map(({ page }) => page.heading).sort()).toEqual([...names].sort());
    expect(new Set(pages.map((page) => page.href)).size).toBe(names.length);
    for (const page of pages) expect(page.href.length).toBeLessThan(120);
  });

  test('of a path too, whose parts are folders of the address', () => {
    const files = { 'x/in/Io.md': 'T', 'y/in/Io.md': 'T', 'a.md': '[[in/Io]]' };
    expect(disambiguationPages(contextOf(files)).map(({ href: to, page }) => [to, page.heading])).toEqual([
      ['/disambiguation/in/io/', 'in/Io'],
    ]);
  });

  test('takes no address that an article has', () => {
    const files = {
      ...sky,
      'disambiguation/Mercury.md': '---\ntitle: On names\n---\n',
      'x/Mercury.md': 'T',
      'y/Mercury.md': 'T',
    };
    const named = {
      ...files,
      'disambiguation/Mercury.md': '---\ntitle: On names\n---\n',
      'z/a.md': '[[Planet]]',
      'x/1.md': '---\naliases: [Planet]\n---\n',
      'y/1.md': '---\naliases: [Planet]\n---\n',
      'disambiguation/planet.md': '---\ntitle: Other\n---\n',
    };
    expect(disambiguationPages(contextOf(named)).map((page) => page.href)).not.toContain('/disambiguation/planet/');
  });

  test('never reveals a private article', () => {
    const files = { ...sky, 'other/of/Mercury.md': '---\ndraft: true\nsummary: Quibblefax.\n---\n' };
    const context = contextOf(files);
    expect(disambiguationPages(context)[0]?.page.meanings).toHaveLength(2);
    expect(JSON.stringify(disambiguationPages(context))).not.toMatch(/quibblefax|other/i);
    // Of two, one of which is private, the other one is meant.
    const { 'planets/in/Mercury.md': _, ...rest }: Files = files;
    expect(bodyOf('[[Mercury]]', rest)).toContain('href="/myths/of/mercury/"');
  });

  test('of files only has no page: files that only such a link reaches are not published', () => {
    const html = bodyOf('![[map.png]] [[map.png|the map]]', { 'x/a/map.png': 'x', 'y/b/map.png': 'x' });
    expect(html).not.toContain('disambiguation');
    expect(html).toContain('title="Several files have this name."');
  });

  test('of which only one has a page leads there', () => {
    const files = { 'raw/Mercury.md': 'T', 'b/Mercury.md': 'T', 'a.md': '[[Mercury]]' };
    expect(targetsOf(wikiOf(files), 'a')).toEqual(['(ambiguous)']);
    expect(bodyOf('[[Mercury]]', files)).toContain('<a class="internal ambiguous" href="/b/mercury/">Mercury</a>');
    expect(disambiguationPages(contextOf(files))).toEqual([]);
  });
});
