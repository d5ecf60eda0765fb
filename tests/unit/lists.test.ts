import { describe, expect, test } from 'vitest';
import { allPage, tagPages, tagsPage, typePages } from '../../src/render/pages/list-pages.ts';
import type { ListPage, TagEntry } from '../../src/render/payloads.ts';
import { contextOf, type Files, pageOf } from '../support/wiki.ts';

/** An article for each list of tags, named by its number. */
function tagged(...tags: string[]): Files {
  return Object.fromEntries(tags.map((each, index) => [`a${index}.md`, `---\ntags: [${each}]\n---\n`]));
}

function tagPageOf(files: Files, href: string): ListPage | undefined {
  return tagPages(contextOf(files)).find((each) => each.href === href)?.page;
}

function titlesOf(page: ListPage | undefined): string[] {
  return page?.groups.flatMap(({ rows }) => rows.map(({ card }) => card.title)) ?? [];
}

/** `sky 2 (planets 1, stars 1)` */
function outline(tags: readonly TagEntry[]): string {
  return tags
    .map(({ label, count, children }) => `${label} ${count}${children.length > 0 ? ` (${outline(children)})` : ''}`)
    .join(', ');
}

function treeOf(files: Files): string {
  return outline(tagsPage(contextOf(files)).groups.flatMap(({ tags }) => tags));
}

describe('a nested tag', () => {
  const sky = tagged('sky/planets', 'Sky', 'sky/planets/red, sky/stars', 'sea');

  test('is under the tags above it, each with the articles of all below, once', () => {
    expect(treeOf(sky)).toBe('sea 1, sky 3 (planets 2 (red 1), stars 1)');
    expect(titlesOf(tagPageOf(sky, '/tags/sky/'))).toEqual(['a0', 'a1', 'a2']);
    expect(titlesOf(tagPageOf(sky, '/tags/sky/planets/'))).toEqual(['a0', 'a2']);
  });

  test('has a page that leads up and down', () => {
    const page = tagPageOf(sky, '/tags/sky/planets/');
    expect(page?.heading).toBe('#sky/planets');
    expect(page?.breadcrumbs).toEqual([
      { label: 'Tags', href: '/tags/' },
      { label: 'sky', href: '/tags/sky/' },
    ]);
    expect(page?.narrower).toEqual([{ label: 'red', href: '/tags/sky/planets/red/', count: 1, children: [] }]);
  });

  test('gives the tags above it a page, though no article has them', () => {
    const files = tagged('rock/jazz/cool');
    expect(tagPages(contextOf(files)).map(({ href, page }) => [href, page.count])).toEqual([
      ['/tags/rock/', 1],
      ['/tags/rock/jazz/', 1],
      ['/tags/rock/jazz/cool/', 1],
    ]);
  });

  test.each([
    ['/sky//planets/', 'sky 1 (planets 1)'],
    [' sky / planets ', 'sky 1 (planets 1)'],
    ['/', ''],
    [' // ', ''],
  ])('%j is read as %j', (tag, tree) => {
    expect(treeOf(tagged(`"${tag}"`))).toBe(tree);
  });

  test('has a maximum depth: the rest stays together, and every address can be a file', () => {
    const deep = Array.from({ length: 400 }, (_, index) => `n${index}`).join('/');
    const hrefs = tagPages(contextOf(tagged(deep, '😀é'.repeat(300)))).map(({ href }) => decodeURIComponent(href));
    expect(Math.max(...hrefs.map((href) => new TextEncoder().encode(href).length))).toBeLessThan(3000);
    for (const segment of hrefs.flatMap((href) => href.split('/')))
      expect(new TextEncoder().encode(segment).length).toBeLessThan(240);
  });
});

describe('spellings of a tag', () => {
  test('that differ in case are one tag, shown as most often written', () => {
    expect(treeOf(tagged('ai', 'AI', 'AI', 'Ai/Agents', 'ai/agents, AI'))).toBe('AI 5 (Agents 2)');
  });

  test('that are composed differently are one tag', () => {
    expect(treeOf(tagged('"Größe"', `"${'größe'.normalize('NFD')}"`))).toBe('Größe 2');
  });

  test('on an article are one link each, to the page of the tag', () => {
    const { tags } = pageOf({ 'a.md': '---\ntags: [ai, AI, " / "]\n---\n', 'b.md': '---\ntags: [AI]\n---\n' }, 'a').article;
    expect(tags).toEqual([{ label: 'AI', href: '/tags/ai/' }]);
  });
});

describe('no two tags share a page', () => {
  test.each([
    [
      ['C', 'C++', 'C#'],
      ['/tags/c/', '/tags/c-2/', '/tags/c-tv1nh7lc/'],
    ],
    [
      ['machine learning', 'machine-learning'],
      ['/tags/machine-learning-2/', '/tags/machine-learning/'],
    ],
    [
      ['!', '?', '..'],
      ['/tags/u0021/', '/tags/u002e-u002e/', '/tags/u003f/'],
    ],
    [
      ['c', 'c+', 'c-2'],
      ['/tags/c/', '/tags/c-2/', '/tags/c-ucsun6bf/'],
    ],
    [
      ['x/c', 'x/c+', 'y/c+'],
      ['/tags/x/', '/tags/x/c/', '/tags/x/c-2/', '/tags/y/', '/tags/y/c/'],
    ],
    [
      ['⚙️', '❤️', '⭐️', '⭐'],
      ['/tags/u2699-ufe0f/', '/tags/u2764-ufe0f/', '/tags/u2b50-ufe0f/', '/tags/u2b50/'],
    ],
    [
      ['aux', 'sea/con'],
      ['/tags/aux_/', '/tags/sea/', '/tags/sea/con_/'],
    ],
    [
      ['宇宙', 'ευρώπη'],
      ['/tags/ευρώπη/', '/tags/宇宙/'],
    ],
  ])('%j', (tags, hrefs) => {
    const pages = tagPages(contextOf(tagged(...tags.map((tag) => `"${tag}"`))));
    expect(pages.map(({ href }) => decodeURIComponent(href)).sort()).toEqual([...hrefs].sort());
  });

  test('and one that comes later moves no tag that it comes after', () => {
    const hrefsOf = (...tags: string[]): Map<string, string> => {
      const context = contextOf(tagged(...tags.map((tag) => `"${tag}"`)));
      return new Map([...context.tags.all].map(({ key }) => [key, decodeURIComponent(context.urls.tag(key))]));
    };
    const long = 'tides '.repeat(60);
    const before = hrefsOf('c', 'c#', 'c++', `${long}of the sea`);
    const after = hrefsOf('c', 'c#', 'c++', 'c~', 'c-', '⚙️', `${long}of the sea`, `${long}of the land`);
    expect(new Set(after.values()).size).toBe(after.size);
    expect([...before].map(([key]) => [key, after.get(key)])).toEqual([...before]);
  });

  test('and no two types', () => {
    const files = { 'a.md': '---\ntype: C\n---\n', 'b.md': '---\ntype: C++\n---\n', 'c.md': '---\ntype: "!"\n---\n' };
    const context = contextOf(files);
    expect(typePages(context).map(({ href, page }) => [href, titlesOf(page)])).toEqual([
      ['/types/c/', ['a']],
      ['/types/c-2/', ['b']],
      ['/types/u0021/', ['c']],
    ]);
    expect(pageOf(files, 'b').article.type.href).toBe('/types/c-2/');
  });
});

test('a wiki without tags has no page of tags and no link to one', () => {
  const context = contextOf({ 'a.md': '---\ntags: []\n---\n' });
  expect([tagPages(context), context.site.tagsHref]).toEqual([[], undefined]);
  expect(contextOf(tagged('sky')).site.tagsHref).toBe('/tags/');
});

test('many tags are shown by letter, the most used first of all', () => {
  const many = Array.from({ length: 60 }, (_, index) => `${String.fromCharCode(97 + (index % 20))}${index}`);
  const page = tagsPage(contextOf(tagged(...many, 'b1, b1/x', 'B1')));
  expect(page.groups.map(({ label, tags }) => [label, tags.length]).slice(0, 2)).toEqual([
    ['A', 3],
    ['B', 3],
  ]);
  expect(page.mostUsed[0]).toEqual({ label: 'b1', href: '/tags/b1/', count: 3 });
  expect(page.intro).toBe('61 tags.');
});

test('a page of a type shows its description from sourcebook.yaml', () => {
  const files = { 'a.md': '---\ntype: moon\n---\n', 'b.md': '---\ntype: star\n---\n' };
  const pages = typePages(contextOf(files, 'types:\n  moon: { plural: Moons, description: "What goes round a planet." }\n'));
  expect(pages.map(({ page }) => [page.heading, page.about, page.head.description])).toEqual([
    ['Moons', 'What goes round a planet.', 'What goes round a planet.'],
    ['Star', '', '1 article of the type Star.'],
  ]);
});

describe('a list can be narrowed', () => {
  const moons = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `m${index}.md`,
      `---\ntitle: Moon ${index}\ntype: ${index < 3 ? 'rock' : 'ice'}\ntags: [all, ${index < 4 ? 'Near/inner' : 'far'}, own${index}]\n---\n`,
    ]),
  );

  test('to types and to tags that distinguish its articles, including those above a tag', () => {
    const { filter, groups } = allPage(contextOf(moons));
    expect(filter?.types.map(({ type, count }) => [type.key, count])).toEqual([
      ['ice', 9],
      ['rock', 3],
    ]);
    expect(filter?.tags).toEqual([
      { key: 'far', label: 'far', count: 8 },
      { key: 'near', label: 'Near', count: 4 },
      { key: 'near/inner', label: 'Near/inner', count: 4 },
    ]);
    expect(groups[0]?.rows.slice(3, 5).map(({ card, tags }) => [card.title, tags])).toEqual([
      ['Moon 3', [1, 2]],
      ['Moon 4', [0]],
    ]);
  });

  test('unless it is short', () => {
    expect(tagPageOf(moons, '/tags/near/')?.filter).toBeUndefined();
    expect(tagPageOf(moons, '/tags/all/')?.filter).toBeDefined();
  });

  test('to types only if there are several', () => {
    expect(
      typePages(contextOf(Object.fromEntries(Object.keys(moons).map((path) => [path, ''])))).map(({ page }) => page.filter),
    ).toEqual([{ types: [], tags: [] }]);
  });
});
