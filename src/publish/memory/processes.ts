/** Processes that share the cache. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/** Time after which a lock is ignored, in milliseconds. Work under it takes a few. */
const longestLock = 10_000;
/** Time between two attempts, in milliseconds. */
const retry = 5;

/** Runs `work` while it holds the lock of this folder. Blocks this thread until the lock is free. */
export function withLock<T>(folder: string, work: () => T): T {
  const lock = join(folder, '.lock');
  while (!take(lock)) {
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retry);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the process that holds the lock was killed, perhaps on another machine. */
function isAbandoned(lock: string): boolean {
  try {
    const pid = readFileSync(lock, 'utf8');
    return (
      Date.now() - statSync(lock).mtimeMs > longestLock || (pid !== '' && pid !== String(process.pid) && !isAlive(Number(pid)))
    );
  } catch {
    return false;
  }
}
