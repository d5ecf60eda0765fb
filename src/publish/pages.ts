/** The table of all pages and files of a site. */

import { catalogueHref, hasCatalogue, homeId } from '../render/catalogue.ts';
import type { RenderContext } from '../render/context.ts';
import { articleJson } from '../render/files/article-json.ts';
import { feedsOf } from '../render/files/feeds.ts';
import { graphJson } from '../render/files/graph-json.ts';
import { type NamesFile, namesFiles } from '../render/files/names-json.ts';
import { markdownTwin, plainMarkdown } from '../render/files/plain-markdown.ts';
import { articlePage } from '../render/pages/article-page.ts';
import { disambiguationPages } from '../render/pages/disambiguation.ts';
import { graphData } from '../render/pages/graph-data.ts';
import { graphPage } from '../render/pages/graph-page.ts';
import { allPage, tagPages, tagsPage, typePages, typesPage } from '../render/pages/list-pages.ts';
import { recentPage } from '../render/pages/recent-page.ts';
import { homePage, notFoundPage, plainPage, searchPage } from '../render/pages/site-pages.ts';
import { sourcesId, sourcesPage } from '../render/pages/sources-page.ts';
import type { ArticlePage, Page } from '../render/payloads.ts';
import { graphDataPath, outputPath } from '../site/urls.ts';
import type { GraphMap } from '../wiki/graph/graph-map.ts';
import type { Article, ArticleId } from '../wiki/model.ts';
import type { Library } from './library.ts';

export interface SitePage {
  readonly href: string;
  readonly page: Page;
}

/** The page of one article. */
export function pageOfArticle(context: RenderContext, id: ArticleId): { href: string; page: ArticlePage } | undefined {
  const article = context.wiki.byId.get(id);
  return article && { href: context.urls.article(id), page: articlePage(context, article, context.bodyOf(id)) };
}

/**
 * Pages that are not articles.
 *
 * @param map undefined if the wiki has none
 */
export function* sitePages(
  context: RenderContext,
  library: Pick<Library, 'bodyOf'>,
  map: GraphMap | undefined,
): Generator<SitePage> {
  const { wiki, urls, config } = context;
  const home = wiki.byId.get(homeId);
  yield { href: urls.home, page: homePage(context, home && { article: home, body: library.bodyOf(homeId) }, map) };
  if (home && hasCatalogue(wiki)) yield { href: catalogueHref(urls), page: plainPage(context, home, library.bodyOf(homeId)) };
  for (const page of wiki.pages) {
    if (page.id !== homeId && page.id !== sourcesId)
      yield { href: urls.article(page.id), page: plainPage(context, page, library.bodyOf(page.id)) };
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
  const sourcesIndex = wiki.byId.get(sourcesId);
  const sources = sourcesPage(context, sourcesIndex && { article: sourcesIndex, body: library.bodyOf(sourcesId) });
  if (sources.rows.length > 0 || sourcesIndex) yield { href: urls.sources, page: sources };
  yield* typePages(context);
  if (wiki.articles.length > 0) yield { href: urls.types, page: typesPage(context) };
  yield* tagPages(context);
  if (context.tags.size > 0) yield { href: urls.tags, page: tagsPage(context) };
  if (map) yield { href: urls.graph, page: graphPage(context, map) };
  if (config.search) yield { href: urls.search, page: searchPage(context) };
  yield* disambiguationPages(context);
  yield { href: `${urls.base}404.html`, page: notFoundPage(context) };
}

/** Pages that search engines should not find. No list of the site contains them. */
export const unlistedKinds: ReadonlySet<Page['kind']> = new Set(['search', 'disambiguation', 'not-found']);

/** Files for programs and for scripts of pages, by their path in the output; undefined for one that this wiki lacks. */
export const machineFiles: readonly {
  readonly path: string;
  readonly render: (context: RenderContext, map: GraphMap | undefined) => string | undefined;
}[] = [
  { path: 'graph.json', render: graphJson },
  { path: graphDataPath, render: (context, map) => map && graphData(context, map) },
];

/** Files whose number depends on the wiki. */
export function countedFiles(context: RenderContext): readonly NamesFile[] {
  const feeds = feedsOf(context).map(({ href, render }) => ({ path: outputPath(href, context.urls.base), render }));
  return [...namesFiles(context), ...feeds];
}

/** A file that is published beside a page. */
export interface Companion {
  readonly href: string;
  /** Everything that the file is made from, as text. */
  readonly from: string;
  readonly render: () => string;
}

/** The markdown of an article or folder page. */
export function markdownOf(context: RenderContext, library: Pick<Library, 'sourceOf'>, article: Article): Companion {
  const twin = markdownTwin(context, article);
  return {
    href: context.urls.markdown(article.id),
    from: JSON.stringify(twin),
    render: () => plainMarkdown(twin, library.sourceOf(article.id)),
  };
}

/** The article as JSON. */
export function jsonOf(context: RenderContext, article: Article, page: ArticlePage): Companion {
  const from = articleJson(context, article, page);
  return { href: context.urls.json(article.id), from, render: () => from };
}
