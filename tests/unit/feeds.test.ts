import { expect, test } from 'vitest';
import type { RenderContext } from '../../src/render/context.ts';
import { feedsOf } from '../../src/render/files/feeds.ts';
import { sitemapFiles } from '../../src/render/files/sitemap.ts';
import { typePages } from '../../src/render/pages/list-pages.ts';
import { contextOf, type Files } from '../support/wiki.ts';

const config = 'title: "Stars & Co"\nurl: https://wiki.example\n';
const dated = (title: string, day: string, more = ''): string => `---\ntitle: "${title}"\nupdated: ${day}\n${more}---\n`;

const context = (files: Files, more = ''): RenderContext => contextOf(files, config + more);

function feedOf(files: Files, href: string, more = ''): string | undefined {
  return feedsOf(context(files, more))
    .find((feed) => feed.href === href)
    ?.render();
}

const textsOf = (xml: string | undefined, name: string): string[] =>
  [...(xml ?? '').matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);

test('a feed lists the articles changed last, and is dated by the newest of them', () => {
  const files = {
    'concepts/orbit.md': dated('Orbits <1>', '2026-03-01', 'created: 2026-01-01\nsummary: "A & B"\n'),
    'entities/mars.md': dated('Mars', '2026-05-02T10:00:00Z'),
    'entities/undated.md': '---\ntitle: Undated\n---\n',
    'entities/secret.md': dated('Zarquon', '2026-05-30', 'draft: true\n'),
  };
  const feed = feedOf(files, '/feed.xml');
  expect(textsOf(feed, 'title')).toEqual(['Stars &amp; Co', 'Mars', 'Orbits &lt;1&gt;']);
  expect(textsOf(feed, 'updated')).toEqual(['2026-05-02T10:00:00Z', '2026-05-02T10:00:00Z', '2026-03-01T00:00:00Z']);
  expect(textsOf(feed, 'id')).toEqual([
    'https://wiki.example/feed.xml',
    'https://wiki.example/entities/mars/',
    'https://wiki.example/concepts/orbit/',
  ]);
  expect(textsOf(feed, 'published')).toEqual(['2026-01-01T00:00:00Z']);
  expect(textsOf(feed, 'summary')).toEqual(['A &amp; B']);
  expect(feed).toContain('<category term="concept" label="Concept"/>');
  const ofConcepts = feedOf(files, '/types/concept/feed.xml');
  expect(textsOf(ofConcepts, 'title')).toEqual(['Concepts · Stars &amp; Co', 'Orbits &lt;1&gt;']);
  const [page] = typePages(context(files));
  expect([page?.page.site.feedHref, page?.page.head.feed?.href]).toEqual(['/feed.xml', '/types/concept/feed.xml']);
});

test('a feed has fifty entries at most, and no character that XML has not', () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`m${n}.md`, dated(`Moon\\u0007 ${n}`, '2026-01-01')]));
  const titles = textsOf(feedOf(many, '/feed.xml'), 'title').slice(1);
  expect([titles.length, titles[0]]).toEqual([50, 'Moon 0']);
});

test('there are no feeds without a site URL, nor if they are turned off', () => {
  const files = { 'a.md': dated('A', '2026-01-01') };
  expect(feedsOf(contextOf(files))).toEqual([]);
  expect(feedsOf(context(files, 'features: { feeds: false }\n'))).toEqual([]);
  expect(contextOf(files).site.feedHref).toBeUndefined();
});

test('a sitemap gives the dates of changes; above 50,000 pages there are several, listed in the index', () => {
  const wiki = context({ 'größe.md': dated('Größe', '2026-01-01') });
  const [first, index, robots] = sitemapFiles(wiki, ['/tags/', '/gr%C3%B6%C3%9Fe/']);
  expect(first?.text).toContain('<url><loc>https://wiki.example/gr%C3%B6%C3%9Fe/</loc><lastmod>2026-01-01</lastmod></url>');
  expect(first?.text).toContain('<url><loc>https://wiki.example/tags/</loc></url>');
  expect(textsOf(index?.text, 'loc')).toEqual(['https://wiki.example/sitemap-0.xml']);
  expect(robots?.text).toContain('Sitemap: https://wiki.example/sitemap-index.xml');
  const many = sitemapFiles(
    wiki,
    Array.from({ length: 50_001 }, (_, n) => `/${n}/`),
  );
  expect(many.map(({ path, text }) => [path, text.split('<loc>').length - 1])).toEqual([
    ['sitemap-0.xml', 50_000],
    ['sitemap-1.xml', 1],
    ['sitemap-index.xml', 2],
    ['robots.txt', 0],
  ]);
  expect(sitemapFiles(contextOf({}), ['/'])).toEqual([]);
});
