/** When files of a vault were last committed. Cached as long as the state of the repository is the same. */
import { dirname, join, relative, resolve } from 'node:path';
import { statedChange } from '../render/context.ts';
import { type GitHistory, gitState, readGitHistory } from '../vault/git-history.ts';
import type { VaultListing } from '../vault/listing.ts';
import { isInside } from '../vault/read-vault.ts';
import type { Library } from './library.ts';
import { openStore } from './memory/stores.ts';

export interface GitDates {
  readonly history: GitHistory;
  /** The state of the repository; empty if there is none, undefined if git was not run. */
  readonly state?: string;
}

/** Git is not run if every article states its date. */
export function gitDatesFor({ root, wiki: { articles }, listing }: Pick<Library, 'root' | 'wiki' | 'listing'>): GitDates {
  const isAsked = articles.some((article) => statedChange(article) === undefined);
  if (!isAsked) return { history: new Map() };
  const state = currentGitState(root);
  if (state === '') return { history: new Map(), state };
  const paths = articles.map(({ parsed }) => parsed.path);
  const store = openStore('git', { content: root }, { state });
  const changes = store.read<Changes>() ?? store.write<Changes>([...(readGitHistory(root) ?? [])]);
  return { history: throughLinks(new Map(changes), paths, listing), state };
}

/**
 * To git, a symbolic link is a file itself. A file that is reached through one has the date of the target if that is in the vault;
 * otherwise it has none.
 */
function throughLinks(
  history: GitHistory,
  paths: readonly string[],
  { root, links }: Pick<VaultListing, 'root' | 'links'>,
): GitHistory {
  if (links.length === 0) return history;
  const targets = new Map(links.map(({ path, target }) => [path, target]));
  const dates = new Map(history);
  for (const path of paths) {
    let link = path;
    while (link !== '.' && !targets.has(link)) link = dirname(link);
    const target = targets.get(link);
    if (target === undefined) continue;
    const real = join(target, path.slice(link.length));
    const date = isInside(root, real) ? history.get(relative(root, real).replaceAll('\\', '/')) : undefined;
    if (date === undefined) dates.delete(path);
    else dates.set(path, date);
  }
  return dates;
}

/** Empty if there is no repository. */
export function currentGitState(content: string): string {
  return gitState(resolve(content)) ?? '';
}

type Changes = readonly (readonly [path: string, iso: string])[];
