/** Lists and reads the files of a vault. Never writes to it. */

import { isUtf8 } from 'node:buffer';
import { type BigIntStats, type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { compareStrings, diagnosticAt } from '../wiki/diagnostics.ts';
import type { Diagnostic, Severity, VaultFile } from '../wiki/model.ts';
import { globMatcher } from './globs.ts';
import { bytesKey, type VaultEntry, VaultError, type VaultLink, type VaultListing } from './listing.ts';
import { isInside } from './places.ts';
import { templatePathsOf } from './template-settings.ts';
import {
  bytesOf,
  digestOfBytes,
  digestOfFile,
  isMissing,
  isSystemError,
  RefusedFile,
  reasonOf,
  specialKindOf,
  stateOf,
  withVaultFile,
} from './vault-file.ts';

export type { VaultEntry, VaultListing } from './listing.ts';
export { isInside, realPathOf } from './places.ts';
export { isDiskError, isSystemError, reasonNotWritten, reasonOf } from './vault-file.ts';

/** Maximum size of a markdown file. No article is larger, and parsing takes a multiple of it in memory. */
const maxMarkdownBytes = 8 * 1024 * 1024;

export interface ListingOptions {
  /** Globs over paths of the vault; the name of a folder excludes everything in it. */
  readonly exclude?: readonly string[];
  /** Also follow symbolic links that lead out of the vault. */
  readonly followSymlinks?: boolean;
}

const ignoredFolders: ReadonlySet<string> = new Set(['node_modules']);
const ignoredRootFiles: ReadonlySet<string> = new Set(['readme.md', 'claude.md', 'agents.md', 'sourcebook.yaml']);

/** Returns a function that says whether `exclude` matches a path of the vault. */
export function excluder(exclude: readonly string[]): (path: string) => boolean {
  return globMatcher(exclude);
}

/** Whether a file or folder with this name is never read: dot-files and `node_modules`. */
export function isIgnoredName(name: string): boolean {
  return name.startsWith('.') || ignoredFolders.has(name);
}

/**
 * Maximum number of times that one target is followed below a link. Without it, folders that link to each other would be listed
 * once for each path through them.
 */
const maxWays = 8;

/** A folder to list. */
interface Place {
  /** Path in the vault; empty for the root. */
  readonly path: string;
  readonly real: string;
  /** Real paths of the folders above it, along the path by which it was reached. */
  readonly above: readonly string[];
  /** Below a link: how often each target was followed from there on. */
  readonly followed?: Map<string, number>;
}

/** A listing in progress. */
interface Listing {
  readonly root: string;
  readonly isExcluded: (path: string) => boolean;
  readonly followSymlinks: boolean;
  /** Folders to list. Each folder appends those in it, so the shortest of several paths to a folder comes first. */
  readonly places: Place[];
  readonly markdown: VaultEntry[];
  readonly attachments: VaultEntry[];
  readonly setAside: VaultEntry[];
  readonly links: VaultLink[];
  readonly diagnostics: Diagnostic[];
}

/**
 * Lists the files of a vault, without dot-files, `node_modules` and paths that `exclude` matches. A symbolic link to a path
 * inside the vault is followed unless `exclude` matches that path; one that leads out of the vault, only with `followSymlinks`. A
 * link to a folder that contains the link or the vault is not followed. A file that two links lead to has two paths.
 *
 * @throws VaultError if the folder cannot be read
 */
export function listVault(root: string, { exclude = [], followSymlinks = false }: ListingOptions = {}): VaultListing {
  const realRoot = rootOf(root);
  const listing: Listing = {
    root: realRoot,
    isExcluded: excluder(exclude),
    followSymlinks,
    places: [{ path: '', real: realRoot, above: [] }],
    markdown: [],
    attachments: [],
    setAside: [],
    links: [],
    diagnostics: [],
  };
  for (const place of listing.places) {
    for (const entry of entriesOf(listing, place)) listEntry(listing, place, entry);
  }
  const templates = templatePathsOf(realRoot, followSymlinks);
  const byPath = (a: { path: string }, b: { path: string }): number => compareStrings(a.path, b.path);
  return {
    root: realRoot,
    markdown: listing.markdown.sort(byPath),
    attachments: listing.attachments.sort(byPath),
    setAside: listing.setAside.sort(byPath),
    links: listing.links.sort(byPath),
    templates: templates.paths,
    diagnostics: [...listing.diagnostics, ...templates.diagnostics],
  };
}

/** The entries of a folder; none, and a diagnostic, if it cannot be read. */
function entriesOf(listing: Listing, { path, real, followed }: Place): Dirent[] {
  try {
    const entries = readdirSync(real, { withFileTypes: true });
    // Which of too many links are followed must not depend on the file system.
    return followed ? entries.sort((a, b) => compareStrings(a.name, b.name)) : entries;
  } catch (error) {
    reportUnreadable(listing, path, `The folder cannot be read: ${reasonOf(error)}.`);
    return [];
  }
}

/** Adds an entry of a folder to the files, or to the folders to list. */
function listEntry(listing: Listing, place: Place, entry: Dirent): void {
  const { name } = entry;
  const path = place.path === '' ? name : `${place.path}/${name}`;
  if (name.startsWith('.') || listing.isExcluded(path)) return;
  const target = entry.isSymbolicLink() ? followLink(listing, place, path) : undefined;
  if (entry.isSymbolicLink() && target === undefined) return;
  const real = target ?? join(place.real, name);
  // An excluded path is left out even if links lead to it.
  const isLinked = target !== undefined || place.followed !== undefined;
  if (isLinked && isInside(listing.root, real) && listing.isExcluded(vaultPath(relative(listing.root, real)))) return;
  let stat: BigIntStats | undefined;
  try {
    if (!entry.isDirectory()) stat = statSync(real, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    reportUnreadable(listing, path, `The file was not read: ${reasonOf(error)}.`);
    return;
  }
  const isFolder = stat?.isDirectory() ?? entry.isDirectory();
  if (isFolder && ignoredFolders.has(name)) return;
  if (target !== undefined) listing.links.push({ path, target });
  if (isFolder) addFolder(listing, place, { path, real, target });
  else addFile(listing, path, stat, isLinked ? real : undefined);
}

/** The target of a symbolic link. Undefined, and a diagnostic, if the link is not followed. */
function followLink(listing: Listing, place: Place, path: string): string | undefined {
  let target: string;
  try {
    target = realpathSync(join(place.real, basename(path)));
  } catch (error) {
    const reason = isMissing(error) ? 'its target does not exist' : reasonOf(error);
    reportLink(listing, path, { message: `The symbolic link leads nowhere and is not followed: ${reason}.` });
    return undefined;
  }
  // A link to a folder that contains it is harmless, so it is not reported.
  if (target === place.real || place.above.includes(target)) return undefined;
  const obstacle = obstacleTo(listing, place, target);
  if (!obstacle) return target;
  reportLink(listing, path, obstacle);
  return undefined;
}

interface Obstacle {
  readonly message: string;
  readonly hint?: string;
  readonly severity?: Severity;
}

/** Why the target of a link is not followed; undefined if it is. */
function obstacleTo({ root, followSymlinks }: Listing, { followed }: Place, target: string): Obstacle | undefined {
  if (isInside(target, root))
    return {
      message: 'The symbolic link leads to a folder that contains the vault; it is not followed.',
      hint: '`followSymlinks: true` does not change that.',
      ...(followSymlinks && { severity: 'warning' }),
    };
  if ((followed?.get(target) ?? 0) >= maxWays)
    return {
      message: `The symbolic link leads to a folder that ${maxWays} others lead to; it is not followed.`,
      severity: 'warning',
    };
  if (followSymlinks || isInside(root, target)) return undefined;
  return {
    message: 'The symbolic link leads out of the vault; it is not followed.',
    hint: '`followSymlinks: true` in sourcebook.yaml follows it.',
  };
}

/** @param target of the link, if the folder is one */
function addFolder(
  { places }: Listing,
  place: Place,
  { path, real, target }: { path: string; real: string; target: string | undefined },
): void {
  const followed = target === undefined ? place.followed : (place.followed ?? new Map<string, number>());
  if (target !== undefined) followed?.set(target, (followed.get(target) ?? 0) + 1);
  const above = [...place.above, place.real];
  // A folder below a link may be one that contains the link.
  if (!above.includes(real)) places.push({ path, real, above, ...(followed && { followed }) });
}

/**
 * @param stat undefined if there is no such file
 * @param real location of the file, if it was reached through a link
 */
function addFile(listing: Listing, path: string, stat: BigIntStats | undefined, real: string | undefined): void {
  // Node decodes names as UTF-8 with replacement characters, so other names cannot be opened.
  if (!stat && basename(path).includes('\uFFFD'))
    reportUnreadable(listing, path, 'The file was not read: its name is not UTF-8.');
  if (!stat) return;
  if (!stat.isFile()) {
    if (!isSetAside(path)) reportUnreadable(listing, path, `The file was not read: ${specialKindOf(stat)}.`);
    return;
  }
  const found = { path, bytes: Number(stat.size), stamp: stampOf(stat), ...(real !== undefined && { real }) };
  if (isSetAside(path)) listing.setAside.push(found);
  else if (/\.md$/i.test(path)) listing.markdown.push(found);
  else listing.attachments.push(found);
}

function isSetAside(path: string): boolean {
  return ignoredRootFiles.has(path.toLowerCase());
}

function reportUnreadable({ diagnostics }: Listing, path: string, message: string): void {
  diagnostics.push(diagnosticAt('file-unreadable', path, { line: 1, column: 1 }, message));
}

function reportLink({ diagnostics }: Listing, path: string, { message, hint, severity }: Obstacle): void {
  if (isSetAside(path)) return;
  const found = diagnosticAt('path-unsafe', path, { line: 1, column: 1 }, message, hint);
  diagnostics.push(severity ? { ...found, severity } : found);
}

/** Identifies the state of a file; undefined if it is missing or cannot be read. */
export function fileStamp(root: string, path: string): string | undefined {
  try {
    const stat = statSync(join(root, path), { bigint: true, throwIfNoEntry: false });
    return stat && stampOf(stat);
  } catch {
    return undefined;
  }
}

/** Whether two listings contain the same files, unchanged. */
export function isSameListing(a: VaultListing, b: VaultListing): boolean {
  const areSame = (some: readonly VaultEntry[], others: readonly VaultEntry[]): boolean =>
    some.length === others.length &&
    some.every((entry, index) => {
      const other = others[index];
      return other !== undefined && entry.path === other.path && bytesKey(entry) === bytesKey(other);
    });
  return (
    a.root === b.root &&
    areSame(a.markdown, b.markdown) &&
    areSame(a.attachments, b.attachments) &&
    areSame(a.setAside, b.setAside) &&
    JSON.stringify([a.links, a.diagnostics]) === JSON.stringify([b.links, b.diagnostics])
  );
}

/** Milliseconds. Time stamps of file systems have steps of up to 10 ms. */
const clockStep = 12;

function stampOf(stat: BigIntStats): string {
  const { ctimeMs } = stat;
  const stamp = stateOf(stat);
  // A second change within the same step of the clock would leave the stamp unchanged.
  const isFresh = Math.abs(Date.now() - Number(ctimeMs)) < clockStep;
  return isFresh ? `${stamp}-${process.hrtime.bigint()}` : stamp;
}

function vaultPath(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/**
 * Reads a markdown file. Returns a diagnostic if it is not text. Removes a BOM; converts CRLF to LF, and CR too if nothing else
 * ends lines.
 */
export function readMarkdown(root: string, entry: VaultEntry): VaultFile | Diagnostic {
  const unreadable = (why: string): Diagnostic =>
    diagnosticAt('file-unreadable', entry.path, { line: 1, column: 1 }, `The file was not read: ${why}.`);
  const tooLarge = (size: number): Diagnostic =>
    unreadable(`it has ${Math.round(size / 1024 / 1024)} MB; the limit for articles is ${maxMarkdownBytes / 1024 / 1024} MB`);
  if (entry.bytes > maxMarkdownBytes) return tooLarge(entry.bytes);
  let bytes: Buffer | number;
  try {
    // One open and one read of a size known at the time: several times as fast as readFile for small files.
    bytes = withVaultFile(root, entry, (file, size) => (size > maxMarkdownBytes ? size : bytesOf(file, size)));
  } catch (error) {
    return unreadable(reasonOf(error));
  }
  if (typeof bytes === 'number') return tooLarge(bytes);
  if (!isUtf8(bytes)) return unreadable('it is not UTF-8 text');
  return { path: entry.path, ...plainText(bytes.toString('utf8')), digest: digestOfBytes(bytes) };
}

/**
 * A text without the BOM and the line ends of Windows editors. A carriage return within a line is kept: it may be a `\r` that a
 * program has unescaped.
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

/** The digest of the bytes of a file; undefined if it cannot be read. */
export function vaultDigest(root: string, entry: VaultEntry): string | undefined {
  try {
    return withVaultFile(root, entry, (file) => digestOfFile(file));
  } catch (error) {
    if (error instanceof RefusedFile || isSystemError(error)) return undefined;
    throw error;
  }
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
    if (isMissing(error)) throw new VaultError(`${shown} does not exist.`, 'content-missing');
    throw new VaultError(`${shown} cannot be read: ${reasonOf(error)}.`);
  }
}
