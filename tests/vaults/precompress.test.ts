/** `build --precompress`: copies of texts for hosts that send them. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { filesOf } from '../support/crawl.ts';
import { type Vault, vaultOf } from '../support/site.ts';

const planets = {
  'mars.md': '# Mars\n\nRed, unlike [[Venus]].\n',
  'venus.md': '# Venus\n\nBright.\n',
  'sourcebook.yaml': 'features: { search: false }\n',
};
const isText = (path: string): boolean => /\.(?:html|css|js|mjs|json|xml|svg|txt|md|wasm)$/.test(path);
const isCopy = (path: string): boolean => /\.(?:br|gz)$/.test(path);
const copies = ({ out }: Vault): string[] => filesOf(out).filter(isCopy);
/** A file that is made again is another file, whatever it holds. */
const inodes = (vault: Vault): Map<string, number> =>
  new Map(copies(vault).map((path) => [path, statSync(join(vault.out, path)).ino]));

test('every text of 1 kB has two copies, which hold the same, and nothing else has', async () => {
  const vault = vaultOf(planets);
  expect((await vault.build('--precompress')).code).toBe(0);
  const large = filesOf(vault.out).filter((path) => isText(path) && statSync(join(vault.out, path)).size >= 1024);
  expect(large).toContain('mars/index.html');
  expect(large.some((path) => path.endsWith('.css'))).toBe(true);
  expect(copies(vault)).toEqual(large.flatMap((path) => [`${path}.br`, `${path}.gz`]).sort());
  for (const path of large) {
    const bytes = readFileSync(join(vault.out, path));
    expect(brotliDecompressSync(readFileSync(join(vault.out, `${path}.br`))).equals(bytes)).toBe(true);
    expect(gunzipSync(readFileSync(join(vault.out, `${path}.gz`))).equals(bytes)).toBe(true);
  }
});

test('the copies of what has not changed are not made again', async () => {
  const vault = vaultOf({ ...planets, 'note.md': '# Note\n\nOf nobody.\n' });
  await vault.build('--precompress');
  const before = inodes(vault);
  vault.write({ 'note.md': '# Note\n\nOf somebody.\n' });
  await vault.build('--precompress');
  const after = inodes(vault);
  expect([...after.keys()]).toEqual([...before.keys()]);
  expect(after.get('note/index.html.br')).not.toBe(before.get('note/index.html.br'));
  expect(after.get('mars/index.html.br')).toBe(before.get('mars/index.html.br'));
  expect(brotliDecompressSync(readFileSync(join(vault.out, 'note/index.html.br'))).toString()).toBe(
    vault.read('note/index.html'),
  );
  await vault.build('--precompress');
  expect(inodes(vault)).toEqual(after);
});

test('a copy that is gone is made again', async () => {
  const vault = vaultOf(planets);
  await vault.build('--precompress');
  const all = copies(vault);
  rmSync(join(vault.out, 'mars/index.html.br'));
  await vault.build('--precompress');
  expect(copies(vault)).toEqual(all);
});

test('without the option they are removed, and with it they come back', async () => {
  const vault = vaultOf(planets);
  await vault.build('--precompress');
  const all = copies(vault);
  await vault.build();
  expect(copies(vault)).toEqual([]);
  expect(existsSync(join(vault.out, 'mars/index.html'))).toBe(true);
  await vault.build('--precompress');
  expect(copies(vault)).toEqual(all);
});

test("an author's own file with the name of a copy stays", async () => {
  const vault = vaultOf(planets);
  await vault.build();
  writeFileSync(join(vault.out, 'mars/index.html.gz'), 'mine');
  await vault.build('--precompress');
  expect(vault.read('mars/index.html.gz')).toBe('mine');
  expect(copies(vault)).toContain('mars/index.html.br');
});

test('what becomes private is in no copy any more', async () => {
  const vault = vaultOf({ ...planets, 'vulcan.md': '# Vulcan\n\nBetween the Sun and Mercury.\n' });
  const places = (): string[] =>
    copies(vault).filter((path) => {
      const bytes = readFileSync(join(vault.out, path));
      return /vulcan/i.test(path + (path.endsWith('.br') ? brotliDecompressSync(bytes) : gunzipSync(bytes)).toString());
    });
  await vault.build('--precompress');
  expect(places()).toContain('all/index.html.br');
  vault.write({ 'vulcan.md': '---\nprivate: true\n---\n\n# Vulcan\n\nBetween the Sun and Mercury.\n' });
  await vault.build('--precompress');
  expect([places(), copies(vault).includes('all/index.html.br')]).toEqual([[], true]);
});
