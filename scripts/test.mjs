// npm test                        every test: unit, whole vaults, golden pages, a real browser
// npm test -- FILE …              some tests, with any option of Vitest
// npm test -- --changed [COMMIT]  tests that a change affects: uncommitted changes, or those since COMMIT
import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';

/**
 * Tests that run the command line, so that Vitest cannot see what they import, and the files whose changes affect them.
 *
 * @type {{ tests: RegExp, changes: RegExp }[]}
 */
const reach = [
  {
    tests: /^tests\/(?:vaults|golden)\//,
    changes: /^(?:src|tools|content|public)\/|^scripts\/(?:sourcebook|launch)|^astro\.config/,
  },
  { tests: /^tests\/browser\//, changes: /^(?:src\/(?!cli\/)|content\/|public\/)|^astro\.config/ },
  { tests: /^tests\/golden\//, changes: /^tests\/golden\// },
  { tests: /^tests\/(?:unit|vaults)\/docs/, changes: /^(?:docs\/|README\.md$|scripts\/docs\/|package\.json$)/ },
  { tests: /^tests\/browser\/pictures\.test/, changes: /^tests\/(?:golden\/syntax|browser\/pictures)\// },
];

const args = process.argv.slice(2).filter((each) => each !== '--nightly');
if (process.argv.includes('--nightly')) process.env['SOURCEBOOK_NIGHTLY'] = '1';
const at = args.indexOf('--changed');
if (at < 0) run(args);
else {
  const [since] = args.slice(at + 1).filter((each) => !each.startsWith('-'));
  const files = touchedTests(since);
  const rest = args.filter((each, index) => index !== at && !(index === at + 1 && each === since));
  if (files.length > 0) run([...files, ...rest]);
  else console.log('No test is affected.\n0 passed, 0 failed');
}

/** @param {string[]} options */
function run(options) {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'node_modules/vitest/vitest.mjs', 'run', ...options], {
    stdio: ['inherit', 'pipe', 'inherit'],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  let tail = '';
  child.stdout.on('data', (data) => {
    process.stdout.write(data);
    tail = (tail + data).slice(-4000);
  });
  child.on('close', (code) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are removed
    const counts = /Tests\s+(?:(\d+) failed[ |]*)?(?:(\d+) passed)?/.exec(tail.replace(/\u001B\[[0-9;]*m/g, ''));
    if (counts) console.log(`${counts[2] ?? 0} passed, ${counts[1] ?? 0} failed`);
    process.exitCode = code ?? 1;
  });
}

/**
 * Test files that a change affects: by their imports, as found by Vitest, and by the table.
 *
 * @param {string | undefined} since a commit; if undefined, the last one
 */
function touchedTests(since) {
  const changed = [
    ...linesOf('git', ['diff', '--name-only', '--relative', since ?? 'HEAD']),
    ...linesOf('git', ['ls-files', '--others', '--exclude-standard']),
  ];
  const rows = reach.filter(({ changes }) => changed.some((file) => changes.test(file)));
  const byTable = listTests([]).filter((file) => rows.some(({ tests }) => tests.test(file)));
  const byImport = listTests(['--changed', ...(since === undefined ? [] : [since])]);
  return [...new Set([...byImport, ...byTable])];
}

/** @param {string[]} options */
function listTests(options) {
  const vitest = ['scripts/run.mjs', 'node_modules/vitest/vitest.mjs', 'list', '--filesOnly', ...options];
  // Each line starts with the name of the project in brackets.
  const files = linesOf(process.execPath, vitest).map((line) => line.replace(/^\[[^\]]*\] /, ''));
  return files.filter((file) => file.endsWith('.test.ts'));
}

/**
 * @param {string} command
 * @param {string[]} options
 */
function linesOf(command, options) {
  const output = execFileSync(command, options, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(path.sep).join('/'));
}
