/** A reader with a real browser, on a site served by `preview`. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { launchChromium } from './chromium.ts';
import type { Place, SiteRequest } from './desk.ts';

export interface Reader {
  /** Opens a path of the site in a window of its own. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
}

/**
 * A reader of the site that `content` makes. Files with the same content and options share one site. After every test, each of
 * its pages must have left the console empty and asked no other host for anything.
 *
 * @param options of `build`
 */
export function readerOf(content: string, ...options: string[]): Reader {
  let place: Place | undefined;
  let browser: Browser | undefined;
  let ownBrowser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    place = await ask({ content, options });
    browser = await chromium.connect(place.browser);
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const found = complaints;
    contexts = [];
    complaints = [];
    expect(found, 'the console stays empty and nothing is asked of other hosts').toEqual([]);
  });
  afterAll(async () => {
    // The shared browser itself stays open: this ends the connection.
    await Promise.all([browser?.close(), ownBrowser?.close()]);
  });

  return {
    async open(path, contextOptions = {}) {
      if (!browser || !place) throw new Error('the browser was not started');
      const { origin } = new URL(place.site);
      // All windows of a browser share one clipboard.
      const usesClipboard = contextOptions.permissions?.includes('clipboard-read');
      if (usesClipboard) ownBrowser ??= await launchChromium();
      // Without motion: on a busy machine Chromium gives a transition between two pages up, and says so as an error of the page.
      const context = await (usesClipboard && ownBrowser ? ownBrowser : browser).newContext({
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
      await page.goto(new URL(path, place.site).href, { waitUntil: 'load' });
      if (contextOptions.javaScriptEnabled !== false)
        await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
      return page;
    },
  };
}

async function ask(request: SiteRequest): Promise<Place> {
  const response = await fetch(inject('desk'), { method: 'POST', body: JSON.stringify(request) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Place;
}
