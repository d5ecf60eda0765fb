/** The search index: Pagefind over the titles, summaries and bodies of articles, fed from memory. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ArticlePage } from '../render/payloads.ts';
import { escapeAttribute, escapeText } from '../render/slots.ts';
import { digest } from './cache.ts';

/** What Pagefind gets of one article. */
export interface SearchDocument {
  readonly url: string;
  readonly html: string;
}

/** The article as a search engine should see it: no navigation, no cards, no panels. */
export function searchDocument(url: string, { article }: ArticlePage): SearchDocument {
  const meta = (name: string, value: string): string =>
    value === '' ? '' : `<span data-pagefind-meta="${name}">${escapeText(value)}</span>`;
  const filter = (name: string, value: string): string => `<span data-pagefind-filter="${name}">${escapeText(value)}</span>`;
  const html = `<html lang="${escapeAttribute(article.lang)}"><body data-pagefind-body><h1 data-pagefind-meta="title">${escapeText(article.title)}</h1><div data-pagefind-weight="7">${escapeText(article.aliases.join(', '))}</div>${article.leadHtml}${article.bodyHtml.replace(/<a class="anchor"[^>]*>#<\/a>/g, '')}<div data-pagefind-ignore>${meta('summary', article.description)}${meta('type', article.type.label)}${meta('aliases', article.aliases.join(', '))}${filter('type', article.type.label)}${article.tags.map(({ label }) => filter('tag', label)).join('')}</div></body></html>`;
  return { url, html };
}

export function digestDocuments(documents: readonly SearchDocument[], lang: string): string {
  return digest(lang, ...documents.flatMap(({ url, html }) => [url, html]));
}

/** Files of Pagefind's own interfaces, which our dialog replaces. */
const unused = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\.(?:js|css)$/;

/**
 * Writes the index of `documents` into `folder`.
 *
 * @param lang language whose stemming is used for all: an index a language would split the wiki
 * @throws an error in words when Pagefind fails
 */
export async function writeSearchIndex(documents: readonly SearchDocument[], folder: string, lang: string): Promise<void> {
  const pagefind = await import('pagefind');
  const { index, errors } = await pagefind.createIndex({ forceLanguage: lang.split('-')[0] ?? lang });
  try {
    if (!index) throw new Error(errors.join('; '));
    const window = 64;
    for (let at = 0; at < documents.length; at += window) {
      const added = await Promise.all(
        documents.slice(at, at + window).map(({ url, html }) => index.addHTMLFile({ url, content: html })),
      );
      const failed = added.flatMap((each) => each.errors);
      if (failed.length > 0) throw new Error(failed.join('; '));
    }
    const written = await index.writeFiles({ outputPath: folder });
    if (written.errors.length > 0) throw new Error(written.errors.join('; '));
  } finally {
    await pagefind.close();
  }
  for (const name of readdirSync(folder)) if (unused.test(name)) rmSync(join(folder, name));
}
