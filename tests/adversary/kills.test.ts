/** Builds that are killed, and builds at the same time: the output is one site or the other, never a mixture. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cases, timeout } from '../support/budget.ts';
import { filesOf } from '../support/crawl.ts';
import { launcher, type Vault, vaultOf } from '../support/site.ts';

const count = 60;

/** A vault of which nearly every page differs between two states; one state has a page and a file that the other lacks. */
function stateOf(letter: string): Record<string, string> {
  return {
    ...Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`n${n}.md`, `# N${n} ${letter}\n\nOf [[n${(n + 1) % count}]].\n`]),
    ),
    [`only-${letter}.md`]: `# Only ${letter}\n\n![[${letter}.png]]\n`,
    [`${letter}.png`]: letter,
  };
}

function put(vault: Vault, letter: string): void {
  rmSync(vault.content, { recursive: true });
  mkdirSync(vault.content);
  vault.write(stateOf(letter));
}

/** Every file of a site with its bytes, without the search index, whose bytes differ from build to build. */
function siteIn(folder: string): Record<string, string> {
  const files = filesOf(folder).filter((path) => path !== '.sourcebook' && !path.startsWith('pagefind/'));
  return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}

/** In what a site differs from another; empty if they are the same. */
function differences(site: Record<string, string>, other: Record<string, string>): string[] {
  const paths = [...new Set([...Object.keys(site), ...Object.keys(other)])].filter((path) => site[path] !== other[path]);
  const lengthOf = (text: string | undefined): string => (text === undefined ? 'none' : String(text.length));
  return paths.map((path) => `${path}: ${lengthOf(site[path])}, not ${lengthOf(other[path])} bytes`);
}

function start(vault: Vault, ...options: string[]): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [launcher, 'build', '--content', vault.content, '--out', vault.out, ...options], {
    stdio: 'ignore',
    detached: true,
  });
  return { child, ended: new Promise((done) => child.on('exit', done)) };
}

/** Ends a process and those that it started, at once, and waits until all of them are gone. */
async function kill({ pid = 0 }: ChildProcess): Promise<void> {
  for (let signal: NodeJS.Signals | 0 = 'SIGKILL'; isSent(-pid, signal); signal = 0)
    await new Promise((wait) => setTimeout(wait, 2));
}

function isSent(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

describe('a build that is killed', () => {
  test(
    'leaves the old site or the new one, and nothing that the next build does not remove',
    async () => {
      const vault = vaultOf(stateOf('a'));
      await start(vault).ended;
      writeFileSync(join(vault.out, 'CNAME'), 'wiki.example');
      const expected: Record<string, Record<string, string>> = {};
      let length = 0;
      for (const letter of ['b', 'a']) {
        put(vault, letter);
        const since = performance.now();
        await start(vault, '--force').ended;
        length = performance.now() - since;
        expected[letter] = siteIn(vault.out);
      }
      let killed = 0;
      for (let run = 0; run < cases(20); run++) {
        put(vault, run % 2 === 0 ? 'b' : 'a');
        const { child, ended } = start(vault);
        // Of four kills, one falls into the moment when the folders change places, and one into the removal of the old one.
        const moment =
          run % 2 === 0
            ? new Promise((done) => setTimeout(done, (length * ((run * 7) % 20)) / 20))
            : appears(vault, run % 4 === 1 ? ['dist', '.dist.sourcebook-old'] : ['.dist.sourcebook-gone']);
        await Promise.race([ended, moment]);
        await kill(child);
        if ((await ended) === null) killed++;
        const place = existsSync(vault.out) ? vault.out : join(vault.folder, '.dist.sourcebook-old');
        const found = siteIn(place);
        const differing = Object.values(expected).map((site) => differences(found, site));
        expect(differing, `after kill ${run} into ${place}`).toContainEqual([]);
      }
      expect(killed).toBeGreaterThan(cases(20) / 2);
      put(vault, 'a');
      expect(await start(vault).ended).toBe(0);
      expect(differences(siteIn(vault.out), expected['a'] ?? {})).toEqual([]);
      expect(readdirSync(vault.folder).sort()).toEqual(['content', 'dist']);
    },
    timeout * 3,
  );

  test.each(['gone', 'old'])('while it removes the old site leaves nothing of that to the next one: %s', async (name) => {
    const vault = vaultOf({ 'a.md': '# A\n', 'private.md': '# A secret\n' });
    await vault.build();
    // What is left of a removal: anything, and no longer the list of what was ours.
    const gone = join(vault.folder, `.dist.sourcebook-${name}`);
    cpSync(vault.out, gone, { recursive: true });
    rmSync(join(gone, '.sourcebook'));
    vault.write({ 'private.md': '---\nprivate: true\n---\n# A secret\n' });
    await vault.build();
    expect(Object.keys(siteIn(vault.out)).filter((path) => path.startsWith('private'))).toEqual([]);
    expect(readdirSync(vault.folder).sort()).toEqual(['content', 'dist']);
  });

  test('is recovered from where it had just moved the old site aside', async () => {
    const vault = vaultOf({ 'a.md': '# A\n' });
    await vault.build();
    const before = siteIn(vault.out);
    const { renameSync } = await import('node:fs');
    renameSync(vault.out, join(vault.folder, '.dist.sourcebook-old'));
    await vault.build();
    expect(differences(siteIn(vault.out), before)).toEqual([]);
    expect(readdirSync(vault.folder).sort()).toEqual(['content', 'dist']);
  });
});

/** Resolves as soon as one of these appears beside the output folder, or goes. */
function appears(vault: Vault, names: readonly string[]): Promise<void> {
  return new Promise((done) => {
    const watcher = watch(vault.folder, (_, name) => {
      if (name === null || !names.includes(name)) return;
      watcher.close();
      done();
    });
    onTestFinished(() => watcher.close());
  });
}

test('two builds into one folder take turns, and the second says so', async () => {
  const vault = vaultOf(stateOf('a'));
  await vault.build();
  const expected = siteIn(vault.out);
  const builds = [0, 1].map(() => start(vault, '--force').ended);
  expect(await Promise.all(builds)).toEqual([0, 0]);
  expect(differences(siteIn(vault.out), expected)).toEqual([]);
  expect(readdirSync(vault.folder).sort()).toEqual(['content', 'dist']);
});
