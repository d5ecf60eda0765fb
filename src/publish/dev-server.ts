/** A live site: pages are rendered on request, from a wiki that is linked again when a file changes. */
import { unwatchFile, watchFile } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { relative } from 'node:path';
import type { Page } from '../render/payloads.ts';
import { PlainError } from '../shared/plain-error.ts';
import { urlsOf } from '../site/urls.ts';
import type { VaultEntry } from '../vault/listing.ts';
import { fileStamp, isSameListing, isSystemError, listVault } from '../vault/read-vault.ts';
import { openVaultFile, RefusedFile } from '../vault/vault-file.ts';
import { VaultWatch } from '../vault/watch-vault.ts';
import type { Diagnostic } from '../wiki/model.ts';
import type { MarkdownSyntax } from '../wiki/schema/markdown-syntax.ts';
import { publishedBytes } from './attachments/file-facts.ts';
import type { CompileCache } from './compile-cache.ts';
import { Crew } from './crew.ts';
import { type Edition, editionOf } from './edition.ts';
import { graphMapOf } from './graph-map.ts';
import { compileCacheOf, type Library, listLibrary, openLibrary, readingKey, readVaultConfig, settingsFiles } from './library.ts';
import { LiveSearch } from './live-search.ts';
import { cacheTrouble } from './memory/files.ts';
import { openStore } from './memory/stores.ts';
import { mermaidForBrowsers } from './mermaid-files.ts';
import { pageToPrint } from './own-code/before-print.ts';
import { loadOwnCode, type OwnCode } from './own-code/load.ts';
import { pageOfArticle } from './pages.ts';
import type { RunningServer } from './preview-server.ts';
import { Remaking } from './remaking.ts';
import { contentType, findFile, listen, pathBelow, sendFile, sendMissing, sendOpenFile } from './static-files.ts';
import { compileTheme, loadTheme, type RenderPage } from './theme.ts';

export interface LiveUpdate {
  readonly articles: number;
  readonly diagnostics: readonly Diagnostic[];
  /** From the change to the finished wiki. */
  readonly milliseconds: number;
}

/** Called while a wiki is made. */
type OnPhase = (phase: string, done: number, of: number) => void;

export interface DevOptions {
  readonly content: string;
  readonly port: number;
  readonly audience?: string | undefined;
  /** The file with the code that the wiki brings along; read once. */
  readonly ownCode?: string | undefined;
}

/**
 * @param onTrouble called with a sentence if the wiki cannot be updated, and is shown as before, or cannot be watched, or if the
 *   cache cannot be written
 * @throws VaultError, ServerError
 */
export async function startDevServer(
  { content, port, audience, ownCode }: DevOptions,
  onPhase: OnPhase,
  onUpdate: (update: LiveUpdate) => void,
  onTrouble: (sentence: string) => void,
): Promise<RunningServer> {
  listVault(content);
  const own = await loadOwnCode(ownCode);
  const base = urlsOf(readVaultConfig(content).config.base).base;
  const theme = await compileTheme(base, () => onPhase('Compiling the theme', 0, 0), own);
  const render = await loadTheme(theme.entry);
  const workshop: Workshop = {
    content,
    audience,
    own,
    base,
    crew: new Crew(),
    mapCrew: new Crew(),
    caches: new Map(),
    onPhase,
    onUpdate,
    onTrouble,
  };
  const readers = new Set<ServerResponse>();
  const first = await publishEdition(workshop, performance.now());
  const live = new LiveEdition(first, workshop, readers, onTrouble);
  const search = new LiveSearch(openStore('live-search', { content }, {}));
  const listening = await listen(
    async (request, response) =>
      answer(request, response, { current: await live.latest, base, assets: theme.assets, render, readers, search }),
    port,
    (error) =>
      onTrouble(
        error instanceof PlainError
          ? error.message
          : `Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      ),
  );
  // Only after the first page can be requested, since watching a large vault takes a while to start.
  live.watch(first);
  const unwatch = own && watchSources(own, onTrouble);
  return {
    url: `http://localhost:${listening.port}${base}`,
    closed: listening.closed,
    close() {
      live.close();
      unwatch?.();
      void workshop.mapCrew.dismiss();
      for (const reader of readers) reader.end();
      listening.server.close();
      listening.server.closeAllConnections();
    },
  };
}

/** Says when the wiki's own code has changed: modules cannot be loaded again. */
function watchSources({ sources }: OwnCode, onChange: (sentence: string) => void): () => void {
  for (const file of sources)
    watchFile(file, { interval: 1000 }, () => onChange(`${relative('.', file)} has changed; start \`dev\` again to use it.`));
  return () => {
    for (const file of sources) unwatchFile(file);
  };
}

/** What editions are made with. */
interface Workshop {
  readonly content: string;
  /** Undefined if everything is shown, private articles too. */
  readonly audience: string | undefined;
  readonly own: OwnCode | undefined;
  readonly base: string;
  readonly crew: Crew;
  /** Makes the map, which may take longer than the first pages; `crew` is dismissed after those. */
  readonly mapCrew: Crew;
  /** The cache of the current syntax, by its key. */
  readonly caches: Map<string, CompileCache>;
  readonly onPhase: OnPhase;
  readonly onUpdate: (update: LiveUpdate) => void;
  /** Called with a sentence. */
  readonly onTrouble: (sentence: string) => void;
}

/**
 * Makes an edition of the vault as it is now.
 *
 * @param since when the first change was, by `performance.now()`
 * @param before returned if no file has changed since it was made
 */
async function publishEdition(workshop: Workshop, since: number, before?: Edition): Promise<Edition> {
  const { content, audience, own, base, crew, mapCrew, onPhase, onUpdate, onTrouble } = workshop;
  const settings = JSON.stringify(settingsFiles.map((path) => fileStamp(content, path)));
  const read = readVaultConfig(content, own);
  const listed = listLibrary(content, read.config);
  if (before?.settings === settings && isSameListing(before.library.listing, listed.listing)) return before;
  const cache = cacheFor(workshop, read.config.markdown);
  const library = await openLibrary(
    { content, includeDrafts: audience === undefined, audience, force: false, withPages: true, now: new Date(), listed, cache },
    read,
    crew,
    onPhase,
  );
  await crew.dismiss();
  const trouble = cacheTrouble();
  if (trouble !== undefined) onTrouble(trouble);
  const edition = editionOf(library, settings, base, graphMapOf(library, mapCrew, false));
  onUpdate({
    articles: library.wiki.articles.length,
    diagnostics: library.diagnostics,
    milliseconds: performance.now() - since,
  });
  return edition;
}

/** The compile cache for a syntax. That of any other syntax is dropped. */
function cacheFor({ content, own, caches }: Workshop, syntax: MarkdownSyntax): CompileCache {
  const key = readingKey(syntax, own);
  const cache = caches.get(key) ?? compileCacheOf(content, key);
  caches.clear();
  caches.set(key, cache);
  return cache;
}

/** The current edition, made again when the vault changes. */
class LiveEdition {
  readonly #workshop: Workshop;
  readonly #readers: ReadonlySet<ServerResponse>;
  readonly #onTrouble: (sentence: string) => void;
  readonly #editions: Remaking<Edition>;
  readonly #watch: VaultWatch;
  /** Why the last edition could not be made. */
  #trouble: string | undefined;

  /** @param readers open event streams of pages, which load again when the edition changes */
  constructor(first: Edition, workshop: Workshop, readers: ReadonlySet<ServerResponse>, onTrouble: (sentence: string) => void) {
    this.#workshop = workshop;
    this.#readers = readers;
    this.#onTrouble = onTrouble;
    this.#editions = new Remaking(
      first,
      (before, since) => this.#remake(before, since),
      (error) => this.#report(troubleOf(error)),
    );
    this.#watch = new VaultWatch({ onChange: () => this.#editions.changed(), onPolling: onTrouble });
  }

  get latest(): Promise<Edition> {
    return this.#editions.latest;
  }

  /**
   * Watches the files of an edition.
   *
   * @param isAnew restart the watch, since the folder may have been replaced
   */
  watch({ library: { listing, config } }: Edition, isAnew = false): void {
    const vault = { content: this.#workshop.content, listing, exclude: config.exclude, settings: settingsFiles };
    this.#watch.follow(vault, isAnew);
  }

  close(): void {
    this.#editions.close();
    void this.#watch.close();
  }

  async #remake(before: Edition, since: number): Promise<Edition> {
    const hadTrouble = this.#trouble !== undefined;
    const edition = await publishEdition(this.#workshop, since, hadTrouble ? undefined : before);
    this.#trouble = undefined;
    if (edition === before) return before;
    this.watch(edition, hadTrouble);
    for (const reader of this.#readers) reader.write('data: changed\n\n');
    return edition;
  }

  #report(trouble: string): void {
    const isNew = trouble !== this.#trouble;
    this.#trouble = trouble;
    if (isNew) this.#onTrouble(trouble);
  }
}

function troubleOf(error: unknown): string {
  const message =
    error instanceof PlainError ? error.message : `Internal error: ${error instanceof Error ? error.message : String(error)}.`;
  return `${message} The wiki is shown as it was until this changes.`;
}

interface Desk {
  readonly current: Edition;
  readonly base: string;
  readonly assets: string;
  readonly render: RenderPage;
  readonly readers: Set<ServerResponse>;
  readonly search: LiveSearch;
}

const eventsPath = '__sourcebook/changes';

async function answer(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const below = pathBelow(desk.base, request.url);
  if (!below) return end(response, 404);
  if ('redirect' in below) return redirect(response, 302, below.redirect);
  const { path } = below;
  // A prefetched page would be shown although the article has changed since.
  if (request.headers['sec-purpose']?.includes('prefetch')) return end(response, 503);
  if (path === eventsPath) return openEvents(request, response, desk.readers);
  if (path === `${eventsPath}.js`) return sendReloader(response, desk.base);
  const page = await pageAt(desk.current, desk.base + path);
  if (page) return sendPage(response, desk, path, page);
  if ((await answerWithText(response, desk, path)) || (await answerWithFile(response, desk, path))) return;
  await answerMissing(response, desk, path);
}

/** Keeps a stream of events open, through which a page learns that the wiki has changed. */
function openEvents(request: IncomingMessage, response: ServerResponse, readers: Set<ServerResponse>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': hello\n\n');
  readers.add(response);
  request.once('close', () => readers.delete(response));
}

/** Sends the script that loads a page again when the wiki has changed. */
function sendReloader(response: ServerResponse, base: string): void {
  response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
  response.end(`new EventSource(${JSON.stringify(base + eventsPath)}).onmessage = () => location.reload();`);
}

async function pageAt({ articles, context, others }: Edition, href: string): Promise<Page | undefined> {
  const id = articles.get(href);
  return id === undefined ? (await others()).get(href) : pageOfArticle(context, id)?.page;
}

/** Returns whether there is a file for programs or markdown at the path. */
async function answerWithText(response: ServerResponse, { current }: Desk, path: string): Promise<boolean> {
  const decoded = decodeURIComponent(path);
  const text = await current.texts.get(decoded)?.();
  if (text === undefined) return false;
  response.writeHead(200, { 'content-type': contentType(decoded), 'cache-control': 'no-store' }).end(text);
  return true;
}

/** Returns whether there is an attachment, a file of the theme, of the search or of mermaid at the path. */
async function answerWithFile(response: ServerResponse, desk: Desk, path: string): Promise<boolean> {
  const { current, base, assets, search } = desk;
  const { library, context } = current;
  const decoded = decodeURIComponent(path);
  const isSearch = decoded.startsWith('pagefind/');
  if (isSearch) await search.refresh(current);
  const found = isSearch ? findFile(search.folder, decoded.slice('pagefind/'.length)) : findFile(assets, path);
  const attachment = current.files.get(decoded);
  if (attachment) {
    await sendAttachment(response, library, attachment, contentType(decoded));
    return true;
  }
  const file = mermaidFile(context.urls.mermaid, base + path) ?? (found && 'file' in found ? found.file : undefined);
  if (file) sendFile(response, file);
  return file !== undefined;
}

/**
 * Sends an attachment as it would be published; answers 404 if it is gone, or something else is in its place.
 *
 * @param type of the file that would be published: text if a browser would run the attachment
 */
async function sendAttachment(response: ServerResponse, library: Library, entry: VaultEntry, type: string): Promise<void> {
  const { root, attachments } = library;
  try {
    if (!attachments.get(entry.path)?.isRewritten) return sendOpenFile(response, openVaultFile(root, entry), type);
    const bytes = await publishedBytes(root, entry);
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(bytes);
  } catch (error) {
    if (!(error instanceof RefusedFile || isSystemError(error))) throw error;
    sendMissing(response);
  }
}

/** Redirects to the page with a slash or to the current address of an article; otherwise shows the page for missing ones. */
async function answerMissing(response: ServerResponse, desk: Desk, path: string): Promise<void> {
  const { current, base } = desk;
  const href = base + path;
  const others = await current.others();
  if (!path.endsWith('/') && (current.articles.has(`${href}/`) || others.has(`${href}/`)))
    return redirect(response, 301, `${href}/`);
  const redirects = await current.redirects();
  const elsewhere = redirects.get(href) ?? redirects.get(`${href}/`);
  if (elsewhere !== undefined) return redirect(response, 302, elsewhere);
  const missing = others.get(`${base}404.html`);
  if (missing) return sendPage(response, desk, path, missing, 404);
  end(response, 404);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function redirect(response: ServerResponse, status: number, location: string): void {
  response.writeHead(status, { location }).end();
}

/** A file of the library that draws diagrams, by its href. */
function mermaidFile(folder: string, href: string): string | undefined {
  return href.startsWith(folder) ? mermaidForBrowsers().files.get(href.slice(folder.length)) : undefined;
}

/** Sends a page with a script that reloads it when the wiki changes. */
async function sendPage(
  response: ServerResponse,
  { base, render, current }: Desk,
  path: string,
  page: Page,
  status = 200,
): Promise<void> {
  const html = await render(base + path, pageToPrint(current.library.own, page, base + path), current.context.words);
  // A file, since the policy of a page allows no inline script but its own.
  const script = `<script type="module" src="${base}${eventsPath}.js"></script>`;
  const live = html.replace(/<\/body>/i, () => `${script}</body>`);
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(live);
}
