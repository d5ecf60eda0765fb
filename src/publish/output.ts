/**
 * The output folder: what a build makes goes into a staging folder beside it and takes its place only when all of it is
 * there. Files that Sourcebook did not write are left alone.
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

/** In the output folder: which build made it, and every file of it, so that a later build removes what it made and no more. */
const markerName = '.sourcebook';

/** An output folder that cannot be used, said in one sentence. */
export class OutputError extends Error {}

/** What each file of the output was made from, by its path. */
type Ledger = ReadonlyMap<string, string>;

interface KeptLedger {
  /** The build that it is of, as the marker names it. */
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
   * @throws OutputError when `out` holds files that are not ours, or cannot be written
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
   * Declares a file of this build, made from what `key` is the digest of.
   *
   * @returns true when it has to be made: the output does not hold it yet, or holds one made from something else
   */
  needs(path: string, key: string): boolean {
    this.#next.set(path, key);
    return this.#before.get(path) !== key || !existsSync(join(this.out, path));
  }

  /** Whether there is a file at this path that no earlier build made. */
  isForeign(path: string): boolean {
    return !this.#made.has(path) && existsSync(join(this.out, path));
  }

  /** Whether a file can be added: no declared file has this path, or the path of one of its folders. */
  isFree(path: string): boolean {
    for (let each = path; each !== '.'; each = dirname(each)) if (this.#next.has(each)) return false;
    return true;
  }

  /** Declares files that were written into the staging folder without asking. */
  add(paths: readonly string[], key: string): void {
    for (const path of paths) this.#next.set(path, key);
  }

  /** Files of the earlier build below a folder, if all that were made from `key` are still there. */
  kept(folder: string, key: string): string[] | undefined {
    const paths = [...this.#before].filter(([path, each]) => each === key && path.startsWith(folder)).map(([path]) => path);
    return paths.length > 0 && paths.every((path) => existsSync(join(this.out, path))) ? paths : undefined;
  }

  /** Puts the staged files in their place and removes those of earlier builds that this one does not have. Nothing awaits in here. */
  commit(): void {
    const staged = filesBelow(this.staging);
    const build = digest(JSON.stringify([...this.#next]), String(process.hrtime.bigint()));
    const gone = this.#present.filter((path) => !this.#next.has(path));
    if (this.#present.length === 0 && !existsSync(this.out)) {
      this.#writeMarker(this.staging, build);
      renameSync(this.staging, this.out);
    } else {
      // Until the new marker is written, the next build must not trust the ledger.
      this.#ledger.clear();
      const made = new Set<string>();
      // A folder may have to become a file, so what is gone goes first.
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

  /** Takes the staging folder away; the output stays as it was. */
  abandon(): void {
    rmSync(this.staging, { recursive: true, force: true });
  }

  #writeMarker(folder: string, build: string): void {
    writeFileSync(join(folder, markerName), [`sourcebook ${build} ${this.#base}`, ...this.#next.keys()].join('\n'));
  }

  /** Removes a file and the folders that it leaves empty. */
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

/** What the marker of an output folder says; undefined when Sourcebook did not make the folder. */
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
  // A path that leads out of the folder is not one we wrote.
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

/** Staging folders of builds that were killed. */
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
