/** Symbolic links in a content folder: which are followed, which are cut, and what is said of the others. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isSameListing, type ListingOptions, listVault } from '../../src/vault/read-vault.ts';
import { sentenceIn, sourcebook, textOf, vaultOf } from '../support/site.ts';

/** A folder with `vault` in it, and whatever else; a value that starts with `-> ` is a link. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sourcebook-links-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
  return folder;
}

function listed(files: Readonly<Record<string, string>>, options: ListingOptions = { followSymlinks: true }) {
  const { markdown, attachments, diagnostics } = listVault(join(folderOf(files), 'vault'), options);
  return {
    files: [...markdown, ...attachments].map(({ path }) => path),
    reported: diagnostics.map(({ path, severity, message }) => `${path} ${severity}: ${message}`),
  };
}

const outside = { 'vault/Sun.md': '', 'real/moons/Io.md': '', 'real/moons/io.png': '', 'real/mars.md': '' };

describe('links out of the vault', () => {
  const files = { ...outside, 'vault/moons': '-> ../real/moons', 'vault/Mars.md': '-> ../real/mars.md' };

  test('are followed if the key is set: folders, files and attachments', () => {
    expect(listed(files)).toEqual({ files: ['Mars.md', 'Sun.md', 'moons/Io.md', 'moons/io.png'], reported: [] });
  });

  test('are reported where it does not, with the key', () => {
    const { diagnostics } = listVault(join(folderOf(files), 'vault'));
    expect(diagnostics.map(({ code, path, severity, message, hint }) => [code, path, severity, message, hint]).sort()).toEqual(
      ['Mars.md', 'moons'].map((path) => [
        'path-unsafe',
        path,
        'error',
        'The symbolic link leads out of the vault; it is not followed.',
        '`followSymlinks: true` in sourcebook.yaml follows it.',
      ]),
    );
  });

  test.each([true, false])('that lead nowhere are reported (followSymlinks: %s)', (followSymlinks) => {
    const dangling = { 'vault/Sun.md': '', 'vault/gone.md': '-> ../nowhere.md', 'vault/self': '-> self' };
    expect(listed(dangling, { followSymlinks })).toEqual({
      files: ['Sun.md'],
      reported: [
        'gone.md error: The symbolic link leads nowhere and is not followed: its target does not exist.',
        'self error: The symbolic link leads nowhere and is not followed: its symbolic links form a cycle.',
      ],
    });
  });

  test('that the repository has for its own files are no matter of the wiki', () => {
    const files = {
      'vault/Sun.md': '',
      'README.md': '',
      'vault/README.md': '-> ../README.md',
      'vault/AGENTS.md': '-> ../gone.md',
    };
    expect(listed(files, {})).toEqual({ files: ['Sun.md'], reported: [] });
  });

  test('are left out by name: dot-names, node_modules, `exclude`', () => {
    const files = {
      ...outside,
      'vault/.moons': '-> ../real/moons',
      'vault/node_modules': '-> ../real/moons',
      'vault/drafts': '-> ../real/moons',
      'vault/shown': '-> ../real/.hidden',
      'real/.hidden/Io.md': '',
      'real/.hidden/.secret.md': '',
    };
    const exclude = ['drafts', 'shown/Europa.md'];
    expect(listed(files, { followSymlinks: true, exclude })).toEqual({ files: ['Sun.md', 'shown/Io.md'], reported: [] });
  });

  test('that lead back into the vault do not show what `exclude` names', () => {
    const files = {
      'vault/Sun.md': '',
      'vault/diary/Monday.md': '',
      'vault/days': '-> diary',
      'vault/day.md': '-> diary/Monday.md',
      'vault/out': '-> ../real',
      'real/back': '-> ../vault/diary',
      'vault/a/b.md': '',
      'vault/a/private/c.md': '',
      'vault/all': '-> a',
    };
    const exclude = ['diary', 'a/private'];
    expect(listed(files, { followSymlinks: true, exclude }).files).toEqual(['Sun.md', 'a/b.md', 'all/b.md']);
  });
});

describe('circles are cut', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['to the vault itself', { 'vault/loop': '-> .', 'vault/deep/loop': '-> ..' }, []],
    ['to the folder it is in', { 'vault/a/A.md': '', 'vault/a/loop': '-> ../a' }, ['a/A.md']],
    [
      'over two links',
      { 'vault/a/A.md': '', 'vault/b/B.md': '', 'vault/a/b': '-> ../b', 'vault/b/a': '-> ../a' },
      ['a/A.md', 'a/b/B.md', 'b/B.md', 'b/a/A.md'],
    ],
    [
      'over two links outside',
      { 'vault/x': '-> ../x', 'x/X.md': '', 'x/y': '-> ../y', 'y/Y.md': '', 'y/x': '-> ../x' },
      ['x/X.md', 'x/y/Y.md'],
    ],
    ['within a linked folder', { 'vault/x': '-> ../x', 'x/X.md': '', 'x/self': '-> .' }, ['x/X.md']],
    [
      'to a folder above one that was linked to',
      { 'vault/x': '-> ../o/x', 'o/x/X.md': '', 'o/x/up': '-> ..', 'o/O.md': '' },
      ['x/X.md', 'x/up/O.md'],
    ],
    ['from outside back to the vault', { 'vault/x': '-> ../x', 'x/X.md': '', 'x/vault': '-> ../vault' }, ['x/X.md']],
  ])('%s', (_, files, expected) => {
    expect(listed({ 'vault/Sun.md': '', ...files })).toEqual({ files: [...expected, 'Sun.md'].sort(), reported: [] });
  });

  test('a folder that contains the vault is not followed, and the link is reported', () => {
    const files = { 'vault/Sun.md': '', 'beside/Secret.md': '', 'vault/up': '-> ..', 'vault/x': '-> ../x', 'x/top': '-> /' };
    expect(listed(files)).toEqual({
      files: ['Sun.md'],
      reported: [
        'up warning: The symbolic link leads to a folder that contains the vault; it is not followed.',
        'x/top warning: The symbolic link leads to a folder that contains the vault; it is not followed.',
      ],
    });
  });

  test('folders that all link to each other are listed in bounded time', () => {
    const names = [...'abcdefghij'];
    const files = Object.fromEntries(
      names.flatMap((name) => [
        [`real/${name}/${name}.md`, ''],
        ...names.map((other) => [`real/${name}/to-${other}`, `-> ../${other}`]),
      ]),
    );
    const { files: found, reported } = listed({ ...files, 'vault/a': '-> ../real/a' });
    expect(found).toContain('a/to-j/j.md');
    expect(found.length).toBeLessThan(100);
    expect(reported[0]).toMatch(/warning: The symbolic link leads to a folder that 8 others lead to; it is not followed\.$/);
  });
});

test('a file that two links lead to has two paths', () => {
  const files = {
    ...outside,
    'vault/one': '-> ../real/moons',
    'vault/two': '-> ../real/moons',
    'vault/three': '-> ../more',
    'more/one': '-> ../real/moons',
    'more/two': '-> ../real/moons',
    'vault/A.md': '-> ../real/mars.md',
    'vault/B.md': '-> ../real/mars.md',
  };
  expect(listed(files).files.filter((path) => path.endsWith('.md'))).toEqual([
    'A.md',
    'B.md',
    'Sun.md',
    'one/Io.md',
    'three/one/Io.md',
    'three/two/Io.md',
    'two/Io.md',
  ]);
  expect(listed(files).reported).toEqual([]);
});

test('two listings are the same until something is written, removed, or linked elsewhere', () => {
  const folder = folderOf({ ...outside, 'vault/moons': '-> ../real/moons', 'real/others/Io.md': '' });
  const vault = join(folder, 'vault');
  const settled = (): ReturnType<typeof listVault> => {
    // Files that were just written to never look the same.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
    return listVault(vault, { followSymlinks: true });
  };
  const first = settled();
  expect(isSameListing(first, settled())).toBe(true);
  writeFileSync(join(folder, 'real/moons/Io.md'), '');
  const second = settled();
  expect(isSameListing(first, second)).toBe(false);
  rmSync(join(vault, 'moons'));
  symlinkSync('../real/others', join(vault, 'moons'));
  expect(isSameListing(second, settled())).toBe(false);
});

// A busy machine may let more time pass between writing and listing than the clock of files is coarse.
test('a file that was just written to does not look the same twice: the clock of files is coarse', { retry: 5 }, () => {
  const vault = join(folderOf({ 'vault/Sun.md': 'one' }), 'vault');
  writeFileSync(join(vault, 'Sun.md'), 'two');
  expect(isSameListing(listVault(vault), listVault(vault))).toBe(false);
});

describe('a site', () => {
  test('shows the targets of links, with their attachments, and does not reveal where they are', async () => {
    const vault = vaultOf({
      'Sun.md': '[[Io]] [[Mars]] [[Diary]] ![[io.svg]]',
      'sourcebook.yaml': 'followSymlinks: true\n',
    });
    const real = join(vault.folder, 'elsewhere');
    mkdirSync(join(real, 'moons'), { recursive: true });
    writeFileSync(join(real, 'moons/Io.md'), '![[io.svg]] circles [[Sun]].');
    writeFileSync(join(real, 'moons/Diary.md'), '---\nprivate: true\n---\nSecret.');
    writeFileSync(join(real, 'moons/io.svg'), '<svg xmlns="http://www.w3.org/2000/svg"><circle r="3"/></svg>');
    writeFileSync(join(real, 'mars-source.md'), 'Red.');
    symlinkSync('../elsewhere/moons', join(vault.content, 'moons'));
    symlinkSync('../elsewhere/mars-source.md', join(vault.content, 'Mars.md'));
    symlinkSync('.', join(vault.content, 'loop'));
    const { code, stdout } = await vault.build('--strict');
    expect(stdout).toContain('Built 3 articles');
    expect(code).toBe(0);
    const io = vault.read('moons/io/index.html');
    expect(textOf(io)).toContain('circles Sun');
    const drawing = /src="\/(attachments\/[^"]+\.svg)"/.exec(io)?.[1] ?? '';
    expect(vault.read(drawing)).toContain('<circle');
    expect(textOf(vault.read('mars/index.html'))).toContain('Red.');
    expect(io + vault.read('moons/io.json') + vault.read('graph.json')).not.toMatch(/elsewhere|Secret/);

    const again = await vault.build();
    expect(again.stdout).toContain(' pages, 0 of them made anew');
    writeFileSync(join(real, 'mars-source.md'), 'Rusty.');
    await vault.build();
    expect(textOf(vault.read('mars/index.html'))).toContain('Rusty.');
  });

  test('`check` names the key, and has nothing to say once it is there', async () => {
    const vault = vaultOf({ 'Sun.md': 'Shines on [[Io]].' });
    mkdirSync(join(vault.folder, 'moons'));
    writeFileSync(join(vault.folder, 'moons/Io.md'), 'Circles near [[Sun]].');
    symlinkSync('../moons', join(vault.content, 'moons'));
    const before = await vault.check();
    expect(before.code).toBe(1);
    expect(before.stdout).toContain('moons:1:1  error  The symbolic link leads out of the vault; it is not followed.');
    expect(before.stdout).toContain('`followSymlinks: true` in sourcebook.yaml');
    vault.write({ 'sourcebook.yaml': 'followSymlinks: true\n' });
    const after = await vault.check();
    expect([after.code, after.stdout]).toEqual([0, expect.not.stringMatching(/path-unsafe|link-missing/)]);
    const told = await sourcebook('explain', '[[Io]]', '--from', 'sun', '--content', vault.content);
    expect(told.stdout).toContain('moons/Io.md');
  });

  test('is not built into a folder that a link leads to', async () => {
    const vault = vaultOf({ 'Sun.md': '', 'sourcebook.yaml': 'followSymlinks: true\n' });
    mkdirSync(join(vault.folder, 'real'));
    symlinkSync('../real', join(vault.content, 'real'));
    const out = join(vault.folder, 'real/site');
    const { code, stderr } = await vault.build('--out', out);
    expect([code, sentenceIn(stderr)]).toEqual([
      2,
      `The output folder ${out} is inside the folder that \`real\` in the content folder leads to, which is never written to; choose another with --out.`,
    ]);
  });
});
