// @ts-check
import { defineConfig, passthroughImageService } from 'astro/config';

/** Turns `astro build` into a compiler of the theme: an app that renders one finished object into one page. */
const themeCompiler = {
  name: 'sourcebook-theme',
  hooks: {
    /** @param {{ setAdapter: (adapter: import('astro').AstroAdapter) => void }} options */
    'astro:config:done': ({ setAdapter }) => {
      setAdapter({
        name: 'sourcebook-theme',
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('./src/theme/entry.ts', import.meta.url),
        supportedAstroFeatures: {
          serverOutput: 'stable',
          staticOutput: 'stable',
          hybridOutput: 'stable',
          sharpImageService: 'stable',
        },
      });
    },
  },
};

export default defineConfig({
  srcDir: './src/theme',
  output: 'server',
  adapter: themeCompiler,
  // The default one brings a library that changes pictures, which no component does.
  image: { service: passthroughImageService() },
  session: false,
  devToolbar: { enabled: false },
  compressHTML: 'jsx',
  build: { inlineStylesheets: 'never', assets: '_assets' },
  // The compiled theme may lie where it finds no libraries.
  vite: { build: { assetsInlineLimit: 0 }, ssr: { noExternal: true } },
});
