// npm run check                   the project's own gate: format, lint, types, dead code, import rules, unit tests
// npm run check -- --content DIR  with options, the `check` command on a wiki
import { spawn } from 'node:child_process';
import { launch } from './launch.mjs';

/** @type {[string, string[]]} */
const unitTests = ['import rules and unit tests', ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit']];

const args = process.argv.slice(2);
if (args.length > 0) await launch('src/cli/bin.ts', ['check', ...args]);
else process.exitCode = await gate();

async function gate() {
  /** @type {[string, string[]][]} */
  const steps = [
    ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.']],
    ['types', ['node_modules/astro/bin/astro.mjs', 'check', '--minimumFailingSeverity', 'warning']],
    ['dead code', ['node_modules/knip/bin/knip.js']],
    ['lock file', ['scripts/audit.ts', '--quiet']],
    // Set by a caller that has just run every test.
    ...(process.env['SOURCEBOOK_TESTED'] ? [] : [unitTests]),
  ];
  const started = performance.now();
  // Types take longest, so the other steps run in parallel.
  const results = await Promise.all([runAll(steps.slice(1, 2)), runAll([...steps.slice(0, 1), ...steps.slice(2)])]);
  const failed = results.flat();
  console.log(
    `\n${failed.length === 0 ? 'All checks passed' : `Failed: ${failed.join(', ')}`} (${((performance.now() - started) / 1000).toFixed(0)} s).`,
  );
  return failed.length === 0 ? 0 : 1;
}

/** @param {[string, string[]][]} steps */
async function runAll(steps) {
  const failed = [];
  for (const [name, [script = '', ...rest]] of steps) {
    const { code, output } = await run(script, rest);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
    if (code !== 0) {
      console.log(output);
      failed.push(name);
    }
  }
  return failed;
}

/**
 * @param {string} script
 * @param {string[]} rest
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(script, rest) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', script, ...rest], {
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
