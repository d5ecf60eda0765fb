/** Single files of the cache. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Writes atomically: temporary file, then rename. */
export function writeWhole(file: string, text: string): void {
  const half = `${file}.${process.pid}.tmp`;
  writeFileSync(half, text);
  renameSync(half, file);
}

/** Reads a JSON file; undefined if it is missing or damaged. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
