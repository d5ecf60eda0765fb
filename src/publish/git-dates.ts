/** When files of a vault were last committed, remembered for as long as its repository is in the same state. */
import { dirname, join, relative, resolve } from 'node:path';
import { statedChange } from '../render/context.ts';
import { type GitHistory, gitState, readGitHistory } from '../vault/git-history.ts';
import { isInside, type VaultListing } from '../vault/read-vault.ts';
import type { Library } from './library.ts';
import { openStore } from './memory/stores.ts';

export interface GitDates {
  readonly history: GitHistory;
  /** The state of the repository that was asked, empty where there is none; undefined if it was not asked. */
  readonly state?: string;
}

/** Nothing is asked where every article states a date of its own. */
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
 * Git keeps a symbolic link as a file of its own. What is reached by one has the date of the file that it leads to, if that is in
 * the vault, and else none.
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

/** Empty where there is no repository. */
export function currentGitState(content: string): string {
  return gitState(resolve(content)) ?? '';
}

type Changes = readonly (readonly [path: string, iso: string])[];
