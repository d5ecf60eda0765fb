/** Where results of earlier builds are kept. Deleting the folder costs time and nothing else. */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of this package: where `package.json` is. */
export const projectRoot = resolve(import.meta.dirname, '../..');

/** `node_modules/.cache/sourcebook` of this package, or the user's cache folder where that cannot be written. */
export function cacheRoot(): string {
  const modules = join(projectRoot, 'node_modules');
  const own =
    existsSync(modules) && isWritable(modules)
      ? join(modules, '.cache', 'sourcebook')
      : join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sourcebook');
  mkdirSync(own, { recursive: true });
  return own;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A short digest of texts, for names and comparisons. */
export function digest(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('base64url').slice(0, 22);
}

/** A digest of the files below folders of this package that match, and of single files: changes when any of them does. */
export function digestSources(folders: readonly string[], files: readonly string[] = []): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(projectRoot, path)))
      .update('\0');
  };
  const walk = (folder: string): void => {
    const entries = readdirSync(join(projectRoot, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else add(path);
    }
  };
  for (const folder of folders) if (existsSync(join(projectRoot, folder))) walk(folder);
  for (const file of files) if (existsSync(join(projectRoot, file))) add(file);
  return hash.digest('base64url').slice(0, 22);
}
