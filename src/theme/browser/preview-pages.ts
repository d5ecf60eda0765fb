/** The pages that previews are taken from: fetched when one is about to be shown, the last ones kept. */

import { inertDocument } from './trusted.ts';

/** In characters: beyond it the rest of a page is left on its way. Ordinary pages have a quarter of it. */
const maxPage = 200_000;
/** In characters, of all pages kept. */
const maxHeld = 300_000;

/** HTML by path, the one used last at the end. */
const held = new Map<string, string>();
const loading = new Map<string, Promise<string | undefined>>();

/**
 * A page of this site as an inert document: nothing in it runs or loads. Its last part may be missing.
 *
 * @returns undefined where it cannot be had, or where the reader asked to save data
 */
export async function pageAt({ pathname }: URL): Promise<Document | undefined> {
  const html = held.get(pathname) ?? (await load(pathname));
  if (html === undefined) return undefined;
  hold(pathname, html);
  return inertDocument(html);
}

function load(path: string): Promise<string | undefined> {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return Promise.resolve(undefined);
  const known = loading.get(path);
  if (known) return known;
  const page = fetchHtml(path)
    .catch(() => undefined)
    .finally(() => loading.delete(path));
  loading.set(path, page);
  return page;
}

async function fetchHtml(path: string): Promise<string | undefined> {
  const response = await fetch(path, { headers: { accept: 'text/html' } });
  if (!response.ok || !response.body || !response.headers.get('content-type')?.startsWith('text/html')) return undefined;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let html = '';
  while (html.length < maxPage) {
    const { done, value } = await reader.read();
    if (done) return html;
    html += value;
  }
  void reader.cancel();
  return html.slice(0, maxPage);
}

function hold(path: string, html: string): void {
  held.delete(path);
  held.set(path, html);
  let size = 0;
  for (const each of held.values()) size += each.length;
  for (const [oldest, { length }] of held) {
    if (size <= maxHeld) break;
    held.delete(oldest);
    size -= length;
  }
}
