/** Index of all names that links may use, with the files that each may mean. */
import type { ArticleId } from '../model.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import { filesBelowRoots, type LinkRoot, type LinkRoots, noRoots, rootKey, shownFolder } from './link-roots.ts';

/** A file that a link can lead to. */
export interface Named {
  /** Path in the vault. */
  readonly path: string;
  /** Undefined for an attachment. */
  readonly id?: ArticleId;
  /** Title first, then aliases; empty for an attachment. */
  readonly names: readonly string[];
  /** Language tag; undefined for an attachment. */
  readonly lang?: string;
}

type Lookup = ReadonlyMap<string, readonly Named[]>;

/** Reduces a spelling for comparison: not at all, to lower case, or to letters and digits. */
type Fold = (text: string) => string;

const exact: Fold = (text) => text.normalize('NFC');
const caseless: Fold = (text) => exact(text).toLowerCase();
const loose: Fold = looseName;

/** A name without differences of case, spaces, hyphens and underscores (hence also of CamelCase). */
export function looseName(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

export interface NameIndex {
  readonly files: readonly Named[];
  /** In the order in which they are tried. */
  readonly rules: readonly NameRule[];
  /**
   * Files at a path from the root, without `.md`. An exact match counts first, then one ignoring case, spaces, hyphens and
   * underscores.
   */
  readonly atPath: (path: string) => readonly Named[];
}

/** One step of the resolution order in CONTRACT §3. */
export interface NameRule {
  readonly name: string;
  /** Whether it looks up titles and aliases instead of files. */
  readonly isOfTitles?: true;
  /** Files that this rule finds for `target`, written in `from`. */
  readonly find: (target: string, from: string) => readonly Named[];
}

/**
 * Indexes all names once; each rule is then a map lookup.
 *
 * @param roots names of folders in links, as declared in the configuration
 */
export function indexNames(files: readonly Named[], roots: LinkRoots = noRoots): NameIndex {
  // The page of the root folder has the empty path as a name.
  const paths = lookupOf(files, exact, (file) => (file.id === '' ? [withoutExtension(file), ''] : [withoutExtension(file)]));
  const fileNames = lookupOf(files, exact, (file) => [nameOf(withoutExtension(file))]);
  const titles = lookupOf(files, exact, (file) => file.names);
  const anyName = (file: Named): string[] => [withoutExtension(file), nameOf(withoutExtension(file)), ...file.names];
  const caselessNames = lookupOf(files, caseless, anyName);
  const looseNames = lookupOf(files, loose, anyName);
  const loosePaths = lookupOf(files, loose, (file) => [withoutExtension(file)]);
  const pathEnds = lookupOf(files, loose, (file) => pathEndsOf(withoutExtension(file)));

  const atPath = (path: string): readonly Named[] => firstOf(find(paths, exact, path), () => find(loosePaths, loose, path));

  const rules: NameRule[] = [
    {
      name: 'path relative to the file',
      find: (target, from) => (target.startsWith('/') ? [] : find(paths, exact, joinPath(folderOf(from), target))),
    },
    { name: 'path from the root', find: (target) => find(paths, exact, joinPath('', target)) },
    ...(roots.size === 0 ? [] : [rootRule('folder that sourcebook.yaml gives another name', roots, atPath)]),
    { name: 'exact file name', find: (target) => find(fileNames, exact, target) },
    { name: 'title or alias', isOfTitles: true, find: (target) => find(titles, exact, target) },
    {
      name: 'the same ignoring case',
      find: (target, from) =>
        firstOf(find(caselessNames, caseless, joinPath(folderOf(from), target)), () => find(caselessNames, caseless, target)),
    },
    {
      name: 'the same ignoring case, spaces, hyphens, underscores and CamelCase',
      find: (target, from) =>
        firstOf(find(looseNames, loose, joinPath(folderOf(from), target)), () => find(looseNames, loose, target)),
    },
    { name: 'path suffix', find: (target) => suffixMatches(pathEnds, loosePaths, target) },
  ];
  return { files, rules, atPath };
}

/** Adds a last rule for inferred roots. Returns the index itself if there are none. */
export function withInferredRoots(index: NameIndex, inferred: readonly LinkRoot[]): NameIndex {
  if (inferred.length === 0) return index;
  const roots = new Map(inferred.map((root) => [rootKey(root.name), root]));
  return { ...index, rules: [...index.rules, rootRule('folder that links give another name', roots, index.atPath)] };
}

/** The name of the rule shows its mapping: `… (en: wiki-en)`. */
function rootRule(name: string, roots: LinkRoots, atPath: NameIndex['atPath']): NameRule {
  const shown = [...roots.values()].map(({ name: root, folders }) => `${root}: ${folders.map(shownFolder).join(' or ')}`);
  return { name: `${name} (${shown.join(', ')})`, find: (target) => filesBelowRoots(roots, target, atPath) };
}

/** Attachments keep their extension. A folder's `index.md` is found by the folder's name through its id. */
function withoutExtension(file: Named): string {
  return file.id === undefined ? file.path : file.path.replace(/\.md$/i, '');
}

function lookupOf(files: readonly Named[], fold: Fold, names: (file: Named) => readonly string[]): Lookup {
  const lookup = new Map<string, Named[]>();
  for (const file of files) {
    for (const key of new Set(names(file).map(fold))) {
      if (key === '' && file.id !== '') continue;
      const holders = lookup.get(key);
      if (holders) holders.push(file);
      else lookup.set(key, [file]);
    }
  }
  return lookup;
}

function find(lookup: Lookup, fold: Fold, name: string | undefined): readonly Named[] {
  return (name !== undefined && lookup.get(fold(name))) || [];
}

function firstOf(found: readonly Named[], otherwise: () => readonly Named[]): readonly Named[] {
  return found.length > 0 ? found : otherwise();
}

/** All suffixes of a path that are paths themselves: `b/c` and `a/b/c` for `a/b/c`. */
function pathEndsOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(0, -1).map((_, index) => segments.slice(index).join('/'));
}

/** Files whose path ends with the target, and files whose whole path (folder and name) the target ends with. */
function suffixMatches(pathEnds: Lookup, loosePaths: Lookup, target: string): readonly Named[] {
  if (!target.includes('/')) return [];
  const wanted = target.replace(/^(?:\.{0,2}\/)+/, '');
  const shorter = pathEndsOf(wanted).flatMap((end) => find(loosePaths, loose, end));
  return [...new Set([...find(pathEnds, loose, wanted), ...shorter])];
}
