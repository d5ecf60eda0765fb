/** Files to compiled articles: the facts and the HTML with slots that one file gives, as JSON that can be kept. */

import { type ArticleBody, renderBody } from '../render/article-html.ts';
import { readMarkdown, type VaultEntry } from '../vault/read-vault.ts';
import type { Diagnostic, VaultFile } from '../wiki/model.ts';
import { type ParsedFile, parseArticle, parseAsText } from '../wiki/parse/parse-article.ts';
import type { CompiledArticle } from './compile-cache.ts';
import { withinTime } from './deadline.ts';
import type { StoredText } from './shard-store.ts';

/** A file that could not be read. */
export interface UnreadFile {
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

export type CompileResult = CompiledArticle | UnreadFile;

/** What one file may take; real ones take a thousandth. A batch of many gets the same, and is done file by file beyond it. */
const maxMilliseconds = 10_000;

/** HTML larger than this, and so many times as large as the text it comes from, is no article but an accident. */
const maxHtml = { length: 2_000_000, growth: 50 } as const;

/** Reads and compiles files, each in bounded time: what exceeds it is published as it is written, and reported. */
export function compileEntries(root: string, entries: readonly VaultEntry[], withPages: boolean): CompileResult[] {
  const all = withinTime(() => entries.map((entry) => compileEntry(root, entry, withPages)), maxMilliseconds);
  if (all) return all.value;
  return entries.map((entry) => {
    const one = withinTime(() => compileEntry(root, entry, withPages), maxMilliseconds);
    return one?.value ?? compileEntry(root, entry, withPages, 'It takes too long to parse.');
  });
}

/** @param asText why the file is not to be parsed as markdown */
function compileEntry(root: string, entry: VaultEntry, withPage: boolean, asText?: string): CompileResult {
  const file = readMarkdown(root, entry);
  if ('code' in file) return { path: entry.path, diagnostic: file };
  const { parsed, body } = parsedAndRendered(file, withPage, asText);
  const stored = (value: unknown): StoredText => ({ path: entry.path, stamp: entry.stamp, text: JSON.stringify(value) });
  return {
    path: entry.path,
    facts: stored(parsed.article),
    page: body && { body: stored(body), mentions: stored(parsed.mentions), terms: stored(parsed.terms) },
  };
}

function parsedAndRendered(file: VaultFile, withPage: boolean, asText?: string): { parsed: ParsedFile; body?: ArticleBody } {
  const parsed = asText === undefined ? parseArticle(file, withPage ? 'page' : 'facts') : parseAsText(file, asText);
  if (!withPage) return { parsed };
  const body = bodyOf(parsed);
  if (typeof body !== 'string') return { parsed, body };
  const plain = parseAsText(file, body);
  return { parsed: plain, body: renderBody(plain.tree) };
}

/** The body, or why it cannot be made: HTML may be nested too deeply, and grow, where markdown does not. */
function bodyOf({ tree, article }: ParsedFile): ArticleBody | string {
  try {
    const body = renderBody(tree);
    const { length } = body.html;
    const written = (article.lineStarts.at(-1) ?? 0) + 1;
    if (length > maxHtml.length && length > maxHtml.growth * written) return 'Its HTML would be many times as large as its text.';
    return body;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'It is nested too deeply to be shown.';
  }
}
