/** The files that the code of a wiki is made of, which decide whether what it did can be used again. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digest } from '../memory/digest.ts';

/** Modules and styles are searched for what they import. */
const searched: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.astro', '.css']);

/**
 * Anything that looks like an import, in modules, components and styles. What only looks like one adds a file too many, if there is
 * one of that name, which does no harm.
 */
const imported = /(?:\bfrom|\bimport|\brequire|@import)\s*\(?\s*(?:url\(\s*)?(['"])([^'"\n]+)\1/g;

const endings = ['', '.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];

export interface Sources {
  /** Changes with any of the files, with those of linked packages, and with the version of an installed package that they import. */
  readonly digest: string;
  /** Absolute paths. */
  readonly files: readonly string[];
}

/**
 * Files, all that they import from files, and other files and folders.
 *
 * @param files absolute
 * @param others absolute: files, or folders with all that is in them
 * @param root paths are taken relative to it, so that the digest is the same wherever the folder is
 */
export function sourcesOf(files: readonly string[], others: readonly string[], root: string): Sources {
  const parts = new Map<string, string>();
  const packages = new Set<string>();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = relative(root, file);
    if (parts.has(name) || !isFile(file)) continue;
    const text = readFileSync(file, 'utf8');
    parts.set(name, text);
    if (!searched.has(extname(file))) continue;
    for (const [, , specifier = ''] of text.matchAll(imported)) {
      if (/^\.{0,2}\//.test(specifier) || specifier.startsWith('file:')) waiting.push(...fileOf(specifier, file));
      else if (specifier.startsWith('#')) waiting.push(...fileOfOwnName(specifier, file));
      else {
        const { name: named, linked } = packageOf(specifier, file);
        packages.add(named);
        if (linked !== undefined) waiting.push(...filesOfProject(linked));
      }
    }
  }
  for (const path of others.flatMap(filesIn)) parts.set(relative(root, path), readFileSync(path, 'base64'));
  const all = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    digest: digest(...all.flat(), ...[...packages].sort()),
    files: all.map(([name]) => resolve(root, name)),
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function fileOf(specifier: string, importer: string): string[] {
  const path = specifier.startsWith('file:') ? fileURLToPath(specifier) : resolve(dirname(importer), specifier);
  return endings
    .map((ending) => path + ending)
    .filter(isFile)
    .slice(0, 1);
}

/** What the `imports` of a package.json name. */
function fileOfOwnName(specifier: string, importer: string): string[] {
  try {
    return [createRequire(importer).resolve(specifier)].filter(isFile);
  } catch {
    return [];
  }
}

interface FoundPackage {
  /** Name and version of the package that a module is in; the specifier alone if there is none. */
  readonly name: string;
  /** Its folder, if it is not one that npm put there but one that is worked on: `npm link`, a workspace, a `file:` dependency. */
  readonly linked?: string;
}

function packageOf(specifier: string, importer: string): FoundPackage {
  const [name = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  for (let folder = dirname(importer); ; folder = dirname(folder)) {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(manifest)) {
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string };
      const real = dirname(realpathSync(manifest));
      const isInstalled = real.split(sep).includes('node_modules');
      return { name: `${name}@${version}`, ...(!isInstalled && { linked: real }) };
    }
    if (folder === dirname(folder)) return { name: specifier };
  }
}

/** The modules of a package, and what else may be read from it. */
function filesOfProject(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(?:node_modules|\..*)$/.test(entry.name) ? [] : filesOfProject(path);
    return searched.has(extname(entry.name)) || entry.name.endsWith('.json') ? [path] : [];
  });
}

function filesIn(path: string): string[] {
  if (isFile(path)) return [path];
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
