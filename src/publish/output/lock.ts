/** One build at a time writes an output folder. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dropLock, takeLock } from '../memory/processes.ts';
import { unwritable } from './output.ts';
import { realPlace, workPlace } from './swap.ts';

/** Time between two attempts. Milliseconds. */
const retry = 100;

/**
 * Waits until no other process of this machine builds into the folder.
 *
 * @param onWait called once if it has to wait
 * @returns releases the lock
 * @throws OutputError if there can be no such folder
 */
export async function lockOutput(out: string, onWait: () => void): Promise<() => void> {
  const lock = lockOf(out);
  for (let isFirst = true; !isTaken(lock); isFirst = false) {
    if (isFirst) onWait();
    await pause(retry);
  }
  return () => dropLock(lock);
}

function lockOf(out: string): string {
  try {
    const place = realPlace(out);
    mkdirSync(dirname(place), { recursive: true });
    return workPlace(place, 'lock');
  } catch (error) {
    throw unwritable(out, error);
  }
}

/** What keeps a lock from being made is said when the folder is written. */
function isTaken(lock: string): boolean {
  try {
    return takeLock(lock);
  } catch {
    return true;
  }
}
