/** The addresses of articles, and the names of files of a site. */
import { describe, expect, test } from 'vitest';
import { attachmentPath, byteLength } from '../../src/wiki/file-names.ts';
import { problems, wikiOf } from '../support/wiki.ts';

/** The id of each path of a wiki. */
function idsOf(...paths: string[]): Record<string, string> {
  const wiki = wikiOf(Object.fromEntries(paths.map((path) => [path, ''])));
  return Object.fromEntries([...wiki.byId.values()].map(({ id, parsed }) => [parsed.path, id]));
}

const idOf = (path: string): string | undefined => idsOf(path)[path];

describe('a name of signs', () => {
  test.each([
    ['!.md', 'u0021'],
    ['---.md', 'u002d-u002d-u002d'],
    ['⭐.md', 'u2b50'],
    ['⭐️.md', 'u2b50-ufe0f'],
    ['⚙️.md', 'u2699-ufe0f'],
    ['❤️.md', 'u2764-ufe0f'],
    ['⭐️/Mars.md', 'u2b50-ufe0f/mars'],
    ['❤️/index.md', 'u2764-ufe0f'],
    ['👨‍👩‍👧.md', 'u1f468-u200d-u1f469-u200d-u1f467'],
    ['🇩🇪.md', 'u1f1e9-u1f1ea'],
    ['\u200b.md', 'u200b'],
    ['\u200e!\u200f.md', 'u200e-u0021-u200f'],
  ])('is spelled by its code points: %s is %s', (path, id) => {
    expect(idOf(path)).toBe(id);
  });

  test.each([
    ['⚙️ Settings.md', '-settings'],
    ['Mars ❤️.md', 'mars-'],
    ['❤️Mars.md', 'mars'],
    ['1️⃣.md', '1⃣'],
    ['葛\u{E0100}城.md', '葛城'],
    ['می‌خواهم.md', 'میخواهم'],
    ['soft\u00adware.md', 'software'],
  ])('beside letters leaves nothing that is not seen: %s is %s', (path, id) => {
    expect(idOf(path)).toBe(id);
  });

  test('keeps its address whatever other signs there are', () => {
    expect(idsOf('⚙️.md', '❤️.md', '☀️.md', '⚙.md')).toEqual({
      '⚙️.md': 'u2699-ufe0f',
      '❤️.md': 'u2764-ufe0f',
      '☀️.md': 'u2600-ufe0f',
      '⚙.md': 'u2699',
    });
    expect(problems(wikiOf({ '⚙️.md': '', '❤️.md': '' }))).toEqual([]);
  });
});

describe('of several files with one id', () => {
  test.each<[string, Record<string, string>]>([
    ['the name that is its own slug keeps it', { 'c.md': 'c', 'C.md': 'c-2' }],
    ['then one that differs only in case', { 'C.md': 'c', 'C#.md': 'c-2' }],
    ['wherever it is in the order', { 'C++.md': 'c-2', 'C.md': 'c' }],
    ['or in spaces', { 'Latent! Space.md': 'latent-space-2', 'Latent Space.md': 'latent-space' }],
    ['or in composition', { 'e\u0301.md': 'é-2', 'é.md': 'é' }],
    ['whatever folder it is in', { 'C#/a.md': 'c/a-2', 'C/a.md': 'c/a', 'C#/b.md': 'c/b' }],
    ['also the page of a folder', { 'A!.md': 'a-2', 'a/index.md': 'a' }],
    ['a number that is the name of another file is left to it', { 'c.md': 'c', 'c-2.md': 'c-2', 'c+.md': 'c-2usyawbq' }],
    ['pages of the site keep theirs', { 'search.md': 'search-2', 'Index!.md': 'index-2' }],
  ])('%s', (_, ids) => {
    expect(idsOf(...Object.keys(ids))).toEqual(ids);
    expect(idsOf(...Object.keys(ids).reverse())).toEqual(ids);
  });

  test('all but two have a suffix of their own, which depends on no other file', () => {
    const many = idsOf('C.md', 'C#.md', 'C++.md', 'C~.md', 'C^.md');
    expect([many['C.md'], many['C#.md']]).toEqual(['c', 'c-2']);
    expect(new Set(Object.values(many)).size).toBe(5);
    const fewer = idsOf('C.md', 'C#.md', 'C++.md');
    expect(fewer).toEqual({ 'C.md': many['C.md'], 'C#.md': many['C#.md'], 'C++.md': many['C++.md'] });
    expect(fewer['C++.md']).toMatch(/^c-[a-z0-9]{8}$/);
  });

  test('each that does not get it is reported, with the one that does', () => {
    const wiki = wikiOf({ 'C++.md': '', 'C.md': '', 'search.md': '' });
    expect(problems(wiki)).toEqual(['C++.md:1:1 id-collision', 'search.md:1:1 id-collision']);
    expect(wiki.diagnostics.flatMap(({ code, message }) => (code === 'id-collision' ? [message] : []))).toEqual([
      'The id `c` is taken by `C.md`; this file is published as `c-2`.',
      'The id `search` is taken by a page of the site; this file is published as `search-2`.',
    ]);
  });

  test('a private one takes no address', () => {
    const wiki = wikiOf({ 'C.md': '---\ndraft: true\n---\n', 'C#.md': '' });
    expect([...wiki.byId.keys()]).toEqual(['c']);
  });
});

describe('a long name', () => {
  const longest = (...paths: string[]): number =>
    Math.max(...Object.values(idsOf(...paths)).flatMap((id) => id.split('/').map((name) => byteLength(`${name}.json`))));

  test.each([
    ['of 252 bytes', '长'.repeat(84)],
    ['of 252 letters', 'x'.repeat(252)],
    ['whose signs take more room when they are spelled', '⚙️'.repeat(42)],
    ['of accents', `a${'\u0323\u0302'.repeat(63)}`],
    ['of characters of four bytes', '𝔐'.repeat(63)],
  ])('%s is cut, and stays another than its neighbours', (_, name) => {
    const paths = [`${name}.md`, `${name.slice(0, -2)}z.md`, `${name}/Mars.md`];
    expect(longest(...paths)).toBeLessThanOrEqual(255);
    expect(new Set(Object.values(idsOf(...paths))).size).toBe(3);
    expect(idOf(`${name}.md`)).toBe(idsOf(...paths)[`${name}.md`]);
    expect(idOf(`${name}.md`)).toMatch(/(?:^|-)[a-z0-9]{8}$/);
    expect(idOf(`${name}.md`)?.isWellFormed()).toBe(true);
  });

  test('that fits is unchanged', () => {
    expect(idOf(`${'x'.repeat(250)}.md`)).toBe('x'.repeat(250));
    expect(idOf(`${'长'.repeat(83)}.md`)).toBe('长'.repeat(83));
  });

  test('is cut between characters, and not before an accent', () => {
    expect(idOf(`${'ab\u0323\u0302'.repeat(60)}.md`)).toMatch(/^(?:aḅ\u0302){31}a-[a-z0-9]{8}$/u);
  });

  test('that gets a number stays within the limit', () => {
    expect(longest(`${'x'.repeat(249)}.md`, `${'X'.repeat(249)}.md`)).toBeLessThanOrEqual(255);
  });

  test('is reported, once a folder', () => {
    const long = '潮'.repeat(84);
    const found = wikiOf({ [`${long}.md`]: '', [`${long}/a.md`]: '', [`${long}/b.md`]: '', 'short.md': '' }).diagnostics;
    const reports = found.filter(({ code }) => code === 'path-unsafe');
    expect(reports.map(({ path, severity }) => [path.replace(long, 'L'), severity])).toEqual([
      ['L.md', 'warning'],
      ['L/a.md', 'warning'],
    ]);
    expect(reports[0]?.message).toBe(
      `The file name is too long for a file of the site; the article is published as \`${idOf(`${long}.md`)}\`.`,
    );
    expect(reports[1]?.message).toMatch(
      /^The folder name is too long .*; articles in the folder are published as `潮+-[a-z0-9]{8}\/…`\.$/u,
    );
  });

  test('of a private article is not reported', () => {
    expect(wikiOf({ [`${'x'.repeat(252)}.md`]: '---\ndraft: true\n---\n' }).diagnostics).toEqual([]);
  });
});

describe('a long path', () => {
  test('of many folders is unchanged', () => {
    expect(idOf(`${'d/'.repeat(200)}Mars.md`)).toBe(`${'d/'.repeat(200)}mars`);
  });

  test('of more than a host takes keeps its first folders, and is reported', () => {
    const paths = ['Mars', 'Venus', 'Mars!'].map((name) => `${'folder-of-planets/'.repeat(200)}${name}.md`);
    const ids = Object.values(idsOf(...paths));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) {
      expect(byteLength(`${id}/index.html`)).toBeLessThanOrEqual(1024);
      expect(id).toMatch(/^(?:folder-of-planets\/){50,}(?:mars|venus)-[a-z0-9]{8}$/);
    }
    const wiki = wikiOf(Object.fromEntries(paths.map((path) => [path, ''])));
    expect(problems(wiki).filter((each) => each.endsWith('path-unsafe'))).toHaveLength(3);
  });
});

describe('names that Windows keeps for devices', () => {
  test.each([
    ['con.md', 'con_'],
    ['Nul.md', 'nul_'],
    ['aux/Mars.md', 'aux_/mars'],
    ['planets/COM1/index.md', 'planets/com1_'],
    ['lpt9.md', 'lpt9_'],
    ['console.md', 'console'],
    ['com.md', 'com'],
    ['con man.md', 'con-man'],
  ])('%s is %s', (path, id) => {
    expect(idOf(path)).toBe(id);
  });
});

describe('an attachment is published', () => {
  test.each([
    ['img/Latent map.png', 'img/Latent map.h4sH1234.png'],
    ['data', 'data.h4sH1234'],
    ['a.b/notes.tar.gz', 'a.b/notes.tar.h4sH1234.gz'],
    ['con.png', 'con_.h4sH1234.png'],
    ['aux.old/x.png', 'aux_.old/x.h4sH1234.png'],
    ['end./x .png', 'end-/x .h4sH1234.png'],
    ['Why? "this": a|b*<c>.png', 'Why- -this-- a-b--c-.h4sH1234.png'],
    ['two\nlines.png', 'two-lines.h4sH1234.png'],
    ['dot.', 'dot-.h4sH1234'],
    ['Größe.png'.normalize('NFD'), 'Größe.h4sH1234.png'],
  ])('%j as %j', (path, published) => {
    expect(attachmentPath(path, 'h4sH1234')).toBe(published);
  });

  test.each([
    ['a long name', `${'y'.repeat(248)}.png`],
    ['a long name of long characters', `${'图'.repeat(80)}.jpeg`],
    ['a long ending', `y.${'z'.repeat(250)}`],
    ['a long folder', `${'y'.repeat(254)}/y.png`],
    ['a long path', `${'folder of maps/'.repeat(250)}Mars.png`],
  ])('within the limits: %s', (_, path) => {
    const published = attachmentPath(path, 'h4sH1234');
    const names = published.split('/');
    expect(Math.max(...names.map(byteLength))).toBeLessThanOrEqual(240);
    expect(byteLength(`attachments/${published}-1440.avif`)).toBeLessThanOrEqual(1024);
    const ending = path.length < 600 && path.includes('z') ? '' : path.slice(path.lastIndexOf('.'));
    expect(published.endsWith(`.h4sH1234${ending}`)).toBe(true);
  });

  test('under a shorter name only with a report, and a private one without', () => {
    const long = `${'y'.repeat(248)}.png`;
    const report = (text: string): string[] =>
      wikiOf({ 'a.md': text, [long]: '' })
        .diagnostics.filter(({ code }) => code === 'path-unsafe')
        .map(({ path }) => path);
    expect(report(`![A map](${long})`)).toEqual([long]);
    expect(report(`---\ndraft: true\n---\n![A map](${long})`)).toEqual([]);
    expect(report('Text.')).toEqual([]);
  });
});
