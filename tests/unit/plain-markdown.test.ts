import { expect, test } from 'vitest';
import { articleJson } from '../../src/render/files/article-json.ts';
import type { ArticlePage } from '../../src/render/payloads.ts';
import type { Article, ArticleId } from '../../src/wiki/model.ts';
import { contextOf, type Files, markdownOf, pageOf } from '../support/wiki.ts';

const planets = {
  'concepts/Orbit.md': '---\ntitle: Orbit [1]\n---\nA path.\n',
  'Mercury.md': '---\ntitle: Mercury\n---\nA planet.\n',
  'Hidden.md': '---\ntitle: Vulcanoid\ndraft: true\n---\n',
};

test('the markdown beside a page names sources and connections by their addresses', () => {
  const files = {
    ...planets,
    'a.md':
      '---\ntitle: A\nsources:\n  - "[[Orbit]]"\n  - { id: k, title: Harmonices, resource: "https://books.example/h", author: Kepler, date: 1619-01-01 }\n  - Marsden (1990)\n  - "[[Vulcan]]"\n  - "[[Vulcanoid]]"\nrelated: ["[[Mercury]]"]\nconnections:\n  - extends: ["[[Mercury]]", "[[Vulcanoid]]"]\n  - "[[Vulcanoid]]"\n---\n\nText.\n',
  };
  expect(markdownOf(files, 'a')).toBe(
    `---
title: A
type: article
summary: Text.
status: stable
sources:
  - title: Orbit [1]
    resource: /concepts/orbit/
  - id: k
    title: Harmonices
    resource: https://books.example/h
    author: Kepler
    date: 1619-01-01
  - title: Marsden (1990)
  - resource: "[[Vulcan]]"
connections:
  - relation: extends
    to:
      - "[Mercury](/mercury/)"
  - to:
      - "[Mercury](/mercury/)"
---

Text.
`,
  );
});

test.each([
  [
    'frontmatter',
    '---\nsources: ["[[Orbit]]", "[the paper](Mercury.md)", https://a.example/x, "Smith, A. (2020). Of [x]: y", Mercury, "[[No such]]", Mercury.md:12-20]\nconnections:\n  - augmented by: "[[Orbit]]"\n  - failure mode shown by: ["[[Mercury]]", "[[Nobody]]"]\nrelated: ["[[Orbit]]", "[[Nobody]]"]\n---\nText.\n',
  ],
  [
    'objects',
    '---\nsources:\n  - { id: s1, title: "On: orbits", resource: Mercury.md, author: "human:ada", date: 2026-05-01 }\n  - { id: s2, title: Lost, resource: lost.md, page: 7, note: "in part" }\n  - { title: "A [b] (c)" }\nconnections:\n  - { relation: extends, to: "[[Orbit]]", note: "as of 2020" }\n  - { to: "[[Mercury]]", note: near }\n---\nText.\n',
  ],
  [
    'sections',
    'Text.\n\n## Connections\n\n- Extends: [[Orbit]], [[Mercury]] (as of 2020)\n- [[Mercury]] — near\n- Wants: [[Nobody]]\n\n## Sources\n\n- [[Orbit]]\n- [the paper](https://a.example/x)\n- Smith (2020)\n',
  ],
  ['lines', '# A\n\n**Sources**: [[Orbit]], Mercury.md, https://a.example/x\n**Related**: [[Mercury]], [[Nobody]]\n\nText.\n'],
])('sources and connections of %s are read back as the same', (_, text) => {
  const files: Files = { ...planets, 'a.md': text };
  const ids = ['a', 'concepts/orbit', 'mercury'];
  const twins = Object.fromEntries(ids.map((id) => [`${id}.md`, markdownOf(files, id)]));
  const panels = (page: ArticlePage): unknown => [page.sources, page.connections];
  for (const id of ids) expect(panels(pageOf(twins, id))).toEqual(panels(pageOf(files, id)));
  // And again: nothing more is added.
  expect(markdownOf(twins, 'a').split('\n---\n')[0]).toBe(twins['a.md']?.split('\n---\n')[0]);
});

test('a definition is left out with what refers to it resolved, and kept with its address where nothing does', () => {
  const text = 'Lead [x][w] and [w], [far].\n\n[w]: [[Orbit]]\n[v]: Mercury.md\n[far]: https://a.example\n\nEnd.\n';
  const markdown = markdownOf({ ...planets, 'a.md': text }, 'a');
  expect(markdown).toContain('Lead [x](/concepts/orbit/) and [w](/concepts/orbit/), [far].');
  expect(markdown).toContain('[far]: https://a.example');
  expect(markdown).not.toMatch(/\[\[Orbit\]\]|Mercury\.md/);
  expect(markdownOf({ ...planets, 'a.md': 'Lead.\n\n[w]: [[Orbit]]\n' }, 'a')).toContain('/concepts/orbit/)');
});

test('a connection to a missing article keeps its part and its label', () => {
  const files = {
    'a.md':
      '---\nrelated: ["[[Missing#H|mlabel]]", "[[Other#^b]]", "[[Third|it]]", "[[Issue #43 gone#Cause|why]]", "[[Twice#A]]", "[[Mercury|which]]"]\n---\n',
    'x/Mercury.md': '',
    'y/Mercury.md': '',
  };
  const twin = markdownOf(files, 'a');
  for (const link of ['[[Missing#H|mlabel]]', '[[Other#^b]]', '[[Third|it]]', '[[Mercury|which]]']) expect(twin).toContain(link);
  expect(twin).toContain('[why](Issue%20%2343%20gone#Cause)');
  const context = contextOf(files);
  const article = context.wiki.byId.get('a' as ArticleId) as Article;
  const { connections } = JSON.parse(articleJson(context, article, pageOf(files, 'a'))) as { connections: object[] };
  expect(connections).toEqual([
    { direction: 'outgoing', missing: 'Missing', text: 'mlabel', anchor: 'H' },
    { direction: 'outgoing', missing: 'Other', anchor: '^b' },
    { direction: 'outgoing', missing: 'Third', text: 'it' },
    { direction: 'outgoing', missing: 'Issue #43 gone', text: 'why', anchor: 'Cause' },
    { direction: 'outgoing', missing: 'Twice', anchor: 'A' },
    { direction: 'outgoing', ambiguous: 'Mercury', url: expect.any(String), text: 'which' },
  ]);
});
