/**
 * The size limit of the cache. If all vaults together are too large at the end of a build, the least recently used ones are
 * removed. Sizes are recorded in one file for each vault and seldom measured, so no build reads the whole cache. Compiled themes
 * have a separate limit and are not counted.
 */
import { type Dirent, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../../vault/read-vault.ts';
import { EnvironmentError } from '../environment.ts';
import { noteUnwritten, readJson, removeIfPossible, writeWhole } from './files.ts';
import { cacheRoot } from './place.ts';
import { withLock } from './processes.ts';
import { stores } from './stores.ts';
import { dropGoneOutputs, finishWork, lastUse, namesIn, openVault, usersOf, vaultsFolder, workPlaceOf } from './vaults.ts';

/** Bytes. */
const defaultLimit = 2_000_000_000;

/** The environment variable that changes the limit. */
export const limitVariable = 'SOURCEBOOK_CACHE_MAX';

const units: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/**
 * Maximum size of the cache, in bytes.
 *
 * @param text bytes, or a number with a unit: `500MB`, `2 GB`
 * @throws EnvironmentError
 */
export function cacheLimit(text = process.env[limitVariable] ?? ''): number {
  if (text === '') return defaultLimit;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = units[unit.toUpperCase()];
  if (number === '' || factor === undefined)
    throw new EnvironmentError(
      `\`${limitVariable}\` takes a number of bytes, or one with a unit such as 500MB or 2GB, not \`${text}\`.`,
      'environment-invalid',
    );
  return Math.round(Number(number) * factor);
}

/** How long a recorded size is valid, in milliseconds. */
const measuredFor = 10 * 60 * 1000;

/** File in the folder of a vault with its last measured size. */
const sizeName = 'size.json';

interface RecordedSize {
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** At the end of a build: removes stores of outputs that no longer exist, and enforces the limit, as far as that is possible. */
export function tidyCache(content: string, limit: number): void {
  try {
    const vault = openVault(content);
    dropGoneOutputs(vault);
    const recorded = readJson<RecordedSize>(join(vault, sizeName));
    if (!recorded || Date.now() - recorded.at > measuredFor) measure(vault);
    enforceLimit(cacheRoot(), limit);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    noteUnwritten(error, error.path ?? cacheRoot());
  }
}

/** Removes the least recently used vaults until the rest is within the limit. Vaults in use are kept, whatever their size. */
export function enforceLimit(root: string, limit: number): void {
  finishRemovals(root);
  const vaults = vaultNames(root).map((name) => {
    const folder = join(vaultsFolder(root), name);
    return { name, bytes: readJson<RecordedSize>(join(folder, sizeName))?.bytes ?? measure(folder), used: lastUse(folder) };
  });
  let total = vaults.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of vaults.sort((a, b) => a.used - b.used)) {
    if (total <= limit) return;
    if (removeVault(root, name)) total -= bytes;
  }
}

/** Measures the contents of the cache. */
export function measureCache(root = cacheRoot()): { bytes: number; vaults: number } {
  return { bytes: bytesBelow(root), vaults: vaultNames(root).length };
}

/**
 * Removes everything that no process uses.
 *
 * @returns the number of vaults that are in use and kept
 */
export function clearCache(root = cacheRoot()): number {
  finishRemovals(root);
  const kept = vaultNames(root).filter((name) => !removeVault(root, name)).length;
  const themes = themesFolder(root);
  for (const name of namesIn(themes)) if (!name.startsWith('.')) removeUnused(root, join(themes, name));
  if (namesIn(themes).length === 0) removeIfPossible(themes);
  return kept;
}

function removeVault(root: string, name: string): boolean {
  return removeUnused(root, join(vaultsFolder(root), name));
}

/** Removes a vault or theme. False if a process uses it. */
export function removeUnused(root: string, folder: string): boolean {
  const aside = workPlaceOf(folder, 'removed');
  // A process that opens it from now on makes a new folder.
  const isFree = withLock(root, () => {
    if (usersOf(folder).length > 0) return false;
    try {
      renameSync(folder, aside);
      return true;
    } catch {
      // Another program may have one of its files open.
      return false;
    }
  });
  if (isFree) removeIfPossible(aside);
  return isFree;
}

function finishRemovals(root: string): void {
  for (const parent of [vaultsFolder(root), themesFolder(root)]) finishWork(parent);
}

function themesFolder(root: string): string {
  return join(root, stores.themes.path);
}

function vaultNames(root: string): string[] {
  return namesIn(vaultsFolder(root)).filter((name) => !name.startsWith('.'));
}

function measure(vault: string): number {
  const bytes = bytesBelow(vault);
  // Another process may be removing the vault.
  if (existsSync(vault)) writeWhole(join(vault, sizeName), JSON.stringify({ bytes, at: Date.now() } satisfies RecordedSize));
  return bytes;
}

/** Files that another process removes meanwhile count as empty. */
function bytesBelow(folder: string): number {
  let bytes = 0;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? bytesBelow(path) : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  }
  return bytes;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
