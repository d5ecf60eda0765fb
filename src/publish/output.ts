/**
 * The output folder. A build writes into a staging folder beside it, and puts the files in place only when all are written. Files
 * that Sourcebook did not write are left alone.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { digest } from './memory/digest.ts';
import { isAlive } from './memory/processes.ts';
import type { ValueStore } from './memory/stores.ts';

/** File in the output folder that names the build and its files, so that a later build removes only those. */
const markerName = '.sourcebook';

/** The output folder cannot be used. The message is one sentence. */
export class OutputError extends Error {}

/** What each file of the output was made from, by its path. */
type Ledger = ReadonlyMap<string, string>;

interface KeptLedger {
  /** Id of the build, as in the marker. */
  readonly build: string;
  readonly files: readonly (readonly [path: string, key: string])[];
}

export class Output {
  readonly out: string;
  /** Where new files are written. */
  readonly staging: string;
  readonly #base: string;
  readonly #ledger: ValueStore;
  readonly #before: Ledger;
  /** Files of the earlier build. */
  readonly #present: readonly string[];
  readonly #made: ReadonlySet<string>;
  readonly #next = new Map<string, string>();

  /**
   * @param ledger the store of the ledger of this output
   * @throws OutputError if `out` contains files that Sourcebook did not write, or cannot be written
   */
  constructor(out: string, ledger: ValueStore, { base, force }: { base: string; force: boolean }) {
    this.out = resolve(out);
    this.#base = base;
    this.#ledger = ledger;
    const marker = readMarker(this.out);
    if (!marker && existsSync(this.out) && !isEmptyFolder(this.out)) {
      throw new OutputError(
        `The output folder ${out} is not empty and was not made by Sourcebook; empty it or choose another with --out.`,
      );
    }
    this.#present = marker?.files ?? [];
    this.#made = new Set(this.#present);
    this.#before = marker && !force ? readLedger(ledger, marker.build) : new Map();
    try {
      mkdirSync(dirname(this.out), { recursive: true });
      dropOldStagings(this.out);
      this.staging = mkdtempSync(stagingPrefix(this.out));
    } catch (error) {
      throw new OutputError(
        `The output folder ${out} cannot be written: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}.`,
      );
    }
  }

  /**
   * Declares a file of this build.
   *
   * @param key digest of what the file is made from
   * @returns whether it has to be made: the output lacks it, or has one with another key
   */
  needs(path: string, key: string): boolean {
    this.#next.set(path, key);
    return this.#before.get(path) !== key || !existsSync(join(this.out, path));
  }

  /** Whether there is a file at this path that Sourcebook did not make. */
  isForeign(path: string): boolean {
    return !this.#made.has(path) && existsSync(join(this.out, path));
  }

  /** Whether a file can be added: no declared file has this path, or the path of one of its folders. */
  isFree(path: string): boolean {
    for (let each = path; each !== '.'; each = dirname(each)) if (this.#next.has(each)) return false;
    return true;
  }

  /** Declares files that are already in the staging folder. */
  add(paths: readonly string[], key: string): void {
    for (const path of paths) this.#next.set(path, key);
  }

  /** Files of the earlier build below a folder, if all those with this key still exist. */
  kept(folder: string, key: string): string[] | undefined {
    const paths = [...this.#before].filter(([path, each]) => each === key && path.startsWith(folder)).map(([path]) => path);
    return paths.length > 0 && paths.every((path) => existsSync(join(this.out, path))) ? paths : undefined;
  }

  /** Puts the staged files in place and removes those of earlier builds that this one lacks. Synchronous. */
  commit(): void {
    const staged = filesBelow(this.staging);
    const build = digest(JSON.stringify([...this.#next]), String(process.hrtime.bigint()));
    const gone = this.#present.filter((path) => !this.#next.has(path));
    if (this.#present.length === 0 && !existsSync(this.out)) {
      this.#writeMarker(this.staging, build);
      renameSync(this.staging, this.out);
    } else {
      // The ledger is wrong until the new marker is written.
      this.#ledger.clear();
      const made = new Set<string>();
      // Removes old files first, since a folder may have to become a file.
      for (const path of gone) this.#remove(path);
      for (const path of staged) {
        const folder = dirname(join(this.out, path));
        if (!made.has(folder)) mkdirSync(folder, { recursive: true });
        made.add(folder);
        renameSync(join(this.staging, path), join(this.out, path));
      }
      this.#writeMarker(this.out, build);
      rmSync(this.staging, { recursive: true, force: true });
    }
    this.#ledger.write<KeptLedger>({ build, files: [...this.#next] });
  }

  /** Removes the staging folder. The output is unchanged. */
  abandon(): void {
    rmSync(this.staging, { recursive: true, force: true });
  }

  #writeMarker(folder: string, build: string): void {
    writeFileSync(join(folder, markerName), [`sourcebook ${build} ${this.#base}`, ...this.#next.keys()].join('\n'));
  }

  /** Removes a file, and the folders that are empty without it. */
  #remove(path: string): void {
    rmSync(join(this.out, path), { force: true });
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      try {
        rmdirSync(join(this.out, folder));
      } catch {
        return;
      }
    }
  }
}

/** The marker of an output folder; undefined if Sourcebook did not make the folder. */
export function readMarker(out: string): { build: string; base: string; files: string[] } | undefined {
  let text: string;
  try {
    text = readFileSync(join(out, markerName), 'utf8');
  } catch {
    return undefined;
  }
  const [head = '', ...files] = text.split('\n');
  const [, build, base] = /^sourcebook (\S+) (\S+)$/.exec(head) ?? [];
  if (build === undefined || base === undefined) return undefined;
  // Sourcebook never writes a path that leads out of the folder.
  return { build, base, files: files.filter((path) => path !== '' && !path.split('/').includes('..') && !path.startsWith('/')) };
}

function readLedger(ledger: ValueStore, build: string): Ledger {
  const kept = ledger.read<KeptLedger>();
  return new Map(kept?.build === build ? kept.files : []);
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    throw new OutputError(`The output ${path} is not a folder.`);
  }
}

function stagingPrefix(out: string): string {
  return join(dirname(out), `.${basename(out)}.sourcebook-${process.pid}-`);
}

/** Removes staging folders of builds that were killed. */
function dropOldStagings(out: string): void {
  const prefix = `.${basename(out)}.sourcebook-`;
  for (const name of readdirSync(dirname(out))) {
    const pid = name.startsWith(prefix) ? Number(/^\d+/.exec(name.slice(prefix.length))?.[0]) : Number.NaN;
    if (!Number.isNaN(pid) && !isAlive(pid)) rmSync(join(dirname(out), name), { recursive: true, force: true });
  }
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
