/** What is remembered of the last build into a folder, so that one that would change nothing ends before it starts. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../wiki/model.ts';
import { readKept } from './cache.ts';
import { currentGitState } from './git-dates.ts';
import { outputCache } from './library.ts';
import { readMarker } from './output.ts';
import { isWithin, type TimeSpan } from './time-span.ts';

/** What a build tells of the site, whether it made it or found it made. */
export interface SiteFacts {
  readonly articles: number;
  readonly pages: number;
  readonly errors: readonly Diagnostic[];
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
}

/** What a site was made from. */
export interface BuildOrigin {
  /** Of the files, the configuration, the theme. */
  readonly signature: string;
  /** Of the repository, where it was asked. */
  readonly gitState?: string;
}

interface Record extends SiteFacts, BuildOrigin, TimeSpan {
  /** The build that stands in the output folder, as its marker names it. */
  readonly build: string;
}

/** The facts of the last build, when it was made from the same and all its files are still there. */
export function unchangedBuild(content: string, out: string, signature: string, now: Date): SiteFacts | undefined {
  const marker = readMarker(out);
  const record = marker && readKept<Record>(recordFile(content, out));
  if (!record || record.signature !== signature || record.build !== marker.build || !isWithin(record, now)) return undefined;
  if (record.gitState !== undefined && record.gitState !== currentGitState(content)) return undefined;
  return marker.files.every((path) => existsSync(join(out, path))) ? record : undefined;
}

/** @param span how long the pages stay the same though nothing is written */
export function rememberBuild(content: string, out: string, origin: BuildOrigin, facts: SiteFacts, span: TimeSpan): void {
  const marker = readMarker(out);
  if (!marker) return;
  const record: Record = { ...facts, ...origin, build: marker.build, ...span };
  writeFileSync(recordFile(content, out), JSON.stringify(record));
}

function recordFile(content: string, out: string): string {
  return `${outputCache(content, out, 'build')}.json`;
}
