/** Pages that are neither articles nor lists: home, folder pages, search, 404. */

import { compareStrings } from '../../wiki/diagnostics.ts';
import type { GraphMap } from '../../wiki/graph/graph-map.ts';
import type { Article } from '../../wiki/model.ts';
import { type ArticleBody, emptyBody } from '../body/article-html.ts';
import { catalogueHref, catalogueSections, hasCatalogue, homeId } from '../catalogue.ts';
import { dateMark, editHref, headOf, lastChange, type RenderContext, rowOf } from '../context.ts';
import type { HomePage, ListRow, NotFoundPage, PlainPage, SearchPage } from '../payloads.ts';
import { escapeText } from '../print/escape.ts';
import type { Need } from '../print/printer.ts';
import { breadcrumbsOf, contentsOf, printedProse } from './article-page.ts';
import { byTitle, typeEntries } from './list-pages.ts';
import { topicsOf } from './topics.ts';

/** Maximum number of types on the home page; of more, the largest are shown. */
const maxTypes = 8;

/** `/`: the root's index.md, if there is one, followed by generated entry points. */
export function homePage(context: RenderContext, index?: { article: Article; body: ArticleBody }, map?: GraphMap): HomePage {
  const { wiki, config, say, urls, tags } = context;
  const prose = index ? printedProse(context, index.article, index.body) : { leadHtml: '', bodyHtml: '', needs: new Set<Need>() };
  const description = config.description || index?.article.parsed.summary || '';
  const intro = prose.leadHtml || (config.description ? `<p>${escapeText(config.description)}</p>` : '');
  const rows = wiki.articles.map((article): ListRow => {
    const changed = lastChange(context, article);
    return { ...rowOf(context, article), ...(changed !== undefined && { updated: dateMark(changed, config.lang) }) };
  });
  const catalogue = index && hasCatalogue(wiki) ? index.article.parsed : undefined;
  const types = typeEntries(context, wiki.articles);
  const sourceCount = wiki.sources.all.length + wiki.sources.uncited.length;
  return {
    kind: 'home',
    site: context.site,
    head: headOf(context, { title: config.title, description, href: urls.home, needs: prose.needs }),
    heading: config.title,
    introHtml: intro,
    bodyHtml: catalogue ? '' : prose.bodyHtml,
    ...(catalogue && { catalogue: { href: catalogueHref(urls), sections: catalogueSections(catalogue, urls) } }),
    articleCount: wiki.articles.length,
    types: types.length > maxTypes ? types.slice(0, maxTypes) : types,
    ...(types.length > maxTypes && { allTypes: { label: say('allTypes', { count: types.length }), href: urls.types } }),
    ...(sourceCount > 0 && { sources: { label: say('allSources'), href: urls.sources, count: sourceCount } }),
    ...(tags.size > 0 && { tags: { label: say('tags'), href: urls.tags, count: tags.size } }),
    recent: topRows(
      rows.filter(({ updated }) => updated !== undefined),
      8,
      (a, b) => compareStrings(b.updated?.iso ?? '', a.updated?.iso ?? ''),
    ),
    mostLinked: topRows(
      rows.filter(({ linksIn }) => linksIn > 0),
      8,
      (a, b) => b.linksIn - a.linksIn,
    ),
    topics: topicsOf(context, map),
  };
}

function topRows(rows: readonly ListRow[], count: number, order: (a: ListRow, b: ListRow) => number): ListRow[] {
  return [...rows].sort((a, b) => order(a, b) || byTitle(a, b)).slice(0, count);
}

/** The page of a folder's index.md, of a log, or of the catalogue (the root's index.md). */
export function plainPage(context: RenderContext, article: Article, body: ArticleBody = emptyBody): PlainPage {
  const { urls } = context;
  const { parsed, id } = article;
  const editUrl = editHref(context.config, parsed.path);
  const href = id === homeId ? catalogueHref(urls) : urls.article(id);
  const { leadHtml, bodyHtml, needs } = printedProse(context, article, body);
  return {
    kind: 'plain',
    site: context.site,
    head: headOf(context, {
      title: parsed.title,
      description: parsed.summary,
      href,
      lang: article.lang,
      needs,
    }),
    heading: parsed.role === 'index' && parsed.title === 'index' ? id.split('/').at(-1) || context.say('index') : parsed.title,
    breadcrumbs: breadcrumbsOf(context, article),
    leadHtml,
    bodyHtml,
    contents: contentsOf(parsed.headings),
    ...(editUrl !== undefined && { editHref: editUrl }),
    ...(context.config.twins.markdown && { markdownHref: urls.markdown(id) }),
  };
}

export function searchPage(context: RenderContext): SearchPage {
  const { config, say, urls } = context;
  return {
    kind: 'search',
    site: context.site,
    head: headOf(context, {
      title: say('search'),
      description: say('searchDescription', { title: config.title }),
      href: urls.search,
    }),
    articleCount: context.wiki.articles.length,
  };
}

export function notFoundPage(context: RenderContext): NotFoundPage {
  return {
    kind: 'not-found',
    site: context.site,
    head: headOf(context, { title: context.say('pageNotFound'), description: '', href: `${context.urls.base}404.html` }),
  };
}
