// npm test                 every test: unit, whole vaults, golden pages, a real browser
// npm test -- FILE …       some of them, with any option of vitest
import { spawn } from 'node:child_process';

const child = spawn(process.execPath, ['scripts/run.mjs', 'node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], {
  stdio: ['inherit', 'pipe', 'inherit'],
  env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
});
let tail = '';
child.stdout.on('data', (data) => {
  process.stdout.write(data);
  tail = (tail + data).slice(-4000);
});
child.on('close', (code) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are taken out
  const counts = /Tests\s+(?:(\d+) failed[ |]*)?(?:(\d+) passed)?/.exec(tail.replace(/\u001B\[[0-9;]*m/g, ''));
  if (counts) console.log(`${counts[2] ?? 0} passed, ${counts[1] ?? 0} failed`);
  process.exitCode = code ?? 1;
});
