/** Single files of the cache. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonNotWritten } from '../../vault/read-vault.ts';

/**
 * Writes atomically: temporary file, then rename.
 *
 * @throws an error of the system; then the file is as it was
 */
export function replaceFile(file: string, text: string): void {
  const half = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(half, text);
    renameSync(half, file);
  } catch (error) {
    removeIfPossible(half);
    throw error;
  }
}

/**
 * The same for a file of the cache, with the folders above it. One that cannot be written is left out, with one warning for all
 * (`cacheTrouble`): the cache saves time and nothing else.
 */
export function writeWhole(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, text);
  } catch (error) {
    // What is there may be out of date.
    removeIfPossible(file);
    noteUnwritten(error, file);
  }
}

let trouble: string | undefined;
let isTold = false;

/** Notes that something in the cache could not be written. Only the first time is told. */
export function noteUnwritten(error: unknown, path: string): void {
  trouble ??= `The cache cannot be written: ${reasonNotWritten(error)}. The next build takes longer. (${path})`;
}

/** What is to be said of a cache that cannot be written, once in a process; undefined if it could be. */
export function cacheTrouble(): string | undefined {
  if (isTold || trouble === undefined) return undefined;
  isTold = true;
  return trouble;
}

/** Removes a file or folder. One that stays is left to a later build, since tidying must not make one fail. */
export function removeIfPossible(file: string): void {
  try {
    rmSync(file, { recursive: true, force: true });
  } catch {
    // It is on a disk that cannot be written, or another program has it open.
  }
}

/** Reads a JSON file; undefined if it is missing or damaged. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
