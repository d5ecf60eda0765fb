/** The output folder of a build. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ValueStore } from '../../src/publish/memory/stores.ts';
import { Output } from '../../src/publish/output.ts';

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
