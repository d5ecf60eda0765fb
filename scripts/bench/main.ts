/**
 * npm run bench -- [N …]: generates wikis of N articles (default 1000), builds each cold, unchanged and after several changes
 * (changes.ts), and prints a table. `--run NAME`, given several times, builds only these; `--keep` keeps the wikis and sites; `--dir DIR`
 * is their folder.
 *
 * npm run bench -- --features [N]: what each construct of markdown adds to a cold build of N articles (default 300).
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { changes } from './changes.ts';
import { measureFeatures } from './features.ts';
import { generateWiki } from './generate.ts';
import { measure } from './measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: 'boolean', default: false },
    dir: { type: 'string' },
    run: { type: 'string', multiple: true, default: [] },
    features: { type: 'boolean', default: false },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [values.features ? 300 : 1000];
if (sizes.some((size) => !Number.isInteger(size) || size < 1)) {
  console.error('Give sizes as whole numbers of articles: npm run bench -- 1000 10000');
  process.exit(2);
}
const wanted: readonly string[] = values.run;
const launcher = resolve(import.meta.dirname, '../sourcebook.mjs');
// A memory disk if there is one, since disks differ twentyfold between identical runs.
const folder = values.dir ?? mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sourcebook-bench-'));

interface Row {
  readonly articles: number;
  readonly run: string;
  readonly seconds: number;
  readonly cpuSeconds?: number;
  readonly peakMegabytes?: number;
  readonly bytes: number;
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
}

const tiny = join(folder, 'tiny');
generateWiki(3, tiny);
// Compiles the theme, which later builds take from the cache.
await measure(process.execPath, [launcher, 'build', '--content', tiny, '--out', join(folder, 'tiny-dist')]);

const rows: Row[] = [];
if (values.features) console.log(await measureFeatures(launcher, folder, sizes[0] ?? 300));
else
  for (const size of sizes) {
    const content = join(folder, String(size), 'content');
    const out = join(folder, String(size), 'dist');
    if (!existsSync(content)) {
      mkdirSync(content, { recursive: true });
      generateWiki(size, content);
    }
    rmSync(out, { recursive: true, force: true });
    const build = async (run: string, ...options: string[]): Promise<void> => {
      console.error(`${size} articles, ${run} …`);
      const { seconds, peakMegabytes, cpuSeconds, stderr } = await measure(process.execPath, [
        launcher,
        'build',
        '--content',
        content,
        '--out',
        out,
        '--timings',
        ...options,
      ]);
      const phases = JSON.parse(stderr.trim().split('\n').at(-1) ?? '[]') as Row['phases'];
      rows.push({
        articles: size,
        run,
        seconds,
        ...(cpuSeconds !== undefined && { cpuSeconds }),
        ...(peakMegabytes !== undefined && { peakMegabytes }),
        bytes: bytesBelow(out),
        phases,
      });
    };
    for (const { run, apply, options = [] } of changes.filter((each) => wanted.length === 0 || wanted.includes(each.run))) {
      apply(content);
      await build(run, ...options);
    }
  }
if (!values.keep) rmSync(folder, { recursive: true, force: true });
if (rows.length > 0) print(rows);

function print(all: readonly Row[]): void {
  const names = [...new Set(all.flatMap(({ phases }) => phases.map(({ name }) => name)))];
  const head = ['articles', 'run', 'seconds', 'CPU s', 'ms/article', 'peak MB', 'output MB', ...names.map((name) => `${name} s`)];
  const cells = all.map(({ articles, run, seconds, cpuSeconds, peakMegabytes, bytes, phases }) => [
    String(articles),
    run,
    seconds.toFixed(2),
    cpuSeconds === undefined ? '?' : cpuSeconds.toFixed(1),
    ((seconds * 1000) / articles).toFixed(2),
    peakMegabytes === undefined ? '?' : String(peakMegabytes),
    (bytes / 1e6).toFixed(1),
    ...names.map((name) => (phases.find((phase) => phase.name === name)?.seconds ?? 0).toFixed(2)),
  ]);
  console.log([head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n'));
}

function bytesBelow(root: string): number {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
