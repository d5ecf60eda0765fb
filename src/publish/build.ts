/** A whole site, from a vault to an output folder. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type RenderContext, renderContext } from '../render/context.ts';
import { redirectFile, redirectHtml, redirectLines, redirectsOf } from '../render/files/redirects.ts';
import { sitemapFiles } from '../render/files/sitemap.ts';
import { settingsOf } from '../render/reads.ts';
import { outputPath, type Urls, urlsOf } from '../site/urls.ts';
import { isInside, listVault, realPathOf, type VaultListing } from '../vault/read-vault.ts';
import { countBySeverity, withSeverities } from '../wiki/diagnostics.ts';
import { nextStale } from '../wiki/graph/provenance.ts';
import type { Diagnostic } from '../wiki/model.ts';
import { invalidAttachments } from '../wiki/review/attachments.ts';
import { publishArticles, publishCompanion } from './articles.ts';
import { publishAttachments } from './attachments/publish.ts';
import { VariantStore } from './attachments/variant-store.ts';
import { digest } from './cache.ts';
import { pipelineVersion } from './compile-cache.ts';
import { Crew } from './crew.ts';
import { gitDatesFor } from './git-dates.ts';
import { graphMapOf } from './graph-map.ts';
import { rememberBuild, type SiteFacts, unchangedBuild } from './last-build.ts';
import { type Library, openLibrary, outputCache, readVaultConfig, vaultCacheFolder } from './library.ts';
import { MadeArticles } from './made-articles.ts';
import { mermaidForBrowsers } from './mermaid-files.ts';
import { Output, OutputError } from './output.ts';
import { PagePress } from './page-press.ts';
import { countedFiles, machineFiles, markdownOf, sitePages, unlistedKinds } from './pages.ts';
import { publishText } from './publish-file.ts';
import { indexSettings, publishSearch, siteIndexer } from './site-search.ts';
import { type CompiledTheme, compileTheme } from './theme.ts';
import { timeSpan } from './time-span.ts';
import { copyOutput } from './work.ts';

export interface BuildOptions {
  readonly content: string;
  readonly out: string;
  /** Overrides `base` of sourcebook.yaml. */
  readonly base?: string;
  /** Overrides `url` of sourcebook.yaml. */
  readonly site?: string;
  readonly drafts: boolean;
  /** Make everything anew. */
  readonly force: boolean;
}

export interface BuildReport extends SiteFacts {
  /** How many of the pages were made this time. */
  readonly rendered: number;
  /** Seconds spent in each phase, in order. */
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
}

export type Progress = (phase: string, done: number, of: number) => void;

/**
 * Builds a site. What would come out as it did last time is not made again.
 *
 * @throws VaultError, OutputError when the folders cannot be used; then the output is as it was
 */
export async function buildSite(options: BuildOptions, onProgress: Progress = () => {}): Promise<BuildReport> {
  const watch = stopwatch();
  const read = readVaultConfig(options.content);
  const base = options.base ?? read.config.base;
  const urls = urlsOf(base, options.site ?? read.config.url);
  const root = resolve(options.content);
  const now = new Date();
  const listing = listVault(root, read.config);
  refuseOutputInside(listing, options.out);
  const theme = await compileTheme(urls.base, () => onProgress('Compiling the theme', 0, 0));
  const signature = digest(
    theme.digest,
    pipelineVersion(),
    JSON.stringify([
      urls.base,
      options.site,
      options.drafts,
      read.text,
      listing.markdown,
      listing.attachments,
      listing.templates,
      listing.diagnostics,
    ]),
  );
  watch.lap('prepare');
  const last = options.force ? undefined : unchangedBuild(root, options.out, signature, now);
  if (last) {
    watch.lap('compare');
    return { ...last, rendered: 0, phases: watch.laps };
  }
  const output = new Output(options.out, vaultCacheFolder(options.content), { base: urls.base, force: options.force });
  const crew = new Crew();
  const leave = onInterrupt(() => output.abandon());
  try {
    const library = await openLibrary(
      { content: options.content, includeDrafts: options.drafts, force: options.force, withPages: true, now, listing },
      read,
      crew,
      onProgress,
    );
    watch.lap('read and link');
    const mapped = graphMapOf(library, crew, options.force);
    // Awaited when pages show it; until then a failure must not count as unhandled.
    mapped.catch(() => {});
    const copies = new VariantStore(join(vaultCacheFolder(options.content), 'pictures'), options.force);
    const attachments = await publishAttachments(library, urls, output, copies, (done, of) =>
      onProgress('Making smaller pictures', done, of),
    );
    watch.lap('attachments');
    const git = gitDatesFor(library);
    const context = renderContext({
      wiki: library.wiki,
      related: library.related,
      config: library.config,
      urls,
      now,
      attachments: attachments.files,
      history: git.history,
      mentionsOf: library.mentionsOf,
      bodyOf: library.bodyOf,
    });
    const search = library.config.search
      ? siteIndexer(options.content, options.out, indexSettings(library.config, library.wiki.articles.length))
      : undefined;
    const press = new PagePress({
      crew,
      output,
      themeEntry: theme.entry,
      words: context.words,
      version: digest(theme.digest, pipelineVersion(), JSON.stringify(context.words)),
      base: urls.base,
      onBatch: (pages) => onProgress('Writing pages', pages, library.wiki.articles.length),
    });
    const made = new MadeArticles(
      `${outputCache(options.content, options.out, 'articles')}.json`,
      digest(theme.digest, pipelineVersion(), read.text, String(options.drafts), settingsOf(context)),
      { context, isProvisional: library.isProvisional },
    );
    const publishRest = await publishArticles({ context, library, press, output, search, made });
    // The index is written while the rest is.
    const indexed = publishSearch(search, output, options.force);
    indexed.catch(() => {});
    publishRest();
    const map = await mapped;
    const unlisted = new Set<string>();
    for (const { href, page } of sitePages(context, library, map)) {
      if (unlistedKinds.has(page.kind)) unlisted.add(href);
      await press.add(href, page);
    }
    for (const page of library.wiki.pages) publishCompanion(output, urls.base, markdownOf(context, library, page));
    const files = [
      ...machineFiles.map(({ path, render }) => ({ path, render: () => render(context, map) })),
      ...countedFiles(context),
    ];
    for (const { path, render } of files) {
      const text = render();
      if (text !== undefined) publishText(output, path, text);
    }
    publishSitemap(
      context,
      press.hrefs.filter((href) => !unlisted.has(href)),
      output,
    );
    publishAssets(theme, output);
    if (press.hasDiagrams) publishMermaid(urls, output);
    publishRedirects(context, press, output);
    await press.finish();
    watch.lap('pages');
    onProgress('Indexing for search', 0, 0);
    await indexed;
    watch.lap('search');
    output.commit();
    search?.remember();
    const { wiki } = library;
    const diagnostics = [...library.diagnostics, ...damagedPictures(library, attachments.damaged)];
    const { pages, rendered } = press.counts;
    const facts: SiteFacts = {
      articles: wiki.articles.length,
      pages,
      errors: diagnostics.filter(({ severity }) => severity === 'error'),
      counts: countBySeverity(diagnostics),
    };
    const until = nextStale([...wiki.articles, ...wiki.pages], library.config.staleAfterDays, now);
    rememberBuild(
      root,
      options.out,
      { signature, ...(git.state !== undefined && { gitState: git.state }) },
      facts,
      timeSpan(now, until),
    );
    watch.lap('write');
    return { ...facts, rendered, phases: watch.laps };
  } catch (error) {
    output.abandon();
    throw error;
  } finally {
    leave();
    await crew.dismiss();
  }
}

/** @throws OutputError when the output folder is in the content folder, or in a folder that a link of it leads to */
function refuseOutputInside({ root, links }: VaultListing, out: string): void {
  const real = realPathOf(resolve(out));
  const link = links.find(({ target }) => isInside(target, real));
  const place = isInside(root, real)
    ? 'the content folder'
    : link && `the folder that \`${link.path}\` in the content folder leads to`;
  if (place === undefined) return;
  throw new OutputError(`The output folder ${out} is inside ${place}, where nothing is written; choose another with --out.`);
}

/** What only shows when a picture is decoded. */
function damagedPictures({ wiki, config }: Library, damaged: readonly string[]): Diagnostic[] {
  const problem = 'is damaged: it cannot be decoded';
  return withSeverities(invalidAttachments(wiki, new Map(damaged.map((path) => [path, { problem }]))), config.severity);
}

/** What search engines are told; a `robots.txt` that somebody put there stays. */
function publishSitemap(context: RenderContext, hrefs: readonly string[], output: Output): void {
  for (const { path, text } of sitemapFiles(context, hrefs)) if (!output.isForeign(path)) publishText(output, path, text);
}

/** Redirects from other addresses of articles, except where the site has a file; a page or `_redirects` that somebody put there stays. */
function publishRedirects(context: RenderContext, press: PagePress, output: Output): void {
  const redirects = redirectsOf(context, press.hrefs).filter((each) => output.isFree(redirectFile(each, context)));
  const lines = context.urls.base === '/' ? redirectLines(redirects) : '';
  const files = redirects.map((each) => ({ path: redirectFile(each, context), text: redirectHtml(each, context) }));
  for (const { path, text } of lines === '' ? files : [...files, { path: '_redirects', text: lines }])
    if (!output.isForeign(path)) publishText(output, path, text);
}

/** Styles, scripts, fonts and icons of the theme. */
function publishAssets(theme: CompiledTheme, output: Output): void {
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(theme.assets, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (output.needs(path, theme.digest)) copyOutput(output.staging, path, join(theme.assets, path));
    }
  };
  walk('');
}

/** What draws diagrams in the browser. */
function publishMermaid(urls: Urls, output: Output): void {
  const { version, files } = mermaidForBrowsers();
  for (const [path, file] of files) {
    const target = outputPath(urls.mermaid + path, urls.base);
    if (output.needs(target, version)) copyOutput(output.staging, target, file);
  }
}

function stopwatch(): { lap: (name: string) => void; laps: { name: string; seconds: number }[] } {
  const laps: { name: string; seconds: number }[] = [];
  let last = performance.now();
  return {
    laps,
    lap(name) {
      const now = performance.now();
      laps.push({ name, seconds: (now - last) / 1000 });
      last = now;
    },
  };
}

/** Cleans up when the build is interrupted; the returned function calls that off. */
function onInterrupt(clean: () => void): () => void {
  const handler = (signal: NodeJS.Signals): void => {
    clean();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', handler);
  process.once('SIGTERM', handler);
  return () => {
    process.off('SIGINT', handler);
    process.off('SIGTERM', handler);
  };
}
