/** A machine that is so busy that nothing runs for a while must not change a site. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cases, timeout } from '../support/budget.ts';
import { filesOf } from '../support/crawl.ts';
import { launcher, vaultOf } from '../support/site.ts';

const fences = ['ts', 'python', 'rust', 'cpp', 'css', 'yaml', 'bash', 'sql'].map(
  (lang) => `\`\`\`${lang}\nlet answer = "42" // why\n\`\`\`\n`,
);
const files = {
  'sourcebook.yaml': 'title: Calm\n',
  ...Object.fromEntries(
    Array.from({ length: 120 }, (_, n) => [
      `n${n}.md`,
      `# N${n}\n\nWords of [[n${(n + 1) % 120}]] and $x_${n}^2$.\n\n${fences[n % fences.length]}\n\`\`\`mermaid\nflowchart LR\n  a${n} --> b\n\`\`\`\n`,
    ]),
  ),
};

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

function siteIn(folder: string): string {
  const paths = filesOf(folder).filter((path) => path !== '.sourcebook' && !path.startsWith('pagefind/'));
  return JSON.stringify(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}

test(
  'a build that is stopped for longer than any deadline makes the same site, and so does the next one',
  async () => {
    const calm = vaultOf(files);
    await calm.build('--force');
    const expected = siteIn(calm.out);
    await Promise.all(
      Array.from({ length: cases(2) }, async (_, trial) => {
        const vault = vaultOf(files);
        const child = spawn(process.execPath, [launcher, 'build', '--content', vault.content, '--out', vault.out], {
          stdio: 'ignore',
          detached: true,
        });
        const ended = new Promise<number | null>((done) => child.on('exit', done));
        await pause(600 + ((trial * 379) % 1300));
        process.kill(-(child.pid ?? 0), 'SIGSTOP');
        await pause(11_000);
        process.kill(-(child.pid ?? 0), 'SIGCONT');
        expect(await ended).toBe(0);
        expect(siteIn(vault.out) === expected, `trial ${trial}`).toBe(true);
        await vault.build();
        expect(siteIn(vault.out) === expected, `the build after trial ${trial}`).toBe(true);
      }),
    );
  },
  timeout * 2,
);
