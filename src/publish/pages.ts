/** Every page and file of a site: the table of outputs. */

import { articlePage } from '../render/article-page.ts';
import type { RenderContext } from '../render/context.ts';
import { graphJson } from '../render/graph-json.ts';
import { allPage, tagPages, tagsPage, typePages } from '../render/list-pages.ts';
import type { ArticlePage, Page } from '../render/payloads.ts';
import { plainMarkdown } from '../render/plain-markdown.ts';
import { recentPage } from '../render/recent-page.ts';
import { homeId, homePage, notFoundPage, plainPage, searchPage } from '../render/site-pages.ts';
import type { ArticleId } from '../wiki/model.ts';
import type { Library } from './library.ts';

export interface SitePage {
  readonly href: string;
  readonly page: Page;
}

/** The page of one article. */
export function pageOfArticle(
  context: RenderContext,
  library: Pick<Library, 'bodyOf'>,
  id: ArticleId,
): { href: string; page: ArticlePage } | undefined {
  const article = context.wiki.byId.get(id);
  return article && { href: context.urls.article(id), page: articlePage(context, article, library.bodyOf(id)) };
}

/** Pages that are not articles. */
export function* sitePages(context: RenderContext, library: Pick<Library, 'bodyOf'>): Generator<SitePage> {
  const { wiki, urls, config } = context;
  const home = wiki.byId.get(homeId);
  yield { href: urls.home, page: homePage(context, home && { article: home, body: library.bodyOf(homeId) }) };
  for (const page of wiki.pages) {
    if (page.id !== homeId) yield { href: urls.article(page.id), page: plainPage(context, page, library.bodyOf(page.id)) };
  }
  yield { href: urls.all, page: allPage(context) };
  const logs = wiki.pages.filter(({ parsed }) => parsed.role === 'log');
  yield {
    href: urls.recent,
    page: recentPage(
      context,
      logs.map((article) => ({ article, body: library.bodyOf(article.id) })),
    ),
  };
  yield* typePages(context);
  yield* tagPages(context);
  if (context.tags.size > 0) yield { href: urls.tags, page: tagsPage(context) };
  if (config.search) yield { href: urls.search, page: searchPage(context) };
  yield { href: `${urls.base}404.html`, page: notFoundPage(context) };
}

/** Files for programs, by their path in the output. */
export const machineFiles: readonly { readonly path: string; readonly render: (context: RenderContext) => string }[] = [
  { path: 'graph.json', render: graphJson },
];

/** The markdown of an article or folder page, as it is published beside it. */
export function markdownOf(context: RenderContext, library: Pick<Library, 'sourceOf'>, id: ArticleId): string {
  const article = context.wiki.byId.get(id);
  return article ? plainMarkdown(context, article, library.sourceOf(id)) : '';
}
