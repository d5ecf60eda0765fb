/** The marker in an output folder: which build made it, and every file of it. A later build removes what is listed and no more. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const markerName = '.sourcebook';

export interface Marker {
  readonly build: string;
  readonly base: string;
  /** Paths of the files. */
  readonly files: readonly string[];
}

/** What the marker of an output folder says; undefined if Sourcebook did not make the folder. */
export function readMarker(out: string): Marker | undefined {
  let text: string;
  try {
    text = readFileSync(join(out, markerName), 'utf8');
  } catch {
    return undefined;
  }
  const [head = '', ...files] = text.split('\n');
  const [, build, base] = /^sourcebook (\S+) (\S+)$/.exec(head) ?? [];
  if (build === undefined || base === undefined) return undefined;
  // A path that leads out of the folder is not one we wrote.
  return { build, base, files: files.filter((path) => path !== '' && !path.split('/').includes('..') && !path.startsWith('/')) };
}

export function writeMarker(folder: string, { build, base, files }: Marker): void {
  writeFileSync(join(folder, markerName), [`sourcebook ${build} ${base}`, ...files].join('\n'));
}
