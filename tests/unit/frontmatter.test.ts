import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { ParsedArticle } from '../../src/wiki/model.ts';
import { readFrontmatterBlock } from '../../src/wiki/parse/frontmatter/frontmatter-block.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { parseDate } from '../../src/wiki/schema/dates.ts';
import { readFrontmatter } from '../../src/wiki/schema/frontmatter.ts';
import { bodyOf, fileOf, findingsOf, pageOf, targetsOf, wikiOf } from '../support/wiki.ts';

const parse = (text: string, path = 'notes/a.md'): ParsedArticle => parseArticle(fileOf(path, text)).article;
const front = (yaml: string): ParsedArticle => parse(`---\n${yaml}\n---\nText.\n`);
const found = (article: ParsedArticle): string[] =>
  article.diagnostics.map(({ code, line }) => `${line} ${code}`).filter((each) => !each.endsWith('frontmatter-missing'));

describe('broken frontmatter is repaired and reported at its line', () => {
  test.each<[string, string, (article: ParsedArticle) => unknown, unknown, string[]]>([
    [
      'a colon in a value',
      '---\ntitle: Mars: the red planet\n---\n',
      (a) => a.title,
      'Mars: the red planet',
      ['2 frontmatter-repaired'],
    ],
    [
      'a list that is never closed',
      '---\ntags: [red, cold\ntitle: Mars\n---\n',
      (a) => [a.properties.tags, a.title],
      [['red', 'cold'], 'Mars'],
      ['2 frontmatter-repaired'],
    ],
    [
      'items without a space',
      '---\ntags:\n  -red\n  -cold\n---\n',
      (a) => a.properties.tags,
      ['red', 'cold'],
      ['3 frontmatter-repaired', '4 frontmatter-repaired'],
    ],
    [
      'wikilinks without quotes',
      '---\nrelated: [[Venus]], [[Mars]]\n---\n',
      (a) => a.links.map(({ target }) => target),
      ['Venus', 'Mars'],
      ['2 frontmatter-repaired'],
    ],
    [
      'tabs',
      '---\nsources:\n\t- one\n\t- two\ntitle: Mars\n---\n',
      (a) => [a.sources.map(({ text }) => text), a.title],
      [['one', 'two'], 'Mars'],
      ['3 frontmatter-repaired', '4 frontmatter-repaired'],
    ],
    [
      'a quote within quotes',
      '---\ntitle: "The "red" planet"\ntype: entity\n---\n',
      (a) => [a.title, a.properties.type],
      ['The "red" planet', 'entity'],
      ['2 frontmatter-repaired'],
    ],
    ['a special character first', '---\ntitle: @mars\n---\n', (a) => a.title, '@mars', ['2 frontmatter-repaired']],
    [
      'a fence around the block',
      '```yaml\n---\ntitle: Mars\n---\n```\nText.\n',
      (a) => [a.title, a.summary],
      ['Mars', 'Text.'],
      ['1 frontmatter-repaired'],
    ],
    [
      'a second block',
      '---\ntitle: Mars\n---\n---\ntitle: Ares\ntype: entity\n---\nText.\n',
      (a) => [a.title, a.properties.type, a.summary],
      ['Mars', 'entity', 'Text.'],
      ['5 frontmatter-repaired'],
    ],
    [
      'text behind the closing line',
      '---\ntitle: Mars\n---Text.\n',
      (a) => [a.title, a.summary],
      ['Mars', 'Text.'],
      ['3 frontmatter-repaired'],
    ],
    [
      'a block that is never closed',
      '---\ntitle: Mars\n\n# Mars\n\nText.\n',
      (a) => [a.title, a.summary],
      ['Mars', 'Text.'],
      ['1 frontmatter-repaired'],
    ],
    ['a key given twice', '---\ntitle: Mars\ntitle: Ares\n---\n', (a) => a.title, 'Ares', ['3 frontmatter-repaired']],
  ])('%s', (_, text, read, expected, reported) => {
    const article = parse(text);
    expect(read(article)).toEqual(expected);
    expect(found(article)).toEqual(reported);
  });

  test('a line that cannot be read is left out, and the others are kept', () => {
    const article = front('title: Mars\n}}}} {{\ntype: entity');
    expect([article.title, article.properties.type]).toEqual(['Mars', 'entity']);
    expect(found(article)).toEqual(['3 frontmatter-invalid']);
  });

  test('frontmatter in JavaScript is not run', () => {
    const article = parse('---js\nglobalThis.wasRun = true;\n---\nText.\n');
    expect(globalThis).not.toHaveProperty('wasRun');
    expect(found(article)).toEqual(['1 frontmatter-invalid']);
    expect(article.summary).toBe('Text.');
  });

  test('the same broken block reads the same twice', () => {
    const text = '---\ntitle: Mars: red\n---\n';
    expect(parse(text)).toEqual(parse(text));
  });

  test('text between two rules is text', () => {
    const article = parse('---\nA motto.\n---\nText.\n');
    expect([article.headings.map(({ text }) => text), article.summary, found(article)]).toEqual([['A motto.'], 'Text.', []]);
  });
});

describe('valid frontmatter is read without findings', () => {
  test.each([
    'summary: |\n  one: two\n  draft: true\n\n  # no heading\n  ---\n  x\ntitle: Mars',
    'summary: >-\n  folded\n  text: more\ntitle: Mars',
    'summary: plain\n  that goes on\ntitle: Mars',
    'base: &b\n  x: 1\nother:\n  <<: *b\ntitle: Mars',
    '"title": Mars\n\'type\': x',
    'meta:\n  draft: true\n  private: yes\ntitle: Mars',
    'tags: [\n  a,\n  b\n]\ntitle: Mars',
    'title: Mars\n\n\ntype: x\n\n# a comment\n\ntags: [a]',
    'aliases:\ntags:\ntitle: Mars',
    'list:\n- a\n- b:\n    c: d\n- - e\n  - f\ntitle: Mars',
    '? title\n: Mars',
    'key with spaces: v\nkey.with.dots: w\n日本: x\ntitle: Mars',
    'publish: true\nvisibility: public\ndraft: false\nprivate: "no"\ntitle: Mars',
  ])('%j', (yaml) => {
    const article = front(yaml);
    expect([article.title, article.properties.isPrivate, found(article)]).toEqual(['Mars', false, []]);
    expect(readFrontmatterBlock(`---\n${yaml}\n---\nText.\n`).data).toEqual(
      parseYaml(yaml, { schema: 'core', merge: true, logLevel: 'silent' }),
    );
  });

  test.each([
    '---\n\nA page that opens with a rule.\n\n---\n\nMore.\n',
    'draft: true\n\nis prose',
    '```yaml\nkey: value\n```\n\nText.',
    '```yaml\ntags: [red]\ndraft: true\n```\n\nText.',
    '```yaml\ntitle: Mars\n```\n\nText.',
    '```yaml title="mars.yaml"\ntitle: Mars\ntags: [red]\ndraft: true\n```\n\nText.',
    '```yaml {2}\n---\ntitle: Mars\ndraft: true\n---\n```\n\nText.',
    '```yaml\napiVersion: v1\nkind: Pod\ntitle: Mars\ndraft: true\n```\n\nText.',
    '```yaml\n---\nkind: Pod\nmetadata:\n  name: mars\nlinks: [a]\n```\n\nText.',
    '```yaml\ntitle: Planet\ntype: object\nproperties:\n  mass: {}\n```\n\nText.',
    '**Note**: bold.\n\nText.',
    '---\n\n---\n\nText.',
    '---\nText of a page.\n',
    '---\nWarning: this page is old.\n\nText.\n',
    '---\n\n# Mars\n\nText.\n',
    '---\n- [[Mars]]: red\n\nText.\n',
  ])('a page without frontmatter: %j', (text) => {
    const article = parse(text);
    expect([article.properties.isPrivate, found(article), article.properties.extra]).toEqual([false, [], {}]);
  });
});

describe('an unreadable part does not affect the rest', () => {
  const read = ({
    title,
    properties: { type, tags, summary, aliases },
    isPrivate,
  }: ParsedArticle & { isPrivate?: boolean }): unknown =>
    [title, type, summary, tags, aliases].filter(
      (each) => each !== undefined && !(Array.isArray(each) && each.length === 0) && isPrivate !== true,
    );

  test.each<[string, string, unknown[]]>([
    ['a key without a space', 'title:Mars\ntype:entity', ['Mars', 'entity']],
    ['keys in bold', '**title**: Mars\ntype: entity', ['Mars', 'entity']],
    ['a full-width colon', 'title: Mars\ntype：entity', ['Mars', 'entity']],
    ['keys as a list', '- title: Mars\n- type: entity', ['Mars', 'entity']],
    ['keys indented too far', 'title: Mars\n  type: entity\n  tags: [red]\nsummary: S', ['Mars', 'entity', 'S', ['red']]],
    [
      'a text that goes on',
      'title: Mars\nsummary: The fourth planet of the\n  solar system: small.\ntype: entity',
      ['Mars', 'entity', 'The fourth planet of the solar system: small.'],
    ],
    ['a list that goes on and is never closed', 'tags: [red,\n  cold\ntitle: Mars', ['Mars', ['red', 'cold']]],
    ['a list with a quote too few', 'title: Mars\ntags: ["red", "cold', ['Mars', ['red', 'cold']]],
    ['an alias of nothing', 'title: **Mars**\ntype: entity', ['**Mars**', 'entity']],
    ['quotes within a text', 'title: "Mars" the planet\ntype: entity', ['"Mars" the planet', 'entity']],
    ['a quote that is never closed', 'title: "Mars\ntype: entity', ['Mars', 'entity']],
    ['a colon in an item', 'title: Mars\naliases:\n- Ares: the god\ntags: [a: b, c]', ['Mars', ['a: b', 'c'], ['Ares: the god']]],
    ['hashtags', 'title: Mars\ntags: #red #cold', ['Mars', ['red', 'cold']]],
    ['items below a text', 'title: Mars\nsummary: Key points:\n- cold\ntype: entity', ['Mars', 'entity', 'Key points:']],
  ])('%s', (_, yaml, values) => {
    const article = front(yaml);
    expect(read(article)).toEqual(values);
    expect(article.summary === 'Text.' || article.properties.summary !== undefined).toBe(true);
    expect(found(article).length).toBeGreaterThan(0);
  });

  test.each([
    ['a text', 'notes: |\n  tags:\n  -red\n  - #cold\n  ? ? ? what\n', { notes: 'tags:\n-red\n- #cold\n? ? ? what\n' }],
    ['a text in a list', 'notes:\n  - >-\n    - #cold\n    -red\n', { notes: ['- #cold -red'] }],
    ['a text of a key in a list', 'notes:\n  - text: |\n      -red\n    other: x\n', { notes: [{ text: '-red\n', other: 'x' }] }],
    ['a comment on an item', 'notes:\n  - #first\n    a: 1\n', { notes: [{ a: 1 }] }],
    ['a number below zero', 'offset:\n  -5\n', { offset: -5 }],
  ])('what is valid is left as it is: %s', (_, yaml, extra) => {
    const article = front(yaml);
    expect([article.properties.extra, found(article)]).toEqual([extra, []]);
  });

  test('of many faulty entries each is mended', () => {
    const article = front(
      `sources:\n${Array.from({ length: 60 }, (_, n) => `  - title: Part: ${n}\n    url: https://x.example/${n}`).join('\n')}`,
    );
    expect(article.sources.map(({ text }) => text)).toEqual(Array.from({ length: 60 }, (_, n) => `Part: ${n}`));
    expect(article.sources.map(({ url }) => url)).toEqual(Array.from({ length: 60 }, (_, n) => `https://x.example/${n}`));
  });

  test.each([
    ['a later thematic break', '---\ntitle: Mars\n\n# Mars\n\nText.\n\n---\n\nMore.\n', 'Text.'],
    ['prose and a later break', '---\ntitle: Mars\n\nText here: red\nand cold.\n\n---\n\nMore.\n', 'Text here: red and cold.'],
    ['the end of a document in YAML', '---\ntitle: Mars\n...\nText.\n\n---\n\nMore.\n', 'Text.'],
    ['a longer line', '---\ntitle: Mars\n-----\nText.\n', 'Text.'],
    ['an indented line', '---\ntitle: Mars\n  ---\nText.\n', 'Text.'],
  ])('frontmatter that is closed by %s ends where it ends', (_, text, summary) => {
    const article = parse(text);
    expect([article.title, article.summary]).toEqual(['Mars', summary]);
  });

  test('prose between two thematic breaks is prose, even with colons', () => {
    expect(parse('---\n\nSome text: with a colon\n\n---\nMore.\n').summary).toBe('Some text: with a colon');
  });
});

describe('an article is private if in doubt', () => {
  test.each([
    ['a value that nobody understands', '---\ndraft: maybe\n---\n'],
    ['a list', '---\nvisibility: [private]\n---\n'],
    ['curly quotes', '---\ndraft: “true”\n---\n'],
    ['more behind it', '---\nprivate: "true" until May\n---\n'],
    ['no space', '---\ntitle:x\ndraft:true\n---\n'],
    ['a line that was left out', '---\ntitle: x\n}}\n  private: yes\n{{{\n---\n'],
    ['the second of two blocks', '---\ndraft: false\n---\n---\ndraft: true\n---\n'],
    ['a fence with an odd key', '```yaml frontmatter\n---\ntitle: x\n🚀: y\ndraft: true\n---\n```\n'],
    ['a key of an odd kind behind a blank line', '---\ntitle: x\n\nprice (EUR): 5\ndraft: true\n---\nText.\n'],
    ['a key that is a number behind a comment', '---\ntitle: x\n# c\n2024: y\ndraft: true\n---\nText.\n'],
    ['a key that starts with dashes', '---\ntitle: x\n---x: y\ndraft: true\n---\nText.\n'],
    ['an explicit key', '---\ntitle: x\n\n? key\n: v\ndraft: true\n---\nText.\n'],
    ['an odd key and a line that is no YAML', '---\ntitle: x\n\nprice (EUR): 5\nsee: a: b\ndraft: true\n---\nText.\n'],
    ['a mapping in braces that is never closed', '---\n{title: Hush, draft: true\n---\nText.\n'],
    ['frontmatter that is never closed', '---\ntitle: x\ndraft: true\n\n# X\n\nText.\n\n---\n'],
    ['TOML', '+++\ndraft = true\n+++\n'],
    ['TOML between dashes', '---toml\ndraft = true\n---\n'],
    ['JSON', '{\n  "draft": true\n}\n'],
    ['a list of tags', '---\ntags:\n- a\n-draft: true\n---\n'],
    ['a second block in TOML', '---\ntitle: x\n---\n+++\nprivate = true\n+++\nText.\n'],
    ['JSON with text behind it', '{"private": true} text\n'],
  ])('%s', (_, text) => {
    const article = parse(text);
    expect(article.properties.isPrivate).toBe(true);
    if (readFrontmatter(readFrontmatterBlock(text).data).properties.isPrivate) return;
    expect(article.diagnostics.map(({ code }) => code)).toContain('field-invalid');
  });

  test.each([
    ['a date of publication', 'publish: 2026-05-22'],
    ['nothing', 'publish:\ntitle: x'],
    ['no', 'draft: No'],
    ['a key of something else', 'title: x\nmeta:\n  draft: true'],
    ['a word that JavaScript knows', 'constructor: Mercedes'],
    ['null', 'draft: ~\npublish: ~\nprivate: null'],
    ['a tag', 'draft: !!bool false'],
    ['a name of its own', 'draft: &d false\nprivate: *d'],
  ])('and public with %s', (_, yaml) => {
    expect(front(yaml).properties.isPrivate).toBe(false);
  });

  test('false and empty values are kept beside a fault', () => {
    expect(front('draft: ~\npublish: ~\nprivate: !!bool false\nsummary: a: b').properties.isPrivate).toBe(false);
  });
});

describe('keys', () => {
  test.each<[string, keyof ParsedArticle['properties'], unknown]>([
    ['kind: Entity', 'type', 'Entity'],
    ['category: entity', 'type', 'entity'],
    ['description: Red.', 'summary', 'Red.'],
    ['alias: Ares', 'aliases', ['Ares']],
    ['tag: red', 'tags', ['red']],
    ['tags: red, "cold"', 'tags', ['red', 'cold']],
    ['tags: [Red, 2026, "#cold"]', 'tags', ['Red', '2026', 'cold']],
    ['date: 2026-05-22', 'created', '2026-05-22'],
    ['added: 22.05.2026', 'created', '2026-05-22'],
    ['last_updated: May 22, 2026', 'updated', '2026-05-22'],
    ['updatedAt: 2026-05-22T10:00:00+02:00', 'updated', '2026-05-22T08:00:00Z'],
    ['generated: { by: model, at: 2026-05-22 }', 'updated', '2026-05-22'],
    ['url: https://mars.example', 'resource', 'https://mars.example'],
    ['slug: red', 'permalink', 'red'],
    ['cover: mars.png', 'image', 'mars.png'],
    ['expiry: 2027-01-01', 'staleAfter', '2027-01-01'],
    ['status: Deprecated', 'status', 'deprecated'],
    ['verified: { by: "human:ada", at: 2026-01-02 }', 'verified', [{ by: 'human:ada', at: '2026-01-02' }]],
    ['mass: 0.107', 'extra', { mass: 0.107 }],
    ['draft: true', 'isPrivate', true],
    ['publish: false', 'isPrivate', true],
    ['private: yes', 'isPrivate', true],
    ['visibility: Internal', 'isPrivate', true],
    ['published: false', 'isPrivate', true],
    ['published: No', 'isPrivate', true],
    ['published: true', 'isPrivate', false],
    ['published: 2026-05-22', 'isPrivate', false],
    ['published: Nature', 'isPrivate', false],
    ['published: true', 'extra', { published: true }],
    ['draft: false', 'isPrivate', false],
    ['draft: true', 'isDraft', true],
    ['publish: false', 'isDraft', true],
    ['draft: true\nprivate: true', 'isDraft', undefined],
    ['visibility: hidden', 'isDraft', undefined],
    ['dg-publish: false', 'isPrivate', true],
    ['dg-publish: true', 'isChosen', true],
    ['share: [mastodon]', 'isPrivate', false],
    ['access: internal', 'isPrivate', true],
    ['audience: Team', 'audiences', ['team']],
    ['audience: [team, board]', 'audiences', ['team', 'board']],
    ['audience: team, public', 'audiences', undefined],
  ])('%s', (yaml, key, value) => {
    const article = front(yaml);
    expect(article.properties[key]).toEqual(value);
    expect(found(article)).toEqual([]);
  });

  test.each([
    ['title: 1984', '1984'],
    ['title: 007', '007'],
    ['title: True', 'True'],
    ['title: FALSE # so it is called', 'FALSE'],
    ['title: true', 'true'],
    ['title: 1.10', '1.10'],
    ['title: 1e3', '1e3'],
    ['title: true', 'true'],
  ])('a number is a title, as it is written: %s', (yaml, title) => {
    expect(front(yaml).title).toBe(title);
  });

  test.each([
    ['Title: Mars', 'title'],
    ['Last-Updated: 2026-05-22', 'updated'],
    ['last updated: 2026-05-22', 'updated'],
    ['STALE_AFTER: 2026-05-22', 'staleAfter'],
    ['Draft: Yes', 'isPrivate'],
  ] as const)('the case of a key, its hyphens and spaces do not matter: %s', (yaml, key) => {
    expect([undefined, false]).not.toContain(front(yaml).properties[key]);
  });

  test('a commit in place of a date is not a date, not reported, and kept', () => {
    const article = front('updated: 12e4567');
    expect([article.properties.updated, found(article), article.properties.extra]).toEqual([
      undefined,
      [],
      { updated: '12e4567' },
    ]);
  });

  test('an invalid value is kept among the unknown keys', () => {
    expect(front('updated: soon').properties.extra).toEqual({ updated: 'soon' });
  });

  test.each([
    ['private: true\n}}}} {{', 'beside a line that cannot be read'],
    ['private: true: yes', 'in a line that had to be mended'],
    ['}}\n  private: yes\n{{{', 'in a line that was left out'],
  ])('an article stays private %#: %j', (yaml) => {
    expect(front(yaml).properties.isPrivate).toBe(true);
  });

  test.each([
    ['updated: soon', '2 field-invalid'],
    ['title: T\ncreated: 2026-02-30', '3 field-invalid'],
    ['title:\n  nested: T', '3 field-invalid'],
    ['status: someday', '2 field-invalid'],
  ])('a wrong value is reported at its own line: %j', (yaml, place) => {
    expect(found(front(yaml))).toEqual([place]);
  });
});

test.each([
  ['2026-05-22', '2026-05-22'],
  ['2026/5/2', '2026-05-02'],
  ['2026-05', '2026-05-01'],
  ['22 May 2026', '2026-05-22'],
  ['2026-05-22 09:30', '2026-05-22T09:30:00Z'],
  ['20260522', '2026-05-22'],
  ['22/5/2026', '2026-05-22'],
  ['5/22/2026', '2026-05-22'],
  ['2/5/2026', undefined],
  ['May 22, 2026', '2026-05-22'],
  ['22. Mai 2026', '2026-05-22'],
  ['22 de mayo de 2026', '2026-05-22'],
  ['1er mars 2026', '2026-03-01'],
  ['2026年5月22日', '2026-05-22'],
  ['Fri, 22 May 2026 09:00:00 GMT', '2026-05-22T09:00:00Z'],
  ['Fri May 22 2026 10:00:00 GMT+0200 (CEST)', '2026-05-22T08:00:00Z'],
  ['1779440400', '2026-05-22T09:00:00Z'],
  ['2026-02-29', undefined],
  ['a1b2c3d', undefined],
  ['0050-03-04', '0050-03-04'],
  ['0000-01-01', '0000-01-01'],
  ['9999-12-31', '9999-12-31'],
  ['9999-12-31T23:59:59-12:00', undefined],
  ['0000-01-01T00:00:00+14:00', undefined],
  ['+275760-09-13', undefined],
])('the date %s is %s', (text, iso) => {
  expect(parseDate(text)).toBe(iso);
});

describe('missing values are inferred', () => {
  test.each([
    ['the property', '---\ntitle: Mars\n---\n# Ares\n', 'Mars'],
    ['the first H1', 'Intro.\n\n# Ares\n', 'Ares'],
    ['the file name', 'Text.\n', 'a'],
  ])('the title: %s', (_, text, title) => {
    expect(parse(text).title).toBe(title);
  });

  test.each([
    ['the property', '---\nsummary: Red.\n---\nFirst.', 'Red.'],
    ['a Summary line', '**Summary**: Red and cold.\n\nMore.', 'Red and cold.'],
    ['the Summary section', 'First.\n\n## Summary\n\nRed and *cold*.\n\n## More\n', 'Red and cold.'],
    ['the first paragraph', '# T\n\n- a list\n\nRed [[Venus|and]] cold.', 'Red and cold.'],
  ])('the summary: %s', (_, text, summary) => {
    expect(parse(text).summary).toBe(summary);
  });

  test.each([
    ['concepts/a.md', '', 'concept'],
    ['en/entities/deep/a.md', '', 'entity'],
    ['misc/a.md', '', 'article'],
    ['concepts/a.md', '---\ntype: SOURCE\n---', 'source'],
    ['concepts/a.md', '---\ntype: BigQuery Table\n---', 'bigquery table'],
  ])('the type of %s with %j is %s', (path, text, type) => {
    expect(wikiOf({ [path]: text }).articles[0]?.type).toBe(type);
  });

  test('a type that cannot be inferred is reported', () => {
    const codes = findingsOf(wikiOf({ 'misc/a.md': '', 'concepts/b.md': '' })).filter(({ code }) => code === 'type-missing');
    expect(codes.map(({ path }) => path)).toEqual(['misc/a.md']);
  });

  test('a wiki in which nothing has a type is told so once', () => {
    const found = findingsOf(wikiOf({ 'a.md': '', 'b.md': '', 'misc/c.md': '' })).filter(({ code }) => code === 'type-missing');
    expect(found.map(({ path }) => path)).toEqual(['a.md']);
    expect(found[0]?.message).toMatch(/^None of the 3 articles has a `type`/);
  });
});

describe('lines that open an article instead of frontmatter', () => {
  const opened = parse(
    '# Mars\n\n**Summary**: The *red* planet, next to [[Earth]].\n\n**Sources**: [[nasa]], a.pdf, https://esa.example\n**Last updated:** May 22, 2026\n**Tags**: red, cold\n\n---\n\nIts air is thin.\n',
  );

  test('are read as the properties they name', () => {
    const { properties, summary, summaryOrigin, sources, links } = opened;
    expect([summary, summaryOrigin]).toEqual(['The red planet, next to Earth.', 'line']);
    expect([properties.updated, properties.tags]).toEqual(['2026-05-22', ['red', 'cold']]);
    expect(sources).toEqual([{ link: 1 }, { link: 2 }, { url: 'https://esa.example', text: 'https://esa.example' }]);
    expect(links.map(({ kind, target }) => `${kind} ${target}`)).toEqual(['body Earth', 'source nasa', 'source a.pdf']);
  });

  test('and are not printed again: the summary is the lead, the rest is in its panels', () => {
    const body = bodyOf('# Mars\n\n**Summary**: The *red* planet.\n**Last updated**: 2026-05-22\n\n---\n\nIts air is thin.\n');
    expect(body).toBe('<p>The <em>red</em> planet.</p><p>Its air is thin.</p>');
  });

  test.each([
    ['the value is none', '**Updated**: in spring\n'],
    ['something else stands before them', 'Text.\n\n**Updated**: 2026-05-22\n'],
  ])('are prose where %s', (_, text) => {
    const article = parse(text);
    expect([article.properties.updated, found(article)]).toEqual([undefined, []]);
  });

  test('with an unknown key they stay in the body, and the others are still read', () => {
    const text = '**Mass**: 0.1\n**Updated**: 2026-05-22\n\n**Tags**: red\n\nProse.\n';
    const { properties } = parse(text);
    expect([properties.updated, properties.tags]).toEqual(['2026-05-22', ['red']]);
    expect(bodyOf(text)).toBe('<p><strong>Mass</strong>: 0.1\n<strong>Updated</strong>: 2026-05-22</p>\n<p>Prose.</p>');
  });

  test.each([
    ['a list', '- **Summary**: Red.\n- **Updated**: 2026-05-22\n'],
    ['a quote', '> **Summary**: Red.\n> **Updated**: 2026-05-22\n'],
    ['paragraphs', '**Summary**: Red.\n\n**Updated**: 2026-05-22\n'],
  ])('may be %s', (_, text) => {
    const article = parse(`# Mars\n\n${text}`);
    expect([article.summary, article.properties.updated]).toEqual(['Red.', '2026-05-22']);
  });

  test('go on in the next line, and sources may be a list of their own', () => {
    const article = parse('**Summary**: The red\nplanet.\n\n**Sources**:\n\n- [[nasa]]\n- [[esa]]\n\nProse.\n');
    expect(article.summary).toBe('The red planet.');
    expect(article.links.map(({ kind, target }) => `${kind} ${target}`)).toEqual(['source nasa', 'source esa']);
  });

  test.each([
    ['**Related**: first [[Venus]], and then Mars\n', 'first'],
    ['**Related**: hotter than [[Venus]]: see [[Mars]] for more\n', 'for more'],
    ['**Related**:\n\n- [[Venus]]\n\n  It is hot.\n', 'It is hot.'],
    ['**Related**:\n\n- Read [[Venus]] before.\n', 'before'],
    ['**Sources**: [[Venus]] (chapter 3), a.pdf\n', 'chapter 3'],
    ['**Sources**: *The Planets*, 1918, [[Venus]]\n', '<em>The Planets</em>, 1918'],
    ['**Sources**:\n\n- [[Venus]]\n  - page 3\n', 'page 3'],
    ['**Type**: as [[Venus]] is\n', 'as '],
    ['**Tags**: ![[Venus]] red\n', 'red'],
  ])('stay in the body where no panel shows all that they say: %j', (text, kept) => {
    const body = bodyOf(`# Mars\n\n${text}\nProse.\n`, { 'Venus.md': '' });
    expect(body).toContain('<strong>');
    expect(body).toContain(kept);
  });

  test('a gloss after a related article is its note', () => {
    const files = { 'a.md': '# A\n\n**Related**: [[Venus]] — its *twin*\n\nProse.', 'Venus.md': '' };
    expect(pageOf(files, 'a').connections.map(({ items }) => items.map(({ noteHtml }) => noteHtml))).toEqual([
      ['its <em>twin</em>'],
    ]);
    expect(bodyOf(files['a.md'], { 'Venus.md': '' })).toBe('<p>Prose.</p>');
  });

  test.each([
    ['Holst, G.: The Planets, op. 32', ['Holst, G.: The Planets, op. 32']],
    ['nasa, esa', ['nasa', 'esa']],
    ['a.md; "Mars, the red one", 1918', ['a.md; "Mars, the red one", 1918']],
  ])('a comma within the title of a source does not cut it: %j', (written, texts) => {
    expect(parse(`**Sources**: ${written}\n`).sources.map(({ text }) => text)).toEqual(texts);
  });

  test('are prose if the frontmatter gives the same properties', () => {
    const article = parse('---\nupdated: 2026-01-01\n---\n**Updated**: 2026-05-22\n');
    expect([article.properties.updated, article.summary]).toEqual(['2026-01-01', '']);
    expect(bodyOf('---\nupdated: 2026-01-01\n---\n**Updated**: 2026-05-22\n')).toContain('2026-05-22');
  });

  test.each([
    ['**Last updated**: 2026-05-22\n\nRed.\n'],
    ['**Updated**: in spring\n\nRed.\n'],
    ['**Sources**: [[nasa]] (p. 3)\n\nRed.\n'],
    ['- **Tags**: red\n\n---\n\nRed.\n'],
  ])('are no summary: %j', (text) => {
    expect(parse(`# Mars\n\n${text}`).summary).toBe('Red.');
  });
});

describe('ids', () => {
  test.each([
    ['concepts/Latent Space.md', 'concepts/latent-space'],
    ['Größe & Maß.md', 'größe--maß'],
    ['日本語/宇宙.md', '日本語/宇宙'],
    ['!.md', 'u0021'],
    ['concepts/index.md', 'concepts'],
  ])('%s is %s', (path, id) => {
    expect([...wikiOf({ [path]: '' }).byId.keys()]).toEqual([id]);
  });
});

test('a link in any key of the frontmatter is a link', () => {
  const wiki = wikiOf({ 'a.md': '---\nup: "[[b]]"\nseen: [[b]]\nlist:\n  - x: "[[b|B]]"\n---\n', 'b.md': '' });
  expect(targetsOf(wiki, 'a')).toEqual(['b', 'b', 'b']);
  expect(wiki.graph.links).toEqual([{ from: 'a', to: 'b', kind: 'property', count: 3 }]);
});
