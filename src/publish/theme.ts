/** The theme, compiled once by Astro into an app that renders a finished object into a page. */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '../render/payloads.ts';
import type { Words } from '../shared/messages.ts';
import { sayingOf } from '../site/words.ts';
import { isDiskError, isSystemError, reasonNotWritten } from '../vault/read-vault.ts';
import { EnvironmentError } from './environment.ts';
import { noteUnwritten, readJson, removeIfPossible, replaceFile } from './memory/files.ts';
import { removeUnused } from './memory/limit.ts';
import { cacheRoot, projectRoot, temporaryFolder } from './memory/place.ts';
import { openStore } from './memory/stores.ts';
import { lastUse, namesIn, useFolder, workPlaceOf } from './memory/vaults.ts';
import { templateSources } from './memory/versions.ts';
import { filesBelow } from './output/output.ts';

export interface CompiledTheme {
  /** Changes if the same objects could give different pages. */
  readonly digest: string;
  /** Module that exports `app`. */
  readonly entry: string;
  /** Folder of hashed styles, scripts and fonts, and of the files of `public/`. */
  readonly assets: string;
}

/** Number of compiled themes to keep besides those in use: one for each base path, and those of the last edits. */
const keptThemes = 6;

/**
 * Compiles the theme, unless the cache has one of the same sources and base path. No other process removes it until this one ends.
 *
 * @param base with slashes around it
 */
export async function compileTheme(base: string, onCompile: () => void): Promise<CompiledTheme> {
  const { path: themes, version: key } = openStore('themes', {}, { base, runtime: process.versions.modules });
  const folder = join(themes, key);
  if (isPossible(themes, () => useFolder(cacheRoot(), folder, () => isWhole(folder)))) return themeIn(folder, key);

  onCompile();
  const made = join(temporaryFolder(), key);
  await compileInto(made, base);
  if (!isPossible(themes, () => moveInto(themes, key, made))) return themeIn(made, key);
  dropOldThemes(themes);
  return themeIn(folder, key);
}

/** Does `work` in the cache. If the cache cannot be written, that is noted, and the answer is false. */
function isPossible(themes: string, work: () => boolean): boolean {
  try {
    return work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    noteUnwritten(error, error.path ?? themes);
    return false;
  }
}

function themeIn(folder: string, digest: string): CompiledTheme {
  return { digest, entry: join(folder, 'server', 'entry.mjs'), assets: join(folder, 'client') };
}

/**
 * Compiles a copy of the sources, since Astro writes into the folder that it compiles, and that of this package may be read-only.
 *
 * @throws EnvironmentError if there is no room for that
 */
async function compileInto(folder: string, base: string): Promise<void> {
  const work = temporaryFolder();
  try {
    const root = copySources(work);
    const cacheDir = join(work, 'cache');
    process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
    const { build } = await import('astro');
    await build({ root, outDir: folder, base, logLevel: 'error', cacheDir, vite: { cacheDir } });
  } catch (error) {
    throw inWords(error);
  } finally {
    removeIfPossible(work);
  }
}

/** What Astro and Vite throw tells of a full disk in its text alone. */
function inWords(error: unknown): unknown {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const isFull = /ENOSPC|No space left/.test(String(error));
  if (!isFull && !isDiskError(cause)) return error;
  const reason = isFull ? 'the disk is full' : reasonNotWritten(cause);
  return new EnvironmentError(`The theme cannot be compiled in ${tmpdir()}: ${reason}.`);
}

/** Copies the sources into a folder in which they find the libraries that this package finds. Returns where they are. */
function copySources(work: string): string {
  let root = work;
  for (const [depth, libraries] of libraryFolders().entries()) {
    if (depth > 0) root = join(root, 'package');
    mkdirSync(root, { recursive: true });
    // A junction is the only link that every user of Windows may make.
    symlinkSync(libraries, join(root, 'node_modules'), 'junction');
  }
  for (const path of [...templateSources.folders, ...templateSources.files])
    if (existsSync(join(projectRoot, path))) cpSync(join(projectRoot, path), join(root, path), { recursive: true });
  return root;
}

/** The folders in which this package finds libraries, from the outermost to its own. */
function libraryFolders(): string[] {
  const found: string[] = [];
  for (let folder = projectRoot, last = ''; folder !== last; last = folder, folder = dirname(folder))
    if (existsSync(join(folder, 'node_modules'))) found.unshift(join(folder, 'node_modules'));
  return found;
}

/** Moves a compiled theme into the cache, where it is used. */
function moveInto(themes: string, key: string, made: string): boolean {
  const folder = join(themes, key);
  const staging = workPlaceOf(folder, 'new');
  try {
    cpSync(made, staging, { recursive: true });
    replaceFile(join(staging, listName), JSON.stringify(sizesIn(staging)));
    const isUsed = useFolder(cacheRoot(), folder, () => {
      // Another process may have been faster, and use its own.
      if (isWhole(folder)) return true;
      rmSync(folder, { recursive: true, force: true });
      renameSync(staging, folder);
      return true;
    });
    removeIfPossible(made);
    return isUsed;
  } finally {
    removeIfPossible(staging);
  }
}

/** File of a compiled theme with the sizes of all others. */
const listName = 'files.json';

/** Sizes in bytes by path. */
type Sizes = readonly (readonly [path: string, bytes: number])[];

function sizesIn(folder: string): Sizes {
  return filesBelow(folder).map((path) => [path, statSync(join(folder, path)).size]);
}

/** Whether nothing was removed from a compiled theme: many programs tidy the folder that caches are in. */
function isWhole(folder: string): boolean {
  const stat = (path: string) => statSync(join(folder, path), { throwIfNoEntry: false });
  return (
    readJson<Sizes>(join(folder, listName))?.every(([path, bytes]) => {
      const file = stat(path);
      return file?.isFile() === true && file.size === bytes;
    }) ?? false
  );
}

function dropOldThemes(themes: string): void {
  const byUse = namesIn(themes)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ path: join(themes, name), used: lastUse(join(themes, name)) }))
    .sort((a, b) => b.used - a.used);
  for (const { path } of byUse.slice(keptThemes)) removeUnused(cacheRoot(), path);
}

export type RenderPage = (href: string, page: Page, words: Words) => Promise<string>;

/** Loads a compiled theme. If a component throws, the error names the page. */
export async function loadTheme(entry: string): Promise<RenderPage> {
  const { app } = (await import(pathToFileURL(entry).href)) as {
    app: { render: (request: Request, options: object) => Promise<Response> };
  };
  return async (href, page, words) => {
    const response = await app.render(new Request(`http://localhost${href}`), { locals: { page, words, say: sayingOf(words) } });
    const html = await response.text();
    if (response.status !== 200 && response.status !== 404)
      throw new Error(`The theme failed on ${href} (status ${response.status}).`);
    return html;
  };
}
