/** Reads a content folder as it lies. Nothing is ever written here. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type BigIntStats, type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { compareStrings, diagnosticAt } from '../wiki/diagnostics.ts';
import type { Diagnostic, Severity, VaultFile } from '../wiki/model.ts';
import { globMatcher } from './globs.ts';
import { isInside } from './places.ts';
import { templatePathsOf } from './template-settings.ts';
import { bytesOf, type FilePlace, isMissing, reasonOf, specialKindOf, stateOf, withVaultFile } from './vault-file.ts';

export { isInside, realPathOf } from './places.ts';
export { isDiskError, reasonOf } from './vault-file.ts';

/** A markdown file larger than this is not read: no article is, and a parser's memory is a multiple of it. */
const maxMarkdownBytes = 8 * 1024 * 1024;

/** A file found, before anything of it is read. */
export interface VaultEntry extends FilePlace {
  readonly path: string;
  readonly bytes: number;
  /** Changes whenever the file is written to. */
  readonly stamp: string;
}

/** A symbolic link that was followed. */
export interface VaultLink {
  readonly path: string;
  /** Absolute, without symbolic links. */
  readonly target: string;
}

export interface VaultListing {
  /** The content folder, absolute, without symbolic links. */
  readonly root: string;
  /** Markdown files that are articles, folder pages, logs or raw sources; by path. */
  readonly markdown: readonly VaultEntry[];
  readonly attachments: readonly VaultEntry[];
  /** Markdown that belongs to the repository and not to the wiki: `README.md` and its like at the root. */
  readonly setAside: readonly VaultEntry[];
  /** By path. */
  readonly links: readonly VaultLink[];
  /** Folders and notes that the settings of the vault call templates. */
  readonly templates: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ListingOptions {
  /** Globs over paths of the vault; the name of a folder excludes all that is in it. */
  readonly exclude?: readonly string[];
  /** Follow symbolic links that lead out of the vault, too. */
  readonly followSymlinks?: boolean;
}

/** A folder that cannot be used as a vault, said in one sentence. */
export class VaultError extends Error {}

const ignoredFolders: ReadonlySet<string> = new Set(['node_modules']);
const ignoredRootFiles: ReadonlySet<string> = new Set(['readme.md', 'claude.md', 'agents.md', 'sourcebook.yaml']);

/** Says of a path of the vault whether `exclude` names it. */
export function excluder(exclude: readonly string[]): (path: string) => boolean {
  return globMatcher(exclude);
}

/** Whether a vault never looks at a file or folder of this name: dot-files and `node_modules`. */
export function isIgnoredName(name: string): boolean {
  return name.startsWith('.') || ignoredFolders.has(name);
}

/**
 * How often one target is followed below a link. Folders that link to each other would otherwise be listed once for each way
 * through them.
 */
const maxWays = 8;

/** A folder to be listed. */
interface Place {
  /** Path in the vault; empty for the root. */
  readonly path: string;
  readonly real: string;
  /** Real paths of the folders above, the way it was reached. */
  readonly above: readonly string[];
  /** Below a link: how often each target was followed since. */
  readonly followed?: Map<string, number>;
}

/**
 * Lists the files of a vault: no dot-files, no `node_modules`, nothing that `exclude` names. A symbolic link to a place in the
 * vault is followed unless `exclude` names that place; one that leads out of the vault only with `followSymlinks`. A link back to
 * a folder that it lies in is not followed, nor is one to a folder that holds the vault. What two links lead to has two paths.
 *
 * @throws VaultError when the folder cannot be read
 */
export function listVault(root: string, { exclude = [], followSymlinks = false }: ListingOptions = {}): VaultListing {
  const markdown: VaultEntry[] = [];
  const attachments: VaultEntry[] = [];
  const setAside: VaultEntry[] = [];
  const links: VaultLink[] = [];
  const diagnostics: Diagnostic[] = [];
  const realRoot = rootOf(root);
  const isExcluded = excluder(exclude);
  const unreadable = (path: string, message: string): void => {
    diagnostics.push(diagnosticAt('file-unreadable', path, { line: 1, column: 1 }, message));
  };
  const isSetAside = (path: string): boolean => ignoredRootFiles.has(path.toLowerCase());

  /** Where a link leads when it is followed; what keeps it from being followed is reported. */
  const targetOf = (path: string, { real, above, followed }: Place, name: string): string | undefined => {
    const report = (message: string, hint?: string, severity?: Severity): undefined => {
      if (isSetAside(path)) return;
      const found = diagnosticAt('path-unsafe', path, { line: 1, column: 1 }, message, hint);
      diagnostics.push(severity ? { ...found, severity } : found);
    };
    let target: string;
    try {
      target = realpathSync(join(real, name));
    } catch (error) {
      const reason = isMissing(error) ? 'its target does not exist' : reasonOf(error);
      return report(`The symbolic link leads nowhere and is not followed: ${reason}.`);
    }
    if (target === real || above.includes(target)) return undefined;
    if (isInside(target, realRoot))
      return report(
        'The symbolic link leads to a folder that the vault itself is in; it is not followed.',
        '`followSymlinks: true` does not change that.',
        followSymlinks ? 'warning' : undefined,
      );
    if ((followed?.get(target) ?? 0) >= maxWays)
      return report(
        `The symbolic link leads to a folder that ${maxWays} others lead to; it is not followed.`,
        undefined,
        'warning',
      );
    if (followSymlinks || isInside(realRoot, target)) return target;
    return report(
      'The symbolic link leads out of the vault; it is not followed.',
      '`followSymlinks: true` in sourcebook.yaml follows it.',
    );
  };

  const list = (place: Place): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(place.real, { withFileTypes: true });
    } catch (error) {
      unreadable(place.path, `The folder cannot be read: ${reasonOf(error)}.`);
      return;
    }
    // Which of too many links are followed does not depend on the file system.
    if (place.followed) entries.sort((a, b) => compareStrings(a.name, b.name));
    const above = [...place.above, place.real];
    for (const entry of entries) {
      const { name } = entry;
      const path = place.path === '' ? name : `${place.path}/${name}`;
      if (name.startsWith('.') || isExcluded(path)) continue;
      const target = entry.isSymbolicLink() ? targetOf(path, place, name) : undefined;
      if (entry.isSymbolicLink() && target === undefined) continue;
      const real = target ?? join(place.real, name);
      // What is excluded stays out whichever way leads to it.
      const isLinked = target !== undefined || place.followed !== undefined;
      if (isLinked && isInside(realRoot, real) && isExcluded(vaultPath(relative(realRoot, real)))) continue;
      let stat: BigIntStats | undefined;
      try {
        if (!entry.isDirectory()) stat = statSync(real, { bigint: true, throwIfNoEntry: false });
      } catch (error) {
        unreadable(path, `The file was not read: ${reasonOf(error)}.`);
        continue;
      }
      const isFolder = stat?.isDirectory() ?? entry.isDirectory();
      if (isFolder && ignoredFolders.has(name)) continue;
      if (target !== undefined) links.push({ path, target });
      if (isFolder) {
        const followed = target === undefined ? place.followed : (place.followed ?? new Map<string, number>());
        if (target !== undefined) followed?.set(target, (followed.get(target) ?? 0) + 1);
        // A folder below a link may be one that the link lies in.
        if (!above.includes(real)) places.push({ path, real, above, ...(followed && { followed }) });
        continue;
      }
      // Node decodes names as UTF-8 with replacement characters, so other names cannot be opened.
      if (!stat && name.includes('\uFFFD')) unreadable(path, 'The file was not read: its name is not UTF-8.');
      if (!stat) continue;
      if (!stat.isFile()) {
        if (!isSetAside(path)) unreadable(path, `The file was not read: ${specialKindOf(stat)}.`);
        continue;
      }
      const found = { path, bytes: Number(stat.size), stamp: stampOf(stat), ...(isLinked && { real }) };
      if (isSetAside(path)) setAside.push(found);
      else if (/\.md$/i.test(name)) markdown.push(found);
      else attachments.push(found);
    }
  };
  // Folders near the root first, so that of several ways to a folder the short ones count.
  const places: Place[] = [{ path: '', real: realRoot, above: [] }];
  for (const place of places) list(place);
  const templates = templatePathsOf(realRoot, followSymlinks);
  const byPath = (a: { path: string }, b: { path: string }): number => compareStrings(a.path, b.path);
  return {
    root: realRoot,
    markdown: markdown.sort(byPath),
    attachments: attachments.sort(byPath),
    setAside: setAside.sort(byPath),
    links: links.sort(byPath),
    templates: templates.paths,
    diagnostics: [...diagnostics, ...templates.diagnostics],
  };
}

/** Names the state of one file; undefined when it is not there or cannot be read. */
export function fileStamp(root: string, path: string): string | undefined {
  try {
    const stat = statSync(join(root, path), { bigint: true, throwIfNoEntry: false });
    return stat && stampOf(stat);
  } catch {
    return undefined;
  }
}

/** Whether two listings are of the same files, as they were. */
export function isSameListing(a: VaultListing, b: VaultListing): boolean {
  const areSame = (some: readonly VaultEntry[], others: readonly VaultEntry[]): boolean =>
    some.length === others.length &&
    some.every(({ path, stamp }, index) => path === others[index]?.path && stamp === others[index]?.stamp);
  return (
    a.root === b.root &&
    areSame(a.markdown, b.markdown) &&
    areSame(a.attachments, b.attachments) &&
    areSame(a.setAside, b.setAside) &&
    JSON.stringify([a.links, a.diagnostics]) === JSON.stringify([b.links, b.diagnostics])
  );
}

/** File systems count time in steps of up to 10 ms. Milliseconds. */
const clockStep = 12;

function stampOf(stat: BigIntStats): string {
  const { ctimeMs } = stat;
  const stamp = stateOf(stat);
  // Written to again in the same step of the clock, the file would look the same.
  const isFresh = Math.abs(Date.now() - Number(ctimeMs)) < clockStep;
  return isFresh ? `${stamp}-${process.hrtime.bigint()}` : stamp;
}

function vaultPath(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** Reads one markdown file; a file that is no text comes back as a diagnostic. A BOM is taken off; CRLF becomes LF, and so does CR where nothing else ends lines. */
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
    // One open, one read, of a size known at the time: several times as fast as readFile for small files.
    bytes = withVaultFile(root, entry, (file, size) => (size > maxMarkdownBytes ? size : bytesOf(file, size)));
  } catch (error) {
    return unreadable(reasonOf(error));
  }
  if (typeof bytes === 'number') return tooLarge(bytes);
  if (!isUtf8(bytes)) return unreadable('it is not UTF-8 text');
  return { path: entry.path, ...plainText(bytes.toString('utf8')), digest: digestOf(bytes) };
}

/**
 * A text without what editors of Windows add to it. A carriage return amid lines that end otherwise stays: it may be what a program
 * made of `\r`.
 */
function plainText(text: string): Pick<VaultFile, 'text' | 'taken'> {
  const hasBom = text.startsWith('\uFEFF');
  const unmarked = hasBom ? text.slice(1) : text;
  const plain = unmarked.replaceAll('\r\n', '\n');
  const isOfReturns = plain.includes('\r') && !plain.includes('\n');
  const hasCrlf = plain.length < unmarked.length || isOfReturns;
  const taken = [...(hasBom ? (['bom'] as const) : []), ...(hasCrlf ? (['crlf'] as const) : [])];
  return { text: isOfReturns ? plain.replaceAll('\r', '\n') : plain, ...(taken.length > 0 && { taken }) };
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
