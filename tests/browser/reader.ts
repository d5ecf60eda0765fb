/** A reader with a real browser, on a site served by `preview`. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { serve, sourcebook, temporaryVault } from '../support/site.ts';
import { launchChromium } from './chromium.ts';

export interface Reader {
  /** Opens a path of the site in a window of its own. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
}

/**
 * Builds `content` once for all tests of a file and serves it. After every test, each of its pages must have left the
 * console empty and asked no other host for anything.
 *
 * @param options of `build`
 */
export function readerOf(content: string, ...options: string[]): Reader {
  const vault = temporaryVault({});
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof serve>> | undefined;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    const { code, stderr } = await sourcebook('build', '--content', content, '--out', vault.out, ...options);
    if (code !== 0) throw new Error(stderr);
    server = await serve('preview', '--out', vault.out);
    browser = await launchChromium();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const found = complaints;
    contexts = [];
    complaints = [];
    expect(found, 'the console stays empty and nothing is asked of other hosts').toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    server?.stop();
    vault.dispose();
  });

  return {
    async open(path, contextOptions = {}) {
      if (!browser || !server) throw new Error('the browser was not started');
      const { origin } = new URL(server.url);
      // Without motion: on a busy machine Chromium gives a transition between two pages up, and says so as an error of the page.
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        reducedMotion: 'reduce',
        ...contextOptions,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on('console', (message) => {
        // Chromium itself logs a page that answers 404; tests of such pages expect it.
        if (!/status of 404/.test(message.text())) complaints.push(`${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        // What Chromium shows papers with is a part of it.
        if (new URL(request.url()).origin !== origin && !/^(?:data|chrome|chrome-extension):/.test(request.url()))
          complaints.push(`asked ${request.url()}`);
      });
      await page.goto(new URL(path, server.url).href, { waitUntil: 'load' });
      if (contextOptions.javaScriptEnabled !== false)
        await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
      return page;
    },
  };
}
