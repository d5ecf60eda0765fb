/** Links that start with a name of a folder that is called otherwise, or is gone. */
import { describe, expect, test } from 'vitest';
import type { ArticleId } from '../../src/wiki/model.ts';
import { explainLink } from '../../src/wiki/resolve/explain-link.ts';
import { builtWikiOf, type Files, findingsOf, pageOf, targetsOf, wikiOf } from '../support/wiki.ts';

const bitcoin: Files = {
  'wiki-en/concepts/Coin.md': 'T',
  'wiki-en/concepts/Key.md': '## Public\n\nT',
  'wiki-ru/concepts/Coin.md': 'T',
};
const three = '[[en/concepts/Coin]] [[en/concepts/Key|keys]] [[en/concepts/Coin|coins]]';

/** What is said of roots, as `path:line:column message hint`. */
function notes(files: Files, vaultName = ''): string[] {
  return findingsOf(wikiOf(files, { vaultName }))
    .filter(({ code }) => code === 'link-root')
    .map(({ path, line, column, severity, message, hint = '' }) =>
      `${path}:${line}:${column} ${severity} ${message} ${hint}`.trim(),
    );
}

describe('a first segment that many links share', () => {
  test('is the folder that has it as a word of its name', () => {
    const files = { ...bitcoin, 'wiki-en/a.md': three };
    expect(targetsOf(wikiOf(files), 'wiki-en/a')).toEqual([
      'wiki-en/concepts/coin',
      'wiki-en/concepts/key',
      'wiki-en/concepts/coin',
    ]);
  });

  test.each(['wiki-en', 'wiki_en', 'wiki en', 'wiki.en', 'wikiEn', 'EN-wiki', 'deep/in/wiki-en'])('as in %s', (folder) => {
    const id = `${folder.toLowerCase().replace(' ', '-').replace('.', '')}/x/coin`;
    const files = { [`${folder}/x/Coin.md`]: 'T', 'a.md': '[[en/x/Coin]] [c](en/x/coin.md) [d](/en/x/Coin.md)' };
    expect(targetsOf(wikiOf(files), 'a')).toEqual([id, id, id]);
  });

  test('leads to headings, embeds, properties, connections and files too', () => {
    const text =
      '---\nup: "[[en/concepts/Key]]"\nsources: ["[[en/concepts/Coin]]"]\nrelated: ["[[en/concepts/Key#Public]]"]\n---\n' +
      '![[en/img/map.png]] ![m](/en/img/map.png) ![[en/concepts/Key]] <a href="en/concepts/Key.md#public">k</a>\n';
    const wiki = wikiOf({ ...bitcoin, 'wiki-en/img/map.png': 'x', 'a.md': text });
    expect([...targetsOf(wiki, 'a')].sort()).toEqual([
      'wiki-en/concepts/coin',
      'wiki-en/concepts/key',
      'wiki-en/concepts/key',
      'wiki-en/concepts/key#public',
      'wiki-en/concepts/key#public',
      'wiki-en/img/map.png',
      'wiki-en/img/map.png',
    ]);
  });

  test('is reported once, at the first link, with the setting that resolves it', () => {
    const files = {
      ...bitcoin,
      'wiki-en/b.md': three,
      'wiki-en/a.md': `Text.\n\nOf ${three}`,
      'wiki-ru/a.md': '[[ru/concepts/Coin]] '.repeat(3),
    };
    expect(notes(files)).toEqual([
      'wiki-en/a.md:3:4 info There is no folder `en/`; 6 links that start with it were found in `wiki-en/`. Confirm it in sourcebook.yaml: `links: { roots: { en: wiki-en } }`.',
      'wiki-ru/a.md:1:1 info There is no folder `ru/`; 3 links that start with it were found in `wiki-ru/`. Confirm it in sourcebook.yaml: `links: { roots: { ru: wiki-ru } }`.',
    ]);
  });

  test('does not depend on the order of articles', () => {
    const files = { ...bitcoin, 'b.md': '[[EN/concepts/Key]]', 'a.md': '[[en/concepts/Coin]]', 'c.md': '[[En/concepts/Coin]]' };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(notes(reversed)).toEqual(notes(files));
    expect(notes(files)).toHaveLength(1);
    expect(targetsOf(wikiOf(reversed), 'c')).toEqual(['wiki-en/concepts/coin']);
  });

  test.each<[what: string, files: Files]>([
    ['two links are not many', { ...bitcoin, 'a.md': '[[en/concepts/Coin]] [[en/concepts/Key]]' }],
    ['most of the links are not found there', { ...bitcoin, 'a.md': `${three} [[en/A]] [[en/B]] [[en/C]] [[en/D]]` }],
    ['there is such a folder', { ...bitcoin, 'en/other.md': 'T', 'a.md': three }],
    ['the name is only a part of a word', { 'wiki-english/concepts/Coin.md': 'T', 'a.md': '[[en/concepts/Coin]] '.repeat(3) }],
  ])('means nothing when %s', (_, files) => {
    expect([new Set(targetsOf(wikiOf(files), 'a')), notes(files)]).toEqual([new Set(['(missing)']), []]);
  });

  test('never changes the target of a link that another rule finds', () => {
    const files = { ...bitcoin, 'x/en/concepts/Coin.md': 'T', 'a.md': three };
    expect(targetsOf(wikiOf(files), 'a')).toEqual(['x/en/concepts/coin', 'wiki-en/concepts/key', 'x/en/concepts/coin']);
  });

  test('of folders of several languages is the one of the article that links', () => {
    const files = {
      ...bitcoin,
      'wiki-en/a.md': '[[wiki/concepts/Coin]]',
      'wiki-ru/a.md': '[[wiki/concepts/Coin]] [[wiki/concepts/Coin]]',
      'a.md': '[[wiki/concepts/Coin]]',
    };
    const wiki = wikiOf(files);
    expect(['wiki-en/a', 'wiki-ru/a', 'a'].map((id) => targetsOf(wiki, id)[0])).toEqual([
      'wiki-en/concepts/coin',
      'wiki-ru/concepts/coin',
      '(ambiguous)',
    ]);
    expect(notes(files)[0]).toContain('found in `wiki-en/` or `wiki-ru/`.');
  });
});

describe('a folder that is gone', () => {
  const files = { 'Sun.md': 'T', 'planets/Mars.md': 'T', 'img/map.png': 'x' };
  const links = (root: string): string =>
    `[[${root}/Sun]] [[${root}/planets/Mars]] ![[${root}/img/map.png]] [s](</${root}/Sun.md>)`;
  test.each(['content', 'docs', 'wiki', 'vault'])('as %s, is the root', (root) => {
    const wiki = wikiOf({ ...files, 'planets/a.md': links(root) });
    expect(targetsOf(wiki, 'planets/a')).toEqual(['sun', 'planets/mars', 'img/map.png', 'sun']);
  });

  test('is the root when it has the name of the vault', () => {
    const all = { ...files, 'planets/a.md': links('My Sky') };
    expect(targetsOf(wikiOf(all, { vaultName: 'my sky' }), 'planets/a')).toEqual(['sun', 'planets/mars', 'img/map.png', 'sun']);
    expect(notes(all, 'my sky')).toEqual([
      'planets/a.md:1:1 info There is no folder `My Sky/`; 2 links that start with it were found in the root of the vault. Confirm it in sourcebook.yaml: `links: { roots: { My Sky: / } }`.',
    ]);
  });

  test('of another name is the root when three different articles say so', () => {
    const wiki = (text: string) => targetsOf(wikiOf({ ...files, 'Moon.md': 'T', 'Venus.md': 'T', 'x/a.md': text }), 'x/a');
    expect(wiki('[[sky/Sun]] [[sky/Moon]] [[sky/Venus]]')).toEqual(['sun', 'moon', 'venus']);
    expect(new Set(wiki('[[sky/Sun]] [[sky/Moon]] [[sky/Sun]]'))).toEqual(new Set(['(missing)']));
  });

  test('held all of the wiki: in each language it is the folder of that language', () => {
    const wiki = wikiOf({
      'de/x/Mond.md': 'T',
      'fr/x/Mond.md': 'T',
      'de/a.md': '[[content/x/Mond]] [[content/x/Mond]]',
      'fr/a.md': '[[content/x/Mond]] [[content/x/Nix]]',
    });
    expect([targetsOf(wiki, 'de/a'), targetsOf(wiki, 'fr/a')]).toEqual([
      ['de/x/mond', 'de/x/mond'],
      ['fr/x/mond', '(missing)'],
    ]);
  });
});

describe('roots that sourcebook.yaml declares', () => {
  test('count for a single link, and before a path that ends so', () => {
    const files = {
      ...bitcoin,
      'x/en/concepts/Coin.md': 'T',
      'a.md': '[[en/concepts/Coin]] [[En/concepts/key#Public]] [h](/en/)',
    };
    expect(targetsOf(wikiOf({ ...files, 'wiki-en/index.md': 'T' }, { roots: { '/en/': './wiki-en/' } }), 'a')).toEqual([
      'wiki-en/concepts/coin',
      'wiki-en/concepts/key#public',
      'wiki-en',
    ]);
  });

  test('need no note, and never replace a folder that is there', () => {
    const files = { ...bitcoin, 'en/concepts/Coin.md': 'T', 'a.md': three };
    const wiki = wikiOf(files, { roots: { en: 'wiki-en' } });
    expect(targetsOf(wiki, 'a')).toEqual(['en/concepts/coin', 'wiki-en/concepts/key', 'en/concepts/coin']);
    expect(findingsOf(wiki).filter(({ code }) => code === 'link-root')).toEqual([]);
  });

  test('may be longer than a segment, and lead to the root', () => {
    const files = { 'Sun.md': 'T', 'a/Moon.md': 'T', 'x/b.md': '[[kb/content/Sun]] [[kb/a/Moon]]' };
    expect(targetsOf(wikiOf(files, { roots: { 'kb/content': '/', kb: '.' } }), 'x/b')).toEqual(['sun', 'a/moon']);
  });
});

test('a root is a separate rule when a link is explained', () => {
  const explained = (roots: Record<string, string>): string[] => {
    const wiki = wikiOf({ ...bitcoin, 'a.md': three }, { roots });
    const from = wiki.byId.get('a' as ArticleId);
    const explanation = from && explainLink(wiki, '[[en/concepts/Key]]', from);
    return explanation?.rules.flatMap(({ rule, candidates }) => (candidates?.length ? [rule] : [])) ?? [];
  };
  expect(explained({})).toEqual(['folder that links give another name (en: wiki-en)']);
  expect(explained({ en: 'wiki-en' })).toEqual(['folder that sourcebook.yaml gives another name (en: wiki-en)']);
});

describe('a private article below such a name', () => {
  const files = {
    ...bitcoin,
    'wiki-en/concepts/Zarquon.md': '---\ndraft: true\ntitle: Zarquon\n---\n',
    'a.md': `${three} [[en/concepts/Zarquon]]`,
  };
  test('is private, and its name is not revealed', () => {
    expect(targetsOf(wikiOf(files), 'a').at(-1)).toBe('(private)');
    expect(JSON.stringify(pageOf(files, 'a'))).not.toMatch(/zarquon/i);
  });

  test('counts as found, also when all are private', () => {
    const hidden = {
      'wiki-en/Zarquon.md': '---\ndraft: true\n---\n',
      'a.md': '[[en/Zarquon]] [[en/zarquon|it]] [z](/en/Zarquon.md)',
    };
    expect(new Set(targetsOf(wikiOf(hidden), 'a'))).toEqual(new Set(['(private)']));
    expect(JSON.stringify(pageOf(hidden, 'a'))).not.toMatch(/zarquon/i);
  });

  test('leaves the other links unchanged, though links to it are no longer evidence', () => {
    const few = { ...files, 'a.md': '[[en/concepts/Zarquon]] [[en/concepts/Zarquon]] [[en/concepts/Key]]' };
    const { wiki } = builtWikiOf(few);
    expect(targetsOf(wiki, 'a')).toEqual(['(private)', '(private)', 'wiki-en/concepts/key']);
  });
});
