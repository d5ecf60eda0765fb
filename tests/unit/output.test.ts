/** The output folder of a build. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ValueStore } from '../../src/publish/memory/stores.ts';
import { Output } from '../../src/publish/output/output.ts';

test('a site may have any number of files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-output-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const output = new Output(join(folder, 'site'), new ValueStore(join(folder, 'ledger.json'), ''), { base: '/', force: false });
  output.add(
    Array.from({ length: 200_000 }, (_, number) => `articles/${number}/index.html`),
    'key',
  );
  writeFileSync(join(output.staging, 'index.html'), 'Home');
  output.add(['index.html'], 'key');
  output.commit();
  expect(readdirSync(join(folder, 'site'))).toContain('index.html');
});

/** An output folder in a temporary folder. */
function place(): {
  folder: string;
  out: string;
  build: (files: Record<string, string>) => void;
  read: (path: string) => string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-output-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const out = join(folder, 'site');
  const ledger = new ValueStore(join(folder, 'ledger.json'), '');
  return {
    folder,
    out,
    build(files) {
      const output = new Output(out, ledger, { base: '/', force: false });
      for (const [path, text] of Object.entries(files)) {
        if (!output.needs(path, text)) continue;
        mkdirSync(dirname(join(output.staging, path)), { recursive: true });
        writeFileSync(join(output.staging, path), text);
      }
      try {
        output.commit();
      } finally {
        output.abandon();
      }
    },
    read: (path) => readFileSync(join(out, path), 'utf8'),
  };
}

test('files that Sourcebook did not make stay, those of an earlier build go', () => {
  const { folder, out, build, read } = place();
  build({ 'index.html': '1', 'a/index.html': '1' });
  mkdirSync(join(out, 'a/b'));
  writeFileSync(join(out, 'a/b/mine.txt'), 'mine');
  writeFileSync(join(out, 'CNAME'), 'wiki.example');
  symlinkSync('CNAME', join(out, 'link'));
  build({ 'index.html': '1', 'c.html': '2' });
  expect([read('index.html'), read('c.html'), read('a/b/mine.txt'), read('link')]).toEqual(['1', '2', 'mine', 'wiki.example']);
  expect(existsSync(join(out, 'a/index.html'))).toBe(false);
  expect(readlinkSync(join(out, 'link'))).toBe('CNAME');
  expect(readdirSync(folder).sort()).toEqual(['ledger.json', 'site']);
});

test.each([
  ['a file where the site has one', 'a.html', 'a.html'],
  ['a file where the site has a folder', 'b', 'b'],
  ['a folder where the site has a file', 'a.html/mine.txt', 'a.html'],
])('%s is not overwritten: the build says so, and changes nothing', (_, mine, named) => {
  const { out, build, read } = place();
  build({ 'index.html': '1' });
  mkdirSync(dirname(join(out, mine)), { recursive: true });
  writeFileSync(join(out, mine), 'mine');
  expect(() => build({ 'index.html': '2', 'a.html': '2', 'b/c.html': '2' })).toThrow(
    `The output folder holds \`${named}\`, which Sourcebook did not make`,
  );
  expect([read(mine), read('index.html')]).toEqual(['mine', '1']);
});

test('a folder becomes a file and a file a folder', () => {
  const { build, read } = place();
  build({ 'a/b.html': '1', c: '1' });
  build({ a: '2', 'c/d.html': '2' });
  expect([read('a'), read('c/d.html')]).toEqual(['2', '2']);
});

test('the folder may be named by a symbolic link, which stays, and other users may read it', () => {
  const { folder, out, build, read } = place();
  mkdirSync(join(folder, 'real'));
  symlinkSync('real', out);
  build({ 'index.html': '1' });
  build({ 'index.html': '2' });
  expect([read('index.html'), readlinkSync(out), statSync(join(folder, 'real')).mode & 0o777]).toEqual(['2', 'real', 0o755]);
});

test('a marker that leads out of the folder removes nothing there', () => {
  const { folder, out, build } = place();
  build({ 'index.html': '1' });
  writeFileSync(join(folder, 'precious'), 'x');
  writeFileSync(join(out, '.sourcebook'), `${readFileSync(join(out, '.sourcebook'), 'utf8')}\n../precious\n/etc/passwd`);
  build({ 'index.html': '2' });
  expect(existsSync(join(folder, 'precious'))).toBe(true);
});
