/** Versions of this program: each changes when results of an earlier one can no longer be used. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { codeRoot, isPackaged, projectRoot } from './place.ts';

/**
 * Version of our code and the libraries in the lock file, without the commands and the theme, which nothing else may import
 * (tests/architecture.test.ts). The theme has its own version.
 */
export function codeVersion(): string {
  code ??= digestOf([...codeFolders().map((folder) => join(codeRoot, folder)), ...manifests]);
  return code;
}

/** What Astro compiles the theme from, relative to `templateRoot`: files and folders. */
export const templateSources: readonly string[] = ['src/theme', 'src/shared', 'public', 'astro.config.mjs', 'package.json'];

/**
 * The folder with the sources of the theme. An installed package holds the compiled theme, and a copy of the sources for wikis that
 * have components of their own.
 */
export const templateRoot: string = isPackaged ? join(codeRoot, 'theme-sources') : projectRoot;

/** Version of the sources that Astro compiles, and of the libraries in the lock file. */
export function templatesVersion(): string {
  return digestOf([...templateSources.map((path) => join(templateRoot, path)), ...manifests]);
}

const inProject = (path: string): string => join(projectRoot, path);
const manifests: readonly string[] = [inProject('package.json'), inProject('package-lock.json')];

/** Read once, since the running code does not change. */
let code: string | undefined;

function codeFolders(): string[] {
  const entries = readdirSync(codeRoot, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return folders.filter((name) => !['cli', 'theme', 'theme-sources', 'mermaid'].includes(name)).sort();
}

/** A digest of files, and of the files below folders, of this package: changes when any of them does. Those that do not exist are left out. */
function digestOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else if (!isForPeople.test(path)) {
      hash.update(relative(projectRoot, path)).update('\0').update(readFileSync(path)).update('\0');
    }
  };
  for (const path of paths) if (existsSync(path)) add(path);
  return hash.digest('base64url').slice(0, 22);
}

/** Declarations and source maps. */
const isForPeople = /\.(?:d\.ts|map)$/;
