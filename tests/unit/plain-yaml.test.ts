import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNode, parseDocument } from 'yaml';
import { readPlainYaml } from '../../src/wiki/parse/frontmatter/plain-yaml.ts';

/** What the parser for all of YAML reads, with the place of each key's value and of each item. */
function reference(source: string): { data: unknown; places: Record<string, unknown> } {
  const document = parseDocument(source, { schema: 'core' });
  expect(document.errors).toEqual([]);
  const data = (document.toJS() ?? {}) as Record<string, unknown>;
  const place = (path: readonly PropertyKey[]): unknown => {
    const node: unknown = document.getIn(path, true);
    return isNode(node) && node.range ? { start: node.range[0], end: node.range[1] } : undefined;
  };
  const places = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      { value: place([key]), items: Array.isArray(value) ? value.map((_, index) => place([key, index])) : [] },
    ]),
  );
  return { data, places };
}

/** Ends of block lists differ by white space, which no finding shows. */
function comparable(places: Iterable<readonly [string, unknown]>, source: string): unknown {
  return [...places].map(([key, place]) => {
    const { value, items } = place as { value: { start: number; end: number }; items: unknown[] };
    return [key, source.slice(value.start, value.end).trimEnd(), value.start, items];
  });
}

const same = (source: string): void => {
  const read = readPlainYaml(source);
  if (!read) return;
  const { data, places } = reference(source);
  expect(read.data).toEqual(data);
  expect(comparable(read.places, source)).toEqual(comparable(Object.entries(places), source));
};

describe('plain frontmatter is read as the parser reads it', () => {
  test.each([
    'title: Mars',
    'title: "Mars: the red planet"\ntype: entity\n',
    'title: \'The red planet\'   \n\ntags: [red, cold, "far away", 4]\n',
    'tags:\n  - red\n  - "cold"\nupdated: 2026-05-22\nmass: 642\ndraft: false',
    'tags:\n- red\n- cold\ntitle: Die Größe\n',
    'related: ["[[Venus]]", \'[[Earth|the Earth]]\']\nempty: []\n',
    'path: raw/a b, (c) [d].pdf\n',
  ])('%j', (source) => {
    expect(readPlainYaml(source)).toBeDefined();
    same(source);
  });

  test.each([
    ['a comment', 'title: Mars # red'],
    ['a colon', 'title: Mars: red'],
    ['a nested map', 'generated:\n  by: ada'],
    ['a map in a list', 'sources:\n  - id: x'],
    ['a continued text', 'title: Mars\n  and Ares'],
    ['an escape', 'title: "a\\nb"'],
    ['a fraction', 'mass: 0.107'],
    ['a leading zero', 'code: 007'],
    ['null', 'title: null\n'],
    ['nothing', 'title:\ntype: entity'],
    ['a key twice', 'a: x\na: y'],
    ['an item without a key', '- a'],
    ['lists of different depth', 'a:\n  - b\n - c'],
    ['a block text', 'a: |\n  b'],
    ['a wikilink without quotes', 'a: [[b]]'],
    ['an alias', 'a: *b'],
  ])('and left to it: %s', (_, source) => {
    expect(readPlainYaml(source)).toBeUndefined();
  });
});

test('on random blocks it reads the same, or reports that it cannot', () => {
  const scalar = fc.oneof(
    fc.constantFrom(
      'Mars',
      'true',
      'False',
      'null',
      'Null',
      'yes',
      '~',
      '12',
      '007',
      '1e3',
      '-4',
      '2026-05-22',
      '2026-05-22T10:00:00Z',
      '"a b"',
      "'c'",
      '"x',
      'a: b',
      'a:b',
      'http://x.y',
      'a #b',
      'a#b',
      '[a, b]',
      '[a,, b]',
      '[a, [b]]',
      '[]',
      '[ ]',
      '[a',
      '{a: b}',
      '"[[A]]"',
      '[[A]]',
      '- a',
      '-a',
      '日本',
      'ä, ö',
      '.5',
      '*x',
      '&x y',
      '!t',
      '? a',
      '|',
      '>',
      '%',
      '@a',
      '`',
      '',
      ' ',
      'a  ',
      '- - a',
      'Infinity',
      '.inf',
      '0x1F',
      '0o7',
      'on',
    ),
    fc.string({ maxLength: 6 }),
  );
  const key = fc.constantFrom('title', 'tags', 'a-b', 'x_1', 'Größe', '"q"', 'a b', '-', '__proto__');
  const line = fc.oneof(
    fc.tuple(key, scalar).map(([name, value]) => `${name}: ${value}`),
    key.map((name) => `${name}:`),
    fc.tuple(fc.constantFrom('', ' ', '  ', '   '), scalar).map(([indent, value]) => `${indent}- ${value}`),
    fc.constantFrom('', ' ', '# c', '  x', '---', '...'),
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
      const source = lines.join('\n');
      if (readPlainYaml(source)) read++;
      same(source);
    }),
    { numRuns: 10_000, seed: 20_261_124 },
  );
  expect(read).toBeGreaterThan(500);
});
