/** Links in properties show their label and lead to the part they name, wherever the page and its files show them. */
import { describe, expect, test } from 'vitest';
import { articleJson } from '../../src/render/files/article-json.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { articlePage } from '../../src/render/pages/article-page.ts';
import type { PropertyValue, Target } from '../../src/render/payloads.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { contextOf, type Files, pageOf } from '../support/wiki.ts';

const moon: Files = { 'Moon.md': '---\ntitle: The Moon\n---\n\n## Seas\n\nDark.\n\n## Craters\n\nRound. ^rim\n' };

/** `text → href` of a link, as a reader sees it. */
const shown = (target: Target | string): string => {
  if (typeof target === 'string') return target;
  if (target.kind === 'article') return `${target.label ?? target.title} → ${target.href}`;
  return target.kind === 'missing' ? `(${target.name})` : `${target.label} → ${target.href}`;
};

const flat = (value: PropertyValue): string[] => {
  if (value.kind === 'text') return value.parts.map(shown);
  if (value.kind === 'list') return value.items.flatMap(flat);
  if (value.kind === 'map') return value.entries.flatMap((entry) => flat(entry.value));
  return value.kind === 'table' ? value.rows.flat().flatMap((cell) => (cell ? flat(cell) : [])) : [];
};

const forms: [link: string, shown: string][] = [
  ['[[Moon]]', 'The Moon → /moon/'],
  ['[[Moon|it]]', 'it → /moon/'],
  ['[[Moon#Seas]]', 'The Moon#Seas → /moon/#seas'],
  ['[[Moon#Seas|its seas]]', 'its seas → /moon/#seas'],
  ['[[Moon#^rim]]', 'The Moon → /moon/#%5Erim'],
  ['[[Moon#^rim|rim]]', 'rim → /moon/#%5Erim'],
  ['[its seas](Moon.md#seas)', 'its seas → /moon/#seas'],
  ['[[#Own part]]', 'Own part → /a/#own-part'],
  ['[[Vulcan|the lost one]]', '(the lost one)'],
];

const page = (yaml: string, body = ''): ReturnType<typeof pageOf> =>
  pageOf({ ...moon, 'a.md': `---\n${yaml}\n---\n\nText.\n\n## Own part\n\nMore.\n${body}` }, 'a');

describe.each(forms)('%s', (link, expected) => {
  const quoted = JSON.stringify(link);

  test.each([`up: ${quoted}`, `up: [${quoted}]`, `up: { left: { right: ${quoted} } }`, `up: [{ x: ${quoted} }]`])(
    'in %s',
    (yaml) => {
      expect(page(yaml).properties.flatMap(({ value }) => flat(value))).toEqual([expected]);
    },
  );

  test.each([
    `related: ${quoted}`,
    `related: [${quoted}]`,
    `connections: [{ part of: ${quoted} }]`,
    `connections: [{ relation: part of, to: ${quoted} }]`,
    `part of: ${quoted}`,
  ])('in %s', (yaml) => {
    // Of its own part an article says nothing to itself.
    if (link.startsWith('[[#')) return;
    const targets = page(yaml).connections.flatMap(({ items }) => items.flatMap((item) => item.targets));
    expect(targets.map(shown)).toEqual([expected]);
  });

  test('in a section of connections', () => {
    if (link.startsWith('[[#')) return;
    const { connections } = page('title: A', `\n## Connections\n\n- Part of: ${link}\n`);
    expect(connections.flatMap(({ items }) => items.flatMap((item) => item.targets)).map(shown)).toEqual([expected]);
  });
});

test('an address that is written as a markdown link is a link by its words', () => {
  const [property, unsafe] = page('home: "[the site](https://moon.example)"\nbad: "[x](javascript:alert)"').properties;
  expect([property && flat(property.value), unsafe && flat(unsafe.value)]).toEqual([
    ['the site → https://moon.example'],
    ['[x](javascript:alert)'],
  ]);
});

test('a link within the text of a property keeps its label and its part', () => {
  const [property] = page('up: "see [[Moon#Seas|its seas]] and [[Moon]]."').properties;
  expect(property && flat(property.value)).toEqual(['see ', 'its seas → /moon/#seas', ' and ', 'The Moon → /moon/', '.']);
});

test('a connection leads to every part that is named, each once, by the words that say most', () => {
  const { connections } = page(
    'related: ["[[Moon]]", "[[Moon#Seas]]", "[[Moon#Seas|its seas]]", "[[Moon]]", "[[Moon|the other moon]]"]',
  );
  expect(connections.flatMap(({ items }) => items.flatMap((item) => item.targets)).map(shown)).toEqual([
    'the other moon → /moon/',
    'its seas → /moon/#seas',
  ]);
});

test('the other side of a connection names its article by the title', () => {
  const files = { ...moon, 'a.md': '---\nconnections: [{ part of: "[[Moon#Seas|its seas]]" }]\n---\n\nText.\n' };
  const targets = pageOf(files, 'moon').connections.flatMap(({ items }) => items.flatMap((item) => item.targets));
  expect(targets.map(shown)).toEqual(['a → /a/']);
});

test('a connection that both articles state shows the words of the current one', () => {
  const files = {
    'Moon.md': '---\nconnections: [{ has part: "[[a]]" }]\n---\n\n## Seas\n',
    'a.md': '---\nconnections: [{ part of: "[[Moon#Seas|its seas]]" }]\n---\n\nText.\n',
  };
  const of = (id: string): string[] =>
    pageOf(files, id)
      .connections.flatMap(({ items }) => items.flatMap((item) => item.targets))
      .map(shown);
  expect([of('a'), of('moon')]).toEqual([['its seas → /moon/#seas'], ['a → /a/']]);
});

describe('a source', () => {
  test.each<[sources: string, target: string, text: string]>([
    ['"[[Moon#Seas]]"', 'The Moon#Seas → /moon/#seas', ''],
    ['"[[Moon#Seas|chapter 1]]"', 'The Moon → /moon/#seas', 'chapter 1'],
    ['{ resource: "Moon.md#seas", title: Chapter 1 }', 'The Moon → /moon/#seas', 'Chapter 1'],
    ['"[[Moon]]"', 'The Moon → /moon/', ''],
  ])('%s', (sources, target, text) => {
    const [item] = page(`sources: [${sources}]`).sources.items;
    expect([item?.target && shown(item.target), item?.text]).toEqual([target, text]);
  });

  test('that is named for several parts leads to the article', () => {
    const { items } = page('sources: ["[[Moon#Seas]]", "[[Moon#Craters]]"]').sources;
    expect(items.map((item) => item.target && shown(item.target))).toEqual(['The Moon → /moon/']);
  });
});

test('JSON and markdown give label and part', () => {
  const files = {
    ...moon,
    'a.md': '---\nrelated: ["[[Moon#Seas|its seas]]"]\nsources: ["[[Moon#Craters]]"]\nup: "[[Moon#Seas|up]]"\n---\n\nText.\n',
  };
  const context = contextOf(files);
  const article = context.wiki.byId.get('a' as ArticleId);
  if (!article) throw new Error('there is no a');
  const json = JSON.parse(articleJson(context, article, articlePage(context, article, context.bodyOf(article.id)))) as Record<
    string,
    unknown
  >;
  expect(json['connections']).toEqual([
    { direction: 'outgoing', article: 'moon', url: '/moon/#seas', title: 'The Moon', text: 'its seas' },
  ]);
  expect(json['sources']).toEqual([{ article: 'moon', url: '/moon/#craters', title: 'The Moon' }]);
  expect(json['properties']).toEqual({ up: '[[Moon#Seas|up]]' });
  const markdown = plainMarkdown(markdownTwin(context, article), files['a.md']);
  expect(markdown).toContain('connections:\n  - to:\n      - "[its seas](/moon/#seas)"\n');
  expect(markdown).toContain('resource: /moon/#craters');
  expect(markdown).toContain('up: "[[Moon#Seas|up]]"');
});
