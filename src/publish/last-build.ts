/** Facts about the last build into a folder, so that a build that would change nothing can be skipped. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../wiki/model.ts';
import { currentGitState } from './git-dates.ts';
import type { ValueStore } from './memory/stores.ts';
import { readMarker } from './output/marker.ts';
import type { SiteSize } from './output/output.ts';
import { isWithin, type TimeSpan } from './time-span.ts';

/** Facts about a site, whether this build or an earlier one made it. */
export interface SiteFacts {
  readonly articles: number;
  readonly pages: number;
  readonly errors: readonly Diagnostic[];
  readonly size: SiteSize;
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
}

interface Kept extends SiteFacts, TimeSpan {
  /** Id of the build in the output folder, from its marker. */
  readonly build: string;
  /** The state of the repository, if git was run. */
  readonly gitState?: string;
}

/** The folders of a build, and its store, whose key consists of the files, the configuration and the theme. */
export interface BuildMemory {
  readonly content: string;
  readonly out: string;
  readonly store: ValueStore;
}

/** The facts about the last build, if its inputs were the same and all its files still exist. */
export function unchangedBuild({ content, out, store }: BuildMemory, now: Date): SiteFacts | undefined {
  const marker = readMarker(out);
  const kept = marker && store.read<Kept>();
  if (!kept || kept.build !== marker.build || !isWithin(kept, now)) return undefined;
  if (kept.gitState !== undefined && kept.gitState !== currentGitState(content)) return undefined;
  return marker.files.every((path) => existsSync(join(out, path))) ? kept : undefined;
}

/**
 * @param gitState state of the repository, if git was run
 * @param span the period in which the pages remain the same if no file changes
 */
export function rememberBuild({ out, store }: BuildMemory, facts: SiteFacts, gitState: string | undefined, span: TimeSpan): void {
  const marker = readMarker(out);
  if (!marker) return;
  store.write<Kept>({ ...facts, ...(gitState !== undefined && { gitState }), build: marker.build, ...span });
}
