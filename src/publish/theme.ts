/** The theme, compiled once by Astro into an app that renders a finished object into a page. */
import { cpSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '../render/payloads.ts';
import type { Words } from '../shared/messages.ts';
import { sayingOf } from '../site/words.ts';
import { isDiskError, isSystemError, reasonNotWritten } from '../vault/read-vault.ts';
import { EnvironmentError } from './environment.ts';
import { noteUnwritten, readJson, removeIfPossible, replaceFile } from './memory/files.ts';
import { removeUnused } from './memory/limit.ts';
import { cacheRoot, codeRoot, isPackaged, projectRoot, temporaryFolder } from './memory/place.ts';
import { openStore } from './memory/stores.ts';
import { lastUse, namesIn, useFolder, workPlaceOf } from './memory/vaults.ts';
import { templateRoot, templateSources } from './memory/versions.ts';
import { filesBelow } from './output/output.ts';
import { type AstroPlace, astroBeside, componentsReplaced, type ResolvePlugin } from './own-code/components.ts';
import { messageOf, OwnCodeError } from './own-code/error.ts';
import type { OwnCode } from './own-code/load.ts';

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
 * @param own the code of the wiki, whose components take the place of those of the theme
 * @throws OwnCodeError if these cannot be compiled
 */
export async function compileTheme(base: string, onCompile: () => void, own?: OwnCode): Promise<CompiledTheme> {
  const components = own?.componentsDigest ?? '';
  const { path: themes, version: key } = openStore('themes', {}, { base, runtime: process.versions.modules, components });
  const folder = join(themes, key);
  if (isPossible(themes, () => useFolder(cacheRoot(), folder, () => isWhole(folder)))) return themeIn(folder, key);

  onCompile();
  const made = join(temporaryFolder(), key);
  await compileInto(made, base, components === '' ? undefined : own);
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
 * Puts the compiled theme for a base path into a folder.
 *
 * @throws EnvironmentError if there is no room for that
 */
async function compileInto(folder: string, base: string, own: OwnCode | undefined): Promise<void> {
  try {
    if (own) await compileWithOwn(folder, own);
    else if (isPackaged) cpSync(join(codeRoot, 'theme'), folder, { recursive: true });
    else await compileTemplates(folder);
    for (const path of filesBelow(folder).filter((each) => /\.(?:m?js|css)$/.test(each))) {
      const file = join(folder, path);
      const text = readFileSync(file, 'utf8');
      if (text.includes(anyBase)) writeFileSync(file, text.replaceAll(anyBase, base));
    }
  } catch (error) {
    throw inWords(error);
  }
}

/** The base path that the theme is compiled for, replaced by that of a site. No address can have it. */
const anyBase = '/~base~/';

/** Astro and Vite mention a full disk only in the text of their errors. */
function inWords(error: unknown): unknown {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const isFull = /ENOSPC|No space left/.test(String(error));
  if (!isFull && !isDiskError(cause)) return error;
  const reason = isFull ? 'the disk is full' : reasonNotWritten(cause);
  return new EnvironmentError(`The theme cannot be compiled in ${tmpdir()}: ${reason}.`);
}

/** @throws OwnCodeError if a component is unknown or cannot be compiled, or Astro is not installed */
async function compileWithOwn(folder: string, own: OwnCode): Promise<void> {
  const replaced = componentsReplaced(own, join(templateRoot, 'src/theme/components'));
  const astro = isPackaged ? astroBeside(own, themeAstro()) : undefined;
  try {
    await compileTemplates(folder, { plugins: [replaced], ...(astro && { astro }) });
  } catch (error) {
    throw isDiskError(error) ? error : new OwnCodeError(own.file, `Its components cannot be compiled: ${messageOf(error)}`);
  }
}

/** The range of versions of Astro that the theme is made for. */
function themeAstro(): string {
  const { devDependencies = {} } =
    readJson<{ devDependencies?: Record<string, string> }>(join(templateRoot, 'package.json')) ?? {};
  return devDependencies['astro'] ?? '';
}

/** What a compilation may be given besides the sources. */
interface Compilation {
  readonly plugins?: readonly ResolvePlugin[];
  /** Where Astro is installed, if not in this package. */
  readonly astro?: AstroPlace;
}

/**
 * Compiles the theme for any base path. Astro compiles a copy of the sources, since it writes into the folder that it compiles, and
 * that of this package may be read-only.
 *
 * @returns the names of the libraries that are bundled with it
 * @throws an error of the system, or of Astro, if the disk cannot be written
 */
export async function compileTemplates(folder: string, { plugins = [], astro }: Compilation = {}): Promise<string[]> {
  const root = temporaryFolder();
  const libraries = new Set<string>();
  const noteLibraries = {
    name: 'note-libraries',
    renderChunk(_code: string, { moduleIds }: { readonly moduleIds: readonly string[] }) {
      for (const id of moduleIds) {
        const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id) ?? [];
        if (name !== undefined) libraries.add(name);
      }
      return null;
    },
  };
  try {
    // A junction is the only link that every user of Windows may make.
    symlinkSync(astro?.modules ?? join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
    for (const path of templateSources) cpSync(join(templateRoot, path), join(root, path), { recursive: true });
    const cacheDir = join(root, 'cache');
    process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
    const { build } = (await import(astro?.entry ?? 'astro')) as typeof import('astro');
    const vite = { cacheDir, plugins: [noteLibraries, ...plugins] };
    await build({ root, outDir: folder, base: anyBase, logLevel: 'error', cacheDir, vite });
  } finally {
    removeIfPossible(root);
  }
  return [...libraries].sort();
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
