/** A live site: pages are rendered when they are asked for, from a wiki that is linked anew when a file changes. */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type RenderContext, renderContext } from '../render/context.ts';
import { redirectsOf } from '../render/files/redirects.ts';
import { searchDocument } from '../render/files/search-document.ts';
import type { Page } from '../render/payloads.ts';
import type { PublishedFile } from '../render/print/files.ts';
import { outputPath, urlsOf } from '../site/urls.ts';
import { fileStamp, isSameListing, listVault, VaultError } from '../vault/read-vault.ts';
import { VaultWatch } from '../vault/watch-vault.ts';
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import type { Article, ArticleId, Diagnostic } from '../wiki/model.ts';
import { syntaxKey } from '../wiki/schema/markdown-syntax.ts';
import { publishedBytes } from './attachments/file-facts.ts';
import type { CompileCache } from './compile-cache.ts';
import { Crew } from './crew.ts';
import { gitDatesFor } from './git-dates.ts';
import { graphMapOf } from './graph-map.ts';
import { compileCacheOf, type Library, openLibrary, publishedAttachments, readVaultConfig, settingsFiles } from './library.ts';
import { openStore, type StoreFolder } from './memory/stores.ts';
import { mermaidForBrowsers } from './mermaid-files.ts';
import { countedFiles, jsonOf, machineFiles, markdownOf, pageOfArticle, sitePages } from './pages.ts';
import type { RunningServer } from './preview-server.ts';
import { Remaking } from './remaking.ts';
import { siteIndexer } from './site-search.ts';
import { contentType, findFile, listen, pathBelow, sendFile } from './static-files.ts';
import { compileTheme, loadTheme, type RenderPage } from './theme.ts';

export interface LiveUpdate {
  readonly articles: number;
  readonly diagnostics: readonly Diagnostic[];
  /** From the change to the finished wiki. */
  readonly milliseconds: number;
}

/** What is shown at one moment. */
interface Edition {
  readonly library: Library;
  /** Names the state of the settings it was made with. */
  readonly settings: string;
  readonly context: RenderContext;
  /** Ids by href. */
  readonly articles: ReadonlyMap<string, ArticleId>;
  /** Pages that are not articles, by href; made when the first is asked for. */
  readonly others: () => Promise<ReadonlyMap<string, Page>>;
  /** Where other addresses of articles lead, by href; made when the first is asked for. */
  readonly redirects: () => Promise<ReadonlyMap<string, string>>;
  /** Files for programs and markdown, by path. */
  readonly texts: ReadonlyMap<string, () => string | undefined | Promise<string | undefined>>;
  /** Paths of attachments in the vault, by those they are published at. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * @param onTrouble called with a sentence when the wiki cannot be made anew, and is shown as it was, or cannot be watched
 * @throws VaultError, ServerError
 */
export async function startDevServer(
  options: { content: string; port: number },
  onPhase: (phase: string, done: number, of: number) => void,
  onUpdate: (update: LiveUpdate) => void,
  onTrouble: (sentence: string) => void,
): Promise<RunningServer> {
  const { content } = options;
  listVault(content);
  const base = urlsOf(readVaultConfig(content).config.base).base;
  const theme = await compileTheme(base, () => onPhase('Compiling the theme', 0, 0));
  const render = await loadTheme(theme.entry);
  const crew = new Crew();
  // The map may take longer than the first pages, which dismiss the others.
  const mapCrew = new Crew();
  const caches = new Map<string, CompileCache>();
  /** Returns the edition before where no file has changed. */
  const publishEdition = async (since: number, before?: Edition): Promise<Edition> => {
    const settings = JSON.stringify(settingsFiles.map((path) => fileStamp(content, path)));
    const read = readVaultConfig(content);
    const listing = listVault(content, read.config);
    if (before?.settings === settings && isSameListing(before.library.listing, listing)) return before;
    const syntax = read.config.markdown;
    const cache = caches.get(syntaxKey(syntax)) ?? compileCacheOf(content, syntax);
    // What was compiled by another syntax is no longer asked for.
    caches.clear();
    caches.set(syntaxKey(syntax), cache);
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
  };

  const first = await publishEdition(performance.now());
  const readers = new Set<ServerResponse>();
  const search = new LiveSearch(openStore('live-search', { content }, {}));

  let trouble: string | undefined;
  const editions = new Remaking(
    first,
    async (before, since) => {
      const edition = await publishEdition(since, trouble === undefined ? before : undefined);
      if (edition !== before) {
        follow(edition, trouble !== undefined);
        for (const reader of readers) reader.write('data: changed\n\n');
      }
      trouble = undefined;
      return edition;
    },
    (error) => {
      const before = trouble;
      trouble = troubleOf(error);
      if (trouble !== before) onTrouble(trouble);
    },
  );
  const watch = new VaultWatch({ onChange: () => editions.changed(), onPolling: onTrouble });
  const follow = ({ library }: Edition, isAnew = false): void =>
    watch.follow({ content, listing: library.listing, exclude: library.config.exclude, settings: settingsFiles }, isAnew);

  const listening = await listen((request, response) => {
    editions.latest
      .then((current) => answer(request, response, { current, base, assets: theme.assets, render, readers, search }))
      .catch((error: unknown) => {
        response
          .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
          .end(error instanceof Error ? (error.stack ?? error.message) : String(error));
      });
  }, options.port);
  // Not before the first page can be asked for: a large vault takes a while.
  follow(first);
  return {
    url: `http://localhost:${listening.port}${base}`,
    closed: listening.closed,
    close() {
      editions.close();
      void watch.close();
      void mapCrew.dismiss();
      for (const reader of readers) reader.end();
      listening.server.close();
      listening.server.closeAllConnections();
    },
  };
}

function troubleOf(error: unknown): string {
  const message =
    error instanceof VaultError ? error.message : `Internal error: ${error instanceof Error ? error.message : String(error)}.`;
  return `${message} The wiki is shown as it was until this changes.`;
}

function editionOf(library: Library, settings: string, base: string, mapped: Promise<GraphMap | undefined>): Edition {
  // Awaited by who asks for a page that shows it.
  mapped.catch(() => {});
  const { wiki, config, listing } = library;
  const urls = urlsOf(base, config.url);
  const files = new Map<string, string>();
  // Pictures as they are: to make smaller copies would keep their readers waiting.
  const attachments = new Map<string, PublishedFile>();
  const sizes = new Map(listing.attachments.map(({ path, bytes }) => [path, bytes]));
  for (const path of publishedAttachments(library)) {
    const facts = library.attachments.get(path);
    if (!facts || facts.isWithheld) continue;
    const href = urls.attachment(path);
    attachments.set(path, { href, bytes: sizes.get(path) ?? 0, ...(facts.size && { size: facts.size }) });
    files.set(outputPath(href, base), path);
  }
  const context = renderContext({
    wiki,
    related: library.related,
    config,
    urls,
    now: new Date(),
    attachments,
    history: gitDatesFor(library).history,
    mentionsOf: library.mentionsOf,
    bodyOf: library.bodyOf,
  });
  let others: Promise<Map<string, Page>> | undefined;
  let redirects: Map<string, string> | undefined;
  const articleIds = new Map(wiki.articles.map(({ id }) => [urls.article(id), id]));
  const otherPages = (): Promise<Map<string, Page>> => {
    others ??= mapped.then((map) => new Map([...sitePages(context, library, map)].map(({ href, page }) => [href, page])));
    return others;
  };
  const all = [...wiki.articles, ...wiki.pages];
  const jsonAt = (article: Article): string => {
    const made = pageOfArticle(context, article.id);
    return made ? jsonOf(context, article, made.page).render() : '';
  };
  return {
    library,
    settings,
    context,
    articles: articleIds,
    others: otherPages,
    redirects: async () => {
      const taken = [...articleIds.keys(), ...(await otherPages()).keys()];
      redirects ??= new Map(redirectsOf(context, taken).map(({ from, to }) => [from, to]));
      return redirects;
    },
    texts: new Map<string, () => string | undefined | Promise<string | undefined>>([
      ...machineFiles.map(({ path, render }) => [path, async () => render(context, await mapped)] as const),
      ...countedFiles(context).map(({ path, render }) => [path, render] as const),
      ...all.map(
        (article) => [outputPath(urls.markdown(article.id), base), () => markdownOf(context, library, article).render()] as const,
      ),
      ...wiki.articles.map((article) => [outputPath(urls.json(article.id), base), () => jsonAt(article)] as const),
    ]),
    files,
  };
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
  // What a browser fetches ahead would be shown as it was then, though the article has changed since.
  if (request.headers['sec-purpose']?.includes('prefetch')) {
    response.writeHead(503).end();
    return;
  }
  if (path === `${eventsPath}.js`) {
    response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
    response.end(`new EventSource(${JSON.stringify(base + eventsPath)}).onmessage = () => location.reload();`);
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

/** A file of what draws diagrams, by its href. */
function mermaidFile(folder: string, href: string): string | undefined {
  return href.startsWith(folder) ? mermaidForBrowsers().files.get(href.slice(folder.length)) : undefined;
}

/** The page, with a script that loads it again when something changed. */
function sendPage(response: ServerResponse, html: string, base: string, status = 200): void {
  // A file, since the policy of a page allows no other inline script than its own.
  const script = `<script type="module" src="${base}${eventsPath}.js"></script>`;
  const live = html.replace(/<\/body>/i, () => `${script}</body>`);
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(live);
}

/** The search index of a live site: made when somebody searches, made again behind the scenes when articles changed. */
class LiveSearch {
  readonly folder: string;
  readonly #documents: StoreFolder;
  readonly #next: string;
  #isMade = false;
  #running: Promise<void> | undefined;

  constructor({ path, version }: StoreFolder) {
    this.folder = join(path, 'index');
    this.#documents = { path: join(path, 'documents'), version };
    this.#next = join(path, 'next');
  }

  /** Waits for the first index only; later ones replace it when they are ready. */
  async refresh(edition: Edition): Promise<void> {
    const isFirst = !this.#isMade;
    this.#running ??= this.#make(edition).finally(() => {
      this.#running = undefined;
    });
    if (isFirst) await this.#running;
  }

  async #make({ context, library }: Edition): Promise<void> {
    const { articles } = library.wiki;
    const indexer = siteIndexer(this.#documents, library.config, articles.length);
    for (const article of articles) {
      const made = pageOfArticle(context, article.id);
      if (made) indexer.add(searchDocument(context, article, made.page));
    }
    if (indexer.size === 0) return;
    const next = this.#next;
    rmSync(next, { recursive: true, force: true });
    mkdirSync(next, { recursive: true });
    const written = await indexer.finish(next, this.#isMade);
    const target = written.includes(true) ? next : this.folder;
    for (const { path, text } of indexer.files) writeFileSync(join(target, path), text);
    if (target === this.folder) return indexer.remember();
    for (const [number, isNew] of written.entries())
      if (!isNew) cpSync(join(this.folder, String(number)), join(next, String(number)), { recursive: true });
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true });
    renameSync(next, this.folder);
    this.#isMade = true;
    indexer.remember();
  }
}
