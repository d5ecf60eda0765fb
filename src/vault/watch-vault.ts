/** Watches the files of a vault for changes. */
import { lstatSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { VaultListing } from './listing.ts';
import { excluder, isIgnoredName, realPathOf, reasonOf } from './read-vault.ts';

/** What to watch: the files of a listing, and the settings that affect it. */
export interface WatchedVault {
  /** The content folder as it was given. */
  readonly content: string;
  readonly listing: Pick<VaultListing, 'root' | 'links'>;
  /** The globs that the listing was made with. */
  readonly exclude: readonly string[];
  /** Paths in the vault of files that are read besides the listed ones. They need not exist, and may be in dot-folders. */
  readonly settings: readonly string[];
}

export interface WatchEvents {
  /**
   * Called when something may have changed, often several times for one save. While the vault is polled, it is called again each
   * time its promise has settled.
   */
  readonly onChange: () => unknown;
  /** Called once, with a sentence, if the system cannot watch the vault, which is then polled. */
  readonly onPolling: (sentence: string) => void;
}

/** Minimum time between two polls of a vault that cannot be watched, in milliseconds. */
const pollInterval = 1000;
/** Maximum share of time that polling may take. */
const pollShare = 0.1;

/** Watches a vault until it is closed. */
export class VaultWatch {
  readonly #events: WatchEvents;
  /** The newest is last. Older ones are closed as soon as it is ready. */
  #watchers: FSWatcher[] = [];
  #watched = '';
  #poll: NodeJS.Timeout | undefined;
  #isPolling = false;
  #isClosed = false;

  constructor(events: WatchEvents) {
    this.#events = events;
  }

  /**
   * Watches this vault from now on. `onChange` is called when the watch is ready, since earlier changes may have gone unnoticed.
   *
   * @param isAnew restart the watch even if nothing differs, since the folder was missing
   */
  follow(vault: WatchedVault, isAnew = false): void {
    const places = placesOf(vault);
    const watched = JSON.stringify([[...places], vault.exclude]);
    if (this.#isClosed || this.#isPolling || (watched === this.#watched && !isAnew)) return;
    this.#watched = watched;
    const isExcluded = excluder(vault.exclude);
    const isWatched = (path: string): boolean => isWatchedIn(places, isExcluded, resolve(path));
    const watcher = watch([...places.keys()], {
      ignoreInitial: true,
      // The listing contains the targets of links.
      followSymlinks: false,
      // This would delay events to combine them; the receiver does that already.
      atomic: false,
      ignorePermissionErrors: true,
      ignored: (path) => !isWatched(path),
    });
    this.#watchers.push(watcher);
    watcher
      .on('all', () => this.#events.onChange())
      // `all` misses a save soon after another if the size and the time of the file stay the same.
      .on('raw', (_, name, details) => {
        const path = rawPath(name, details);
        if (path === undefined || isWatched(path)) this.#events.onChange();
      })
      .on('error', (error) => {
        if (isRefusal(error)) this.#pollInstead(error);
      })
      .once('ready', () => {
        const older = this.#watchers.slice(0, this.#watchers.indexOf(watcher));
        this.#watchers = this.#watchers.filter((each) => !older.includes(each));
        for (const each of older) void closed(each);
        this.#events.onChange();
      });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#poll);
    await Promise.all(this.#watchers.splice(0).map(closed));
  }

  #pollInstead(error: unknown): void {
    if (this.#isPolling || this.#isClosed) return;
    this.#isPolling = true;
    for (const watcher of this.#watchers.splice(0)) void closed(watcher);
    this.#events.onPolling(refusalSentence(error));
    const look = async (): Promise<void> => {
      const start = performance.now();
      await this.#events.onChange();
      if (!this.#isClosed) this.#poll = setTimeout(look, Math.max(pollInterval, (performance.now() - start) / pollShare));
    };
    void look();
  }
}

/** Ignores errors: a handle that cannot be closed ends with the process. */
function closed(watcher: FSWatcher): Promise<void> {
  return watcher.close().catch(() => {});
}

/**
 * The watched files and folders by absolute path, each with its paths in the vault. If a path is undefined, the file is watched
 * regardless of its name.
 */
type Places = ReadonlyMap<string, readonly (string | undefined)[]>;

function placesOf({ content, listing, exclude, settings }: WatchedVault): Places {
  const { root, links } = listing;
  const places = new Map<string, (string | undefined)[]>([[root, ['']]]);
  const isExcluded = excluder(exclude);
  const add = (path: string, inVault: string | undefined): void => {
    const known = places.get(path);
    if (known) known.push(inVault);
    else if (!isWatchedIn(places, isExcluded, path)) places.set(path, [inVault]);
  };
  const given = resolve(content);
  // If the content folder is itself a link, its target may change.
  if (isLink(given)) add(given, undefined);
  for (const path of settings) {
    const full = join(root, path);
    add(full, undefined);
    add(realPathOf(full), undefined);
  }
  // Folders come before their contents.
  for (const { path, target } of [...links].sort((a, b) => a.target.length - b.target.length)) add(target, path);
  return places;
}

function isWatchedIn(places: Places, isExcluded: (path: string) => boolean, path: string): boolean {
  let below = '';
  for (let at = path; ; at = dirname(at)) {
    const found = places.get(at);
    if (found?.some((inVault) => inVault === undefined || !isExcluded(joined(inVault, below)))) return true;
    const name = basename(at);
    if (isIgnoredName(name) || dirname(at) === at) return false;
    below = joined(name, below);
  }
}

function joined(above: string, below: string): string {
  return above === '' || below === '' ? above + below : `${above}/${below}`;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The path that a system event is about; undefined if the event has none. */
function rawPath(name: unknown, details: unknown): string | undefined {
  if (typeof name !== 'string' || typeof details !== 'object' || details === null) return undefined;
  return 'watchedPath' in details ? resolve(String(details.watchedPath), name) : undefined;
}

const refusals: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

/** Whether an error means that the system cannot watch, rather than that a file was removed in the meantime. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('syscall' in error && error.syscall === 'watch') || ('code' in error && refusals.has(String(error.code)));
}

function refusalSentence(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason =
    code === 'ENOSPC'
      ? 'there are more folders than the system lets be watched (on Linux, raise fs.inotify.max_user_watches)'
      : refusals.has(code)
        ? 'too many files are open or watched (raise `ulimit -n` and, on Linux, fs.inotify.max_user_instances)'
        : reasonOf(error);
  return `The content folder cannot be watched: ${reason}. It is checked for changes every second or less often instead.`;
}
