import { expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import { homePage } from '../../src/render/pages/site-pages.ts';
import type { HomePage } from '../../src/render/payloads.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { contextOf, type Files, fileOf, pageOf } from '../support/wiki.ts';

function homeOf(files: Files, config = ''): HomePage {
  const context = contextOf(files, config);
  const article = context.wiki.byId.get('' as ArticleId);
  const body = article && renderBody(parseArticle(fileOf('index.md', files['index.md'] ?? '')).tree);
  return homePage(context, article && body && { article, body });
}

const moons = (count: number): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`moon-${n}.md`, `---\ntitle: Moon ${n}\n---\n`]));

test('the text of a root index.md is the entrance, its first paragraph the introduction', () => {
  const home = homeOf({ 'index.md': 'All about moons.\n\n## A way in\n\nBegin with [[Moon 1]].\n', ...moons(2) });
  expect(home.introHtml).toBe('<p>All about moons.</p>');
  expect(home.bodyHtml).toContain('<a class="internal" href="/moon-1/"');
  expect(home.catalogue).toBeUndefined();
});

test('a root index.md that lists the wiki has a page of its own, and links to its places go there', () => {
  const list = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, n) => `- [[Moon ${from + n}]]\n`).join('');
  const files = {
    ...moons(120),
    'index.md': `# Index\n\nEvery moon.\n\n## Inner\n\n${list(0, 40)}\n## Empty\n\n## Outer\n\n${list(40, 120)}`,
    'guide.md': 'See [[index#Outer]] and [[index]].\n',
  };
  const home = homeOf(files);
  expect([home.introHtml, home.bodyHtml]).toEqual(['<p>Every moon.</p>', '']);
  expect(home.catalogue).toEqual({
    href: '/index/',
    sections: [
      { label: 'Inner', href: '/index/#inner', count: 40 },
      { label: 'Outer', href: '/index/#outer', count: 80 },
    ],
  });
  const hrefs = [...pageOf(files, 'guide').article.leadHtml.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  expect(hrefs).toEqual(['/index/#outer', '/']);
});

test('topics are the tags that several articles share, the most used first', () => {
  const tagged = (tags: string): string => `---\ntags: [${tags}]\n---\n`;
  const home = homeOf({ 'a.md': tagged('sky/planets, rare'), 'b.md': tagged('sky, sea'), 'c.md': tagged('sky, sea') });
  expect(home.topics).toEqual([
    { title: 'sky', href: '/tags/sky/', count: 3 },
    { title: 'sea', href: '/tags/sea/', count: 2 },
  ]);
});

test('the parts that all pages share stay the same when an article of an existing type is added', () => {
  const files = { 'concepts/a.md': '', 'entities/b.md': '' };
  expect(contextOf({ ...files, 'concepts/c.md': '' }).site).toEqual(contextOf(files).site);
});
