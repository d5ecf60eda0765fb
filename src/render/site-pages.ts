/** Pages that are not articles: home, lists, tags, folder pages, search, 404. */

import { compareStrings } from '../wiki/diagnostics.ts';
import { titleOrder } from '../wiki/graph/build-graph.ts';
import type { Article, ArticleId } from '../wiki/model.ts';
import { type ArticleBody, emptyBody } from './article-html.ts';
import { breadcrumbsOf, contentsOf, proseOf } from './article-page.ts';
import { headOf, type RenderContext, rowOf, typeMark } from './context.ts';
import type { HomePage, ListGroup, ListPage, ListRow, NotFoundPage, PlainPage, SearchPage, TagsPage } from './payloads.ts';
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

function byTitle(a: ListRow, b: ListRow): number {
  return titleOrder.compare(a.card.title, b.card.title) || compareStrings(a.card.id, b.card.id);
}

/** `/all/` */
export function allPage(context: RenderContext): ListPage {
  const { articles } = context.wiki;
  return listPage(context, {
    heading: 'All articles',
    intro: `${countOf(articles.length, 'article')}, by title.`,
    href: context.urls.all,
    articles,
  });
}

/** `/types/<type>/` for every type that has articles. */
export function typePages(context: RenderContext): { href: string; page: ListPage }[] {
  const { config, urls, wiki } = context;
  const byType = groupBy(wiki.articles, ({ type }) => [type]);
  return [...byType].map(([key, articles]) => {
    const type = typeMark(key, config, urls);
    const intro = `${countOf(articles.length, 'article')} of the type ${type.label}.`;
    return { href: type.href, page: { ...listPage(context, { heading: type.plural, intro, href: type.href, articles }), type } };
  });
}

/** `/tags/<tag>/` for every tag. Tags that differ only in case are one; a nested tag is also under those above it. */
export function tagPages(context: RenderContext): { href: string; page: ListPage }[] {
  return [...articlesByTag(context)].map(([href, { label, articles }]) => ({
    href,
    page: listPage(context, {
      heading: `#${label}`,
      intro: `${countOf(articles.length, 'article')} with this tag.`,
      href,
      articles,
    }),
  }));
}

/** `/tags/` */
export function tagsPage(context: RenderContext): TagsPage {
  const tags = [...articlesByTag(context)].map(([href, { label, articles }]) => ({ label, href, count: articles.length }));
  return {
    kind: 'tags',
    site: context.site,
    head: headOf(context, { title: 'Tags', description: `${countOf(tags.length, 'tag')}.`, href: context.urls.tags }),
    tags: tags.sort((a, b) => titleOrder.compare(a.label, b.label)),
  };
}

function articlesByTag({ wiki, urls }: RenderContext): Map<string, { label: string; articles: Article[] }> {
  const byHref = new Map<string, { label: string; articles: Article[] }>();
  for (const article of wiki.articles) {
    const tags = new Set(article.parsed.properties.tags.flatMap(withParents));
    const hrefs = new Set<string>();
    for (const tag of tags) {
      const href = urls.tag(tag);
      const known = byHref.get(href) ?? { label: tag, articles: [] };
      byHref.set(href, known);
      if (!hrefs.has(href)) known.articles.push(article);
      hrefs.add(href);
    }
  }
  return byHref;
}

/** `a/b/c` → `a`, `a/b`, `a/b/c` */
function withParents(tag: string): string[] {
  const segments = tag.split('/').filter((segment) => segment !== '');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
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
      lang: parsed.properties.lang,
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

function listPage(
  context: RenderContext,
  list: { heading: string; intro: string; href: string; articles: readonly Article[] },
): ListPage {
  const rows = list.articles.map((article) => rowOf(context, article)).sort(byTitle);
  return {
    kind: 'list',
    site: context.site,
    head: headOf(context, { title: list.heading, description: list.intro, href: list.href }),
    heading: list.heading,
    intro: list.intro,
    groups: groupRows(rows),
    count: rows.length,
  };
}

/** By the first letter without its accent; what starts with no letter is under `#`. */
function groupRows(rows: readonly ListRow[]): ListGroup[] {
  const groups = groupBy(rows, ({ card: { title } }) => [/^\p{L}/u.exec(title.normalize('NFD'))?.[0].toUpperCase() ?? '#']);
  return [...groups]
    .sort(([a], [b]) => (a === '#' ? 1 : 0) - (b === '#' ? 1 : 0) || titleOrder.compare(a, b))
    .map(([label, each]) => ({ label, anchor: label === '#' ? 'other' : `letter-${label.toLowerCase()}`, rows: each }));
}

function groupBy<T>(items: readonly T[], keys: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;
}

/** The root's index page, among the pages of a wiki. */
export const homeId = '' as ArticleId;
