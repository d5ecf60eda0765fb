/** Chooses one of several files that a link may mean. */
import { folderOf } from '../paths.ts';
import type { Named } from './name-index.ts';

/** The place where a link is written. */
export interface Vantage {
  /** Path of the article in the vault. */
  readonly path: string;
  /** Language tag of the article. */
  readonly lang: string;
}

/** How one of several candidates was chosen. */
export type Choice =
  | 'the only one'
  | 'in the same folder'
  | 'in the same language'
  | 'under the same top folder'
  | 'in the nearest folder'
  | 'the shortest path';

export type Settled =
  | { readonly state: 'found'; readonly file: Named; readonly choice: Choice }
  | { readonly state: 'ambiguous'; readonly candidates: readonly Named[] };

/**
 * Prefers a file in the same folder, then the one with the longest common folder path, then one in the same language, then the
 * shortest path. A remaining tie is ambiguous.
 */
export function settle(candidates: readonly Named[], { path, lang }: Vantage): Settled {
  const [first] = candidates;
  if (candidates.length === 1 && first) return { state: 'found', file: first, choice: 'the only one' };
  const folder = folderOf(path);
  const here = groupsOf(candidates).inFolder.get(folder) ?? candidates;
  const near = nearest(here, folder);
  const alike = ofLanguage(near.files, lang);
  const short = groupsOf(alike).shortest();
  const isTop = folderOf(near.shared) === '';
  const steps: readonly [Choice, readonly Named[]][] = [
    ['in the same folder', here],
    [isTop ? 'under the same top folder' : 'in the nearest folder', near.files],
    ['in the same language', alike],
    ['the shortest path', short],
  ];
  for (const [choice, left] of steps) {
    const [only] = left;
    if (left.length === 1 && only) return { state: 'found', file: only, choice };
  }
  return { state: 'ambiguous', candidates: short };
}

/** Files grouped by location, so that a name of thousands of articles is as cheap as a name of two. */
interface Groups {
  readonly inFolder: ReadonlyMap<string, readonly Named[]>;
  /** By every folder above them, including the root. */
  readonly below: ReadonlyMap<string, readonly Named[]>;
  /** By language tag, and by primary language with `-*`. */
  readonly inLanguage: ReadonlyMap<string, readonly Named[]>;
  readonly shortest: () => readonly Named[];
}

const known = new WeakMap<readonly Named[], Groups>();

function groupsOf(files: readonly Named[]): Groups {
  let groups = known.get(files);
  if (!groups) {
    groups = groupsFrom(files);
    known.set(files, groups);
  }
  return groups;
}

function groupsFrom(files: readonly Named[]): Groups {
  const inFolder = new Map<string, Named[]>();
  const below = new Map<string, Named[]>();
  const inLanguage = new Map<string, Named[]>();
  let shortest: readonly Named[] | undefined;
  for (const file of files) {
    add(inFolder, folderOf(file.path), file);
    for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
      add(below, folder, file);
      if (folder === '') break;
    }
    if (file.lang !== undefined) for (const tag of [file.lang.toLowerCase(), anyOf(file.lang)]) add(inLanguage, tag, file);
  }
  return {
    inFolder,
    below,
    inLanguage,
    shortest() {
      if (!shortest) {
        let least = Number.POSITIVE_INFINITY;
        for (const { path } of files) least = Math.min(least, depthOf(path));
        shortest = files.filter(({ path }) => depthOf(path) === least);
      }
      return shortest;
    },
  };
}

function add(groups: Map<string, Named[]>, key: string, file: Named): void {
  const group = groups.get(key);
  if (group) group.push(file);
  else groups.set(key, [file]);
}

function ofLanguage(files: readonly Named[], lang: string): readonly Named[] {
  if (files.length === 1) return files;
  const { inLanguage } = groupsOf(files);
  return inLanguage.get(lang.toLowerCase()) ?? inLanguage.get(anyOf(lang)) ?? files;
}

/** `pt-*` for `pt-BR` and `pt`. */
function anyOf(lang: string): string {
  return `${lang.toLowerCase().split('-', 1)[0]}-*`;
}

/** Files below the deepest folder that also contains the article, and that folder. */
function nearest(files: readonly Named[], from: string): { readonly files: readonly Named[]; readonly shared: string } {
  if (files.length === 1) return { files, shared: from };
  const { below } = groupsOf(files);
  for (let shared = from; shared !== ''; shared = folderOf(shared)) {
    const near = below.get(shared);
    if (near) return { files: near, shared };
  }
  return { files, shared: '' };
}

function depthOf(path: string): number {
  return path.split('/').length;
}
