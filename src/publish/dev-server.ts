/** A live site: pages are rendered on request, from a wiki that is linked again when a file changes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { urlsOf } from '../site/urls.ts';
import { fileStamp, isSameListing, listVault, VaultError } from '../vault/read-vault.ts';
import { VaultWatch } from '../vault/watch-vault.ts';
import type { Diagnostic } from '../wiki/model.ts';
import { type MarkdownSyntax, syntaxKey } from '../wiki/schema/markdown-syntax.ts';
import { publishedBytes } from './attachments/file-facts.ts';
import type { CompileCache } from './compile-cache.ts';
import { Crew } from './crew.ts';
import { type Edition, editionOf } from './edition.ts';
import { graphMapOf } from './graph-map.ts';
import { compileCacheOf, openLibrary, readVaultConfig, settingsFiles } from './library.ts';
import { LiveSearch } from './live-search.ts';
import { openStore } from './memory/stores.ts';
import { mermaidForBrowsers } from './mermaid-files.ts';
import { pageOfArticle } from './pages.ts';
import type { RunningServer } from './preview-server.ts';
import { Remaking } from './remaking.ts';
import { contentType, findFile, listen, pathBelow, sendFile } from './static-files.ts';
import { compileTheme, loadTheme, type RenderPage } from './theme.ts';

export interface LiveUpdate {
  readonly articles: number;
  readonly diagnostics: readonly Diagnostic[];
  /** From the change to the finished wiki. */
  readonly milliseconds: number;
}

/** Called while a wiki is made. */
type OnPhase = (phase: string, done: number, of: number) => void;

/**
 * @param onTrouble called with a sentence if the wiki cannot be updated, and is shown as before, or cannot be watched
 * @throws VaultError, ServerError
 */
export async function startDevServer(
  { content, port }: { content: string; port: number },
  onPhase: OnPhase,
  onUpdate: (update: LiveUpdate) => void,
  onTrouble: (sentence: string) => void,
): Promise<RunningServer> {
  listVault(content);
  const base = urlsOf(readVaultConfig(content).config.base).base;
  const theme = await compileTheme(base, () => onPhase('Compiling the theme', 0, 0));
  const render = await loadTheme(theme.entry);
  const workshop: Workshop = { content, base, crew: new Crew(), mapCrew: new Crew(), caches: new Map(), onPhase, onUpdate };
  const readers = new Set<ServerResponse>();
  const first = await publishEdition(workshop, performance.now());
  const live = new LiveEdition(first, workshop, readers, onTrouble);
  const search = new LiveSearch(openStore('live-search', { content }, {}));
  const listening = await listen((request, response) => {
    live.latest
      .then((current) => answer(request, response, { current, base, assets: theme.assets, render, readers, search }))
      .catch((error: unknown) => sendError(response, error));
  }, port);
  // Only after the first page can be requested, since watching a large vault takes a while to start.
  live.watch(first);
  return {
    url: `http://localhost:${listening.port}${base}`,
    closed: listening.closed,
    close() {
      live.close();
      void workshop.mapCrew.dismiss();
      for (const reader of readers) reader.end();
      listening.server.close();
      listening.server.closeAllConnections();
    },
  };
}

/** What editions are made with. */
interface Workshop {
  readonly content: string;
  readonly base: string;
  readonly crew: Crew;
  /** Makes the map, which may take longer than the first pages; `crew` is dismissed after those. */
  readonly mapCrew: Crew;
  /** The cache of the current syntax, by its key. */
  readonly caches: Map<string, CompileCache>;
  readonly onPhase: OnPhase;
  readonly onUpdate: (update: LiveUpdate) => void;
}

/**
 * Makes an edition of the vault as it is now.
 *
 * @param since when the first change was, by `performance.now()`
 * @param before returned if no file has changed since it was made
 */
async function publishEdition(workshop: Workshop, since: number, before?: Edition): Promise<Edition> {
  const { content, base, crew, mapCrew, onPhase, onUpdate } = workshop;
  const settings = JSON.stringify(settingsFiles.map((path) => fileStamp(content, path)));
  const read = readVaultConfig(content);
  const listing = listVault(content, read.config);
  if (before?.settings === settings && isSameListing(before.library.listing, listing)) return before;
  const cache = cacheFor(workshop, read.config.markdown);
  const library = await openLibrary(
    { content, includeDrafts: true, force: false, withPages: true, now: new Date(), listing, cache },
    read,
    crew,
    onPhase,
  );
  await crew.dismiss();
  const edition = editionOf(library, settings, base, graphMapOf(library, mapCrew, false));
  onUpdate({
    articles: library.wiki.articles.length,
    diagnostics: library.diagnostics,
    milliseconds: performance.now() - since,
  });
  return edition;
}

/** The compile cache for a syntax. That of any other syntax is dropped. */
function cacheFor({ content, caches }: Workshop, syntax: MarkdownSyntax): CompileCache {
  const key = syntaxKey(syntax);
  const cache = caches.get(key) ?? compileCacheOf(content, syntax);
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
    error instanceof VaultError ? error.message : `Internal error: ${error instanceof Error ? error.message : String(error)}.`;
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
  const { current, base, assets, render, readers, search } = desk;
  const below = pathBelow(base, request.url);
  if (!below || 'redirect' in below) {
    if (below) response.writeHead(302, { location: below.redirect }).end();
    else response.writeHead(404).end();
    return;
  }
  const { path } = below;
  // A prefetched page would be shown although the article has changed since.
  if (request.headers['sec-purpose']?.includes('prefetch')) {
    response.writeHead(503).end();
    return;
  }
  if (path === eventsPath) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': hello\n\n');
    readers.add(response);
    request.once('close', () => readers.delete(response));
    return;
  }
  const href = base + path;
  const id = current.articles.get(href);
  const page = id === undefined ? (await current.others()).get(href) : pageOfArticle(current.context, id)?.page;
  if (page) return sendPage(response, await render(href, page, current.context.words), base);
  const decoded = decodeURIComponent(path);
  const text = await current.texts.get(decoded)?.();
  if (text !== undefined) {
    response.writeHead(200, { 'content-type': contentType(decoded), 'cache-control': 'no-store' }).end(text);
    return;
  }
  if (decoded.startsWith('pagefind/')) await search.refresh(current);
  const found = decoded.startsWith('pagefind/')
    ? findFile(search.folder, decoded.slice('pagefind/'.length))
    : findFile(assets, path);
  const attachment = current.files.get(decoded);
  const file =
    (attachment === undefined ? undefined : join(current.library.root, attachment)) ??
    mermaidFile(current.context.urls.mermaid, href) ??
    (found && 'file' in found ? found.file : undefined);
  if (attachment !== undefined && current.library.attachments.get(attachment)?.isRewritten) {
    response.writeHead(200, { 'content-type': contentType(attachment), 'cache-control': 'no-cache' });
    response.end(await publishedBytes(current.library.root, attachment));
    return;
  }
  if (file) return sendFile(response, file);
  if (!path.endsWith('/') && (current.articles.has(`${href}/`) || (await current.others()).has(`${href}/`))) {
    response.writeHead(301, { location: `${href}/` }).end();
    return;
  }
  const redirects = await current.redirects();
  const elsewhere = redirects.get(href) ?? redirects.get(`${href}/`);
  if (elsewhere !== undefined) {
    response.writeHead(302, { location: elsewhere }).end();
    return;
  }
  const missing = (await current.others()).get(`${base}404.html`);
  if (missing) return sendPage(response, await render(href, missing, current.context.words), base, 404);
  response.writeHead(404).end();
}

/** A file of the library that draws diagrams, by its href. */
function mermaidFile(folder: string, href: string): string | undefined {
  return href.startsWith(folder) ? mermaidForBrowsers().files.get(href.slice(folder.length)) : undefined;
}

/** Sends a page with a script that reloads it when the wiki changes. */
function sendPage(response: ServerResponse, html: string, base: string, status = 200): void {
  const script = `<script type="module">new EventSource(${JSON.stringify(base + eventsPath)}).onmessage = () => location.reload();</script>`;
  const live = html.replace(/<\/body>/i, () => `${script}</body>`);
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(live);
}

function sendError(response: ServerResponse, error: unknown): void {
  response
    .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
    .end(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
