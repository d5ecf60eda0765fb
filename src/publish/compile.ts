/** Files to compiled articles: the facts and the HTML with slots that one file gives, as JSON that can be kept. */

import { type ArticleBody, renderBody } from '../render/article-html.ts';
import { readMarkdown, type VaultEntry } from '../vault/read-vault.ts';
import type { Diagnostic, ParsedArticle } from '../wiki/model.ts';
import { parseArticle } from '../wiki/parse/parse-article.ts';

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
  const { article, tree } = parseArticle(file);
  return { path: entry.path, stamp: entry.stamp, facts: JSON.stringify(article), body: JSON.stringify(renderBody(tree)) };
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
