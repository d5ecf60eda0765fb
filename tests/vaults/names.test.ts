/** Vaults whose files are called what some file system, host or tool does not take. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenLinks, filesOf } from '../support/crawl.ts';
import { serve, sourcebook, type Vault, vaultOf } from '../support/site.ts';

const long = '潮'.repeat(84);
const deep = 'd/'.repeat(200);
const picture = `${'图'.repeat(82)}.svg`;
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';

/** Every kind of name that is not as other names are, each reached by links. */
const files: Readonly<Record<string, string>> = {
  'index.md': `# Home\n\n[[${long}]] [[Tides]] [it](<${long}/Moon.md>) [[${deep}Ebb]] [[con]] [[⚙️]] [[C#]] [[é]]\n`,
  'Tides.md': `---\ntags: [⚙️, ❤️, aux, ${'t'.repeat(300)}]\naliases: [../up, old/../Ebb, ${'z'.repeat(300)}, "⚙️⚙️"]\ntype: ⚙️\n---\n![A map](${picture}) ![[Map.pdf]] ![[map.pdf]] ![[img/what?.pdf]] [x](<nul.pdf>) [y](<end./y.pdf>) ![[two.pdf]]\n`,
  [`${long}.md`]: 'Text [[Tides]].\n',
  [`${long.slice(1)}汐.md`]: 'Text.\n',
  [`${long}/Moon.md`]: '[[Tides]]',
  [`${'x'.repeat(252)}.md`]: 'Text.\n',
  [`${deep}Ebb.md`]: '[[Tides]]',
  [`${'folder of planets/'.repeat(180)}Mars.md`]: '[[Tides]]',
  'con.md': 'Text.\n',
  'aux/nul.md': 'Text.\n',
  '⚙️.md': 'Text.\n',
  '❤️/index.md': 'Text.\n',
  'C.md': 'Text.\n',
  'c.md': 'Text.\n',
  'C#.md': 'Text.\n',
  'é.md': 'Text.\n',
  'e\u0301.md': 'Text.\n',
  'two\nlines.md': 'Text.\n',
  'a\ttab.md': 'Text.\n',
  [picture]: drawing,
  'Map.pdf': '%PDF',
  'map.pdf': '%PDF',
  'img/what?.pdf': '%PDF-1',
  'nul.pdf': '%PDF-2',
  'end./y.pdf': '%PDF-3',
  'img/two.pdf': '%PDF-4',
};

/** Files of a site but those of the search engine, whose names tell what is in them. */
function snapshot(vault: Vault): Record<string, string> {
  const kept = filesOf(vault.out).filter((path) => !/^(?:\.sourcebook$|pagefind\/)/.test(path));
  return Object.fromEntries(kept.map((path) => [path, readFileSync(join(vault.out, path), 'base64')]));
}

// Other systems cannot hold all of these files.
const onLinux = test.runIf(process.platform === 'linux');

onLinux('names of every kind are published, under names that every host takes', async () => {
  const vault = vaultOf(files);
  const { code, stderr } = await vault.build();
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('fault')]);
  expect(brokenLinks(vault.out)).toEqual([]);
  const paths = filesOf(vault.out);
  const names = paths.flatMap((path) => path.split('/'));
  expect(Math.max(...names.map((name) => Buffer.byteLength(name)))).toBeLessThanOrEqual(255);
  expect(Math.max(...paths.map((path) => Buffer.byteLength(path)))).toBeLessThanOrEqual(1024);
  expect(names.filter((name) => /^(?:con|nul|aux)(?:\.|$)|[\p{Cc}<>:"|?*\\]|\ufe0f|[. ]$/iu.test(name))).toEqual([]);
  expect(new Set(paths.map((path) => path.normalize('NFC').toLowerCase())).size).toBe(paths.length);
  expect(paths.filter((path) => path.endsWith('.pdf'))).toHaveLength(5);
  for (const path of [
    'c',
    'c-2',
    'u2699-ufe0f',
    'u2764-ufe0f',
    'con_',
    'aux_/nul_',
    'é',
    'é-2',
    'tags/u2699-ufe0f',
    `${deep}ebb`,
  ])
    expect(paths).toContain(`${path}/index.html`);

  const before = snapshot(vault);
  vault.write({ 'Tides.md': `${files['Tides.md']}\nAn edit.\n`, 'C++.md': 'Text.\n' });
  expect((await vault.build()).code).toBe(0);
  const edited = snapshot(vault);
  expect(Object.keys(before).filter((path) => !(path in edited))).toEqual([]);
  expect((await vault.build('--force')).code).toBe(0);
  expect(snapshot(vault)).toEqual(edited);
});

test('a long name is reported by `check`, and looked up by `explain`', async () => {
  const vault = vaultOf({
    [`${long}.md`]: 'See [[Tides]].\n',
    'Tides.md': `[[${long}]] ![A map](${picture})\n`,
    [picture]: drawing,
  });
  const { code, stdout } = await vault.check('--format', 'json');
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; path: string; message: string }[] };
  expect(code).toBe(0);
  expect(diagnostics.filter((each) => each.code === 'path-unsafe').map(({ path }) => path)).toEqual([picture, `${long}.md`]);
  const explained = await sourcebook('explain', `[[${long}]]`, '--from', 'Tides.md', '--content', vault.content);
  expect(explained.stdout).toMatch(/→ .*\n {2}\/(?:%[\dA-F]{2})+-[a-z0-9]{8}\/\n/);
});

test('an address that is where a file of the site is leads nowhere new, and ends no build', async () => {
  const vault = vaultOf({
    'Moon.md': 'Text.\n',
    'a.md': '---\npermalink: /moon.md\n---\n',
    'b.md': '---\npermalink: /moon.json/more\n---\n',
    'c.md': '---\npermalink: graph.json\n---\n',
    'd.md': '---\npermalink: /moon/index.html\n---\n',
    'e.md': '---\npermalink: /names.0.json\naliases: [Fine]\n---\n',
  });
  const { code, stderr } = await vault.build();
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('fault')]);
  expect(vault.read('moon/index.html')).toContain('<h1');
  expect(vault.read('_redirects')).toBe('/fine/ /e/ 301\n');
  expect(statSync(join(vault.out, 'moon.md')).isFile()).toBe(true);
});

describe('a path that cannot be read', () => {
  onLinux('because it is too long is reported, and ends nothing', async () => {
    const vault = vaultOf({ 'a.md': 'Text.\n' });
    const home = process.cwd();
    try {
      process.chdir(vault.content);
      for (let depth = 0; depth < 16; depth++) {
        mkdirSync('f'.repeat(250));
        process.chdir('f'.repeat(250));
      }
      const left = 4090 - process.cwd().length;
      if (left > 0) {
        mkdirSync('g'.repeat(Math.min(left, 250)));
        process.chdir('g'.repeat(Math.min(left, 250)));
      }
      writeFileSync('Mars.md', 'Text.\n');
    } finally {
      process.chdir(home);
    }
    const { code, stderr } = await vault.build();
    expect([code, stderr]).toEqual([0, expect.stringContaining('file-unreadable')]);
    expect(stderr).not.toContain('fault');
    expect(vault.read('a/index.html')).toContain('<h1');
  });

  onLinux('because its name is not UTF-8 is reported', async () => {
    const vault = vaultOf({ 'a.md': 'Text.\n' });
    writeFileSync(Buffer.concat([Buffer.from(`${vault.content}/caf`), Buffer.from([0xe9]), Buffer.from('.md')]), 'Text.\n');
    const { stdout } = await vault.check();
    expect(stdout).toContain('The file was not read: its name is not UTF-8.');
  });

  test('is not found by `preview`, which keeps running', async () => {
    const vault = vaultOf({ 'a.md': 'Text.\n' });
    await vault.build();
    const { url, stop } = await serve('preview', '--out', vault.out);
    try {
      expect((await fetch(`${url}${'x'.repeat(3000)}/`)).status).toBe(404);
      expect((await fetch(`${url}a%00/`)).status).toBe(404);
      expect((await fetch(`${url}a/`)).status).toBe(200);
    } finally {
      stop();
    }
  });
});

test('a private article whose name ends in .md reveals nothing', async () => {
  const vault = vaultOf({
    'a.md': 'See [[Zarquon.md]], [[zarquon.md.md]], [it](Zarquon.md.md), [[/Zarquon.md|it]].\n',
    'Zarquon.md.md': '---\ndraft: true\n---\nText.\n',
    [`Vexilla${'x'.repeat(240)}.md`]: '---\ndraft: true\n---\nText.\n',
    'Vexilla!.md': '---\ndraft: true\n---\nText.\n',
  });
  expect((await vault.build()).code).toBe(0);
  for (const path of filesOf(vault.out)) expect(`${path} ${vault.read(path)}`).not.toMatch(/zarquon|vexilla/i);
});
