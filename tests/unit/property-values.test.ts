/** Values that authors and other tools write where one text is expected, and properties as a reader sees them. */
import { describe, expect, test } from 'vitest';
import type { ParsedArticle } from '../../src/wiki/model.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { documentOf, type Files, fileOf, pageOf, wikiOf } from '../support/wiki.ts';

const parse = (yaml: string): ParsedArticle =>
  parseArticle(fileOf('a.md', `---\n${yaml}\n---\nText.\n`), { wanted: 'facts' }).article;
const found = ({ diagnostics }: ParsedArticle): string[] =>
  diagnostics.map(({ severity, code, line }) => `${line} ${severity} ${code}`);

test.each<[yaml: string, key: keyof ParsedArticle['properties'], value: unknown]>([
  ['title: [Mars]', 'title', 'Mars'],
  ['title: [Mars, Ares]', 'title', 'Mars, Ares'],
  ['title: "[[Mars]]"', 'title', 'Mars'],
  ['title: [[Mars]]', 'title', 'Mars'],
  ['title: 2026', 'title', '2026'],
  ['description: [Red., Cold.]', 'summary', 'Red. Cold.'],
  ['summary: "Beside [[planets/Venus|Venus]], see [Earth](earth.md)."', 'summary', 'Beside Venus, see Earth.'],
  ['aliases: 5', 'aliases', ['5']],
  ['aliases: ["[[Ares]]", [Red, [Planet]], null, {}]', 'aliases', ['Ares', 'Red', 'Planet']],
  ['aliases: [{ name: Ares }, B]', 'aliases', ['Ares', 'B']],
  ['tags: 2026', 'tags', ['2026']],
  ['tags: ["[[sky]]", true, "#red"]', 'tags', ['sky', 'true', 'red']],
  ['tags: [{ name: Sky, slug: sky }, red]', 'tags', ['Sky', 'red']],
  ['image: { src: a.png, alt: A }', 'image', 'a.png'],
  ['image: [a.png, b.png]', 'image', 'a.png'],
  ['cover: { image: a.png, caption: A, relative: true }', 'image', 'a.png'],
  ['url: [https://a.example, https://b.example]', 'resource', 'https://a.example'],
  ['slug: 2026', 'permalink', '2026'],
  ['lang: [de, en]', 'lang', 'de'],
  ['confidence: ["[[high]]"]', 'confidence', 'high'],
  ['kind: { x: y }\ncategory: planet', 'type', 'planet'],
])('%s is read', (yaml, key, value) => {
  expect(parse(yaml).properties[key]).toEqual(value);
});

test.each([
  'image: { src: a.png, alt: A }',
  'image: [a.png, b.png]',
  'image: https://a.example/a.png',
  'cover: false',
  'url: [https://a.example, https://b.example]',
  'permalink: false',
  'type: [a, b]',
  'status: [a, b]',
  'tags: [{ name: Sky }, red]',
  'tags: { a: b }',
  'aliases: { a: b }',
  'kind: { x: y }',
  'lang: python',
  'verified: true',
  'author: { name: Ada, url: "https://ada.example" }',
])('%s is kept whole, and no error', (yaml) => {
  const article = parse(yaml);
  expect(Object.keys(article.properties.extra)).toEqual([yaml.split(':')[0]]);
  expect(found(article).filter((each) => !each.includes(' info '))).toEqual([]);
});

test.each([
  'title: [Mars]',
  'type: planet',
  'aliases: [[Ares]]',
  'tags: ["[[sky]]"]',
  'image: mars.png',
  'url: https://a.example',
  'type: ""',
])('%s is told by its property alone', (yaml) => {
  expect(parse(`x: 1\n${yaml}`).properties.extra).toMatchObject({ x: 1 });
  const value = Object.entries(parse(yaml).properties.extra)[0]?.[1];
  expect(value ?? '').toBe('');
});

test.each([
  ['title: { en: Mars }', '2 warning field-invalid'],
  ['summary: { en: Red }', '2 warning field-invalid'],
  ['publish: perhaps', '2 error field-invalid'],
  ['draft: [true]', '2 error field-invalid'],
])('%s: %s', (yaml, finding) => {
  expect(found(parse(yaml))).toEqual([finding]);
});

describe('an article without text', () => {
  const album = (yaml: string, others: Files = {}): ReturnType<typeof pageOf> =>
    pageOf({ 'a.md': `---\n${yaml}\n---\n`, ...others }, 'a');
  const values = (yaml: string, others: Files = {}): unknown[] =>
    album(yaml, others).properties.map(({ label, value }) => [label, value]);
  const text = (...parts: unknown[]): unknown => ({ kind: 'text', parts });

  test('shows its properties as its text', () => {
    expect(album('year: 1957').isPropertiesOnly).toBe(true);
    expect(pageOf({ 'a.md': '---\nyear: 1957\n---\n# Blue Train\n' }, 'a').isPropertiesOnly).toBe(true);
    expect(pageOf({ 'a.md': '---\nyear: 1957\n---\nText.\n' }, 'a').isPropertiesOnly).toBe(false);
  });

  test.each<[string, unknown]>([
    ['rating: 7', ['Rating', { kind: 'rating', text: '7' }]],
    ['my_rating: 4.5 / 5', ['My rating', { kind: 'rating', text: '4.5/5' }]],
    ['rating: ★★★', ['Rating', text('★★★')]],
    ['rating: good', ['Rating', text('good')]],
    ['last: 2023-09-12', ['Last', { kind: 'date', date: { iso: '2023-09-12', label: '12 September 2023' } }]],
    [
      'start: 2023-09-12T15:30',
      ['Start', { kind: 'date', date: { iso: '2023-09-12T15:30:00Z', label: '12 September 2023, 15:30' } }],
    ],
    [
      'start: 2023-09-12 15:30:00+02:00',
      ['Start', { kind: 'date', date: { iso: '2023-09-12T13:30:00Z', label: '12 September 2023, 15:30 +02:00' } }],
    ],
    ['last: 2023-13-12', ['Last', text('2023-13-12')]],
    ['year: 1957', ['Year', text('1957')]],
    ['isbn: 201483408', ['ISBN', text('201483408')]],
    [
      'site: "[Obsidian](https://obsidian.example)"',
      ['Site', text({ kind: 'external', href: 'https://obsidian.example', label: 'Obsidian' })],
    ],
    ['bad: "[x](javascript:alert)"', ['Bad', text('[x](javascript:alert)')]],
    ['"[[conferences]]": x', ['Conferences', text('x')]],
    ['"[[a/b|talks_held]]": x', ['Talks held', text('x')]],
  ])('%s', (yaml, expected) => {
    expect(values(yaml)).toEqual([expected]);
  });

  test('shows the pictures that it names', () => {
    const [entry] = album('cover: "[[art.png]]"', { 'art.png': 'x' }).properties;
    expect(entry?.value).toEqual({
      kind: 'picture',
      html: '<img src="/attachments/art.png" alt="art" loading="lazy" decoding="async">',
    });
    expect(values('cover: "see [[art.png]]"', { 'art.png': 'x' })).toMatchObject([['Cover', { kind: 'text' }]]);
    expect(wikiOf({ 'a.md': '---\ncover: "[[art.png]]"\n---\n', 'art.png': 'x' }).attachments).toEqual(new Set(['art.png']));
  });

  test('is found by its properties', () => {
    const yaml = 'artist: "[[Paul Chambers]]"\nlast: 2023-09-12\nrooms: [{ size: big }]\nmore: { deep: [one, two] }\nrating: 7';
    expect(documentOf({ 'a.md': `---\n${yaml}\n---\n` }, 'a').html).toContain(
      '<p>Artist: Paul Chambers</p><p>Last: 12 September 2023</p><p>Rooms: big</p><p>More: Deep: one, two</p><p>Rating: 7</p>',
    );
    expect(documentOf({ 'a.md': '---\nx: chambers\n---\nText.\n' }, 'a').html).not.toContain('chambers');
  });
});
