// Runs Sourcebook, or one of its scripts, with a Node that can. Plain JavaScript for any Node from 14 on.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Runs the command line: in an installed package the compiled one, for which this Node has to be new enough; in a clone the one
 * of the sources.
 *
 * @param {string[]} args
 */
export async function startSourcebook(args) {
  const compiled = path.join(root, 'lib/cli/bin.js');
  if (existsSync(path.join(root, 'src'))) return launch('src/cli/bin.ts', args);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
    console.error(`Sourcebook needs Node 20.19, 22.12 or newer. This is ${process.version}.`);
    process.exit(2);
  }
  await run(compiled, args);
}

/**
 * Runs `file` of this clone: with this Node if it is new enough, otherwise with the private copy that
 * tools/node-runtime installs.
 *
 * @param {string} file relative to the package
 * @param {string[]} args
 */
export async function launch(file, args) {
  const script = path.resolve(root, file);
  if (isNewEnough()) return run(script, args);
  const node = privateNode();
  if (node === undefined) {
    console.error(
      `Sourcebook needs Node ^22.22, ^24.8 or >=26. This is ${process.version}, and no private copy for ${process.platform}-${process.arch} is installed. Install Node 24 and run npm ci again.`,
    );
    process.exit(2);
  }
  const env = {
    // The folder that `enableCompileCache` uses too.
    NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'node-compile-cache'),
    ...process.env,
    PATH: path.dirname(node) + path.delimiter + (process.env.PATH ?? ''),
  };
  const child = spawn(node, [script, ...args], { stdio: 'inherit', env });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    for (const each of signals) process.removeAllListeners(each);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/**
 * @param {string} script absolute
 * @param {string[]} args
 */
async function run(script, args) {
  const { enableCompileCache } = await import('node:module');
  // Node 20 has none.
  enableCompileCache?.();
  process.argv = [process.execPath, script, ...args];
  await import(pathToFileURL(script).href);
}

/** The versions that Astro runs on. */
function isNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return (major === 22 && minor >= 22) || (major === 24 && minor >= 8) || major >= 26;
}

function privateNode() {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-bin-${platform}-${process.arch}`, `node-${platform}-${process.arch}`]) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      return path.resolve(path.dirname(manifest), require(manifest).bin.node);
    } catch {
      // Not installed, because the platform is another one or it is not needed.
    }
  }
  return undefined;
}
