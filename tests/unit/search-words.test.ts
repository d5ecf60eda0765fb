import { expect, test } from 'vitest';
import type { FilterValues } from '../../src/theme/browser/pagefind.ts';
import { placesOf } from '../../src/theme/browser/search/find-words.ts';
import { isOfType, narrow } from '../../src/theme/browser/search/narrow.ts';
import { parseQuery } from '../../src/theme/browser/search/query.ts';

test.each([
  ['Tidal locking and unlocking', ['lock'], ['lock']],
  ['Größe, Grösse', ['grosse'], ['Größe', 'Grösse']],
  ['Straßen', ['strass'], ['Straßen']],
  ['Na Ærøskøbing', ['aeros'], ['Ærøskøbing']],
  ['Café and cafés', ['cafe'], ['Café', 'café']],
  ['太陽系の惑星と惑星', ['惑星'], ['惑星']],
  ['İstanbul', ['istan'], ['İstan']],
  ['nothing here', ['mars'], []],
])('in %j the words %j stand as %j', (text, wanted, expected) => {
  expect(placesOf(text, wanted).map(({ from, to }) => text.slice(from, to))).toEqual(expected);
});

const values = async (name: string): Promise<FilterValues> => {
  const written: readonly string[] = { type: ['Concept', 'Entity'], tag: ['sky', 'sky/planets'] }[name] ?? [];
  return new Map(written.map((value) => [value, { indexed: [value] }]));
};

test.each([
  ['mars', undefined],
  ['type:', undefined],
  ['type:concept', { all: [{ type: { any: ['Concept'] } }] }],
  ['type:con type:ent', { all: [{ type: { any: ['Concept', 'Entity'] } }] }],
  ['-type:entity tag:sky', { all: [{ none: [{ type: 'Entity' }] }, { tag: { any: ['sky'] } }] }],
  ['tag:sk', { all: [{ tag: { any: ['sky', 'sky/planets'] } }] }],
])('%j narrows to %j', async (text, expected) => {
  expect(await narrow(parseQuery(text), values)).toEqual({ filters: expected, unknown: [] });
});

test('an operator with a value that nothing has is named, unless it excludes', async () => {
  const { unknown } = await narrow(parseQuery('tag:xylophone -tag:drum status:x'), values);
  expect(unknown.map(({ text }) => text)).toEqual(['xylophone', 'x']);
});

test.each([
  ['mars', true],
  ['type:con', true],
  ['type:entity', false],
  ['type:entity type:concept', true],
  ['-type:concept', false],
])('a concept is of the types of %j: %j', (text, expected) => {
  expect(isOfType('Concept', parseQuery(text), ['Concept', 'Entity'])).toBe(expected);
});
