/** What is remembered of the last build into a folder, so that one that would change nothing ends before it starts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../wiki/model.ts';
import { currentGitState } from './git-dates.ts';
import type { ValueStore } from './memory/stores.ts';
import { readMarker } from './output/marker.ts';
import { isWithin, type TimeSpan } from './time-span.ts';

/** What a build tells of the site, whether it made it or found it made. */
export interface SiteFacts {
  readonly articles: number;
  readonly pages: number;
  readonly errors: readonly Diagnostic[];
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
}

interface Kept extends SiteFacts, TimeSpan {
  /** The build in the output folder, as its marker names it. */
  readonly build: string;
  /** The state of the repository, if it was asked for. */
  readonly gitState?: string;
}

/** The folders of a build, and the store that remembers it: its key is made of the files, the configuration and the theme. */
export interface BuildMemory {
  readonly content: string;
  readonly out: string;
  readonly store: ValueStore;
}

/** The facts of the last build, if it was made from the same and all its files are still there. */
export function unchangedBuild({ content, out, store }: BuildMemory, now: Date): SiteFacts | undefined {
  const marker = readMarker(out);
  const kept = marker && store.read<Kept>();
  if (!kept || kept.build !== marker.build || !isWithin(kept, now)) return undefined;
  if (kept.gitState !== undefined && kept.gitState !== currentGitState(content)) return undefined;
  return marker.files.every((path) => existsSync(join(out, path))) ? kept : undefined;
}

/**
 * @param gitState of the repository, if it was asked for
 * @param span how long the pages stay the same though nothing is written
 */
export function rememberBuild({ out, store }: BuildMemory, facts: SiteFacts, gitState: string | undefined, span: TimeSpan): void {
  const marker = readMarker(out);
  if (!marker) return;
  store.write<Kept>({ ...facts, ...(gitState !== undefined && { gitState }), build: marker.build, ...span });
}
