/** Texts that are kept between runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ShardStore } from '../../src/publish/memory/shard-store.ts';

test('a path may hold any character', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const paths = [
    'two\nlines.md',
    'a\ttab.md',
    'a\r\nb.md',
    '潮.md',
    '\n.md',
    ...Array.from({ length: 100 }, (_, n) => `${n}.md`),
  ];
  const texts = paths.map((path, index) => ({ path, stamp: `${index}-1`, text: `{"of":${JSON.stringify(path)}}` }));
  new ShardStore(folder, 'v').keep(texts);
  const store = new ShardStore(folder, 'v');
  expect(texts.map(({ path, stamp }) => store.get({ path, stamp, bytes: 1 }))).toEqual(texts);
});
