import { slug } from 'github-slugger';
import type { ArticleId } from './model.ts';

/**
 * The id of an article from its path in the vault: `concepts/Latent Space.md` → `concepts/latent-space`.
 *
 * Each segment is slugged as github-slugger does, after NFC; a segment that slugs to nothing (`!.md`) is spelled by its
 * code points (`u0021`), so that it is stable and readable. `index.md` has the id of its folder; at the root that is
 * the empty id. Two paths may give one id: `assignIds` settles that.
 */
export function articleId(path: string): ArticleId {
  const segments = path.normalize('NFC').replace(/\.md$/i, '').split('/');
  if (segments.at(-1)?.toLowerCase() === 'index') segments.pop();
  return segments.map(slugSegment).join('/') as ArticleId;
}

/** Paths that pages of the site itself take; no article gets one of these ids. */
const reservedIds: ReadonlySet<string> = new Set([
  'all',
  'search',
  'tags',
  'types',
  'recent',
  'graph',
  'health',
  '404',
  '_data/graph-map',
]);

/** Pages of the site that a folder's own page is part of, where there is such a folder. */
const sharedIds: ReadonlySet<string> = new Set(['sources']);

export interface IdCollision {
  readonly path: string;
  readonly wanted: ArticleId;
  readonly given: ArticleId;
  /** The path that has the wanted id; undefined when it is a page of the site itself. */
  readonly holder?: string;
}

/**
 * One id a path. The first path in order keeps its id, each later one with the same id gets `-2`, `-3`, …
 *
 * @param paths in the order that decides who keeps the plain id
 */
export function assignIds(paths: readonly string[]): { ids: Map<string, ArticleId>; collisions: IdCollision[] } {
  const ids = new Map<string, ArticleId>();
  const holders = new Map<ArticleId, string>();
  const collisions: IdCollision[] = [];
  const distinct = distinctNames(new Set([...reservedIds, ...sharedIds]));
  for (const path of paths) {
    const wanted = articleId(path);
    // The page of such a folder is a part of the site's own.
    const isShared = sharedIds.has(wanted) && /(?:^|\/)index\.md$/i.test(path) && !holders.has(wanted);
    const given = isShared ? wanted : (distinct(wanted) as ArticleId);
    holders.set(given, path);
    ids.set(path, given);
    if (given !== wanted) {
      const holder = holders.get(wanted);
      collisions.push({ path, wanted, given, ...(holder !== undefined && { holder }) });
    }
  }
  return { ids, collisions };
}

/** Gives each name away once: whoever wants one that is taken gets it with `-2`, `-3`, … */
export function distinctNames(reserved: ReadonlySet<string> = new Set()): (wanted: string) => string {
  const taken = new Set(reserved);
  const next = new Map<string, number>();
  return (wanted) => {
    let given = wanted;
    let n = next.get(wanted) ?? 2;
    for (; taken.has(given); n++) given = `${wanted}-${n}`;
    next.set(wanted, n);
    taken.add(given);
    return given;
  };
}

/** Slugged as github-slugger does; what slugs to nothing is spelled by its code points: `!` is `u0021`. */
export function slugSegment(segment: string): string {
  const slugged = slug(segment);
  // A segment of hyphens alone is no name either.
  if (/[^-]/.test(slugged)) return slugged;
  return [...segment].map((char) => `u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('-');
}
