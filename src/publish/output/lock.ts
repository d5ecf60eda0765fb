/** One build at a time writes an output folder. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../memory/processes.ts';
import { realPlace, workPlace } from './swap.ts';

/** Time between two attempts. Milliseconds. */
const retry = 100;

/**
 * Waits until no other process of this machine builds into the folder.
 *
 * @param onWait called once if it has to wait
 * @returns releases the lock
 */
export async function lockOutput(out: string, onWait: () => void): Promise<() => void> {
  const place = realPlace(out);
  mkdirSync(dirname(place), { recursive: true });
  const lock = workPlace(place, 'lock');
  for (let isFirst = true; !take(lock); isFirst = false) {
    if (isFirst) onWait();
    await pause(retry);
  }
  return () => rmSync(lock, { force: true });
}

/** @returns false if a process that runs holds it; what else fails is said when the folder is written */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return true;
  }
  if (isHeld(lock)) return false;
  // The process that took it was killed. Of several that see this, one takes the new lock.
  rmSync(lock, { force: true });
  return take(lock);
}

function isHeld(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return pid > 0 && isAlive(pid);
  } catch {
    return false;
  }
}
