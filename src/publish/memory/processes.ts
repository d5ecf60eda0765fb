/** Processes that share the cache, and the locks by which processes take turns. */
import { closeSync, lstatSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a process of this machine runs, whichever user owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Time after which a lock of the cache is ignored, in milliseconds. Work under it takes a few. */
const longestWork = 10_000;
/** Time between two attempts, in milliseconds. */
const retry = 5;

/**
 * Runs `work` while it holds the lock of this folder. Blocks this thread until the lock is free.
 *
 * @throws an error of the system if there can be no lock
 */
export function withLock<T>(folder: string, work: () => T): T {
  const lock = join(folder, '.lock');
  while (!takeLock(lock, longestWork)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retry);
  try {
    return work();
  } finally {
    dropLock(lock);
  }
}

/**
 * Takes a lock: a file with the id of the process that holds it. A lock is taken over if that process was killed.
 *
 * @param longest time after which it is taken over from a process that runs, perhaps on another machine; in milliseconds
 * @returns false if another process holds it
 * @throws an error of the system if there can be no lock
 */
export function takeLock(lock: string, longest = Number.POSITIVE_INFINITY): boolean {
  if (isMade(lock)) return true;
  if (!isAbandoned(lock, longest)) return false;
  // Of several processes that see this, one makes the new lock.
  rmSync(lock, { recursive: true, force: true });
  return isMade(lock);
}

/** Gives a lock back. One that cannot be removed is abandoned when this process ends. */
export function dropLock(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // Its disk can no longer be written.
  }
}

function isMade(lock: string): boolean {
  let file: number;
  try {
    file = openSync(lock, 'wx');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(file, String(process.pid));
    return true;
  } catch (error) {
    // On a full disk it would stay, empty.
    dropLock(lock);
    throw error;
  } finally {
    closeSync(file);
  }
}

/** How long a lock may take to say whose it is, in milliseconds. */
const longestWrite = 10_000;

function isAbandoned(lock: string, longest: number): boolean {
  const stat = lstatSync(lock, { throwIfNoEntry: false });
  if (!stat) return false;
  if (!stat.isFile()) return true;
  // A clock that was set back must not make a lock last for ever.
  const age = Math.abs(Date.now() - stat.mtimeMs);
  const holder = holderOf(lock);
  if (holder === '') return age > longestWrite;
  return !(Number(holder) > 0 && isAlive(Number(holder))) || age > longest;
}

/** Empty if the lock does not say it yet. */
function holderOf(lock: string): string {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return '';
  }
}
