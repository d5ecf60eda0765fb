/**
 * The output folder. A build makes a whole new folder beside it: new files are written there, files that stay the same are linked
 * (hard links), and at the end the folder takes the place of the old one. Files that Sourcebook did not make stay.
 */

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ErrorCode, PlainError } from '../../shared/plain-error.ts';
import { reasonNotWritten } from '../../vault/read-vault.ts';
import { digest } from '../memory/digest.ts';
import type { ValueStore } from '../memory/stores.ts';
import { type Marker, markerName, readMarker, writeMarker } from './marker.ts';
import { isWorkPlace, linkFile, moveFile, realPlace, recover, removeFile, swapFolders, workPlace } from './swap.ts';

/** An output folder that cannot be used; the message is one sentence. */
export class OutputError extends PlainError {
  override readonly name = 'OutputError';

  constructor(message: string, code: ErrorCode = 'output-unwritable') {
    super(message, code);
  }
}

/** @param error of the system */
export function unwritable(out: string, error: unknown): OutputError {
  return new OutputError(`The output folder ${out} cannot be written: ${reasonNotWritten(error)}.`);
}

/** How large a site is, without what is beside it in the folder. */
export interface SiteSize {
  readonly files: number;
  readonly bytes: number;
  /** Bytes of the largest file. */
  readonly largest: number;
}

/** What each file of the output was made from, by its path. */
type Ledger = ReadonlyMap<string, string>;

interface KeptLedger {
  /** The build that it is of, as the marker names it. */
  readonly build: string;
  readonly files: readonly (readonly [path: string, key: string])[];
}

export class Output {
  /** Where new files are written. */
  readonly staging: string;
  /** Without symbolic links. */
  readonly #out: string;
  readonly #base: string;
  readonly #ledger: ValueStore;
  readonly #before: Ledger;
  /** Files of the earlier build. */
  readonly #owned: ReadonlySet<string>;
  readonly #next = new Map<string, string>();

  /**
   * Call under the lock of the folder (lock.ts).
   *
   * @param ledger the store of the ledger of this output
   * @throws OutputError if `out` holds files that are not ours, or cannot be written
   */
  constructor(out: string, ledger: ValueStore, { base, force }: { base: string; force: boolean }) {
    this.#out = realPlace(out);
    this.#base = base;
    this.#ledger = ledger;
    try {
      mkdirSync(dirname(this.#out), { recursive: true });
      recover(this.#out, (folder) => readMarker(folder) && ownedFiles(folder));
      const marker = readMarker(this.#out);
      if (!marker) refuseForeign(this.#out, out);
      this.#owned = ownedFiles(this.#out);
      this.#before = marker && !force ? readLedger(ledger, marker.build) : new Map();
      this.staging = mkdtempSync(`${workPlace(this.#out, 'new')}-${process.pid}-`);
      chmodSync(this.staging, modeOf(this.#out));
    } catch (error) {
      if (error instanceof OutputError) throw error;
      throw unwritable(out, error);
    }
  }

  /**
   * Declares a file of this build, made from what `key` is the digest of.
   *
   * @returns true if it has to be made: the output does not hold it yet, or holds one made from something else
   */
  needs(path: string, key: string): boolean {
    this.#next.set(path, key);
    return this.#before.get(path) !== key || !existsSync(join(this.#out, path));
  }

  /** Whether there is a file at this path that no earlier build made. */
  isForeign(path: string): boolean {
    return !this.#owned.has(path) && existsSync(join(this.#out, path));
  }

  /** Whether a file can be added: no declared file has this path, or the path of one of its folders. */
  isFree(path: string): boolean {
    for (let each = path; each !== '.'; each = dirname(each)) if (this.#next.has(each)) return false;
    return true;
  }

  /** The files that were declared so far. */
  get paths(): string[] {
    return [...this.#next.keys()];
  }

  /** Where a declared file is now: in the staging folder if this build made it, else in the output. */
  placeOf(path: string): { readonly file: string; readonly isNew: boolean } {
    const made = join(this.staging, path);
    return existsSync(made) ? { file: made, isNew: true } : { file: join(this.#out, path), isNew: false };
  }

  /** Declares a file of the earlier build as it is. False if there is none. */
  keep(path: string): boolean {
    const key = this.#before.get(path);
    return key !== undefined && !this.needs(path, key);
  }

  /** Declares files that were written into the staging folder without asking. */
  add(paths: readonly string[], key: string): void {
    for (const path of paths) this.#next.set(path, key);
  }

  /** Files of the earlier build below a folder, if all that were made from `key` are still there. */
  kept(folder: string, key: string): string[] | undefined {
    const paths = [...this.#before].filter(([path, each]) => each === key && path.startsWith(folder)).map(([path]) => path);
    return paths.length > 0 && paths.every((path) => existsSync(join(this.#out, path))) ? paths : undefined;
  }

  /**
   * Puts the new folder in place. Nothing awaits in here.
   *
   * @throws OutputError if the folder holds a file of somebody else where the site has one; then nothing was changed
   */
  commit(): void {
    const build = digest(JSON.stringify([...this.#next]), String(process.hrtime.bigint()));
    const marker = { build, base: this.#base, files: [...this.#next.keys()] };
    const written = new Set(filesBelow(this.staging));
    this.#refuseConflicts();
    for (const path of this.#next.keys())
      if (!written.has(path) && existsSync(join(this.#out, path))) linkFile(join(this.#out, path), join(this.staging, path));
    writeMarker(this.staging, marker);
    if (!swapFolders(this.staging, this.#out, this.#owned)) this.#moveInto(marker);
    this.#ledger.write<KeptLedger>({ build, files: [...this.#next] });
  }

  /** The size of the site in place. */
  get size(): SiteSize {
    const sizes = this.paths.map((path) => statSync(join(this.#out, path), { throwIfNoEntry: false })?.size ?? 0);
    let bytes = 0;
    let largest = 0;
    for (const size of sizes) {
      bytes += size;
      largest = Math.max(largest, size);
    }
    return { files: sizes.length, bytes, largest };
  }

  /** Removes the new folder; the output stays as it was. */
  abandon(): void {
    rmSync(this.staging, { recursive: true, force: true });
  }

  #refuseConflicts(): void {
    if (!existsSync(this.#out)) return;
    for (const path of this.#next.keys()) {
      const foreign = foreignOnWay(this.#out, path, this.#owned);
      if (foreign !== undefined)
        throw new OutputError(
          `The output folder holds \`${foreign}\`, which Sourcebook did not make, where the site has \`${path}\`; move it away and build again.`,
          'output-conflict',
        );
    }
  }

  /**
   * Moves file by file, where the folder itself cannot be renamed. Killed meanwhile, it leaves a mixture; but the marker names
   * every file of both builds, so that the next build removes what is not of it.
   */
  #moveInto(marker: Marker): void {
    const { build, base, files } = marker;
    this.#ledger.clear();
    writeMarker(this.#out, { build, base, files: [...new Set([...this.#owned, ...files])] });
    // A folder may have to become a file, so what is gone goes first.
    for (const path of this.#owned) if (!this.#next.has(path) && path !== markerName) removeFile(this.#out, path);
    for (const path of filesBelow(this.staging)) {
      if (path === markerName) continue;
      mkdirSync(dirname(join(this.#out, path)), { recursive: true });
      moveFile(join(this.staging, path), join(this.#out, path));
    }
    writeMarker(this.#out, marker);
    rmSync(this.staging, { recursive: true, force: true });
  }
}

/** Paths of the files in an output folder that builds made, with the marker itself. */
function ownedFiles(folder: string): ReadonlySet<string> {
  return new Set([...(readMarker(folder)?.files ?? []), markerName]);
}

/** @throws OutputError if the folder holds anything */
function refuseForeign(folder: string, out: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new OutputError(`The output ${out} is not a folder.`);
  if (readdirSync(folder).every(isWorkPlace)) return;
  throw new OutputError(
    `The output folder ${out} is not empty and was not made by Sourcebook; empty it or choose another with --out.`,
    'output-foreign',
  );
}

/** The mode of the folder, or that of any new folder. */
function modeOf(folder: string): number {
  return existsSync(folder) ? statSync(folder).mode & 0o7777 : 0o777 & ~process.umask();
}

/** A file of somebody else at a path, or where a folder above it has to be; undefined if there is none. */
function foreignOnWay(out: string, path: string, owned: ReadonlySet<string>): string | undefined {
  if (owned.has(path)) return undefined;
  for (let each = path; each !== '.'; each = dirname(each)) {
    const stat = statSync(join(out, each), { throwIfNoEntry: false });
    if (!stat) continue;
    const isInTheWay = each === path ? true : !stat.isDirectory();
    if (!isInTheWay || owned.has(each)) return undefined;
    if (!stat.isDirectory()) return each;
    // A folder where the site has a file: of ours, it goes; of somebody else, it is in the way.
    return filesBelow(join(out, each)).find((inside) => !owned.has(`${each}/${inside}`)) === undefined ? undefined : each;
  }
  return undefined;
}

function readLedger(ledger: ValueStore, build: string): Ledger {
  const kept = ledger.read<KeptLedger>();
  return new Map(kept?.build === build ? kept.files : []);
}

export function filesBelow(root: string): string[] {
  const files: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.push(path);
    }
  };
  walk('');
  return files;
}
