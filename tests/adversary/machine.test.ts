/** Machines that are broken: whatever cannot be read or written, a command ends in bounded time, and says so in words. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { withLock } from '../../src/publish/memory/processes.ts';
import { lockOutput } from '../../src/publish/output/lock.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-machine-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('a lock', () => {
  const ways: readonly [of: string, name: string, take: (folder: string, onWait: () => void) => Promise<void>][] = [
    ['the cache', '.lock', (folder) => Promise.resolve(withLock(folder, () => {}))],
    ['an output', '.dist.sourcebook-lock', async (folder, onWait) => (await lockOutput(join(folder, 'dist'), onWait))()],
  ];
  const left: readonly [what: string, leave: (lock: string) => void][] = [
    ['of a process that was killed', (lock) => writeFileSync(lock, '999999999')],
    ['with a text', (lock) => writeFileSync(lock, 'text')],
    ['of process 0', (lock) => writeFileSync(lock, '0')],
    ['that is a folder', (lock) => mkdirSync(join(lock, 'folder'), { recursive: true })],
    ['that is a link to nowhere', (lock) => symlinkSync('nowhere', lock)],
    [
      'that a killed process left empty',
      (lock) => {
        writeFileSync(lock, '');
        utimesSync(lock, 0, 0);
      },
    ],
  ];
  const cases = ways.flatMap(([of, name, take]) => left.map(([what, leave]) => [of, what, name, take, leave] as const));

  test.each(cases)('of %s %s is taken over at once', async (_, __, name, take, leave) => {
    const folder = temporaryFolder();
    leave(join(folder, name));
    const since = performance.now();
    await take(folder, () => {});
    expect(performance.now() - since).toBeLessThan(1000);
    expect(existsSync(join(folder, name))).toBe(false);
  });

  test('of an output that is being written is waited for, and said once', async () => {
    const folder = temporaryFolder();
    const lock = join(folder, '.dist.sourcebook-lock');
    writeFileSync(lock, '');
    let waits = 0;
    const taken = lockOutput(join(folder, 'dist'), () => waits++);
    await new Promise((done) => setTimeout(done, 350));
    rmSync(lock);
    (await taken)();
    expect(waits).toBe(1);
  });
});
