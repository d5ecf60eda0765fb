/** Runs queries on a built site in headless Chromium: with its search, and with Pagefind's defaults. */
import type { Browser, Page } from 'playwright-core';
import { findFile, listen, sendFile } from '../../src/publish/static-files.ts';

export interface Answer {
  /** Paths of the articles found, in order of rank. */
  readonly paths: readonly string[];
  /** From the key to the first result; undefined if nothing was found. */
  readonly milliseconds?: number;
  /** The time of the first result, in milliseconds since 1970. */
  readonly firstAt?: number;
}

/** The cost of the first query of a visit. */
export interface ColdAnswer extends Answer {
  readonly requests: number;
  readonly bytes: number;
  /** The part of `bytes` that was received before the first result was shown. */
  readonly bytesAtFirst: number;
}

export type Ask = (page: Page, query: string) => Promise<Answer>;

export interface Contender {
  readonly name: string;
  readonly path: string;
  readonly ask: Ask;
}

/** Types into the search page of the site. */
export const shipped: Contender = { name: 'shipped', path: 'search/', ask: askPanel };

const defaultFolder = 'pagefind-default/';

/** Pagefind on the same pages without any settings: its default ranking, and the five results that its interface shows. */
export const byDefault: Contender = { name: 'default', path: 'default-search.html', ask: askDefault };

const defaultPage =
  '<!doctype html><html lang="en"><title>Search</title><script type="module">' +
  `globalThis.engine = await import('/${defaultFolder}pagefind.js'); await engine.init(); document.documentElement.dataset.ready = '';` +
  '</script></html>';

/** A server of a built site that counts the bytes it sends for search: scripts, names and index, compressed as by `preview`, with headers. */
export interface CountingServer {
  readonly origin: string;
  readonly sent: { readonly at: number; readonly bytes: number }[];
  readonly close: () => void;
}

/** @param defaultIndex folder of Pagefind's default index of the same pages */
export async function countingServer(out: string, defaultIndex: string): Promise<CountingServer> {
  const sent: { at: number; bytes: number }[] = [];
  const { server, port } = await listen((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    if (path === byDefault.path) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(defaultPage);
      return;
    }
    const found = path.startsWith(defaultFolder) ? findFile(defaultIndex, path.slice(defaultFolder.length)) : findFile(out, path);
    if (!found || 'redirect' in found) {
      response.writeHead(404).end();
      return;
    }
    const { socket } = response;
    if (socket && /^(?:pagefind|names)|\.js$/.test(path)) {
      const before = socket.bytesWritten;
      response.once('finish', () => sent.push({ at: Date.now(), bytes: socket.bytesWritten - before }));
    }
    sendFile(response, found.file);
  }, 0);
  return {
    origin: `http://localhost:${port}/`,
    sent,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page that is kept open. */
export async function openPage(browser: Browser, { origin }: CountingServer, { path }: Contender): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(new URL(path, origin).href, { waitUntil: 'load' });
  await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
  return page;
}

/** The first query of a visit, in a browser with an empty cache. */
export async function askCold(
  browser: Browser,
  server: CountingServer,
  contender: Contender,
  query: string,
): Promise<ColdAnswer> {
  const before = server.sent.length;
  const page = await openPage(browser, server, contender);
  try {
    const answer = await contender.ask(page, query);
    const sent = server.sent.slice(before);
    const bytesOf = (until: number): number => sent.reduce((sum, { at, bytes }) => sum + (at <= until ? bytes : 0), 0);
    return {
      ...answer,
      requests: sent.length,
      bytes: bytesOf(Number.POSITIVE_INFINITY),
      bytesAtFirst: bytesOf(answer.firstAt ?? Number.POSITIVE_INFINITY),
    };
  } finally {
    await page.context().close();
  }
}

/** The panel shows the number of results when names and texts have been searched. */
function askPanel(page: Page, query: string): Promise<Answer> {
  return page.evaluate(
    ({ asked, patience, quiet }) =>
      new Promise<Answer>((resolve, reject) => {
        const panel = document.querySelector('main [data-search]') ?? document.querySelector('[data-search]');
        const field = panel?.querySelector('input');
        const results = panel?.querySelector('.search-results');
        const status = panel?.querySelector('.search-status');
        if (!field || !results || !status) throw new Error('there is no search on this page');
        const links = (): string[] =>
          [...results.querySelectorAll<HTMLAnchorElement>('a.result-title')].map(({ href }) => new URL(href).pathname);
        const started = performance.now();
        let first: number | undefined;
        const inResults = new MutationObserver(() => {
          if (links().length > 0) first ??= performance.now() - started;
        });
        // Shown at the end; texts that end with `…` are shown before that.
        const inStatus = new MutationObserver(() => {
          if (!status.textContent?.endsWith('…')) setTimeout(end, quiet);
        });
        const end = (): void => {
          stop();
          const paths = links();
          if (paths.length > 0) first ??= performance.now() - started;
          resolve({
            paths,
            ...(first !== undefined && { milliseconds: first, firstAt: performance.timeOrigin + started + first }),
          });
        };
        const giveUp = window.setTimeout(() => {
          stop();
          reject(new Error(`no answer to “${asked}” within ${patience / 1000} seconds: ${status.textContent}`));
        }, patience);
        const stop = (): void => {
          inResults.disconnect();
          inStatus.disconnect();
          clearTimeout(giveUp);
        };
        inResults.observe(results, { childList: true, subtree: true });
        inStatus.observe(status, { childList: true, characterData: true, subtree: true });
        field.value = asked;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }),
    { asked: query, patience: 30_000, quiet: 10 },
  );
}

interface DefaultEngine {
  readonly search: (query: string) => Promise<{ readonly results: readonly { readonly data: () => Promise<{ url: string }> }[] }>;
}

function askDefault(page: Page, query: string): Promise<Answer> {
  return page.evaluate(async (asked) => {
    const { engine } = globalThis as unknown as { engine: DefaultEngine };
    const started = performance.now();
    const found = await engine.search(asked);
    const first = await Promise.all(found.results.slice(0, 5).map((result) => result.data()));
    const paths = first.map(({ url }) => new URL(url, location.href).pathname);
    return { paths, ...(paths.length > 0 && { milliseconds: performance.now() - started }) };
  }, query);
}
