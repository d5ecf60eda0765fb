/** Answers requests from a folder of files, as a static host does. */

import { closeSync, createReadStream, type ReadStream, type Stats, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { parse as parseRange, type Range } from 'range-parser';
import { PlainError } from '../shared/plain-error.ts';
import type { OpenFile } from '../vault/vault-file.ts';
import { mediaTypeOf } from '../wiki/schema/media.ts';

/** The server cannot start. The message is one sentence. */
export class ServerError extends PlainError {
  constructor(message: string) {
    super(message, 'port-unusable');
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

export function contentType(path: string): string {
  return types[extname(path).toLowerCase()] ?? mediaTypeOf(path) ?? 'application/octet-stream';
}

/** The file of `root` for a URL path, or a redirect to add the slash after a folder. Undefined if there is none. */
export function findFile(root: string, path: string): { file: string } | { redirect: string } | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const full = resolve(join(root, decoded));
  if (full !== resolve(root) && !full.startsWith(resolve(root) + sep)) return undefined;
  const stat = statOf(full);
  if (stat?.isFile() && !decoded.endsWith('/')) return { file: full };
  if (!stat?.isDirectory()) return undefined;
  const index = join(full, 'index.html');
  if (!statOf(index)?.isFile()) return undefined;
  return decoded === '' || decoded.endsWith('/') ? { file: index } : { redirect: `${path}/` };
}

/** Undefined if there is no such file, also for a path that no file can have (too long, or with a NUL). */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

interface Refusal {
  readonly status: number;
  readonly sentence: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const localNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function refusalOf({ method, headers: { host = '' } }: IncomingMessage): Refusal | undefined {
  if (!localNames.has(host.replace(/:\d+$/, '').toLowerCase()))
    return { status: 403, sentence: 'Only requests to localhost are answered.' };
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, sentence: 'Only GET and HEAD are answered.', headers: { allow: 'GET, HEAD' } };
  return undefined;
}

function refuse(response: ServerResponse, { status, sentence, headers }: Refusal): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${sentence}\n`);
}

/** Media types worth compressing. Pictures, fonts and the search index are compressed already. */
const compressible = /^(?:text\/|application\/(?:json|xml|wasm)|image\/svg)/;
/** Minimum size to compress, in bytes. Smaller files fit into one packet anyway. */
const leastCompressed = 1024;

/** Sends the requested part of a file, or all of it, compressed if the client accepts that. Answers 404 if it has just been deleted. */
export function sendFile(response: ServerResponse, file: string, status = 200): void {
  const stat = statOf(file);
  if (stat?.isFile())
    send(response, { size: stat.size, type: contentType(file), read: (part) => createReadStream(file, part) }, status);
  else sendMissing(response);
}

/** The same for an open file, which is closed in the end. */
export function sendOpenFile(response: ServerResponse, { file, bytes }: OpenFile, type: string): void {
  let isRead = false;
  const read: Sending['read'] = (part) => {
    isRead = true;
    return createReadStream('', { ...part, fd: file });
  };
  send(response, { size: bytes, type, read }, 200);
  if (!isRead) closeSync(file);
}

/** Answers that a file that was there is not any more. */
export function sendMissing(response: ServerResponse): void {
  refuse(response, { status: 404, sentence: 'The file does not exist any more.' });
}

/** A file to send. */
interface Sending {
  /** Bytes. */
  readonly size: number;
  /** Media type. */
  readonly type: string;
  /** Opens it; `end` is inclusive. */
  readonly read: (part: { start: number; end?: number }) => ReadStream;
}

function send(response: ServerResponse, { size, type, read }: Sending, status: number): void {
  const headers = { 'content-type': type, 'cache-control': 'no-cache', vary: 'accept-encoding', 'accept-ranges': 'bytes' };
  const part = status === 200 ? partAskedFor(response.req, size) : 'all';
  if (part === 'none') {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
  } else if (part !== 'all') {
    const { start, end } = part;
    const range = { 'content-range': `bytes ${start}-${end}/${size}`, 'content-length': end - start + 1 };
    response.writeHead(206, { ...headers, ...range });
    pipeline(read({ start, end }), response, () => {});
  } else if (takesGzip(response.req) && size >= leastCompressed && compressible.test(type)) {
    response.writeHead(status, { ...headers, 'content-encoding': 'gzip' });
    pipeline(read({ start: 0 }), createGzip(), response, () => {});
  } else {
    response.writeHead(status, { ...headers, 'content-length': size });
    pipeline(read({ start: 0 }), response, () => {});
  }
}

/**
 * The requested part of a file of `size` bytes, by RFC 9110 §14; the end is inclusive. `none` if the file has no such part. `all` if
 * several parts are requested, or a part of an earlier state (`If-Range`), which cannot be compared, since files are sent without
 * a validator.
 */
function partAskedFor({ method, headers }: IncomingMessage, size: number): Range | 'all' | 'none' {
  if (method !== 'GET' || headers.range === undefined || headers['if-range'] !== undefined) return 'all';
  const { type, code, ranges } = parseRange(size, headers.range);
  const isMalformed = (code & 1) !== 0;
  if (type !== 'bytes' || isMalformed || ranges.length > 1) return 'all';
  return ranges[0] ?? 'none';
}

function takesGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
}

/**
 * The path of a request below the base, or a redirect to the base. Undefined for a path that no file of a site has: one that cannot
 * be decoded, or with an empty segment, dots or a backslash, which could lead a redirect to another host.
 */
export function pathBelow(base: string, url: string | undefined): { path: string } | { redirect: string } | undefined {
  const pathname = (url ?? '/').replace(/[?#].*$/, '');
  if (!isPlainPath(pathname)) return undefined;
  if (pathname.startsWith(base)) return { path: pathname.slice(base.length) };
  return pathname === '/' || `${pathname}/` === base ? { redirect: base } : undefined;
}

function isPlainPath(pathname: string): boolean {
  try {
    const decoded = decodeURIComponent(pathname);
    return decoded.startsWith('/') && !/\/\/|\\|\0/.test(decoded) && !decoded.split('/').some((part) => /^\.{1,2}$/.test(part));
  } catch {
    return false;
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/**
 * Listens on the local machine only, and answers only requests that name it: a page of another site whose name was bound to
 * 127.0.0.1 (DNS rebinding) cannot read from here.
 *
 * @param onFailure called with what a handler throws; the client gets a sentence
 * @throws ServerError if the port is taken
 */
export function listen(
  handle: Handler,
  port: number,
  onFailure: (error: unknown) => void = () => {},
): Promise<{ server: Server; port: number; closed: Promise<void> }> {
  const server = createServer((request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    const refusal = refusalOf(request);
    if (refusal) {
      refuse(response, refusal);
      return;
    }
    Promise.resolve()
      .then(() => handle(request, response))
      .catch((error: unknown) => {
        onFailure(error);
        refuse(response, { status: 500, sentence: 'This could not be shown; the terminal says why.' });
      });
  });
  return new Promise((ready, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        new ServerError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken; choose another with --port.`
            : error.code === 'EACCES'
              ? `Port ${port} cannot be used: no permission; choose another with --port, above 1023.`
              : `Port ${port} cannot be used (${error.code ?? 'unknown reason'}).`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const closed = new Promise<void>((done) => server.once('close', () => done()));
      ready({ server, port: typeof address === 'object' && address ? address.port : port, closed });
    });
  });
}
