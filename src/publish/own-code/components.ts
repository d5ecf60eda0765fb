/** Components of a wiki in place of those of the theme. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { didYouMean, suggester } from '../../wiki/did-you-mean.ts';
import { OwnCodeError } from './error.ts';
import type { OwnCode } from './load.ts';

/** Where a component of the wiki imports one of the theme from. */
const themePrefix = 'sourcebook/theme/';

/** The part of a Vite plugin that is used here. */
export interface ResolvePlugin {
  readonly name: string;
  readonly enforce: 'pre';
  readonly resolveId: (source: string, importer: string | undefined) => string | undefined;
  readonly configResolved: (config: { readonly root: string }) => void;
}

/**
 * A plugin of Vite by which the theme imports the components of a wiki. `sourcebook/theme/SiteFooter.astro` is the component of the
 * theme, for a component that adds something to it.
 *
 * @param folder with the components of the theme
 * @throws OwnCodeError if one is to be replaced that does not exist
 */
export function componentsReplaced({ file, components }: OwnCode, folder: string): ResolvePlugin {
  const names = readdirSync(folder).map((name) => basename(name, '.astro'));
  for (const name of components.keys()) {
    if (names.includes(name)) continue;
    const meant = didYouMean(suggester(names).near(name)) ?? `The names are ${names.join(', ')}.`;
    throw new OwnCodeError(file, `The theme has no component \`${name}\`. ${meant}`);
  }
  const own = new Set(components.values());
  let root = '';
  const original = (name: string): string => join(root, 'src/theme/components', `${name}.astro`);
  return {
    name: 'sourcebook-own-components',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
    },
    resolveId(source, importer) {
      if (source.startsWith(themePrefix)) return original(basename(source, '.astro'));
      if (importer === undefined || !source.endsWith('.astro') || own.has(importer)) return undefined;
      const isOfTheme = importer.startsWith(join(root, 'src/theme'));
      const name = basename(source, '.astro');
      const isComponent = join(dirname(importer), source) === original(name);
      return isOfTheme && isComponent ? components.get(name) : undefined;
    },
  };
}

/** An installation of Astro. */
export interface AstroPlace {
  /** URL of its module. */
  readonly entry: string;
  /** The `node_modules` that it is in. */
  readonly modules: string;
}

/**
 * The installation of Astro that the code of a wiki finds, of the version that the theme is made for.
 *
 * @throws OwnCodeError if there is none, or it is of another version
 */
export function astroBeside({ file }: OwnCode, version: string): AstroPlace {
  const install = `npm install --save-dev astro@${version}`;
  const require = createRequire(file);
  let manifest: string;
  try {
    manifest = require.resolve('astro/package.json');
  } catch {
    throw new OwnCodeError(file, `Components of a wiki are compiled by Astro, which is not installed: run \`${install}\`.`);
  }
  const { version: found } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  if (found.split('.')[0] !== version.replace(/^\D*/, '').split('.')[0])
    throw new OwnCodeError(
      file,
      `Astro ${found} (${relative('.', dirname(manifest))}) cannot compile the theme, which is made for Astro ${version}: run \`${install}\`.`,
    );
  return { entry: pathToFileURL(require.resolve('astro')).href, modules: dirname(dirname(manifest)) };
}
