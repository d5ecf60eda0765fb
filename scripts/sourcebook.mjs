#!/usr/bin/env node
// Starts the command line with a Node that can run it. Plain JavaScript for any Node from 14 on.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const launcher = fileURLToPath(import.meta.url);
const cli = path.resolve(path.dirname(launcher), '../src/cli/main.ts');

if (isNewEnough()) await runHere();
else runWithOwnNode();

/** The same versions as `engines` in package.json. */
function isNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return (major === 22 && minor >= 22) || (major === 24 && minor >= 8) || major >= 26;
}

async function runHere() {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { main } = await import(pathToFileURL(cli).href);
  await main(process.argv.slice(2));
}

/** A package of this project brings a private Node for machines whose own is too old (see tools/node-runtime). */
function runWithOwnNode() {
  const node = privateNode();
  if (node === undefined) {
    console.error(
      `Sourcebook needs Node ^22.22, ^24.8 or >=26. This is ${process.version}, and no private copy for ${process.platform}-${process.arch} is installed.\nInstall Node 24 and run npm ci again.`,
    );
    process.exit(2);
  }
  const child = spawn(node, [launcher, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

function privateNode() {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-bin-${platform}-${process.arch}`, `node-${platform}-${process.arch}`]) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      return path.resolve(path.dirname(manifest), require(manifest).bin.node);
    } catch {
      // Not installed: not this platform, or not needed.
    }
  }
  return undefined;
}
