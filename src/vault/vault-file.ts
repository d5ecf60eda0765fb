/** Opens files of a vault: regular ones, at the place where they were found, and no more of them than is expected. */
import { createHash, type Hash } from 'node:crypto';
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
import type { FilePlace } from './listing.ts';
import { isInside, realPathOf } from './places.ts';

/** A file that is not read. The message is part of a sentence: why. */
export class RefusedFile extends Error {}

/** What a file is that is neither a regular file nor a folder. */
export function specialKindOf(stat: Pick<Stats | BigIntStats, keyof Stats & `is${string}`>): string {
  if (stat.isFIFO()) return 'it is a pipe';
  if (stat.isSocket()) return 'it is a socket';
  if (stat.isDirectory()) return 'it is a folder';
  if (stat.isSymbolicLink()) return 'it is a symbolic link';
  return stat.isCharacterDevice() || stat.isBlockDevice() ? 'it is a device' : 'it is no regular file';
}

/** Names the state of an open file, or of one at a path. */
export function stateOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size}-${mtimeNs}-${ctimeNs}-${ino}`;
}

/**
 * Opens a file for `use`, and closes it. Neither waits for a pipe nor follows a link. A file that is not as it was listed has to
 * be at the same place still: no folder above it may have become a link.
 *
 * @throws RefusedFile, or an error of the system
 */
export function withVaultFile<T>(root: string, place: FilePlace, use: (file: number, bytes: number) => T): T {
  const { file, bytes } = openVaultFile(root, place);
  try {
    return use(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** An open file, by its number, and how many bytes it had then. */
export interface OpenFile {
  readonly file: number;
  readonly bytes: number;
}

/**
 * The same, but the caller closes the file.
 *
 * @throws RefusedFile, or an error of the system
 */
export function openVaultFile(root: string, { path, stamp, real = join(realPathOf(root), path) }: FilePlace): OpenFile {
  return openFile(real, (stat) => {
    const state = stateOf(stat);
    const isAsListed = stamp === state || stamp.startsWith(`${state}-`);
    if (!isAsListed && !isStillAt(real, stat)) throw new RefusedFile('a symbolic link has taken its place');
  });
}

/** @param examine throws if the file is not to be read */
function openFile(real: string, examine: (stat: BigIntStats) => void): OpenFile {
  // Opening a device may do something; a pipe or socket says less of itself when it is opened.
  const before = lstatSync(real);
  if (!before.isFile()) throw new RefusedFile(specialKindOf(before));
  // Windows knows none but the first.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stat = fstatSync(file, { bigint: true });
    if (!stat.isFile()) throw new RefusedFile(specialKindOf(stat));
    examine(stat);
    return { file, bytes: Number(stat.size) };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function isStillAt(real: string, { ino, dev }: BigIntStats): boolean {
  if (realpathSync(real) !== real) return false;
  const stat = lstatSync(real, { bigint: true });
  return stat.ino === ino && stat.dev === dev;
}

/** The first bytes of an open file: as many as it had when it was opened. */
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

/** Bytes read at once of a file that may be larger than memory. */
const partSize = 1024 * 1024;

/** Calls `onPart` with one part of an open file after the other. The buffer is used again. */
export function eachPart(file: number, onPart: (part: Buffer) => void): void {
  const buffer = Buffer.allocUnsafe(partSize);
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) onPart(buffer.subarray(0, read));
}

/** A short digest of the bytes of a file. */
export function digestOfBytes(bytes: Buffer): string {
  return shortened(createHash('sha256').update(bytes));
}

/** The same of an open file, which may be larger than memory. */
export function digestOfFile(file: number): string {
  const hash = createHash('sha256');
  eachPart(file, (part) => hash.update(part));
  return shortened(hash);
}

function shortened(hash: Hash): string {
  return hash.digest('base64url').slice(0, 22);
}

/** Writes all of `part` to the end of an open file. */
export function writeAll(file: number, part: Buffer): void {
  for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
}

/** More than settings ever are. */
const maxSettingsBytes = 1024 * 1024;

/**
 * The text of a file with settings, such as `sourcebook.yaml`; undefined if there is none. A link is followed if it leads to a
 * place in the vault, or anywhere with `followSymlinks`.
 *
 * @throws RefusedFile, or an error of the system
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
  const { file, bytes } = openFile(real, (stat) => {
    if (!isStillAt(real, stat)) throw new RefusedFile('a symbolic link has taken its place');
  });
  try {
    if (bytes > maxSettingsBytes)
      throw new RefusedFile(`it has ${Math.ceil(bytes / 1024 / 1024)} MB, more than the 1 MB that settings may have`);
    return bytesOf(file, bytes).toString('utf8');
  } finally {
    closeSync(file);
  }
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
  ENOTDIR: 'a file is where a folder has to be',
  EEXIST: 'something else is in its place',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EIO: 'the disk reported an error',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file would be too large for the disk',
  ENXIO: 'it is a pipe or a socket',
};

/** Why a file could not be read or written, in words. */
export function reasonOf(error: unknown): string {
  if (error instanceof RefusedFile) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || 'unknown reason');
}

const ofDisk: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EIO', 'EFBIG']);

/** Why a file could not be written, in words. */
export function reasonNotWritten(error: unknown): string {
  const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isGone ? 'a folder is gone, or a symbolic link leads nowhere' : reasonOf(error);
}

/** Whether the system refused a call, to a file for example. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

/** Whether an error tells of a disk or the limits of the system, not of a fault of ours. */
export function isDiskError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && ofDisk.has(String(error.code));
}
