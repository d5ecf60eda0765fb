import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/site/config.ts';
import { normalizeBase, outputPath, urlsOf } from '../../src/site/urls.ts';
import type { ArticleId } from '../../src/wiki/model.ts';

const reported = (text: string): string[] =>
  readConfig(text, 'Wiki').diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('sourcebook.yaml', () => {
  test('an empty one gives the defaults', () => {
    expect(readConfig('', 'Moons').config).toMatchObject({
      title: 'Moons',
      base: '/',
      lang: 'en',
      exclude: [],
      followSymlinks: false,
      search: true,
      previews: true,
    });
  });

  test('hosts are allowed only by who says that the file is their own', () => {
    expect(reported('allow: { images: [a.example] }\n')).toEqual([
      '1:1 `allow` lets pages load from other hosts, so it counts only with `trust: own`.',
    ]);
    expect(reported('trust: own\nallow: { images: [https://a.example] }\n')).toHaveLength(1);
    expect(readConfig('trust: own\nallow: { frames: [a.example] }\n', 'Wiki').config.allow).toEqual({
      images: [],
      frames: ['a.example'],
      scripts: [],
    });
  });

  test('one invalid value is reported at its line, and the others are kept', () => {
    const text = 'title: Moons\nurl: moons\nlang: de\n';
    expect(reported(text)).toEqual(['2:6 `url`: expected a web address such as `https://wiki.example`.']);
    expect(readConfig(text, 'Wiki').config).toMatchObject({ title: 'Moons', lang: 'de' });
  });

  test.each([
    ['colour: red', '1:1 Unknown key `colour`, expected one of title,'],
    ['types:\n  person: { shape: star }', '2:20 `types.person.shape`: expected types by name'],
    ['severity:\n  link-mising: info', '2:16 Unknown code `link-mising`'],
    ['- a list', '1:1 Expected keys and values'],
    ['title: [', '1:'],
    ['staleAfterDays: 999999999', '1:17 `staleAfterDays`: expected a whole number of days from 1 to 36500.'],
    ['followSymlinks: outside', '1:17 `followSymlinks`: expected `true` or `false`.'],
    ['staleAfterDays: 0', '1:17 `staleAfterDays`: expected a whole number of days from 1 to 36500.'],
    ['staleAfterDays: .inf', '1:17 `staleAfterDays`: expected a whole number of days from 1 to 36500.'],
    ['links: { roots: [wiki-en] }', '1:17 `links.roots`: expected roots, which map the names'],
    ['links: { root: { en: wiki-en } }', '`links.root`: expected roots, which map the names'],
    [
      'features: { health: true }',
      '`features.health`: expected graph, previews, search, feeds, markdown and json, each `true` or `false`.',
    ],
    ['editUrl: https://git.example/edit', '1:10 `editUrl`: expected an address that contains `{path}`.'],
  ])('%j', (text, start) => {
    expect(reported(text)).toEqual([expect.stringContaining(start)]);
  });

  test('names folders as links call them, which may be years', () => {
    expect(readConfig('links: { roots: { en: wiki-en, old: 2024 } }', 'Wiki').config.roots).toEqual({
      en: 'wiki-en',
      old: '2024',
    });
  });

  test('setting one feature does not affect the others', () => {
    expect(reported('features: { search: false }')).toEqual([]);
  });

  test.each(['german', 'en-abcdefghij', 'en-', 'e'])('%s is not a language', (lang) => {
    expect(reported(`lang: ${lang}`)).toEqual(['1:7 `lang`: expected a language tag such as `en` or `pt-BR`.']);
  });

  test('declares types: plural, folder, shape and colour', () => {
    const { types } = readConfig(
      'types:\n  person: { plural: People, shape: hexagon, colour: purple }\n  concept: { label: Idea }\n',
      'Wiki',
    ).config;
    expect(types.of('Person')).toMatchObject({
      key: 'person',
      label: 'Person',
      plural: 'People',
      folder: 'people',
      shape: 'hexagon',
      hue: 300,
      declared: true,
    });
    expect(types.ofFolders('en/people/ada.md')?.key).toBe('person');
    expect(types.of('concept')).toMatchObject({ label: 'Idea', plural: 'Ideas', folder: 'concepts' });
  });
});

test.each([
  ['Synthesis', 'Syntheses'],
  ['Entry', 'Entries'],
  ['Bus', 'Buses'],
  ['Essay', 'Essays'],
  ['Physics', 'Physics'],
  ['Time series', 'Time series'],
  ['Process', 'Processes'],
])('several of the declared type %s are %s', (label, plural) => {
  expect(readConfig(`types:\n  x: { label: ${label} }\n`, 'Wiki').config.types.of('x').plural).toBe(plural);
});

test('a declared type without a plural keeps its name in a wiki of another language', () => {
  const { types } = readConfig('lang: de\ntypes:\n  begriff: {}\n  concept: { label: Konzept }\n', 'Wiki').config;
  expect([types.of('begriff').plural, types.of('concept').plural]).toEqual(['Begriff', 'Konzept']);
});

test('articles may spell the name of a declared type with spaces, hyphens or underscores, and so may folders', () => {
  const { types } = readConfig('types:\n  case-study: { plural: Case studies, shape: ring }\n', 'Wiki').config;
  for (const written of ['case-study', 'Case study', 'case_study', 'CASE STUDIES'])
    expect(types.of(written)).toMatchObject({ key: 'case-study', declared: true });
  expect(types.ofFolders('case-studies/a.md')?.key).toBe('case-study');
});

describe('addresses', () => {
  test.each([
    ['', '/'],
    ['/', '/'],
    ['docs', '/docs/'],
    ['/a/b', '/a/b/'],
  ])('the base %j is %s', (base, normal) => {
    expect(normalizeBase(base)).toBe(normal);
  });

  test('are percent-encoded, and their file is not', () => {
    const urls = urlsOf('/kb/', 'https://wiki.example/ignored/');
    const href = urls.article('größe/宇宙' as ArticleId, 'über uns');
    expect(href).toBe('/kb/gr%C3%B6%C3%9Fe/%E5%AE%87%E5%AE%99/#%C3%BCber%20uns');
    expect(outputPath(href, urls.base)).toBe('größe/宇宙/index.html');
    expect(urls.absolute(urls.home)).toBe('https://wiki.example/kb/');
    expect([urls.tag('A b/c'), urls.type('BigQuery Table')]).toEqual(['/kb/tags/a-b/c/', '/kb/types/bigquery-table/']);
  });
});
