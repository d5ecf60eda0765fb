/** Where results of earlier builds are kept. Deleting the folder costs time and nothing else. */
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of this package: where `package.json` is. */
export const projectRoot = resolve(import.meta.dirname, '../..');

/**
 * `node_modules/.cache/sourcebook` of this package, the user's cache folder where that cannot be written, or a temporary folder
 * of this run alone where nothing else can.
 */
export function cacheRoot(): string {
  root ??= usable(
    existsSync(join(projectRoot, 'node_modules')) ? join(projectRoot, 'node_modules', '.cache', 'sourcebook') : undefined,
    join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sourcebook'),
  );
  return root;
}

let root: string | undefined;

/** The first of these folders that is there, or can be made, and can be written to. */
function usable(...folders: readonly (string | undefined)[]): string {
  for (const folder of folders) {
    try {
      if (folder === undefined) continue;
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // The next one, then.
    }
  }
  const temporary = mkdtempSync(join(tmpdir(), 'sourcebook-'));
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  return temporary;
}

/** Writes a file so that nobody ever reads half of it, two runs at once included. */
export function writeWhole(file: string, text: string): void {
  const half = `${file}.${process.pid}.tmp`;
  writeFileSync(half, text);
  renameSync(half, file);
}

/** What was kept as JSON; undefined where there is nothing, or half of something. */
export function readKept<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** A short digest of texts, for names and comparisons. */
export function digest(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('base64url').slice(0, 22);
}

/** The folders of our code, `src/cli` and its like. */
export function sourceFolders(): string[] {
  const entries = readdirSync(join(projectRoot, 'src'), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [`src/${entry.name}`] : [])).sort();
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
