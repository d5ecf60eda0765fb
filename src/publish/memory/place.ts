/** The place of the cache. Deleting it costs only time. */
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import envPaths from 'env-paths';
import { isSystemError, reasonNotWritten } from '../../vault/read-vault.ts';
import { EnvironmentError } from '../environment.ts';
import { noteUnwritten, removeIfPossible } from './files.ts';

/** The folder of this package: where `package.json` is. */
export const projectRoot = resolve(import.meta.dirname, '../../..');

/** The folder of its modules: `src` in a clone, `lib` in an installed package, where they are JavaScript. */
export const codeRoot = resolve(import.meta.dirname, '../..');

/** Whether this is an installed package, which holds what a clone makes of its sources. */
export const isPackaged = !existsSync(join(projectRoot, 'src'));

/** Candidates for the cache; the first writable one is used. If there is none, a temporary folder of this process. */
export function cacheFolders(project: string): string[] {
  const ofPlatform = envPaths('sourcebook', { suffix: '' }).cache;
  const isInstalled = project.split(sep).includes('node_modules');
  const isClone = !isInstalled && existsSync(join(project, 'node_modules'));
  return isClone ? [join(project, '.cache'), ofPlatform] : [ofPlatform];
}

/**
 * The folder of the cache: `.cache` in a clone of this project, which `npm ci` leaves alone, the platform's own cache folder where
 * Sourcebook is installed as a package. Made if it does not exist.
 */
export function cacheRoot(): string {
  root ??= firstUsable(cacheFolders(projectRoot)) ?? ownFolder();
  return root;
}

/**
 * Does `work` in the folder of the cache. If that cannot be written, this process has its cache in a temporary folder from then on,
 * and `work` is done there.
 *
 * @throws what `work` throws, but for the first error of the system
 */
export function inCache<T>(work: (root: string) => T): T {
  const current = cacheRoot();
  try {
    return work(current);
  } catch (error) {
    if (current === own || !isSystemError(error)) throw error;
    noteUnwritten(error, error.path ?? current);
    root = ownFolder();
    return work(root);
  }
}

/** A new folder that is removed when this process ends. @throws EnvironmentError if the system has no place for it */
export function temporaryFolder(): string {
  return mkdtempSync(join(ownFolder(), 'part-'));
}

/** Makes a folder if it does not exist. @throws an error of the system if nothing can be written into it */
export function makeWritable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK);
}

let root: string | undefined;
/** The temporary folder of this process. */
let own: string | undefined;

function ownFolder(): string {
  if (own === undefined || !existsSync(own)) {
    const made = madeIn(tmpdir());
    process.once('exit', () => removeIfPossible(made));
    own = made;
  }
  return own;
}

/** @throws EnvironmentError */
function madeIn(folder: string): string {
  try {
    return mkdtempSync(join(folder, 'sourcebook-'));
  } catch (error) {
    throw new EnvironmentError(`The folder for temporary files, ${folder}, cannot be written: ${reasonNotWritten(error)}.`);
  }
}

function firstUsable(folders: readonly string[]): string | undefined {
  let failure: [error: unknown, folder: string] | undefined;
  for (const folder of folders) {
    try {
      makeWritable(folder);
      return folder;
    } catch (error) {
      failure ??= [error, folder];
    }
  }
  if (failure) noteUnwritten(...failure);
  return undefined;
}
