/** Builds a site from a vault into an output folder. */
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type RenderContext, renderContext } from '../render/context.ts';
import { settingsOf } from '../render/reads.ts';
import { isBasePath, isSiteAddress } from '../site/addresses.ts';
import { outputPath, type Urls, urlsOf } from '../site/urls.ts';
import type { VaultListing } from '../vault/listing.ts';
import { isDiskError, isInside, realPathOf } from '../vault/read-vault.ts';
import { countBySeverity, withSeverities } from '../wiki/diagnostics.ts';
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import { nextStale } from '../wiki/graph/provenance.ts';
import type { Diagnostic } from '../wiki/model.ts';
import { type InvalidAttachment, invalidAttachments } from '../wiki/review/attachments.ts';
import { publishArticles, publishCompanion } from './articles.ts';
import { type PublishedAttachments, publishAttachments } from './attachments/publish.ts';
import { VariantStore } from './attachments/variant-store.ts';
import { Crew } from './crew.ts';
import { certainPast, sourceDate } from './environment.ts';
import { type GitDates, gitDatesFor } from './git-dates.ts';
import { graphMapOf } from './graph-map.ts';
import { type BuildMemory, rememberBuild, type SiteFacts, unchangedBuild } from './last-build.ts';
import { type Library, listingKey, listLibrary, openLibrary, readVaultConfig, type VaultConfig } from './library.ts';
import { MadeArticles } from './made-articles.ts';
import { digest } from './memory/digest.ts';
import { cacheLimit, tidyCache } from './memory/limit.ts';
import { openStore } from './memory/stores.ts';
import { isShared, openVault } from './memory/vaults.ts';
import { lockOutput } from './output/lock.ts';
import { Output, OutputError, unwritable } from './output/output.ts';
import { loadOwnCode } from './own-code/load.ts';
import { PagePress } from './page-press.ts';
import { markdownOf, sitePages, unlistedKinds } from './pages.ts';
import { precompress } from './precompress.ts';
import { Proof, wordsOfSite } from './proof.ts';
import { type SearchIndexer, stopPagefind } from './search-index.ts';
import {
  publishAssets,
  publishHostFiles,
  publishMachineFiles,
  publishMermaid,
  publishRedirects,
  publishSitemap,
} from './site-files.ts';
import { publishSearch, searchFolder, siteIndexer } from './site-search.ts';
import { type CompiledTheme, compileTheme } from './theme.ts';
import { type TimeSpan, timeSpan } from './time-span.ts';

export interface BuildOptions {
  readonly content: string;
  readonly out: string;
  /** Overrides `base` of sourcebook.yaml. */
  readonly base?: string;
  /** Overrides `url` of sourcebook.yaml. */
  readonly site?: string;
  readonly drafts: boolean;
  /** Whom the site is for; `public` for everyone. */
  readonly audience: string;
  /** Look for traces of private articles in the site before it is put in place. */
  readonly proof: boolean;
  /** Also write compressed copies of texts, for hosts that send them. */
  readonly precompress: boolean;
  /** Make everything again. */
  readonly force: boolean;
  /** Called once if another process builds into the folder and this build has to wait. */
  readonly onWait?: () => void;
  /** The file with the code that the wiki brings along. */
  readonly ownCode?: string | undefined;
}

export interface BuildReport extends SiteFacts {
  /** Number of pages that this build made. */
  readonly rendered: number;
  /** Seconds spent in each phase, in order. */
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
}

/** `done` is never more than `of`. Both are 0 in a phase that cannot say how far it is. */
export type Progress = (phase: string, done: number, of: number) => void;

/**
 * Builds a site. Files that would be unchanged are not made again.
 *
 * @throws VaultError, OutputError if a folder cannot be used. The output is then unchanged
 * @throws LeakError if the site would say something of a private article. The output is then unchanged
 * @throws EnvironmentError before the build starts
 */
export async function buildSite(options: BuildOptions, onProgress: Progress = () => {}): Promise<BuildReport> {
  const watch = stopwatch();
  const limit = cacheLimit();
  const origin = await readOrigin(options, onProgress);
  const memory = buildMemory(origin);
  watch.lap('prepare');
  const last = options.force ? undefined : unchangedBuild(memory, origin.now);
  if (last) {
    watch.lap('compare');
    return { ...last, rendered: 0, phases: watch.laps };
  }

  const crew = new Crew();
  const undo: (() => void)[] = [];
  let indexing: Promise<unknown> | undefined;
  const cleanUp = (): void => {
    for (const each of undo.splice(0).toReversed()) each();
  };
  const leave = onInterrupt(cleanUp);
  try {
    undo.push(await lockOutput(options.out, options.onWait ?? (() => {})));
    const output = openOutputFolder(origin);
    undo.push(() => output.abandon());
    const library = await readLibrary(origin, crew, onProgress);
    watch.lap('read and link');
    const mapped = notYetAwaited(graphMapOf(library, crew, options.force));
    const attachments = await placeAttachments(origin, library, output, onProgress);
    watch.lap('attachments');
    const git = gitDatesFor(library);
    const context = contextFor(origin, library, attachments, git);
    const press = pressFor(origin, context, { crew, output }, onProgress);
    const search = searchFor(origin, library);
    const site: SiteParts = { origin, library, context, output, press, search };
    const publishRest = await publishArticles({ context, library, press, output, search, made: madeArticles(site) });
    // The index is written in parallel with the other files.
    const indexed = notYetAwaited(publishSearch(search, output, options.force));
    indexing = indexed;
    publishRest();
    await publishOtherPages(site, await mapped);
    await press.finish();
    watch.lap('pages');
    const proof = proofFor(site, attachments);
    // Pagefind works in a process of its own meanwhile.
    proof?.look((path) => !path.startsWith(searchFolder));
    onProgress('Indexing for search', 0, 0);
    await indexed;
    watch.lap('search');
    proof?.finish();
    watch.lap('prove');
    if (options.precompress) {
      await precompress(output, (done, of) => onProgress('Compressing', done, of));
      watch.lap('compress');
    }
    output.commit();
    proof?.remember();
    search?.remember();
    const facts = siteFacts(site, attachments);
    // What took too long is tried again by the next build, even if no file has changed.
    if (!hasProvisional(library)) rememberBuild(memory, facts, git.state, validFor(site));
    tidyCache(options.content, limit);
    watch.lap('write');
    return { ...facts, rendered: press.counts.rendered, phases: watch.laps };
  } catch (error) {
    throw inWords(error, options.out);
  } finally {
    // Who still writes would bring the folder back that is removed.
    await Promise.all([endOf(indexing), crew.dismiss()]);
    cleanUp();
    leave();
  }
}

/** The inputs of a site. */
interface Origin {
  readonly options: BuildOptions;
  readonly config: VaultConfig;
  readonly listed: ReturnType<typeof listLibrary>;
  readonly urls: Urls;
  readonly theme: CompiledTheme;
  /** `SOURCE_DATE_EPOCH`. */
  readonly sourceDate: Date | undefined;
  /** The time by which findings call articles stale. */
  readonly now: Date;
}

/** Shared by the steps of a build after the wiki is linked. */
interface SiteParts {
  readonly origin: Origin;
  readonly library: Library;
  readonly context: RenderContext;
  readonly output: Output;
  readonly press: PagePress;
  readonly search: SearchIndexer | undefined;
}

/** Reads the configuration, lists the vault and compiles the theme. */
async function readOrigin(options: BuildOptions, onProgress: Progress): Promise<Origin> {
  const own = await loadOwnCode(options.ownCode);
  const config = readVaultConfig(options.content, own);
  refuseAddresses(options);
  const urls = urlsOf(options.base ?? config.config.base, options.site ?? config.config.url);
  const date = sourceDate();
  const listed = listLibrary(resolve(options.content), config.config);
  refuseOutputInside(listed.listing, options.out);
  const theme = await compileTheme(urls.base, () => onProgress('Compiling the theme', 0, 0), own);
  return { options, config, listed, urls, theme, sourceDate: date, now: date ?? new Date() };
}

/** The store of builds with the same files, configuration, options and theme. */
function buildMemory({ options, config, listed, urls, theme, sourceDate: date }: Origin): BuildMemory {
  const { content, out, site, drafts, audience, proof, precompress: copies } = options;
  const parts = {
    theme: theme.digest,
    options: JSON.stringify([urls.base, site, drafts, audience, proof, copies, date]),
    settings: config.text,
    listing: listingKey(listed.listing),
  };
  return { content, out, store: openStore('build', { content, out }, parts) };
}

function openOutputFolder({ options: { content, out, force }, urls }: Origin): Output {
  return new Output(out, openStore('ledger', { content, out }, {}), { base: urls.base, force });
}

function readLibrary({ options, config, listed, now }: Origin, crew: Crew, onProgress: Progress): Promise<Library> {
  const { content, drafts, audience, force } = options;
  return openLibrary({ content, includeDrafts: drafts, audience, force, withPages: true, now, listed }, config, crew, onProgress);
}

async function placeAttachments(
  { options: { content, force }, urls }: Origin,
  library: Library,
  output: Output,
  onProgress: Progress,
): Promise<PublishedAttachments> {
  const formats = library.config.avif ? (['avif', 'webp'] as const) : (['webp'] as const);
  const copies = new VariantStore(openStore('pictures', { content }, {}), formats, force);
  const onPicture = (done: number, of: number): void => onProgress('Making smaller pictures', done, of);
  const attachments = await publishAttachments(library, urls, output, copies, onPicture);
  if (!isShared(openVault(content))) copies.dropUnused();
  return attachments;
}

function contextFor(
  { urls, sourceDate: date }: Origin,
  { wiki, related, config, mentionsOf, bodyOf }: Library,
  { files: attachments }: PublishedAttachments,
  { history }: GitDates,
): RenderContext {
  const now = date ?? certainPast(history);
  return renderContext({ wiki, related, config, urls, now, attachments, history, mentionsOf, bodyOf });
}

function pressFor(
  { theme, urls, config: { own } }: Origin,
  { wiki, words, tags }: RenderContext,
  { crew, output }: { crew: Crew; output: Output },
  onProgress: Progress,
): PagePress {
  // Some more are made, such as those of types.
  const expected = wiki.articles.length + wiki.pages.length + tags.size;
  return new PagePress({
    crew,
    output,
    themeEntry: theme.entry,
    words,
    version: digest(theme.digest, JSON.stringify(words)),
    base: urls.base,
    own,
    onPages: (done) => onProgress('Publishing pages', done, Math.max(done, expected)),
  });
}

/** Undefined if the configuration turns the search off. */
function searchFor({ options: { content, out } }: Origin, { config, wiki }: Library): SearchIndexer | undefined {
  if (!config.search) return undefined;
  return siteIndexer(openStore('search', { content, out }, {}), config, wiki.articles.length);
}

/** What the last build made of each article. */
function madeArticles({ origin: { options, config, theme }, library: { isProvisional }, context }: SiteParts): MadeArticles {
  const { content, out, drafts, audience } = options;
  const parts = {
    theme: theme.digest,
    options: JSON.stringify([drafts, audience]),
    settings: config.text,
    site: settingsOf(context),
  };
  return new MadeArticles(openStore('articles', { content, out }, parts), { context, isProvisional });
}

/** Publishes everything but articles: lists, folder pages, files for programs, and the files that pages load. */
async function publishOtherPages(
  { origin: { theme, urls }, library, context, output, press }: SiteParts,
  map: GraphMap | undefined,
): Promise<void> {
  const unlisted = new Set<string>();
  for (const { href, page } of sitePages(context, library, map)) {
    if (unlistedKinds.has(page.kind)) unlisted.add(href);
    await press.add(href, page);
  }
  if (context.config.twins.markdown)
    for (const page of library.wiki.pages) publishCompanion(output, urls.base, markdownOf(context, library, page));
  publishMachineFiles(context, map, output);
  const listed = press.hrefs.filter((href) => !unlisted.has(href));
  publishSitemap(context, listed, output);
  publishHostFiles(context, output);
  publishAssets(theme, output);
  if (press.hasDiagrams) publishMermaid(urls, output);
  publishRedirects(context, press.hrefs, output);
}

/** Undefined if no proof is wanted. */
function proofFor(
  { origin: { options, theme, urls }, library, context, output }: SiteParts,
  { files }: PublishedAttachments,
): Proof | undefined {
  const { content, out } = options;
  const store = openStore('proof', { content, out }, {});
  // The next build that is to be proven has to look at every file.
  if (!options.proof) store.clear();
  const attachments = new Set([...files.values()].map(({ href }) => outputPath(href, urls.base)));
  const ownWords = (): string => wordsOfSite(theme.entry, context.words);
  return options.proof ? new Proof({ library, output, out, store, attachments, ownWords }) : undefined;
}

function siteFacts({ library, press, output }: SiteParts, { damaged, lost }: PublishedAttachments): SiteFacts {
  const diagnostics = [...library.diagnostics, ...damagedPictures(library, damaged, lost)];
  return {
    articles: library.wiki.articles.length,
    pages: press.counts.pages,
    size: output.size,
    errors: diagnostics.filter(({ severity }) => severity === 'error'),
    counts: countBySeverity(diagnostics),
  };
}

function hasProvisional({ wiki, isProvisional }: Library): boolean {
  return [...wiki.byId.keys()].some(isProvisional);
}

/** From now until the next article becomes stale, which is a finding. */
function validFor({ origin: { now }, library: { wiki, config } }: SiteParts): TimeSpan {
  return timeSpan(now, nextStale([...wiki.articles, ...wiki.pages], config.staleAfterDays, now));
}

/** Ends the making of the index, if it has not ended: it may be about to start another Pagefind. */
async function endOf(indexing: Promise<unknown> = Promise.resolve()): Promise<void> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  void indexing.then(over, over);
  await Promise.resolve();
  while (!isOver) {
    await stopPagefind();
    await pause(5);
  }
}

/** An error of the system that does not tell its file, or one of a file beside the output folder, is said of that folder. */
function inWords(error: unknown, out: string): unknown {
  if (!isDiskError(error)) return error;
  const path = 'path' in error ? String(error.path) : undefined;
  const isOfOutput = path === undefined || isInside(dirname(realPathOf(resolve(out))), path);
  return isOfOutput ? unwritable(out, error) : error;
}

/** Marks a promise that is awaited later, so that a failure before that does not count as unhandled. */
function notYetAwaited<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** The command line has checked them already. @throws TypeError */
function refuseAddresses({ base, site }: Pick<BuildOptions, 'base' | 'site'>): void {
  if (base !== undefined && !isBasePath(base)) throw new TypeError(`\`base\` takes a path such as /docs/, not \`${base}\`.`);
  if (site !== undefined && !isSiteAddress(site))
    throw new TypeError(`\`site\` takes an address such as https://wiki.example, not \`${site}\`.`);
}

/** @throws OutputError if the output folder is in the content folder, or in the target of one of its links */
export function refuseOutputInside({ root, links }: VaultListing, out: string): void {
  const real = realPathOf(resolve(out));
  const link = links.find(({ target }) => isInside(target, real));
  const place = isInside(root, real)
    ? 'the content folder'
    : link && `the folder that \`${link.path}\` in the content folder leads to`;
  if (place === undefined) return;
  const another = relative('.', join(dirname(root), 'site')).replaceAll('\\', '/');
  const example = isInside(root, real) && dirname(root) !== root ? `, such as \`--out ${another}\`` : '';
  throw new OutputError(
    `The output folder ${out} is inside ${place}, which is never written to; choose another with --out${example}.`,
    'output-inside-content',
  );
}

/** Findings for pictures that turned out to be damaged, and files that could not be copied. */
function damagedPictures(
  { wiki, config }: Library,
  damaged: readonly string[],
  lost: PublishedAttachments['lost'],
): Diagnostic[] {
  const problem = 'is damaged: it cannot be decoded';
  const problems = new Map<string, InvalidAttachment>([
    ...damaged.map((path) => [path, { problem }] as const),
    ...[...lost].map(([path, why]) => [path, { problem: why, isWithheld: true }] as const),
  ]);
  return withSeverities(invalidAttachments(wiki, problems), config.severity);
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

/** Cleans up if the build is interrupted. The returned function cancels that. */
function onInterrupt(clean: () => void): () => void {
  const handler = (signal: NodeJS.Signals): void => {
    void stopPagefind();
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
