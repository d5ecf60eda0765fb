/** Files with new times and the bytes that they had: what a clone, an unpacked archive or `touch` makes of a vault. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build, check, openWiki } from '../../src/api/index.ts';
import { sourcebook, type Vault, vaultOf } from '../support/site.ts';

const picture = readFileSync(join(import.meta.dirname, '../browser/pictures/code-phone-light.webp'));
const files = {
  'Mars.md': '# Mars\n\nRed, unlike [[Venus]]. ![](map.webp)\n',
  'Venus.md': '# Venus\n\nBright. ![](drawing.svg)\n',
  'Moon.md': '---\nprivate: true\n---\nSee [[Mars]].\n',
  'map.webp': picture,
  'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x()</script></svg>',
};

/** Gives every file of a vault another inode and the time of now. */
function touch({ content }: Vault): void {
  for (const entry of readdirSync(content, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    copyFileSync(file, `${file}.new`);
    renameSync(`${file}.new`, file);
  }
}

/** How many files of a vault are read to open it. */
async function readToOpen({ content }: Pick<Vault, 'content'>): Promise<number> {
  let most = 0;
  const onProgress = (phase: string, _done: number, of: number): void => {
    if (phase === 'Reading') most = Math.max(most, of);
  };
  await openWiki({ content, onProgress });
  return most;
}

const madeBy = ({ stdout }: { stdout: string }): string | undefined => /, (\d+) of them made anew/.exec(stdout)?.[1];

test('are built and checked as if nothing had happened', async () => {
  const vault = vaultOf(files);
  await vault.build();
  const before = vault.read('mars/index.html');
  touch(vault);
  expect(madeBy(await vault.build())).toBe('0');
  expect(await readToOpen(vault)).toBe(0);
  touch(vault);
  expect(await readToOpen(vault)).toBe(0);
  expect(vault.read('mars/index.html')).toBe(before);
});

test('are recognised beside one that has changed', async () => {
  const vault = vaultOf(files);
  await vault.build();
  touch(vault);
  vault.write({ 'Venus.md': '# Venus\n\nBrighter.\n' });
  expect(await readToOpen(vault)).toBe(1);
  expect(Number(madeBy(await vault.build()))).toBeGreaterThan(0);
  expect(vault.read('venus/index.html')).toContain('Brighter');
});

test('are not taken for the same if their bytes are others of the same number, at the same time', async () => {
  const vault = vaultOf(files);
  await vault.build();
  const file = join(vault.content, 'Venus.md');
  const { atime, mtime } = statSync(file);
  for (const word of ['Blight.', 'Bright.', 'Knight.']) {
    writeFileSync(file, `# Venus\n\n${word} ![](drawing.svg)\n`);
    utimesSync(file, atime, mtime);
    await vault.build();
    expect(vault.read('venus/index.html')).toContain(word);
  }
});

test('say the same of pictures, and new bytes of one are published', async () => {
  const vault = vaultOf(files);
  await vault.build();
  touch(vault);
  vault.write({ 'map.webp': readFileSync(join(import.meta.dirname, '../browser/pictures/code-phone-dark.webp')) });
  const before = vault.read('mars/index.html');
  await vault.build();
  expect(vault.read('mars/index.html')).not.toBe(before);
  const clean = vault.read('mars/index.html');
  await vault.build('--force');
  expect(vault.read('mars/index.html')).toBe(clean);
});

test('are recognised in another folder, if they are a clone of the same repository and the first is gone', async () => {
  const { folder } = vaultOf({});
  const git = (...args: string[]): unknown => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args]);
  const origin = join(folder, 'origin');
  mkdirSync(join(origin, 'notes'), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(origin, 'notes', path), text);
  git('init', '-q', origin);
  git('-C', origin, 'add', '.');
  git('-C', origin, 'commit', '-qm', 'Notes');
  const clone = (name: string): { content: string; out: string } => {
    git('clone', '-q', `file://${origin}`, join(folder, name));
    return { content: join(folder, name, 'notes'), out: join(folder, name, 'dist') };
  };
  const first = clone('first');
  // By another process: as long as one uses a vault of the cache, it stays where it is.
  await sourcebook('build', '--content', first.content, '--out', first.out);
  expect(await readToOpen(clone('second'))).toBeGreaterThan(0);
  // With its site, as a project is moved.
  renameSync(join(folder, 'first'), join(folder, 'moved'));
  const moved = { content: join(folder, 'moved/notes'), out: join(folder, 'moved/dist') };
  expect(await readToOpen(moved)).toBe(0);
  expect((await build({ ...moved })).rendered).toBe(0);
});

test('keep what `check` found', async () => {
  const vault = vaultOf({ ...files, 'Broken.md': 'See [[Nowhere]].\n' });
  const before = (await check({ content: vault.content })).diagnostics;
  touch(vault);
  expect((await check({ content: vault.content })).diagnostics).toEqual(before);
  expect(await readToOpen(vault)).toBe(0);
});
