/** The theme, compiled once by Astro into an app that renders a finished object into a page. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '../render/payloads.ts';
import type { Words } from '../shared/messages.ts';
import { sayingOf } from '../site/words.ts';
import { projectRoot } from './memory/place.ts';
import { openStore } from './memory/stores.ts';

export interface CompiledTheme {
  /** Changes if the same objects could give different pages. */
  readonly digest: string;
  /** Module that exports `app`. */
  readonly entry: string;
  /** Folder of hashed styles, scripts and fonts, and of the files of `public/`. */
  readonly assets: string;
}

/** Number of compiled themes to keep: one for each base path, and those of the last edits. */
const keptThemes = 6;

/**
 * Compiles the theme, unless the cache has one of the same sources and base path.
 *
 * @param base with slashes around it
 */
export async function compileTheme(base: string, onCompile: () => void): Promise<CompiledTheme> {
  const { path: themes, version: key } = openStore('themes', {}, { base, runtime: process.versions.modules });
  const folder = join(themes, key);
  const theme: CompiledTheme = { digest: key, entry: join(folder, 'server', 'entry.mjs'), assets: join(folder, 'client') };
  if (existsSync(theme.entry)) return theme;

  onCompile();
  const staging = join(themes, `.${key}-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  try {
    process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
    const { build } = await import('astro');
    await build({ root: projectRoot, outDir: staging, base, logLevel: 'error' });
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  dropOldThemes(themes);
  return theme;
}

function dropOldThemes(themes: string): void {
  const byAge = readdirSync(themes)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ path: join(themes, name), time: statSync(join(themes, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of byAge.slice(keptThemes)) rmSync(path, { recursive: true, force: true });
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
