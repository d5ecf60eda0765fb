/** When files of a vault were last committed, remembered for as long as its repository is in the same state. */
import { join, resolve } from 'node:path';
import { statedChange } from '../render/context.ts';
import { type GitHistory, gitState, readGitHistory } from '../vault/git-history.ts';
import type { Wiki } from '../wiki/wiki.ts';
import { readKept, writeWhole } from './cache.ts';
import { vaultCacheFolder } from './library.ts';

export interface GitDates {
  readonly history: GitHistory;
  /** The state of the repository that was asked, empty where there is none; undefined when nobody asked. */
  readonly state?: string;
}

/** Nothing is asked where every article states a date of its own. */
export function gitDatesFor(content: string, { articles }: Wiki): GitDates {
  const isAsked = articles.some((article) => statedChange(article) === undefined);
  if (!isAsked) return { history: new Map() };
  const root = resolve(content);
  const state = currentGitState(content);
  if (state === '') return { history: new Map(), state };
  const file = join(vaultCacheFolder(content), 'git.json');
  const known = readKept<Known>(file);
  if (known?.state === state) return { history: new Map(known.changes), state };
  const history = readGitHistory(root) ?? new Map<string, string>();
  writeWhole(file, JSON.stringify({ state, changes: [...history] } satisfies Known));
  return { history, state };
}

/** Empty where there is no repository. */
export function currentGitState(content: string): string {
  return gitState(resolve(content)) ?? '';
}

interface Known {
  readonly state: string;
  readonly changes: readonly (readonly [path: string, iso: string])[];
}
