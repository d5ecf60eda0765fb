/** Versions of this program: each changes when results of an earlier one can no longer be used. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './place.ts';

/**
 * Version of our code and the libraries in the lock file, without the commands and the theme, which nothing else may import
 * (tests/architecture.test.ts). The theme has its own version.
 */
export function codeVersion(): string {
  code ??= digestSources(
    sourceFolders().filter((folder) => folder !== 'src/cli' && folder !== 'src/theme'),
    ['package.json', 'package-lock.json'],
  );
  return code;
}

/** What Astro compiles the theme from. */
export const templateSources = {
  folders: ['src/theme', 'src/shared', 'public'],
  files: ['astro.config.mjs', 'package.json', 'package-lock.json'],
} as const;

/** Version of the sources that Astro compiles, and of the libraries in the lock file. */
export function templatesVersion(): string {
  return digestSources(templateSources.folders, templateSources.files);
}

/** Read once, since the running code does not change. */
let code: string | undefined;

/** The folders of our code, such as `src/cli`. */
function sourceFolders(): string[] {
  const entries = readdirSync(join(projectRoot, 'src'), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [`src/${entry.name}`] : [])).sort();
}

/** A digest of the files below folders of this package that exist, and of single files: changes when any of them does. */
function digestSources(folders: readonly string[], files: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(projectRoot, path)))
      .update('\0');
  };
  const walk = (folder: string): void => {
    const entries = readdirSync(join(projectRoot, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else add(path);
    }
  };
  for (const folder of folders) if (existsSync(join(projectRoot, folder))) walk(folder);
  for (const file of files) if (existsSync(join(projectRoot, file))) add(file);
  return hash.digest('base64url').slice(0, 22);
}
