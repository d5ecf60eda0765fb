/** Link roots: names that links use for folders with another name, such as `[[en/concepts/x]]` for `wiki-en/concepts/x.md`. */

export interface LinkRoot {
  /** As written in links, without surrounding slashes: `en`. */
  readonly name: string;
  /** Paths of the folders it means; the empty path is the root of the vault. */
  readonly folders: readonly string[];
}

/** By `rootKey` of the name. */
export type LinkRoots = ReadonlyMap<string, LinkRoot>;

export const noRoots: LinkRoots = new Map();

/** Key for comparing names of folders, ignoring case. */
export function rootKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Normalizes a path from `sourcebook.yaml`: `/`, `.` and `./` mean the root of the vault, which is the empty path. */
export function folderPath(written: string): string {
  return segmentsOf(written).join('/').normalize('NFC');
}

/** Roots declared in `sourcebook.yaml` as `links: { roots: … }`. */
export function declaredRoots(declared: Readonly<Record<string, string>>): LinkRoots {
  const roots = Object.entries(declared).map(([written, folder]): [string, LinkRoot] => {
    const name = segmentsOf(written).join('/');
    return [rootKey(name), { name, folders: [folderPath(folder)] }];
  });
  return new Map(roots.filter(([key]) => key !== ''));
}

/** A folder as shown in a sentence. */
export function shownFolder(folder: string): string {
  return folder === '' ? 'the root of the vault' : folder;
}

/**
 * The files that a path means if it starts with the name of a root; the longest matching name counts.
 *
 * @param atPath returns the files at a path from the root of the vault, without `.md`
 */
export function filesBelowRoots<F>(roots: LinkRoots, target: string, atPath: (path: string) => readonly F[]): readonly F[] {
  const path = target.replace(/^\/+/, '');
  let root: LinkRoot | undefined;
  let rest = '';
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const found = roots.get(rootKey(path.slice(0, slash)));
    if (found) {
      root = found;
      rest = path.slice(slash + 1);
    }
  }
  // `/en` is a path; `en` alone is an ordinary name.
  root ??= target.startsWith('/') ? roots.get(rootKey(path)) : undefined;
  if (!root) return [];
  const found = root.folders.map((folder) => pathBelow(folder, rest)).map((each) => (each === undefined ? [] : atPath(each)));
  const [only] = found;
  return found.length === 1 && only ? only : [...new Set(found.flat())];
}

/** `rest` below a folder; an empty rest means its `index`. Undefined for a path that goes up. */
export function pathBelow(folder: string, rest: string): string | undefined {
  const segments = segmentsOf(rest);
  if (segments.includes('..')) return undefined;
  const path = segments.length === 0 ? 'index' : segments.join('/');
  return folder === '' ? path : `${folder}/${path}`;
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}
