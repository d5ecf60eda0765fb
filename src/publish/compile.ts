/** Files to compiled articles: the facts and the HTML with slots that one file gives, as JSON that can be kept. */

import { renderBody } from '../render/article-html.ts';
import { readMarkdown, type VaultEntry } from '../vault/read-vault.ts';
import type { Diagnostic, VaultFile } from '../wiki/model.ts';
import { type ParsedFile, parseArticle, parseAsText } from '../wiki/parse/parse-article.ts';
import type { CompiledArticle, PageParts } from './compile-cache.ts';
import type { StoredText } from './shard-store.ts';

/** A file that could not be read. */
export interface UnreadFile {
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

export type CompileResult = CompiledArticle | UnreadFile;

/** Reads and compiles one file. */
export function compileEntry(root: string, entry: VaultEntry, withPage: boolean): CompileResult {
  const file = readMarkdown(root, entry);
  if ('code' in file) return { path: entry.path, diagnostic: file };
  const { parsed, page } = withPage ? parseAndRender(file) : { parsed: parseArticle(file), page: undefined };
  const stored = (value: unknown): StoredText => ({ path: entry.path, stamp: entry.stamp, text: JSON.stringify(value) });
  return { path: entry.path, facts: stored(parsed.article), page: page && stored(page) };
}

/** HTML may be nested too deeply where markdown is not. */
function parseAndRender(file: VaultFile): { parsed: ParsedFile; page: PageParts } {
  const parsed = parseArticle(file);
  try {
    return { parsed, page: { body: renderBody(parsed.tree), mentions: parsed.mentions } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const plain = parseAsText(file);
    return { parsed: plain, page: { body: renderBody(plain.tree), mentions: plain.mentions } };
  }
}
