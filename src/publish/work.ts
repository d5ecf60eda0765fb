/** The heavy jobs, for a worker or the main thread: compile files, search for mentions, compute the map, render pages. */
import { closeSync, copyFileSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Page } from '../render/payloads.ts';
import type { Words } from '../shared/messages.ts';
import { eachPart, writeAll } from '../vault/vault-file.ts';
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import type { MapGraph } from '../wiki/graph/map-graph.ts';
import type { FoundMention } from '../wiki/review/unlinked-mentions.ts';
import type { MarkdownSyntax } from '../wiki/schema/markdown-syntax.ts';
import type { CompileEntry, CompileResult } from './compile.ts';
import type { MentionJob } from './mention-search.ts';
import type { OwnCode } from './own-code/load.ts';
import type { RenderPage } from './theme.ts';

export interface CompileJob {
  readonly kind: 'compile';
  readonly root: string;
  readonly entries: readonly CompileEntry[];
  /** Whether the prose of pages is needed too, not only the facts. */
  readonly withPages: boolean;
  readonly syntax: MarkdownSyntax;
  /** The file with the wiki's own code; each thread loads it. */
  readonly ownCode?: string | undefined;
}

export interface PageJob {
  readonly href: string;
  /** Path of the page, relative to `out`. */
  readonly path: string;
  /** The object of the page, or its JSON, which is cheaper to send to another thread. */
  readonly page: Page | string;
}

export interface RenderJob {
  readonly kind: 'render';
  readonly themeEntry: string;
  readonly words: Words;
  readonly out: string;
  readonly pages: readonly PageJob[];
}

export interface MapJob {
  readonly kind: 'map';
  readonly graph: MapGraph;
}

export type Job = CompileJob | RenderJob | MentionJob | MapJob;
/** Compiled articles, mentions by article (null if its file has changed), the map, or the number of bytes written. */
export type JobResult<J extends Job> = J extends CompileJob
  ? CompileResult[]
  : J extends MentionJob
    ? (FoundMention[] | null)[]
    : J extends MapJob
      ? GraphMap
      : number;

const themes = new Map<string, Promise<RenderPage>>();
const madeFolders = new Set<string>();

export async function runJob<J extends Job>(job: J): Promise<JobResult<J>>;
export async function runJob(job: Job): Promise<CompileResult[] | (FoundMention[] | null)[] | GraphMap | number> {
  switch (job.kind) {
    case 'compile': {
      // The parser and its libraries are loaded on first use.
      const { compileEntries } = await import('./compile.ts');
      return compileEntries(job.root, job.entries, { ...job, own: await ownCodeOf(job) });
    }
    case 'mentions': {
      const { searchMentions } = await import('./mention-search.ts');
      return searchMentions(job);
    }
    case 'map': {
      const { drawMap } = await import('../wiki/graph/graph-map.ts');
      return drawMap(job.graph);
    }
    case 'render':
      return renderPages(job);
  }
}

async function ownCodeOf({ ownCode }: CompileJob): Promise<OwnCode | undefined> {
  return ownCode === undefined ? undefined : (await import('./own-code/load.ts')).loadOwnCode(ownCode);
}

async function renderPages({ themeEntry, words, out, pages }: RenderJob): Promise<number> {
  let theme = themes.get(themeEntry);
  if (!theme) {
    theme = import('./theme.ts').then(({ loadTheme }) => loadTheme(themeEntry));
    themes.set(themeEntry, theme);
  }
  const render = await theme;
  let bytes = 0;
  for (const { href, path, page } of pages) {
    const html = await render(href, typeof page === 'string' ? (JSON.parse(page) as Page) : page, words);
    writeOutput(out, path, html);
    bytes += html.length;
  }
  return bytes;
}

/** Writes a file of the output. Makes each folder once. */
export function writeOutput(out: string, path: string, content: string | Uint8Array): void {
  writeFileSync(withFolder(out, path), content);
}

/** Copies the file `from` into the output. */
export function copyOutput(out: string, path: string, from: string): void {
  copyFileSync(from, withFolder(out, path));
}

/** Copies an open file into the output. */
export function copyOutputFrom(out: string, path: string, from: number): void {
  const to = openSync(withFolder(out, path), 'w');
  try {
    eachPart(from, (part) => writeAll(to, part));
  } finally {
    closeSync(to);
  }
}

/** @throws an error for a path that leads out of the folder: addresses are checked where they enter, so that is a fault of ours. */
function withFolder(out: string, path: string): string {
  const full = join(out, path);
  if (!full.startsWith(join(out, sep))) throw new Error(`The path ${path} leads out of the output.`);
  const folder = dirname(full);
  if (!madeFolders.has(folder)) {
    mkdirSync(folder, { recursive: true });
    madeFolders.add(folder);
  }
  return full;
}
