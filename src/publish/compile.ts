/** Files to compiled articles: the facts and the HTML with slots that one file gives, as JSON that can be kept. */

import { type ArticleBody, renderBody } from '../render/article-html.ts';
import { readMarkdown, type VaultEntry } from '../vault/read-vault.ts';
import type { Diagnostic, ParsedArticle, VaultFile } from '../wiki/model.ts';
import { type ParsedFile, parseArticle, parseAsText } from '../wiki/parse/parse-article.ts';

/** One article, compiled. Both texts are JSON: the facts are read each time, the body only when its page is made. */
export interface CompiledArticle {
  readonly path: string;
  readonly stamp: string;
  /** `ParsedArticle` */
  readonly facts: string;
  /** `ArticleBody` */
  readonly body: string;
}

/** A file that could not be read. */
export interface UnreadFile {
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

export type CompileResult = CompiledArticle | UnreadFile;

/** Reads and compiles one file. */
export function compileEntry(root: string, entry: VaultEntry): CompileResult {
  const file = readMarkdown(root, entry);
  if ('code' in file) return { path: entry.path, diagnostic: file };
  const { parsed, body } = parseAndRender(file);
  return { path: entry.path, stamp: entry.stamp, facts: JSON.stringify(parsed.article), body: JSON.stringify(body) };
}

/** HTML may be nested too deeply where markdown is not. */
function parseAndRender(file: VaultFile): { parsed: ParsedFile; body: ArticleBody } {
  const parsed = parseArticle(file);
  try {
    return { parsed, body: renderBody(parsed.tree) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const plain = parseAsText(file);
    return { parsed: plain, body: renderBody(plain.tree) };
  }
}

const readFacts = new WeakMap<CompiledArticle, ParsedArticle>();

/** The facts of a compiled article, read once as long as it is kept in memory. */
export function factsOf(compiled: CompiledArticle): ParsedArticle {
  let facts = readFacts.get(compiled);
  if (!facts) {
    facts = JSON.parse(compiled.facts) as ParsedArticle;
    readFacts.set(compiled, facts);
  }
  return facts;
}

export function bodyOf({ body }: CompiledArticle): ArticleBody {
  return JSON.parse(body) as ArticleBody;
}
