/** Serves a built site below its base path, with `404.html` for missing pages. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readMarker } from './output/marker.ts';
import { OutputError } from './output/output.ts';
import { findFile, listen, pathBelow, sendFile } from './static-files.ts';

export interface RunningServer {
  readonly url: string;
  readonly closed: Promise<void>;
  readonly close: () => void;
}

/** @throws OutputError if `out` contains no site, ServerError if the port is taken */
export async function previewSite(out: string, port: number): Promise<RunningServer> {
  const marker = readMarker(out);
  if (!marker) throw new OutputError(`There is no built site in ${out}; build one first, or name it with --out.`, 'site-missing');
  const { base } = marker;
  const notFound = join(out, '404.html');
  const listening = await listen((request, response) => {
    const below = pathBelow(base, request.url);
    const found = below && 'path' in below ? findFile(out, below.path) : undefined;
    if (below && 'redirect' in below) response.writeHead(302, { location: below.redirect }).end();
    else if (found && 'redirect' in found) response.writeHead(301, { location: base + found.redirect }).end();
    else if (found) sendFile(response, found.file);
    else if (existsSync(notFound)) sendFile(response, notFound, 404);
    else response.writeHead(404).end();
  }, port);
  return { url: `http://localhost:${listening.port}${base}`, closed: listening.closed, close: () => listening.server.close() };
}
