import { describe, expect, test } from 'vitest';
import type { ArticleId } from '../../src/wiki/model.ts';
import { type Explanation, explainLink } from '../../src/wiki/resolve/explain-link.ts';
import { type Files, targetsOf, wikiOf } from '../support/wiki.ts';

const files: Files = {
  'de/Mond.md': '# Mond\n\n## Meere\n',
  'en/Moon.md':
    '---\ntitle: The Moon\naliases: [Luna]\n---\n## Seas\n\n## The `x` sea\n\n## [Site](https://example.org)\n\n## Named ^id\n',
  'The `x` Type.md': 'T',
  'Paper [2024].md': 'T',
  'Issue #42 fix.md': 'T',
  'en/x/Mond.md': 'T',
  'secret.md': '---\ndraft: true\ntitle: Planet X\n---\n',
  'img/map.png': '',
  'a/Phobos.md': 'T',
  'b/Phobos.md': 'T',
  'en/a.md': 'T',
};

function explained(link: string, from = 'en/a'): Explanation {
  const wiki = wikiOf(files);
  const article = wiki.byId.get(from as ArticleId);
  const explanation = article && explainLink(wiki, link, article);
  if (!explanation) throw new Error(`${link} is no link`);
  return explanation;
}

/** The rules that were tried, with what they found. */
const tried = (link: string): string[] =>
  explained(link).rules.flatMap(({ rule, candidates }) =>
    candidates ? [`${rule}: ${candidates.map(({ path }) => path).join(', ')}`] : [],
  );

describe('a link is explained by the rules that resolve it', () => {
  test('each rule up to the one that decides, with its candidates', () => {
    expect(tried('[[Luna]]')).toEqual([
      'path relative to the file: ',
      'path from the root: ',
      'exact file name: ',
      'title or alias: en/Moon.md',
    ]);
    expect(explained('[[Luna]]').rules).toHaveLength(7);
  });

  test('of several candidates, why one was chosen', () => {
    expect(tried('[[Mond]]').at(-1)).toBe('exact file name: de/Mond.md, en/x/Mond.md');
    expect(explained('[[Mond]]').result).toMatchObject({
      state: 'found',
      choice: 'under the same top folder',
      file: { path: 'en/x/Mond.md' },
    });
  });

  test.each<[string, object]>([
    ['[[Phobos]]', { state: 'ambiguous', candidates: [{ path: 'a/Phobos.md' }, { path: 'b/Phobos.md' }] }],
    ['[[Phobus]]', { state: 'missing', hint: 'Did you mean `Phobos`?' }],
    ['[[Planet X]]', { state: 'private' }],
    ['![[map.png|300]]', { state: 'found', file: { path: 'img/map.png' } }],
    ['[the moon](Moon.md)', { state: 'found', file: { path: 'en/Moon.md' } }],
    ['../de/Mond.md', { state: 'found', file: { path: 'de/Mond.md' } }],
    ['The Moon', { state: 'found', file: { path: 'en/Moon.md' } }],
  ])('%s', (link, result) => {
    expect(explained(link).result).toMatchObject(result);
  });

  test.each([
    ['[[Moon#Seas]]', { written: 'Seas', fragment: 'seas' }],
    ['[[Moon#Mountains]]', { written: 'Mountains', fragment: undefined }],
  ])('%s leads to a place in its article', (link, anchor) => {
    expect(explained(link).anchor).toEqual(anchor);
  });

  test('an address of another site is not a link into the wiki', () => {
    const wiki = wikiOf(files);
    const from = wiki.byId.get('en/a' as ArticleId);
    expect(from && explainLink(wiki, 'https://moon.example', from)).toBeUndefined();
  });

  test('a name that ends in .md is shown as it was found', () => {
    const wiki = wikiOf({ 'a.md': '', 'Node.md.md': '', 'b.md': '---\ntitle: Bun.md\n---\n' });
    const from = wiki.byId.get('a' as ArticleId);
    const found = (link: string): unknown => {
      const { name, result } = (from && explainLink(wiki, link, from)) ?? {};
      return [name, result?.state === 'found' ? result.file.path : result];
    };
    expect(found('[[Node.md]]')).toEqual(['Node.md', 'Node.md.md']);
    expect(found('[[Bun.md]]')).toEqual(['Bun.md', 'b.md']);
    expect(found('[[b.md]]')).toEqual(['b', 'b.md']);
    expect(found('[[Noode.md]]')).toEqual(['Noode', { state: 'missing', hint: 'Did you mean `Node.md`?' }]);
  });

  test.each([
    '[[Luna]]',
    '[[Mond]]',
    '[[Moon#Seas]]',
    '[[Phobos]]',
    '[[The `x` Type]]',
    '[[Moon#The `x` sea|x]]',
    '![[Moon#[Site](https://example.org)]]',
    '[[Moon#^id]]',
    '[[Paper [2024]]]',
    '[[Issue #42 fix]]',
    '[[text]](Moon.md)',
  ])('what is explained is where links go: %s', (link) => {
    const [target] = targetsOf(wikiOf({ ...files, 'en/a.md': link }), 'en/a');
    const { result, anchor } = explained(link);
    const fragment = anchor?.fragment === undefined ? '' : `#${anchor.fragment}`;
    expect(target).toBe(result.state === 'found' ? `${result.file.id}${fragment}` : `(${result.state})`);
  });
});

test('a link from one raw file to another that has no page leads nowhere', () => {
  const wiki = wikiOf({ 'a.md': '[[raw/seen]]', 'raw/seen.md': '[[unseen]]', 'raw/unseen.md': '' });
  const from = wiki.byId.get('raw/seen' as ArticleId);
  expect(from && explainLink(wiki, '[[unseen]]', from)?.result).toEqual({
    state: 'unpublished',
    reason: '`raw/unseen.md` is not published: no article links or cites it.',
  });
});
