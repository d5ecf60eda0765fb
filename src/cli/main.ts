/** The command line: finds and runs a command, and turns errors into one sentence and an exit code. */

import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { cacheTrouble } from '../publish/memory/files.ts';
import { type ErrorCode, PlainError } from '../shared/plain-error.ts';
import { VaultError } from '../vault/listing.ts';
import { isDiskError, reasonOf } from '../vault/read-vault.ts';
import { didYouMean, suggester } from '../wiki/did-you-mean.ts';
import { type Command, UsageError } from './command.ts';
import { packageVersion } from './own-package.ts';
import { errorText } from './report.ts';

/** The commands, each loaded when it is asked for: most load the whole program. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./init.ts')).init,
  build: async () => (await import('./build.ts')).build,
  dev: async () => (await import('./dev.ts')).dev,
  preview: async () => (await import('./preview.ts')).preview,
  check: async () => (await import('./check.ts')).check,
  explain: async () => (await import('./explain.ts')).explain,
  diff: async () => (await import('./diff.ts')).diff,
  config: async () => (await import('./config.ts')).config,
  doctor: async () => (await import('./doctor.ts')).doctor,
  cache: async () => (await import('./cache.ts')).cache,
};

export function allCommands(): Promise<Command[]> {
  return Promise.all(Object.values(loaders).map((load) => load()));
}

/** Runs one command and sets the exit code: 0, 1 for findings, 2 when it could not run. */
export async function main(args: readonly string[]): Promise<void> {
  // A closed pipe (`| head`) ends the output, not the command: its exit code still counts.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exit(2);
  });
  try {
    process.exitCode = await run(args);
  } catch (error) {
    const [sentence, code] = toldOf(error);
    const hint = error instanceof VaultError && isContentMissing(args) ? `\n${isVaultItself() ? vaultHere : vaultElsewhere}` : '';
    console.error(errorText(`${sentence}${hint}`, code, process.stderr));
    process.exitCode = 2;
  }
  const trouble = cacheTrouble();
  if (trouble !== undefined) console.error(trouble);
}

const vaultHere =
  'The current folder holds markdown itself: name it with `--content .`, and a folder outside of it with `--out`, such as `--out ../site`.';

const vaultElsewhere =
  'Put your notes into a folder of this name, or name their folder with `--content`, such as `--content ~/notes`, or `--content .` for this one. `sourcebook init` starts a wiki here.';

/** Whether no content folder was named, and there is none of the usual name. */
function isContentMissing(args: readonly string[]): boolean {
  return !args.some((each) => each.startsWith('--content')) && !existsSync('content');
}

/** Whether the current folder looks like a content folder. */
function isVaultItself(): boolean {
  return readdirSync('.').some(
    (name) =>
      name === 'sourcebook.yaml' || name === '.obsidian' || (/\.md$/i.test(name) && !/^(?:readme|changelog)\./i.test(name)),
  );
}

/** What to tell of an error. */
function toldOf(error: unknown): [sentence: string, code: ErrorCode] {
  if (!(error instanceof Error)) return [`Internal error. Please report it:\n${String(error)}`, 'internal-error'];
  if (error instanceof PlainError) return [error.message, error.code];
  if (isDiskError(error)) {
    const path = 'dest' in error ? String(error.dest) : 'path' in error ? String(error.path) : undefined;
    const where = path === undefined ? 'A file' : `The folder ${dirname(path)}`;
    return [`${where} cannot be used: ${reasonOf(error)}.`, 'disk-unusable'];
  }
  return [`Internal error. Please report it:\n${error.stack}`, 'internal-error'];
}

async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === 'help' && rest.length > 0) return run([...rest, '--help']);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(await overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    console.log(packageVersion);
    return 0;
  }
  const command = Object.hasOwn(loaders, name) ? await loaders[name]?.() : undefined;
  if (!command) {
    const names = Object.keys(loaders);
    const meant = didYouMean(suggester(names).near(name));
    throw new UsageError(
      [`Unknown command \`${name}\`, expected one of ${names.join(', ')}.`, meant].filter(Boolean).join(' '),
      'command-unknown',
    );
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  return command.run(rest);
}

async function overview(): Promise<string> {
  const lines = (await allCommands()).map(({ name: each, summary }) => `  ${each.padEnd(10)}${summary}`);
  return `sourcebook turns a folder of markdown into a wiki.\n\nUsage: sourcebook COMMAND [options]\n\n${lines.join('\n')}\n\nsourcebook COMMAND --help shows its options.`;
}
