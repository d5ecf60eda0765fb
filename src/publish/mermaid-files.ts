/** The files of mermaid for browsers: its own bundle, of which each diagram needs a few files. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { mermaidFolder, mermaidVersion } from './blocks/mermaid.ts';

export interface MermaidFiles {
  readonly version: string;
  /** Files by their path in the folder of mermaid on the site: `12.3.0/mermaid.esm.min.mjs`. */
  readonly files: ReadonlyMap<string, string>;
}

let found: MermaidFiles | undefined;

/** The entry of the bundle, the files it imports, and the licence. */
export function mermaidForBrowsers(): MermaidFiles {
  found ??= findFiles();
  return found;
}

function findFiles(): MermaidFiles {
  const version = mermaidVersion();
  const files = new Map<string, string>();
  const waiting = ['mermaid.esm.min.mjs'];
  for (const path of waiting) {
    const file = join(mermaidFolder, 'dist', path);
    if (files.has(`${version}/${path}`)) continue;
    files.set(`${version}/${path}`, file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/["'](\.{1,2}\/[\w./-]+\.mjs)["']/g))
      waiting.push(posix.join(posix.dirname(path), name));
  }
  files.set(`${version}/LICENSE`, join(mermaidFolder, 'LICENSE'));
  return { version, files };
}
