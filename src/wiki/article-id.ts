import { slug } from 'github-slugger';
import { compareStrings } from './diagnostics.ts';
import { isDeviceName, nameDigest, usableName, usablePath, withSuffix } from './file-names.ts';
import type { ArticleId } from './model.ts';
import { folderOf, nameOf } from './paths.ts';

/**
 * The id of an article from its path in the vault: `concepts/Latent Space.md` → `concepts/latent-space`.
 *
 * Each segment is normalized to NFC and slugged as github-slugger does. A segment that slugs to nothing (`!.md`) is spelled by
 * its code points (`u0021`), so that it is stable and readable. `index.md` has the id of its folder; at the root that is the
 * empty id. Names that a file of the site cannot have are changed (file-names.ts). Two paths may get the same id; `assignIds`
 * settles that.
 */
export function articleId(path: string): ArticleId {
  return spell(path).id;
}

/** An id with the names that it was made from. */
interface Spelled {
  readonly path: string;
  /** Names of the folders and the file, without `.md` and without `index`. */
  readonly names: readonly string[];
  readonly slugs: readonly string[];
  /** The slugs, changed if no file or folder can have that name. */
  readonly usable: readonly string[];
  readonly id: ArticleId;
  /** Whether the id differs from the slugs. */
  readonly isChanged: boolean;
}

function spell(path: string): Spelled {
  const names = path.normalize('NFC').replace(/\.md$/i, '').split('/');
  if (names.at(-1)?.toLowerCase() === 'index') names.pop();
  const slugs = names.map(slugSegment);
  const usable = slugs.map((each, index) => usableName(each, names[index]));
  const id = usablePath(usable.join('/'), names.join('/')) as ArticleId;
  return { path, names, slugs, usable, id, isChanged: id !== slugs.join('/') };
}

/** Paths of the site's own pages; no article gets one of these ids. */
const reservedIds: ReadonlySet<string> = new Set([
  'all',
  'search',
  'tags',
  'types',
  'recent',
  'graph',
  'health',
  '404',
  'index',
  '_data/graph-map',
]);

/** Ids of site pages that include the page of the folder of the same name, if there is one. */
const sharedIds: ReadonlySet<string> = new Set(['sources']);

export interface IdCollision {
  readonly path: string;
  readonly wanted: ArticleId;
  readonly given: ArticleId;
  /** The path that has the wanted id; undefined if a page of the site has it. */
  readonly holder?: string;
}

/** A name that a file or folder of the site cannot have, or a path that is too long. */
export interface ChangedName {
  /** Path of the article; for a folder, of the first article in it. */
  readonly path: string;
  /** As written in the vault. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'path';
  readonly why: 'long' | 'device';
  /** Id of the article; for a folder, the prefix of the ids of its articles. */
  readonly given: string;
}

/**
 * Gives each path a unique id; `distinctAddresses` decides which path gets an id that several want.
 *
 * @returns ids by path; the paths that did not get the id they want; the names that had to be changed
 */
export function assignIds(paths: readonly string[]): {
  ids: Map<string, ArticleId>;
  collisions: IdCollision[];
  changed: ChangedName[];
} {
  const spelled = paths.map(spell);
  const ids = distinctAddresses(
    spelled.map(({ path, id }) => ({ key: path, name: path.replace(/(?:^|\/)index\.md$|\.md$/i, ''), wanted: id })),
    (wanted, path) => reservedIds.has(wanted) || (sharedIds.has(wanted) && !isFolderPage(path)),
  ) as Map<string, ArticleId>;
  const folders = new Set<string>();
  const changed = spelled.flatMap((each) => (each.isChanged ? changesIn(each, ids.get(each.path) ?? each.id, folders) : []));
  const displaced = spelled.filter(({ path, id }) => ids.get(path) !== id);
  const holders = new Map(displaced.length === 0 ? [] : [...ids].map(([path, id]) => [id, path]));
  const collisions = displaced.map(({ path, id: wanted }): IdCollision => {
    const holder = holders.get(wanted);
    return { path, wanted, given: ids.get(path) ?? wanted, ...(holder !== undefined && { holder }) };
  });
  return { ids, collisions, changed };
}

function isFolderPage(path: string): boolean {
  return /(?:^|\/)index\.md$/i.test(path);
}

/**
 * The names in a path that had to be changed.
 *
 * @param known folders that are already reported; adds to them
 */
function changesIn({ path, names, slugs, usable, id }: Spelled, given: ArticleId, known: Set<string>): ChangedName[] {
  const changes = usable.flatMap((each, index): ChangedName[] => {
    const slugged = slugs[index] ?? '';
    if (each === slugged) return [];
    const why = isDeviceName(slugged) ? 'device' : 'long';
    const name = names[index] ?? '';
    if (index === names.length - 1 && !isFolderPage(path)) return [{ path, name, kind: 'file', why, given }];
    const folder = names.slice(0, index + 1).join('/');
    if (known.has(folder)) return [];
    known.add(folder);
    return [{ path, name, kind: 'folder', why, given: usable.slice(0, index + 1).join('/') }];
  });
  return id === usable.join('/') ? changes : [...changes, { path, name: names.join('/'), kind: 'path', why: 'long', given }];
}

/** Something that needs an address. */
export interface Addressed {
  /** Unique. */
  readonly key: string;
  /** The name as written. */
  readonly name: string;
  readonly wanted: string;
}

/**
 * Gives each item a unique address. If several want the same address, the one whose name is closest gets it: an equal name first,
 * then one that differs only in case, spaces and composition, then the first by key. The next in that order gets `-2`, further
 * ones a suffix made from their key, so that adding one changes only the addresses of those after it.
 *
 * @param isBarred whether this key may not have the address it wants
 * @returns addresses by key
 */
export function distinctAddresses(
  all: readonly Addressed[],
  isBarred: (wanted: string, key: string) => boolean = () => false,
): Map<string, string> {
  const given = new Map<string, string>();
  const first = new Map<string, Addressed>();
  const contested = new Map<string, Addressed[]>();
  for (const each of all) {
    const { key, wanted } = each;
    given.set(key, wanted);
    const before = first.get(wanted);
    if (!before) first.set(wanted, each);
    const group = contested.get(wanted);
    if (group) group.push(each);
    else if (before) contested.set(wanted, [before, each]);
    else if (isBarred(wanted, key)) contested.set(wanted, [each]);
  }
  const taken = new Set<string>();
  const isFree = (address: string): boolean => !first.has(address) && !taken.has(address);
  for (const [wanted, group] of contested) {
    const barred = group.filter(({ key }) => isBarred(wanted, key));
    const [, ...others] = inOrder(group.filter(({ key }) => !isBarred(wanted, key)));
    for (const [index, { key }] of [...others, ...inOrder(barred)].entries()) {
      let address = suffixed(wanted, index === 0 ? '2' : nameDigest(key));
      for (let salted = key; !isFree(address); salted += ' ') address = suffixed(wanted, nameDigest(salted));
      taken.add(address);
      given.set(key, address);
    }
  }
  return given;
}

/** Sorted by the distance of the name from the address, then by key. */
function inOrder(rivals: readonly Addressed[]): Addressed[] {
  return rivals.length < 2
    ? [...rivals]
    : [...rivals].sort((a, b) => distanceOf(a) - distanceOf(b) || compareStrings(a.key, b.key));
}

/** Distance of a name from its address: 0 if equal, 1 if they differ only in case, spaces and composition, else 2. */
function distanceOf({ name, wanted }: Addressed): number {
  if (name === wanted) return 0;
  return name.normalize('NFC').toLowerCase().replaceAll(' ', '-') === wanted ? 1 : 2;
}

function suffixed(address: string, suffix: string): string {
  const folder = folderOf(address);
  const name = withSuffix(nameOf(address), suffix);
  return folder === '' ? name : `${folder}/${name}`;
}

/** A text without invisible characters: joiners, variation selectors, direction marks, fillers. */
export function visible(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}+/gu, '');
}

/**
 * Slugs a name as github-slugger does, after removing invisible characters (else the variation selector of `⚙️` alone would be an
 * address). A name with nothing left is spelled by its code points: `!` is `u0021`, `⚙️` is `u2699-ufe0f`.
 */
export function slugSegment(segment: string): string {
  // Most names are plain, and github-slugger's regular expression is slow.
  const slugged = /^[\w -]*$/.test(segment)
    ? segment.toLowerCase().replaceAll(' ', '-')
    : slug(visible(segment)).normalize('NFC');
  // Hyphens alone are not a name.
  if (/[^-]/.test(slugged)) return slugged;
  return [...segment].map((char) => `u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('-');
}
