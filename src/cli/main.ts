/** The command line: finds the command, lets it run, and turns what it throws into one sentence and an exit code. */

import { OutputError } from '../publish/output.ts';
import { ServerError } from '../publish/static-files.ts';
import { VaultError } from '../vault/read-vault.ts';
import { build } from './build.ts';
import { check } from './check.ts';
import { type Command, UsageError } from './command.ts';
import { dev } from './dev.ts';
import { explain } from './explain.ts';
import { preview } from './preview.ts';

const commands: readonly Command[] = [build, dev, preview, check, explain];

/** Runs one command and sets the exit code: 0, 1 for findings, 2 when it could not run. */
export async function main(args: readonly string[]): Promise<void> {
  // A closed pipe (`| head`) ends the output, not in an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  try {
    process.exitCode = await run(args);
  } catch (error) {
    if (
      !(
        error instanceof UsageError ||
        error instanceof VaultError ||
        error instanceof OutputError ||
        error instanceof ServerError
      )
    ) {
      console.error(`Sourcebook failed, which is a fault of its own:\n${error instanceof Error ? error.stack : String(error)}`);
    } else console.error(error.message);
    process.exitCode = 2;
  }
}

async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((each) => each.name === name);
  if (!command)
    throw new UsageError(`Unknown command \`${name}\`, expected one of ${commands.map((each) => each.name).join(', ')}.`);
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  return command.run(rest);
}

function overview(): string {
  const lines = commands.map(({ name: each, summary }) => `  ${each.padEnd(10)}${summary}`);
  return `sourcebook turns a folder of markdown into a wiki.\n\nUsage: sourcebook COMMAND [options]\n\n${lines.join('\n')}\n\nsourcebook COMMAND --help tells more.`;
}
