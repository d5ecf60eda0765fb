/** Stops work that takes too long, in its own thread. */
import { Script } from 'node:vm';

const slot = Symbol.for('sourcebook.work');
const runner = new Script(`globalThis[Symbol.for('sourcebook.work')]()`);

/** How many times as long the work may take by the clock as it was given by the processor, at each further attempt. */
const patience = 4;

/**
 * The result of `work`, which must be synchronous and may be started several times; undefined if it was stopped after that much
 * time of the processor. Time in which the thread did not run, since the machine was busy or the process was paused, does not count:
 * then the work is started again. Native code runs to its end first. Costs 0.15 ms per call, so give it many small tasks at once.
 *
 * Whatever loads modules in it must do so by `loaded`.
 *
 * @param milliseconds time of the processor
 */
export function withinTime<T>(work: () => T, milliseconds: number): { readonly value: T } | undefined {
  const scope = globalThis as { [slot]?: () => { value: T } };
  for (let timeout = milliseconds; ; ) {
    const since = processorTime();
    scope[slot] = () => ({ value: work() });
    isBounded = true;
    try {
      return runner.runInThisContext({ timeout }) as { value: T };
    } catch (error) {
      isBounded = false;
      if (error instanceof NotLoaded) error.load();
      else if (!isInterrupt(error)) throw error;
      // The clock of the interrupt and that of the processor differ slightly.
      else if (processorTime() - since >= milliseconds * 0.9) return undefined;
      else timeout *= patience;
    } finally {
      isBounded = false;
      delete scope[slot];
    }
  }
}

function isInterrupt(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

let isBounded = false;

/** Thrown by work that needs something loaded; not a fault. */
export class NotLoaded extends Error {
  readonly load: () => void;

  constructor(load: () => void) {
    super('Something has to be loaded first.');
    this.load = load;
  }
}

/**
 * What `load` loads, which keeps it for the next call. A module that is interrupted while it loads is broken from then on: so bounded
 * work is stopped, the module is loaded without a limit, and the work is started again.
 *
 * @throws NotLoaded within bounded work, which must let it pass
 */
export function loaded<T>(load: () => T): T {
  if (isBounded) throw new NotLoaded(load);
  return load();
}

/** Time of the processor that this thread has used, in milliseconds; on Node before 23.9, that of the whole process. */
export function processorTime(): number {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1000;
}
