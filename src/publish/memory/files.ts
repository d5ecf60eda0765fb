/** Single files of the cache. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { reasonOf } from '../../vault/read-vault.ts';

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
 * The same for a file of the cache. One that cannot be written is left out, with one warning for all: the cache saves time and
 * nothing else.
 */
export function writeWhole(file: string, text: string): void {
  try {
    replaceFile(file, text);
  } catch (error) {
    // What is there may be out of date.
    removeIfPossible(file);
    if (!isWarned) console.error(`The cache cannot be written: ${reasonOf(error)}. The next build takes longer. (${file})`);
    isWarned = true;
  }
}

let isWarned = false;

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is on a disk that cannot be written.
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
