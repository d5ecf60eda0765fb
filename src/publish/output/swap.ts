/**
 * Puts a finished folder in the place of another. Killed at any moment, the old or the new folder is whole: either at its place
 * or, for the time between two renames, beside it, where the next build finds it.
 */
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isAlive } from '../memory/processes.ts';

type Kind = 'new' | 'old' | 'gone' | 'lock';

/** Where a folder is that may be named by a symbolic link, and may not exist. Absolute. */
export function realPlace(out: string): string {
  try {
    return realpathSync(resolve(out));
  } catch {
    return resolve(out);
  }
}

/**
 * A path for work on an output folder: beside it (`.dist.sourcebook-new`), or in it (`.sourcebook-new`) if it is a file system of
 * its own or the folder above is not writable. Then it cannot be renamed.
 */
export function workPlace(out: string, kind: Kind): string {
  const above = dirname(out);
  return isRenamable(out, above) ? join(above, `.${basename(out)}.sourcebook-${kind}`) : join(out, `${insideName}${kind}`);
}

const insideName = '.sourcebook-';

/** Whether a path in an output folder is that of work on it. */
export function isWorkPlace(path: string): boolean {
  return path.startsWith(insideName);
}

function isRenamable(out: string, above: string): boolean {
  const own = statSync(out, { throwIfNoEntry: false });
  if (!own) return true;
  try {
    accessSync(above, constants.W_OK);
  } catch {
    return false;
  }
  return own.dev === statSync(above).dev;
}

/**
 * Puts the folder `staged` in the place of `out`. What is in `out` is moved aside first and removed at the end, except files that
 * are not in `owned`: those stay.
 *
 * @param owned paths of files in `out` that a build made
 * @returns false if the folder cannot be renamed, such as a mount point; then nothing was changed
 */
export function swapFolders(staged: string, out: string, owned: ReadonlySet<string>): boolean {
  if (!existsSync(out)) {
    renameSync(staged, out);
    return true;
  }
  if (staged.startsWith(join(out, '/'))) return false;
  linkOthers(out, staged, owned);
  const old = workPlace(out, 'old');
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(out, old);
  } catch {
    return false;
  }
  try {
    renameSync(staged, out);
  } catch (error) {
    renameSync(old, out);
    throw error;
  }
  dropOld(out, owned);
  return true;
}

/**
 * Brings an output folder back that a killed build had moved aside, and removes what killed builds left beside it.
 *
 * @param ownedIn paths of files in a folder that a build made; undefined if it has no marker
 */
export function recover(out: string, ownedIn: (folder: string) => ReadonlySet<string> | undefined): void {
  const old = workPlace(out, 'old');
  const owned = ownedIn(old);
  if (existsSync(old)) {
    if (!existsSync(out)) renameSync(old, out);
    else if (owned) dropOld(out, owned);
    // The rest of one that was being removed.
    else rmSync(old, { recursive: true, force: true });
  }
  rmSync(workPlace(out, 'gone'), { recursive: true, force: true });
  dropAbandoned(out);
}

/**
 * Removes the folder that was moved aside; files that are not ours go to the folder in its place. It is renamed
 * first: once its marker is deleted, a partly removed folder no longer says which files are ours.
 */
function dropOld(out: string, owned: ReadonlySet<string>): void {
  const old = workPlace(out, 'old');
  const gone = workPlace(out, 'gone');
  linkOthers(old, out, owned);
  rmSync(gone, { recursive: true, force: true });
  renameSync(old, gone);
  rmSync(gone, { recursive: true, force: true });
}

/** Folders in which builds that were killed made their files. */
function dropAbandoned(out: string): void {
  const place = workPlace(out, 'new');
  const prefix = `${basename(place)}-`;
  for (const name of namesIn(dirname(place))) {
    const pid = name.startsWith(prefix) ? Number(/^\d+/.exec(name.slice(prefix.length))?.[0]) : Number.NaN;
    if (!Number.isNaN(pid) && !isAlive(pid)) rmSync(join(dirname(place), name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Gives `to` every file of `from` that is not in `owned`, where `to` has none of its own. Links to other places stay links. */
function linkOthers(from: string, to: string, owned: ReadonlySet<string>, folder = ''): void {
  for (const entry of readdirSync(join(from, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      linkOthers(from, to, owned, path);
    } else if (!owned.has(path) && !exists(join(to, path))) linkFile(join(from, path), join(to, path));
  }
}

/** Whether anything is at a path, even a symbolic link that leads nowhere. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Gives a file a second path: a hard link, or a copy where the file system has none. Makes the folders above it.
 */
export function linkFile(from: string, to: string): void {
  try {
    linkOrCopy(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(to), { recursive: true });
    linkOrCopy(from, to);
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw error;
    if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else copyFileSync(from, to);
  }
}

/** Moves a file, to another file system as well. */
export function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    const half = join(dirname(to), `${insideName}half`);
    copyFileSync(from, half);
    renameSync(half, to);
    rmSync(from);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}

/** Removes a file of a folder, and the folders that it leaves empty. */
export function removeFile(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    try {
      rmdirSync(join(root, folder));
    } catch {
      return;
    }
  }
}
