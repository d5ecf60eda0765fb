/**
 * What all browser test files of a run share: one browser, and one server for each site. Vitest runs this file in its main
 * process; tests ask it over HTTP, and nothing starts before a test asks for it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BrowserServer } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { type Served, serve, sourcebook, temporaryVault } from '../support/site.ts';
import { launchChromiumServer } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the desk. */
    readonly desk: string;
  }
}

/** What a test asks for: a site to read. */
export interface SiteRequest {
  /** Absolute path of the content folder. */
  readonly content: string;
  /** Options of `build`. */
  readonly options: readonly string[];
}

/** What it gets. */
export interface Place {
  /** Address of the site, base path included. */
  readonly site: string;
  /** WebSocket address of the browser. */
  readonly browser: string;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sites = new Map<string, Promise<Site>>();
  let browser: Promise<BrowserServer> | undefined;

  const placeFor = async ({ content, options }: SiteRequest): Promise<Place> => {
    const key = JSON.stringify([digestOf(content), options]);
    const site = sites.get(key) ?? openSite(content, options);
    sites.set(key, site);
    browser ??= launchChromiumServer();
    return { site: (await site).url, browser: (await browser).wsEndpoint() };
  };

  const server = createServer((request, response) => {
    text(request)
      .then((body) => placeFor(JSON.parse(body) as SiteRequest))
      .then(
        (place) => response.end(JSON.stringify(place)),
        (error) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  project.provide('desk', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  return async () => {
    server.close();
    const [opened] = await Promise.all([Promise.allSettled(sites.values()), browser?.then((each) => each.close())]);
    for (const site of opened) if (site.status === 'fulfilled') site.value.close();
  };
}

interface Site {
  readonly url: string;
  readonly close: () => void;
}

/** Builds a site and serves it as `preview` does. */
async function openSite(content: string, options: readonly string[]): Promise<Site> {
  const { out, dispose } = temporaryVault({});
  const { code, stderr } = await sourcebook('build', '--content', content, '--out', out, ...options);
  if (code !== 0) throw new Error(stderr);
  const { url, stop }: Served = await serve('preview', '--out', out);
  const close = (): void => {
    stop();
    dispose();
  };
  return { url, close };
}

/** Digest of all files below a folder and of their paths. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    hash
      .update(`${file.slice(folder.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
