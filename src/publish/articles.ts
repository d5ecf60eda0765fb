/** Writes the files of articles: HTML, JSON and markdown, and their words for the search. */
import type { RenderContext } from '../render/context.ts';
import { searchDocument } from '../render/files/search-document.ts';
import { watched } from '../render/reads.ts';
import { outputPath } from '../site/urls.ts';
import type { Article } from '../wiki/model.ts';
import type { Library } from './library.ts';
import type { MadeArticle, MadeArticles } from './made-articles.ts';
import { digest } from './memory/digest.ts';
import type { Output } from './output/output.ts';
import type { PagePress } from './page-press.ts';
import { type Companion, jsonOf, markdownOf, pageOfArticle } from './pages.ts';
import { publishFile } from './publish-file.ts';
import type { SearchIndexer } from './search-index.ts';

interface Publishing {
  readonly context: RenderContext;
  readonly library: Library;
  readonly press: PagePress;
  readonly output: Output;
  readonly search: SearchIndexer | undefined;
  readonly made: MadeArticles;
}

/**
 * Writes pages first, with the data for the search index. Unchanged files are not made again, nor is their data.
 *
 * @returns a function that writes the rest, the markdown, which no other step needs
 */
export async function publishArticles({ context, library, press, output, search, made }: Publishing): Promise<() => void> {
  const { base } = context.urls;
  const { twins } = context.config;
  const isThere = ({ id }: Article, { page, json, markdown, search: indexed }: MadeArticle): boolean => {
    const files = [
      [context.urls.article(id), page],
      [context.urls.json(id), json],
      [context.urls.markdown(id), markdown],
    ] as const;
    // Every file is declared, even if only one of them is missing.
    const missing = files.filter(([href, key]) => key !== undefined && output.needs(outputPath(href, base), key));
    return missing.length === 0 && (!search || (indexed !== undefined && search.has(indexed)));
  };
  const { context: asked, take } = watched(context);
  const rest: (() => void)[] = [];
  for (const article of context.wiki.articles) {
    const known = made.upToDate(article.id);
    if (known && isThere(article, known)) {
      press.keep(context.urls.article(article.id), known.page, known.hasDiagrams);
      if (known.search) search?.keep(known.search);
      continue;
    }
    const own = pageOfArticle(asked, article.id);
    if (!own) continue;
    const indexed = search?.add(searchDocument(asked, article, own.page));
    const { key: page, hasDiagrams } = await press.add(own.href, own.page);
    const json = twins.json ? publishCompanion(output, base, jsonOf(asked, article, own.page)) : undefined;
    const questions = take();
    rest.push(() => {
      const markdown = twins.markdown ? publishCompanion(output, base, markdownOf(asked, library, article)) : undefined;
      made.keep(article.id, [...questions, ...take()], {
        page,
        hasDiagrams,
        ...(json !== undefined && { json }),
        ...(markdown !== undefined && { markdown }),
        ...(indexed && { search: indexed }),
      });
    });
  }
  return () => {
    for (const make of rest) make();
    made.write();
  };
}

/** @returns its key in the ledger of the output */
export function publishCompanion(output: Output, base: string, { href, from, render }: Companion): string {
  const key = digest(from);
  publishFile(output, outputPath(href, base), key, render);
  return key;
}
