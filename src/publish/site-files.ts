/** Writes files of a site that are not pages: for programs, for search engines, and those that pages load. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderContext } from '../render/context.ts';
import { headerLines } from '../render/files/headers.ts';
import { redirectFile, redirectHtml, redirectLines, redirectsOf } from '../render/files/redirects.ts';
import { sitemapFiles } from '../render/files/sitemap.ts';
import { outputPath, type Urls } from '../site/urls.ts';
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import { mermaidForBrowsers } from './mermaid-files.ts';
import type { Output } from './output/output.ts';
import { countedFiles, machineFiles } from './pages.ts';
import { publishText } from './publish-file.ts';
import type { CompiledTheme } from './theme.ts';
import { copyOutput } from './work.ts';

/** The graph, the names and the feeds. */
export function publishMachineFiles(context: RenderContext, map: GraphMap | undefined, output: Output): void {
  const files = [
    ...machineFiles.map(({ path, render }) => ({ path, render: () => render(context, map) })),
    ...countedFiles(context),
  ];
  for (const { path, render } of files) {
    const text = render();
    if (text !== undefined) publishText(output, path, text);
  }
}

/** Files for search engines. An author's own `robots.txt` is kept. */
export function publishSitemap(context: RenderContext, hrefs: readonly string[], output: Output): void {
  for (const { path, text } of sitemapFiles(context, hrefs)) if (!output.isForeign(path)) publishText(output, path, text);
}

/**
 * Redirects from other addresses of articles, unless the site has a file there. An author's own page or `_redirects` is kept.
 *
 * @param pages hrefs of all pages
 */
export function publishRedirects(context: RenderContext, pages: readonly string[], output: Output): void {
  const redirects = redirectsOf(context, pages).filter((each) => output.isFree(redirectFile(each, context)));
  const lines = context.urls.base === '/' ? redirectLines(redirects) : '';
  const files = redirects.map((each) => ({ path: redirectFile(each, context), text: redirectHtml(each, context) }));
  for (const { path, text } of lines === '' ? files : [...files, { path: '_redirects', text: lines }])
    if (!output.isForeign(path)) publishText(output, path, text);
}

/** Headers for hosts that read them from a file. An author's own `_headers` is kept. */
export function publishHeaders({ urls }: RenderContext, output: Output): void {
  if (urls.base === '/' && !output.isForeign('_headers')) publishText(output, '_headers', headerLines());
}

/** Styles, scripts and fonts of the theme, and what `public/` holds; a file of the author's stays. */
export function publishAssets(theme: CompiledTheme, output: Output): void {
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(theme.assets, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (!output.isForeign(path) && output.needs(path, theme.digest))
        copyOutput(output.staging, path, join(theme.assets, path));
    }
  };
  walk('');
}

/** The library that draws diagrams in the browser. */
export function publishMermaid(urls: Urls, output: Output): void {
  const { version, files } = mermaidForBrowsers();
  for (const [path, file] of files) {
    const target = outputPath(urls.mermaid + path, urls.base);
    if (output.needs(target, version)) copyOutput(output.staging, target, file);
  }
}
