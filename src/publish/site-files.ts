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
  const lines = redirectLines(redirects);
  const files = redirects.map((each) => ({ path: redirectFile(each, context), text: redirectHtml(each, context) }));
  for (const { path, text } of lines === '' ? files : [...files, { path: '_redirects', text: lines }])
    if (!output.isForeign(path)) publishText(output, path, text);
}

/**
 * What hosts read: headers, and the mark that keeps GitHub Pages from running Jekyll, which drops files and folders that start with
 * an underscore. An author's own file is kept.
 */
export function publishHostFiles({ urls }: RenderContext, output: Output): void {
  const files = { _headers: headerLines(urls.base), '.nojekyll': '' };
  for (const [path, text] of Object.entries(files)) if (!output.isForeign(path)) publishText(output, path, text);
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
