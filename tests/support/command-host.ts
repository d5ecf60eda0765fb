/**
 * Runs commands of `sourcebook` one after another in one process, and returns the output of each. Loading the code and the theme
 * once for many builds saves most of the time of a small build.
 */
import { main } from '../../src/cli/main.ts';
import type { Run } from './site.ts';

interface Request {
  readonly id: number;
  readonly args: readonly string[];
}

const streams = ['stdout', 'stderr'] as const;
let last: Promise<unknown> = Promise.resolve();

process.on('message', ({ id, args }: Request) => {
  last = last.then(async () => process.send?.({ id, run: await capture(args) }));
});
process.on('disconnect', () => process.exit());

async function capture(args: readonly string[]): Promise<Run> {
  const printed = { stdout: '', stderr: '' };
  for (const name of streams) {
    process[name].write = (chunk: string | Uint8Array): boolean => {
      printed[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return true;
    };
  }
  await main(args);
  // Each command adds a listener.
  process.stdout.removeAllListeners('error');
  return { code: Number(process.exitCode ?? 0), ...printed };
}
