/** The place of the cache. Deleting it costs only time. */
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import envPaths from 'env-paths';

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
  return isClone ? [join(project, 'node_modules', '.cache', 'sourcebook'), ofPlatform] : [ofPlatform];
}

/**
 * The folder of the cache: `node_modules/.cache/sourcebook` in a clone of this project, the platform's own cache folder where
 * Sourcebook is installed as a package. Made if it does not exist.
 */
export function cacheRoot(): string {
  root ??= cacheFolders(projectRoot).find(isUsable) ?? temporaryFolder();
  return root;
}

let root: string | undefined;

function isUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
