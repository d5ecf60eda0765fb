/** What is remembered of the last build into a folder, so that one that would change nothing ends before it starts. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../wiki/model.ts';
import { digest } from './cache.ts';
import { vaultCacheFolder } from './library.ts';
import { readMarker } from './output.ts';
import { isWithin, type TimeSpan } from './time-span.ts';

/** What a build tells of the site, whether it made it or found it made. */
export interface SiteFacts {
  readonly articles: number;
  readonly pages: number;
  readonly errors: readonly Diagnostic[];
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
}

interface Record extends SiteFacts, TimeSpan {
  /** Of everything the site was made from. */
  readonly signature: string;
  /** The build that stands in the output folder, as its marker names it. */
  readonly build: string;
}

/** The facts of the last build, when it was made from the same and all its files are still there. */
export function unchangedBuild(content: string, out: string, signature: string, now: Date): SiteFacts | undefined {
  const marker = readMarker(out);
  const record = marker && readRecord(recordFile(content, out));
  if (!record || record.signature !== signature || record.build !== marker.build || !isWithin(record, now)) return undefined;
  return marker.files.every((path) => existsSync(join(out, path))) ? record : undefined;
}

/** @param span how long the pages stay the same though nothing is written */
export function rememberBuild(content: string, out: string, signature: string, facts: SiteFacts, span: TimeSpan): void {
  const marker = readMarker(out);
  if (!marker) return;
  const record: Record = { ...facts, signature, build: marker.build, ...span };
  writeFileSync(recordFile(content, out), JSON.stringify(record));
}

function recordFile(content: string, out: string): string {
  return join(vaultCacheFolder(content), `build-${digest(resolve(out))}.json`);
}

function readRecord(file: string): Record | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record;
  } catch {
    return undefined;
  }
}
