/** Vaults on disk, built by the command line. */
import { type ChildProcess, type ExecFileException, execFile, fork, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The script that users run as `sourcebook`. */
export const launcher = join(import.meta.dirname, '../../scripts/sourcebook.mjs');

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in a separate process until it ends. */
export function sourcebook(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [launcher, ...args],
      { env: { ...process.env, NO_COLOR: '1' }, maxBuffer: 64 * 1024 * 1024 },
      (error: ExecFileException | null, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
      },
    );
  });
}

/**
 * The sentence of an error.
 *
 * @throws if `stderr` holds anything but a sentence, and below it the code with its address
 */
export function sentenceIn(stderr: string): string {
  const [, sentence, code] = /^([^\n]+)\n {2}([a-z-]+): \S*docs\/reference\/errors\.md#\2\n$/.exec(stderr) ?? [];
  if (sentence === undefined || code === undefined) throw new Error(`not a sentence with a code: ${stderr}`);
  return sentence;
}

let host: ChildProcess | undefined;
let lastId = 0;

/** Runs a command like `sourcebook`, but in a process that all commands of a test file share. */
function hosted(...args: string[]): Promise<Run> {
  host ??= startHost();
  const asked = host;
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`the process for commands ended with ${code}`));
    const onMessage = (answer: { id: number; run: Run }): void => {
      if (answer.id !== id) return;
      asked.off('message', onMessage).off('exit', onExit);
      resolve(answer.run);
    };
    asked.on('message', onMessage).on('exit', onExit);
    asked.send({ id, args });
  });
}

function startHost(): ChildProcess {
  const child = fork(join(import.meta.dirname, 'command-host.ts'), { env: { ...process.env, NO_COLOR: '1' }, execArgv: [] });
  child.on('exit', () => {
    host = undefined;
  });
  return child;
}

export interface Served {
  readonly url: string;
  readonly stop: () => void;
  /** Its output to stderr so far. */
  readonly stderr: () => string;
}

/** Starts `preview` or `dev` on a free port, and waits until it prints its address. */
export function serve(...args: string[]): Promise<Served> {
  const child = spawn(process.execPath, [launcher, ...args, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = (): void => {
    child.kill();
  };
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += String(data);
  });
  return new Promise((ready, fail) => {
    let output = '';
    child.stdout.on('data', (data) => {
      output += String(data);
      const url = /http:\/\/\S+/.exec(output)?.[0];
      if (url !== undefined) ready({ url, stop, stderr: () => stderr });
    });
    child.on('exit', (code) => fail(new Error(`the server ended with ${code}: ${stderr}`)));
  });
}

export interface Vault {
  readonly content: string;
  readonly out: string;
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void;
  readonly remove: (path: string) => void;
  readonly build: (...options: string[]) => Promise<Run>;
  readonly check: (...options: string[]) => Promise<Run>;
  /** A file of the built site. */
  readonly read: (path: string) => string;
  readonly folder: string;
}

/** A vault in a temporary folder, which is removed after the test or by `dispose`. */
export function temporaryVault(files: Readonly<Record<string, string | Uint8Array>>): Vault & { dispose: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-test-'));
  const content = join(folder, 'content');
  const out = join(folder, 'dist');
  mkdirSync(content);
  const write: Vault['write'] = (more) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(content, path)), { recursive: true });
      writeFileSync(join(content, path), text);
    }
  };
  write(files);
  return {
    folder,
    content,
    out,
    write,
    remove: (path) => rmSync(join(content, path), { recursive: true }),
    build: (...options) => hosted('build', '--content', content, '--out', out, ...options),
    check: (...options) => hosted('check', '--content', content, ...options),
    read: (path) => readFileSync(join(out, path), 'utf8'),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A vault for one test. */
export function vaultOf(files: Readonly<Record<string, string | Uint8Array>>): Vault {
  const vault = temporaryVault(files);
  onTestFinished(vault.dispose);
  return vault;
}

/** The content of the element that starts with `opening`. */
export function elementOf(html: string, opening: RegExp): string {
  const start = opening.exec(html);
  if (!start) return '';
  const tag = /^<([a-z0-9]+)/i.exec(start[0])?.[1] ?? '';
  const tags = new RegExp(`<(/?)${tag}[\\s>]`, 'gi');
  tags.lastIndex = start.index;
  let depth = 0;
  for (let match = tags.exec(html); match; match = tags.exec(html)) {
    depth += match[1] === '/' ? -1 : 1;
    if (depth === 0) return html.slice(start.index, match.index);
  }
  return html.slice(start.index);
}

/** Text as a reader sees it. */
export function textOf(html: string): string {
  return html
    .replace(/<(?:script|style)[\s\S]*?<\/(?:script|style)>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ')
    .trim();
}
