/**
 * Opens files of a vault safely: only regular files, only at the location where they were found, and only as many bytes as
 * expected.
 */
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isInside, realPathOf } from './places.ts';

/** A file that is not read. The message gives the reason, as a part of a sentence. */
export class RefusedFile extends Error {}

/** The location of a file, as listed. */
export interface FilePlace {
  readonly path: string;
  readonly stamp: string;
  /** Its real path, absolute, if the file was reached through a symbolic link. */
  readonly real?: string;
}

/** What something other than a regular file is, in words: `it is a pipe`. */
export function specialKindOf(stat: Pick<Stats | BigIntStats, keyof Stats & `is${string}`>): string {
  if (stat.isFIFO()) return 'it is a pipe';
  if (stat.isSocket()) return 'it is a socket';
  if (stat.isDirectory()) return 'it is a folder';
  if (stat.isSymbolicLink()) return 'it is a symbolic link';
  return stat.isCharacterDevice() || stat.isBlockDevice() ? 'it is a device' : 'it is no regular file';
}

/** Identifies the state of an open file, or of one at a path. */
export function stateOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size}-${mtimeNs}-${ctimeNs}-${ino}`;
}

/**
 * Opens a file for `use`, then closes it. Does not wait for pipes or follow links. A file that has changed since it was listed
 * must still be at the same location: no folder above it may have become a link.
 *
 * @throws RefusedFile, or a system error
 */
export function withVaultFile<T>(root: string, place: FilePlace, use: (file: number, bytes: number) => T): T {
  // A file without a stamp was never listed: it is read for a comparison, or to be shown to its author.
  if (place.stamp === '') return withFile(realpathSync(join(root, place.path)), (file, { size }) => use(file, Number(size)));
  const real = place.real ?? join(realPathOf(root), place.path);
  return withFile(real, (file, stat) => {
    const state = stateOf(stat);
    const isAsListed = place.stamp === state || place.stamp.startsWith(`${state}-`);
    if (!isAsListed && !isStillAt(real, stat)) throw new RefusedFile('a symbolic link has taken its place');
    return use(file, Number(stat.size));
  });
}

function withFile<T>(real: string, use: (file: number, stat: BigIntStats) => T): T {
  // Checked before opening: opening a device may have side effects, and for a pipe or socket the error would say less.
  const before = lstatSync(real);
  if (!before.isFile()) throw new RefusedFile(specialKindOf(before));
  // Windows has only the first.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stat = fstatSync(file, { bigint: true });
    if (!stat.isFile()) throw new RefusedFile(specialKindOf(stat));
    return use(file, stat);
  } finally {
    closeSync(file);
  }
}

function isStillAt(real: string, { ino, dev }: BigIntStats): boolean {
  if (realpathSync(real) !== real) return false;
  const stat = lstatSync(real, { bigint: true });
  return stat.ino === ino && stat.dev === dev;
}

/** The content of an open file, at most `size` bytes: its size when it was opened. */
export function bytesOf(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const read = readSync(file, bytes, filled, size - filled, filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** Size of the parts in which a file that may be larger than memory is read, in bytes. */
const partSize = 1024 * 1024;

/** Calls `onPart` with the parts of an open file, in order. The buffer is reused. */
export function eachPart(file: number, onPart: (part: Buffer) => void): void {
  const buffer = Buffer.allocUnsafe(partSize);
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) onPart(buffer.subarray(0, read));
}

/** Writes all of `part` to the end of an open file. */
export function writeAll(file: number, part: Buffer): void {
  for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
}

/** Maximum size of a settings file, in bytes; far more than any needs. */
const maxSettingsBytes = 1024 * 1024;

/**
 * The text of a settings file, such as `sourcebook.yaml`; undefined if there is none. A link is followed if it leads to a path
 * inside the vault, or anywhere with `followSymlinks`.
 *
 * @throws RefusedFile, or a system error
 */
export function readSettingsText(root: string, path: string, followSymlinks = false): string | undefined {
  const realRoot = realPathOf(root);
  let real: string;
  try {
    real = realpathSync(join(realRoot, path));
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (!lstatSync(join(realRoot, path), { throwIfNoEntry: false })) return undefined;
    throw new RefusedFile('it is a symbolic link that leads nowhere');
  }
  if (!followSymlinks && !isInside(realRoot, real)) throw new RefusedFile('a symbolic link leads out of the vault');
  return withFile(real, (file, stat) => {
    if (!isStillAt(real, stat)) throw new RefusedFile('a symbolic link has taken its place');
    const size = Number(stat.size);
    if (size > maxSettingsBytes)
      throw new RefusedFile(`it has ${Math.ceil(size / 1024 / 1024)} MB, more than the 1 MB that settings may have`);
    return bytesOf(file, size).toString('utf8');
  });
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is no longer there',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENAMETOOLONG: 'its path is too long for this system',
  ELOOP: 'its symbolic links form a cycle',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EIO: 'the disk reported an error',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file would be too large for the disk',
  ENXIO: 'it is a pipe or a socket',
};

/** The reason why a file could not be read or written, in words. */
export function reasonOf(error: unknown): string {
  if (error instanceof RefusedFile) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || 'unknown reason');
}

const ofDisk: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EIO', 'EFBIG']);

/** Whether an error is due to the disk or to limits of the system, rather than to a bug. */
export function isDiskError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && ofDisk.has(String(error.code));
}
