import { describe, expect, test } from 'vitest';
import { Relations } from '../../src/wiki/schema/relations.ts';
import { type Files, findingsOf, pageOf, problems, targetsOf, wikiOf } from '../support/wiki.ts';

const backlinksOf = (files: Files, id: string): string[] => pageOf(files, id).backlinks.map(({ title }) => title);

describe('backlinks', () => {
  test('each article once, by title, however often it links', () => {
    const files = { 'sun.md': '', 'b.md': '---\ntitle: Zeta\n---\n[[sun]] [[sun]]', 'c.md': '---\ntitle: Alpha\n---\n![[sun]]' };
    expect(backlinksOf(files, 'sun')).toEqual(['Alpha', 'Zeta']);
  });

  test('not from the article itself, a folder page or the log', () => {
    const files = { 'sun.md': '[[sun]] [[#x]]', 'index.md': '[[sun]]', 'log.md': '[[sun]]' };
    expect(backlinksOf(files, 'sun')).toEqual([]);
  });

  test('come with the sentence that links, split at the link text', () => {
    const files = {
      'sun.md': '---\ntitle: The Sun\n---',
      'a.md': 'First. Mercury circles [[sun]] fast (cf. al. 2025). Last.\n\nAgain: [[sun|our star]]!',
    };
    expect(pageOf(files, 'sun').backlinks[0]?.mentions).toEqual([
      { before: 'Mercury circles ', words: 'The Sun', after: ' fast (cf. al. 2025).' },
      { before: 'Again: ', words: 'our star', after: '!' },
    ]);
  });

  test('the sentence is found in Chinese too', () => {
    const files = { '日.md': '', 'a.md': '第一句。水星绕[[日]]转。最后。' };
    expect(pageOf(files, '日').backlinks[0]?.mentions).toEqual([{ before: '水星绕', words: '日', after: '转。' }]);
  });
});

describe('connections', () => {
  const shown = (files: Files, id: string, config = ''): string[] =>
    pageOf(files, id, config).connections.map(({ label, quoted, items }) => {
      const targets = items.map(
        ({ targets: each, noteHtml }) =>
          each.map((target) => (target.kind === 'article' ? target.title : target.kind)).join(' + ') +
          (noteHtml && ` (${noteHtml})`),
      );
      return `${label}${quoted ? ' ←' : ''}: ${targets.join('; ')}`;
    });

  test('a declared relation shows on both articles, with its inverse on the other', () => {
    const files = { 'a.md': '## Connections\n\n- Augmented by: [[b]] (greatly)\n', 'b.md': '' };
    expect(shown(files, 'a')).toEqual(['Augmented by: b (greatly)']);
    expect(shown(files, 'b')).toEqual(['Augments: a (greatly)']);
  });

  test('a symmetric relation reads the same on both', () => {
    const files = { 'a.md': '---\nconnections:\n  - compatible_with: "[[b]]"\n---', 'b.md': '' };
    expect([shown(files, 'a'), shown(files, 'b')]).toEqual([['Compatible with: b'], ['Compatible with: a']]);
  });

  test('an undeclared one is kept as written, and quoted on the other side', () => {
    const files = { 'a.md': '## Connections\n\n- Rivals in taste: [[b]]\n', 'b.md': '' };
    expect([shown(files, 'a'), shown(files, 'b')]).toEqual([['Rivals in taste: b'], ['Rivals in taste ←: a']]);
  });

  test('a fact stated on both sides appears once', () => {
    const files = { 'a.md': '## Connections\n\n- Extends: [[b]]\n', 'b.md': '---\nconnections: [{ extended by: "[[a]]" }]\n---' };
    expect([shown(files, 'a'), shown(files, 'b')]).toEqual([['Extends: b'], ['Extended by: a']]);
  });

  test.each<[string, string[]]>([
    ['- Compatible with: [[b]], [[c]] (both)', ['Compatible with: b + c (both)']],
    ['- **Compatible with:** [[b]]', ['Compatible with: b']],
    ['- Uses: [[b]] (once), [[c]] (twice)', ['Uses: b (once); c (twice)']],
    ['- [[b]] — a gloss with [[c]]', ['See also: b (a gloss with <a class="internal" href="/c/" data-article-id="c">c</a>)']],
    ['- [[b]]\n- [c](c.md)', ['See also: b; c']],
    ['- Uses: [[nobody]]', ['Uses: missing']],
  ])('%s', (bullets, groups) => {
    expect(shown({ 'a.md': `Text.\n\n## See also\n\n${bullets}\n`, 'b.md': '', 'c.md': '' }, 'a')).toEqual(groups);
  });

  test('a section that is only bullets of links is shown as the panel; one with prose stays in the body too', () => {
    const files = { 'b.md': '' };
    const page = (text: string): string => pageOf({ ...files, 'a.md': text }, 'a').article.bodyHtml;
    expect(page('Text.\n\n## Related\n\n- [[b]]\n')).not.toContain('Related');
    expect(page('Text.\n\n## Related\n\n- [[b]]\n\nAnd more.\n')).toContain('And more.');
    expect(page('Text.\n\n## Related\n\n- See [[b]] for what happened then.\n')).toContain('what happened then');
  });

  test('footnotes at the end of the file are not part of its last section', () => {
    const html = pageOf({ 'b.md': '', 'a.md': 'Text.[^1]\n\n## Related\n\n- [[b]]\n\n[^1]: A remark.\n' }, 'a').article;
    expect(html.leadHtml + html.bodyHtml).not.toContain('Related');
    expect(html.leadHtml + html.bodyHtml).toContain('A remark.');
  });

  test('links to the heading of a lifted section lead to the panel', () => {
    const files = { 'a.md': 'Text.\n\n## Connections\n\n- [[b]]\n', 'b.md': '[[a#Connections]]' };
    expect(wikiOf(files).resolutions.get('b' as never)).toEqual([{ state: 'article', id: 'a', fragment: 'article-connections' }]);
  });

  test('sourcebook.yaml declares more', () => {
    const files = { 'a.md': '## Connections\n\n- funds: [[b]]\n', 'b.md': '' };
    expect(shown(files, 'b', 'relations:\n  funds: { label: Funds, inverse: Funded by }\n')).toEqual(['Funded by: a']);
  });

  test('sourcebook.yaml renames and translates: the old names are still understood', () => {
    const files = { 'a.md': '## Connections\n\n- Augmented by: [[b]]\n- erweitert: [[b]]\n', 'b.md': '' };
    const config =
      'relations:\n  augments: { label: Verstärkt, inverse: Verstärkt durch }\n  Extends: { label: Erweitert, inverse: Erweitert durch }\n';
    expect(shown(files, 'a', config)).toEqual(['Verstärkt durch: b', 'Erweitert: b']);
    expect(shown(files, 'b', config)).toEqual(['Verstärkt: a', 'Erweitert durch: a']);
  });

  test('sourcebook.yaml makes a relation symmetric, and keeps one that was', () => {
    const files = { 'a.md': '## Connections\n\n- Pairs with: [[b]]\n- Compatible with: [[c]]\n', 'b.md': '', 'c.md': '' };
    const config = 'relations:\n  pairs with: { symmetric: true }\n  compatible with: { label: Verträglich mit }\n';
    expect(shown(files, 'b', config)).toEqual(['Pairs with: a']);
    expect(shown(files, 'c', config)).toEqual(['Verträglich mit: a']);
  });

  test.each([
    'Augmented by',
    'augments',
    'Variant',
    'variant of',
    'Failure mode demonstrated by',
    'Compatible with',
    'Authoring source',
    'Relevant to',
    'extends',
    'implements',
    'contradicts',
    'derived from',
    'uses',
    'replaces',
    'superseded by',
    'part of',
    'example of',
    'confirms',
    'causes',
    'precedes',
  ])('«%s» is declared', (label) => {
    expect(new Relations().of(label)).toBeDefined();
  });

  test.each(['Part of', 'part-of', 'part_of', 'partOf', 'PART OF'])('the label %s is one and the same', (label) => {
    expect(new Relations().of(label)?.relation.key).toBe('part-of');
  });
});

describe('related articles', () => {
  const files: Files = {
    'a.md': '---\nsources: ["https://one.example", "A book"]\n---\n[[hub]]',
    'b.md': '---\nsources: ["https://one.example", "A book"]\n---\n[[hub]]',
    'c.md': '[[hub]] [[a]]',
    'hub.md': '[[a]]',
    'alone.md': '',
  };
  const related = (id: string): [string, string[]][] =>
    pageOf(files, id).related.map(({ id: each, reasons }) => [each, [...reasons]]);

  test('say why', () => {
    expect(related('a')).toEqual([
      ['b', ['shares 2 sources', '1 neighbour in common']],
      ['hub', ['linked by both', '1 neighbour in common']],
      ['c', ['links to this article', '1 neighbour in common']],
    ]);
  });

  test('are empty for an unrelated article', () => {
    expect(related('alone')).toEqual([]);
  });

  test('are at most six, never the article itself', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`s${n}.md`, '[[s0]] [[s1]]']));
    const found = pageOf(many, 's0').related.map(({ id }) => id);
    expect([found.length, found.includes('s0')]).toEqual([6, false]);
  });
});

test('the order of the files makes no difference', () => {
  const files: Files = {
    'x/a.md': '[[b]] [[Nobody]]',
    'y/b.md': '## Connections\n\n- Uses: [[a]]\n',
    'z/B.md': '[[a]]',
    'c.md': '[[b]]',
  };
  const reversed = Object.fromEntries(Object.entries(files).reverse());
  expect(wikiOf(reversed).graph).toEqual(wikiOf(files).graph);
  expect(wikiOf(reversed).diagnostics).toEqual(wikiOf(files).diagnostics);
});

test('a raw file is published when an article cites it, and not otherwise', () => {
  const wiki = wikiOf({ 'wiki/a.md': '---\nsources: [raw/seen.md]\n---', 'raw/seen.md': 'Seen.', 'raw/unseen.md': 'Unseen.' });
  expect(wiki.articles.map(({ id, type }) => [id, type])).toEqual([
    ['raw/seen', 'source'],
    ['wiki/a', 'article'],
  ]);
});

test('a link from a raw source to a raw file that no article links or cites is missing, and reported', () => {
  const wiki = wikiOf({
    'wiki/a.md': '---\nsources: [raw/seen.md]\n---\n[[raw/other]]',
    'raw/seen.md': 'See [b](unseen.md), [[unseen#Part]], [[other]] and ![[unseen]].',
    'raw/unseen.md': 'To [[seen]] and [[never]].',
    'raw/never.md': 'To [[unseen]].',
    'raw/other.md': '',
  });
  expect(wiki.articles.map(({ id }) => id)).toEqual(['raw/other', 'raw/seen', 'wiki/a']);
  expect(targetsOf(wiki, 'raw/seen')).toEqual(['(missing)', '(missing)', 'raw/other', '(missing)']);
  expect(problems(wiki)).toEqual([
    'raw/seen.md:1:5 link-missing',
    'raw/seen.md:1:21 link-missing',
    'raw/seen.md:1:52 embed-missing',
  ]);
  expect(findingsOf(wiki).find(({ code }) => code === 'link-missing')?.message).toBe(
    '`raw/unseen.md` is not published: no article links or cites it.',
  );
});

test('raw files are published when an article cites them; a folder of that name elsewhere holds articles', () => {
  const wiki = wikiOf({
    'raw/a.md': '',
    'raw/b.md': '',
    'x.md': '---\nsources: [raw/a.md]\n---\n',
    'kb/wiki/y.md': '[[raw/c]]',
    'kb/raw/c.md': '',
    'kb/raw/d.md': '',
    'food/raw/fish.md': '',
  });
  expect(wiki.articles.map(({ parsed: { path } }) => path)).toEqual([
    'food/raw/fish.md',
    'kb/raw/c.md',
    'kb/wiki/y.md',
    'raw/a.md',
    'x.md',
  ]);
});

describe('a connection that is stated twice is shown once, with the note of its own article', () => {
  const notes = (files: Files, id: string): (string | undefined)[] =>
    pageOf(files, id).connections.flatMap(({ items }) => items.map(({ noteHtml }) => noteHtml));

  test('in the frontmatter without a note, in the body with one', () => {
    const files = { 'a.md': '---\nrelated: ["[[b]]"]\n---\n\n## Related\n\n- **[[b]]**: the *other* one\n', 'b.md': '' };
    expect(notes(files, 'a')).toEqual(['the <em>other</em> one']);
  });

  test('in several bullets, each note once', () => {
    const files = {
      'a.md': '## Related\n\n- [[b]] — one\n- [[b]], [[c]] — *two*\n- [[b]] — one\n- [[b]]\n',
      'b.md': '',
      'c.md': '',
    };
    const shown = pageOf(files, 'a').connections.flatMap(({ items }) =>
      items.map(({ targets, noteHtml, moreNotesHtml }) => [
        targets.map((target) => (target.kind === 'article' ? target.id : '')).join(),
        noteHtml,
        ...moreNotesHtml,
      ]),
    );
    expect(shown).toEqual([
      ['b', 'one', '<em>two</em>'],
      ['c', '<em>two</em>'],
    ]);
  });

  test('on both articles, each in its own words', () => {
    const files = {
      'a.md': '## Connections\n\n- Part of: [[b]] (as a wheel)\n',
      'b.md': '## Connections\n\n- Has part: [[a]] (its wheel)\n',
    };
    expect([notes(files, 'a'), notes(files, 'b')]).toEqual([['as a wheel'], ['its wheel']]);
  });
});

test('the statements of an article about a folder, the home page or itself are among its connections', () => {
  const files = {
    'a.md': '# A\n\n## Related\n\n- [[index]] — the door\n- [[planets/index]] — the folder\n- Part of: [[a]] (whole)\n',
    'index.md': '# Home\n\n## Related\n\n- [[a]] — the first\n',
    'planets/index.md': '# Planets\n',
  };
  const { connections, related } = pageOf(files, 'a');
  expect(connections.flatMap(({ items }) => items.map(({ noteHtml }) => noteHtml))).toEqual(['whole', 'the door', 'the folder']);
  expect(related).toEqual([]);
});

test('the page of a folder, which has no connections, keeps its section of them', () => {
  const files = { 'a.md': '# A\n', 'planets/index.md': '# Planets\n\n## Related\n\n- [[a]] — the first\n' };
  expect(pageOf(files, 'planets').article.bodyHtml).toContain('the first');
});
