/** Reads a content folder as it lies. Nothing is ever written here. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { join, matchesGlob, resolve, sep } from 'node:path';
import { compareStrings, diagnosticAt } from '../wiki/diagnostics.ts';
import type { Diagnostic, VaultFile } from '../wiki/model.ts';
import { templatePathsOf } from './template-settings.ts';

/** A markdown file larger than this is not read: no article is, and a parser's memory is a multiple of it. */
const maxMarkdownBytes = 8 * 1024 * 1024;

/** A file found, before anything of it is read. */
export interface VaultEntry {
  readonly path: string;
  readonly bytes: number;
  /** Changes when the file was written to, as far as the file system tells. */
  readonly stamp: string;
}

export interface VaultListing {
  /** Markdown files that are articles, folder pages, logs or raw sources; by path. */
  readonly markdown: readonly VaultEntry[];
  readonly attachments: readonly VaultEntry[];
  /** Markdown that belongs to the repository and not to the wiki: `README.md` and its like at the root. */
  readonly setAside: readonly VaultEntry[];
  /** Folders and notes that the settings of the vault call templates. */
  readonly templates: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A folder that cannot be used as a vault, said in one sentence. */
export class VaultError extends Error {}

const ignoredFolders: ReadonlySet<string> = new Set(['node_modules']);
const ignoredRootFiles: ReadonlySet<string> = new Set(['readme.md', 'claude.md', 'agents.md', 'sourcebook.yaml']);

/**
 * Lists the files of a vault: no dot-files, no `node_modules`, nothing that `exclude` names. Links out of the vault are
 * not followed.
 *
 * @param exclude globs over paths of the vault; the name of a folder excludes all that is in it
 * @throws VaultError when the folder cannot be read
 */
export function listVault(root: string, exclude: readonly string[] = []): VaultListing {
  const markdown: VaultEntry[] = [];
  const attachments: VaultEntry[] = [];
  const setAside: VaultEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  const realRoot = rootOf(root);
  const isExcluded = (path: string): boolean =>
    exclude.some((glob) => matchesGlob(path, glob) || matchesGlob(path, `${glob.replace(/\/$/, '')}/**`));

  const walk = (folder: string, visited: readonly string[]): void => {
    let entries: { name: string; isDirectory: () => boolean; isSymbolicLink: () => boolean }[];
    try {
      entries = readdirSync(join(realRoot, folder), { withFileTypes: true });
    } catch (error) {
      diagnostics.push(
        diagnosticAt('file-unreadable', folder, { line: 1, column: 1 }, `The folder cannot be read: ${reasonOf(error)}.`),
      );
      return;
    }
    for (const entry of entries) {
      const { name } = entry;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (name.startsWith('.') || isExcluded(path)) continue;
      const full = join(realRoot, path);
      let isFolder = entry.isDirectory();
      if (entry.isSymbolicLink()) {
        const target = targetOf(full);
        if (target === undefined || !(target + sep).startsWith(realRoot + sep)) {
          diagnostics.push(
            diagnosticAt(
              'path-unsafe',
              path,
              { line: 1, column: 1 },
              'The symbolic link leads out of the vault or nowhere; it is not followed.',
            ),
          );
          continue;
        }
        if (visited.includes(target)) continue;
        isFolder = statSync(full).isDirectory();
      }
      if (isFolder) {
        if (!ignoredFolders.has(name)) walk(path, [...visited, full]);
        continue;
      }
      const stat = statSync(full, { bigint: true, throwIfNoEntry: false });
      if (!stat?.isFile()) continue;
      const found = { path, bytes: Number(stat.size), stamp: `${stat.size}-${stat.mtimeNs}-${stat.ctimeNs}-${stat.ino}` };
      if (folder === '' && ignoredRootFiles.has(name.toLowerCase())) setAside.push(found);
      else if (/\.md$/i.test(name)) markdown.push(found);
      else attachments.push(found);
    }
  };
  walk('', [realRoot]);
  const byPath = (a: VaultEntry, b: VaultEntry): number => compareStrings(a.path, b.path);
  return {
    markdown: markdown.sort(byPath),
    attachments: attachments.sort(byPath),
    setAside: setAside.sort(byPath),
    templates: templatePathsOf(realRoot),
    diagnostics,
  };
}

/** Reads one markdown file; a file that is no text comes back as a diagnostic. A BOM is taken off, CRLF becomes LF. */
export function readMarkdown(root: string, entry: VaultEntry): VaultFile | Diagnostic {
  const unreadable = (why: string): Diagnostic =>
    diagnosticAt('file-unreadable', entry.path, { line: 1, column: 1 }, `The file was not read: ${why}.`);
  const tooLarge = (size: number): Diagnostic =>
    unreadable(
      `it has ${Math.round(size / 1024 / 1024)} MB, more than the ${maxMarkdownBytes / 1024 / 1024} MB an article may have`,
    );
  if (entry.bytes > maxMarkdownBytes) return tooLarge(entry.bytes);
  let bytes: Buffer | number;
  try {
    bytes = readUpTo(maxMarkdownBytes, join(root, entry.path));
  } catch (error) {
    return unreadable(reasonOf(error));
  }
  if (typeof bytes === 'number') return tooLarge(bytes);
  if (!isUtf8(bytes)) return unreadable('it is not UTF-8 text');
  return { path: entry.path, ...plainText(bytes.toString('utf8')), digest: digestOf(bytes) };
}

/** A text without what editors of Windows add to it. */
function plainText(text: string): Pick<VaultFile, 'text' | 'taken'> {
  const taken: ('bom' | 'crlf')[] = [];
  if (text.startsWith('\uFEFF')) taken.push('bom');
  if (text.includes('\r')) taken.push('crlf');
  if (taken.length === 0) return { text };
  return { text: text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), taken };
}

/** Reads `sourcebook.yaml`, or any other text of the vault; undefined when there is none. */
export function readText(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
}

function rootOf(root: string): string {
  const shown = `The content folder ${root}`;
  try {
    const real = realpathSync(resolve(root));
    if (!statSync(real).isDirectory()) throw new VaultError(`${shown} is not a folder.`);
    readdirSync(real);
    return real;
  } catch (error) {
    if (error instanceof VaultError) throw error;
    throw new VaultError(isMissing(error) ? `${shown} does not exist.` : `${shown} cannot be read: ${reasonOf(error)}.`);
  }
}

/**
 * One open, one read, of a size known at the time: several times as fast as readFile for small files.
 *
 * @returns the bytes, or the size of a file that has more than `most`
 */
function readUpTo(most: number, path: string): Buffer | number {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > most) return size;
    const bytes = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      const read = readSync(file, bytes, filled, size - filled, filled);
      if (read === 0) break;
      filled += read;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}

function targetOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is no longer there',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ELOOP: 'its symbolic links go round in circles',
  EISDIR: 'it is a folder',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  EIO: 'the disk reports an error',
  EMFILE: 'too many open files',
};

/** Why a file could not be read or written, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || 'unknown reason');
}
