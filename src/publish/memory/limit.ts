/**
 * The bound of the cache as a whole: when a build ends and the vaults together are too large, the least recently used are
 * removed. Sizes are recorded, one file a vault, and measured seldom: no build walks the whole cache. Compiled themes have a
 * bound of their own, and are not counted.
 */
import { type Dirent, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeWhole } from './files.ts';
import { cacheRoot } from './place.ts';
import { isAlive, withLock } from './processes.ts';
import { stores } from './stores.ts';
import { dropGoneOutputs, lastUse, namesIn, openVault, usersOf, vaultsFolder } from './vaults.ts';

/** Bytes. */
const defaultLimit = 2_000_000_000;

/** The variable of the environment that changes the limit. */
export const limitVariable = 'SOURCEBOOK_CACHE_MAX';

/** The limit of the cache cannot be read; said in one sentence. */
export class CacheLimitError extends Error {}

const units: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/**
 * How large the cache may be, in bytes.
 *
 * @param text bytes, or a number with a unit: `500MB`, `2 GB`
 * @throws CacheLimitError
 */
export function cacheLimit(text = process.env[limitVariable] ?? ''): number {
  if (text === '') return defaultLimit;
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = units[unit.toUpperCase()];
  if (number === '' || factor === undefined)
    throw new CacheLimitError(
      `\`${limitVariable}\` takes a number of bytes, or one with a unit such as 500MB or 2GB, not \`${text}\`.`,
    );
  return Math.round(Number(number) * factor);
}

/** Time that a recorded size is good for. Milliseconds. */
const measuredFor = 10 * 60 * 1000;

/** In the folder of a vault: its size when it was last measured. */
const sizeName = 'size.json';

interface RecordedSize {
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** At the end of a build: drops what the vault remembers of outputs that are gone, and keeps the cache to its limit. */
export function tidyCache(content: string, limit: number): void {
  const vault = openVault(content);
  dropGoneOutputs(vault);
  const recorded = readJson<RecordedSize>(join(vault, sizeName));
  if (!recorded || Date.now() - recorded.at > measuredFor) measure(vault);
  enforceLimit(cacheRoot(), limit);
}

/** Removes the least recently used vaults until those left are within the limit. A vault in use stays, whatever its size. */
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

/** What the cache holds, measured now. */
export function measureCache(root = cacheRoot()): { bytes: number; vaults: number } {
  return { bytes: bytesBelow(root), vaults: vaultNames(root).length };
}

/**
 * Removes all that no process uses. Themes stay as long as any vault is in use.
 *
 * @returns how many vaults were in use and stay
 */
export function clearCache(root = cacheRoot()): number {
  finishRemovals(root);
  const kept = vaultNames(root).filter((name) => !removeVault(root, name)).length;
  if (kept === 0) rmSync(join(root, stores.themes.path), { recursive: true, force: true });
  return kept;
}

/** False if a process uses it. */
function removeVault(root: string, name: string): boolean {
  const folder = join(vaultsFolder(root), name);
  const aside = join(vaultsFolder(root), `${removedPrefix}${process.pid}-${name}`);
  // Whoever opens the vault from here on finds none and makes a new one.
  const isFree = withLock(root, () => {
    if (usersOf(folder).length > 0) return false;
    try {
      renameSync(folder, aside);
      return true;
    } catch {
      // Another program may have a file of it open.
      return false;
    }
  });
  if (isFree) removeFolder(aside);
  return isFree;
}

/** Of folders that are being removed. */
const removedPrefix = '.removed-';

/** Removes what a process that was killed left half removed. */
function finishRemovals(root: string): void {
  for (const name of namesIn(vaultsFolder(root))) {
    if (!name.startsWith(removedPrefix)) continue;
    const pid = Number.parseInt(name.slice(removedPrefix.length), 10);
    if (!isAlive(pid)) removeFolder(join(vaultsFolder(root), name));
  }
}

/** What cannot be removed now is left to a later build: tidying up must not make one fail. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // See above.
  }
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
