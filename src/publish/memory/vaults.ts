/**
 * The folders of vaults and themes in the cache, and the processes that use them. A process marks a folder that it uses, so that no other
 * process removes it. The mark is removed when the process ends, and is ignored if the process was killed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { digest } from './digest.ts';
import { removeIfPossible } from './files.ts';
import { inCache } from './place.ts';
import { isAlive, withLock } from './processes.ts';

/** The folder of all vaults. */
export function vaultsFolder(root: string): string {
  return join(root, 'vaults');
}

/** The folder of a vault in the cache, which is made if it does not exist, and marked as used until this process ends. */
export function openVault(content: string, root?: string): string {
  return root === undefined ? inCache((each) => openVaultIn(each, content)) : openVaultIn(root, content);
}

/** Where the cache has a vault, whether or not it is there. */
function vaultFolder(root: string, content: string): string {
  return join(vaultsFolder(root), digest(resolve(content)));
}

function openVaultIn(root: string, content: string): string {
  const folder = vaultFolder(root, content);
  const mark = join(marksFolder(folder), ownMark);
  // The cache may have been deleted meanwhile.
  if (ownMarks.has(mark) && existsSync(mark)) return folder;
  mkdirSync(root, { recursive: true });
  useFolder(root, folder, () => true);
  return folder;
}

/** File in the folder of a vault with the path of its content folder and, on the second line, what it is a clone of. */
const originName = 'origin.txt';

/**
 * Makes a vault that was moved, or that came from another machine with its cache, known by its new path. Does nothing if the cache
 * has a vault of that path.
 *
 * @param origin what the vault is a clone of: two with the same are the same vault if the folder of one is gone
 */
export function adoptMovedVault(content: string, origin: () => string | undefined): void {
  inCache((root) => {
    const target = vaultFolder(root, content);
    if (existsSync(target)) return;
    const own = origin();
    if (own === undefined) return;
    const moved = namesIn(vaultsFolder(root))
      .map((name) => join(vaultsFolder(root), name))
      .find((folder) => {
        const [path = '', other] = textOf(join(folder, originName)).split('\n');
        return other === own && !existsSync(path);
      });
    withLock(root, () => {
      if (moved !== undefined && !existsSync(target) && usersOf(moved).length === 0) renameSync(moved, target);
      mkdirSync(target, { recursive: true });
      writeFileSync(join(target, originName), `${resolve(content)}\n${own}`);
    });
  });
}

/**
 * Marks a folder of the cache as used until this process ends; it is made if it does not exist.
 *
 * @param isWanted whether to mark it: asked, and done, while no other process removes anything
 * @returns what `isWanted` says
 */
export function useFolder(root: string, folder: string, isWanted: () => boolean): boolean {
  return withLock(root, () => {
    if (!isWanted()) return false;
    putMark(folder, join(marksFolder(folder), ownMark));
    return true;
  });
}

/** Where this process makes a folder of the cache, or removes it. */
export function workPlaceOf(folder: string, kind: 'new' | 'removed'): string {
  return join(dirname(folder), `.${kind}-${process.pid}-${basename(folder)}`);
}

/** Removes folders that killed processes made or removed only partly. */
export function finishWork(parent: string): void {
  for (const name of namesIn(parent)) {
    const pid = /^\.(?:new|removed)-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeIfPossible(join(parent, name));
  }
}

/** The folder of an output folder in the cache, which is made if it does not exist. */
export function openOutput(content: string, out: string): string {
  return inCache((root) => openOutputIn(root, content, out));
}

function openOutputIn(root: string, content: string, out: string): string {
  const target = resolve(out);
  const outputs = join(openVaultIn(root, content), 'outputs');
  const folder = join(outputs, digest(target));
  openedOutputs.add(folder);
  if (existsSync(join(folder, targetName))) return folder;
  // The folder may have been moved, and the output with it.
  const moved = namesIn(outputs).find((name) => {
    const before = textOf(join(outputs, name, targetName));
    return before !== '' && basename(before) === basename(target) && !existsSync(before);
  });
  if (moved !== undefined && existsSync(target)) renameSync(join(outputs, moved), folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, targetName), target);
  return folder;
}

const openedOutputs = new Set<string>();
/** File with the path of the output folder. */
const targetName = 'out.txt';

/** Whether another process uses the vault too, and may need entries that this one does not. */
export function isShared(vault: string): boolean {
  return usersOf(vault).some((mark) => mark !== ownMark);
}

/** Removes the stores of output folders that no longer exist, unless another process may be about to make one. */
export function dropGoneOutputs(vault: string): void {
  if (isShared(vault)) return;
  const outputs = join(vault, 'outputs');
  for (const name of namesIn(outputs)) {
    const folder = join(outputs, name);
    if (!openedOutputs.has(folder) && !existsSync(textOf(join(folder, targetName)))) removeIfPossible(folder);
  }
}

/** Empty if there is no such file. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** When a vault or theme was last opened or released. Milliseconds since 1970. */
export function lastUse(vault: string): number {
  const stat = (path: string) => statSync(path, { throwIfNoEntry: false });
  return (stat(marksFolder(vault)) ?? stat(vault))?.mtimeMs ?? 0;
}

/** Marks of the processes that use a vault or theme, this one included. */
export function usersOf(vault: string): string[] {
  return namesIn(marksFolder(vault)).filter((mark) => isLive(vault, mark));
}

/** Id of this machine in marks, since process ids are valid on one machine only. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const ownMark = `${machine}-${process.pid}`;

/** How long a mark of another machine is valid, in milliseconds, since its processes cannot be checked. */
const trustedFor = 24 * 60 * 60 * 1000;

function isLive(vault: string, mark: string): boolean {
  const [where, pid] = mark.split('-');
  if (where === machine) return isAlive(Number(pid));
  const stat = statSync(join(marksFolder(vault), mark), { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < trustedFor;
}

function putMark(vault: string, mark: string): void {
  mkdirSync(marksFolder(vault), { recursive: true });
  for (const name of namesIn(marksFolder(vault))) if (!isLive(vault, name)) removeIfPossible(join(marksFolder(vault), name));
  writeFileSync(mark, '');
  if (ownMarks.size === 0) process.once('exit', dropOwnMarks);
  ownMarks.add(mark);
}

const ownMarks = new Set<string>();

function dropOwnMarks(): void {
  for (const mark of ownMarks) removeIfPossible(mark);
}

function marksFolder(vault: string): string {
  return join(vault, 'users');
}

/** Empty if there is no such folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
