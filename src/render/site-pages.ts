/** Pages that are neither articles nor lists: home, folder pages, search, 404. */

import { compareStrings } from '../wiki/diagnostics.ts';
import type { Article, ArticleId } from '../wiki/model.ts';
import { type ArticleBody, emptyBody } from './article-html.ts';
import { breadcrumbsOf, contentsOf, proseOf } from './article-page.ts';
import { headOf, type RenderContext, rowOf } from './context.ts';
import { byTitle } from './list-pages.ts';
import type { HomePage, ListRow, NotFoundPage, PlainPage, SearchPage } from './payloads.ts';
import { escapeText } from './slots.ts';

/** `/`: from the root's index.md where there is one, else composed. */
export function homePage(context: RenderContext, index?: { article: Article; body: ArticleBody }): HomePage {
  const { wiki, config } = context;
  const prose = index ? proseOf(context, index.article, index.body) : { leadHtml: '', bodyHtml: '' };
  const description = config.description || index?.article.parsed.summary || '';
  const intro = prose.leadHtml || (config.description ? `<p>${escapeText(config.description)}</p>` : '');
  const rows = wiki.articles.map((article) => rowOf(context, article));
  const featured = wiki.articles[Math.floor(wiki.articles.length * 0.618)];
  return {
    kind: 'home',
    site: context.site,
    head: headOf(context, { title: config.title, description, href: context.urls.home }),
    heading: config.title,
    introHtml: intro,
    bodyHtml: prose.bodyHtml,
    recent: topRows(
      rows.filter(({ updated }) => updated !== undefined),
      8,
      (a, b) => compareStrings(b.updated?.iso ?? '', a.updated?.iso ?? ''),
    ),
    tagCount: context.tags.size,
    mostLinked: topRows(
      rows.filter(({ linksIn }) => linksIn > 0),
      8,
      (a, b) => b.linksIn - a.linksIn,
    ),
    ...(featured && { featured: context.cards.of(featured) }),
  };
}

function topRows(rows: readonly ListRow[], count: number, order: (a: ListRow, b: ListRow) => number): ListRow[] {
  return [...rows].sort((a, b) => order(a, b) || byTitle(a, b)).slice(0, count);
}

/** A folder's index.md, or the log. */
export function plainPage(context: RenderContext, article: Article, body: ArticleBody = emptyBody): PlainPage {
  const { urls } = context;
  const { parsed, id } = article;
  return {
    kind: 'plain',
    site: context.site,
    head: headOf(context, {
      title: parsed.title,
      description: parsed.summary,
      href: urls.article(id),
      lang: article.lang,
    }),
    heading: parsed.role === 'index' && parsed.title === 'index' ? (id.split('/').at(-1) ?? parsed.title) : parsed.title,
    breadcrumbs: breadcrumbsOf(context, article),
    ...proseOf(context, article, body),
    contents: contentsOf(parsed.headings, false),
    markdownHref: urls.markdown(id),
  };
}

export function searchPage(context: RenderContext): SearchPage {
  return {
    kind: 'search',
    site: context.site,
    head: headOf(context, { title: 'Search', description: `Search ${context.config.title}.`, href: context.urls.search }),
  };
}

export function notFoundPage(context: RenderContext): NotFoundPage {
  return {
    kind: 'not-found',
    site: context.site,
    head: headOf(context, { title: 'Page not found', description: '', href: `${context.urls.base}404.html` }),
  };
}

/** The root's index page, among the pages of a wiki. */
export const homeId = '' as ArticleId;
