/** Lists of articles: all, by type, by tag; and the lists of types and tags. */
import { groupBy } from '../../shared/group-by.ts';
import { compareStrings } from '../../wiki/diagnostics.ts';
import { titleOrder } from '../../wiki/graph/build-graph.ts';
import type { Article } from '../../wiki/model.ts';
import { cut, headOf, type RenderContext, rowOf, typeMark } from '../context.ts';
import { typeFeedHref, typeFeedTitle } from '../files/feeds.ts';
import type {
  ListEntry,
  ListFilter,
  ListGroup,
  ListPage,
  ListRow,
  NavLink,
  TagEntry,
  TagsPage,
  TypeEntry,
  TypeRow,
  TypesPage,
} from '../payloads.ts';
import type { Tag } from '../tags.ts';

/** Minimum length of a list with a filter. A shorter one is quicker to read. */
const minFiltered = 10;

/** Maximum number of tags in the filter of a list. */
const maxFilterTags = 200;

/** In lists longer than this, summaries are cut to one line; otherwise they would be half of the page's bytes. */
const manyArticles = 2000;
const lineLength = 64;

/** `/all/` */
export function allPage(context: RenderContext): ListPage {
  const { articles } = context.wiki;
  return listPage(context, {
    heading: context.say('allArticles'),
    intro: context.say('articlesIntro', { count: articles.length }),
    href: context.urls.all,
    articles,
  });
}

/** `/types/<type>/` for every type that has articles. */
export function typePages(context: RenderContext): { href: string; page: ListPage }[] {
  const { config, say, site, urls, wiki } = context;
  const byType = groupBy(wiki.articles, ({ type }) => type);
  return [...byType].map(([key, articles]) => {
    const type = typeMark(key, config, urls);
    const about = config.types.of(key).description ?? '';
    const intro = say('typeIntro', { count: articles.length, type: type.label });
    const { href } = type;
    const page = listPage(context, { heading: type.plural, about, intro, href, articles });
    const feed = { label: typeFeedTitle(type.plural, config.title), href: typeFeedHref(href) };
    const breadcrumbs = [{ label: say('types'), href: urls.types }];
    return { href, page: { ...page, breadcrumbs, head: { ...page.head, ...(site.feedHref !== undefined && { feed }) }, type } };
  });
}

/** `/types/` */
export function typesPage(context: RenderContext): TypesPage {
  const { config, say, site, urls, wiki } = context;
  const byType = groupBy(wiki.articles, ({ type }) => type);
  const rows = typeEntries(context, wiki.articles).map(({ type, count }): TypeRow => {
    const linked = mostLinked(context, byType.get(type.key) ?? []);
    return {
      type,
      count,
      about: config.types.of(type.key).description ?? '',
      ...(linked && { mostLinked: { label: linked.parsed.title, href: urls.article(linked.id) } }),
    };
  });
  const intro = say('typesIntro', {
    articles: say('articleCount', { count: wiki.articles.length }),
    types: say('typeCount', { count: rows.length }),
  });
  return {
    kind: 'types',
    site,
    head: headOf(context, { title: say('types'), description: intro, href: urls.types }),
    intro,
    rows,
    isDescribed: rows.some(({ about }) => about !== ''),
    isFiltered: rows.length >= minFiltered,
  };
}

/** The most linked article; of several, the first by title. Undefined if none is linked. */
function mostLinked({ wiki }: RenderContext, articles: readonly Article[]): Article | undefined {
  const linksTo = ({ id }: Article): number => wiki.graph.backlinks.get(id)?.length ?? 0;
  let most: Article | undefined;
  for (const article of articles) {
    if (linksTo(article) === 0) continue;
    const difference = most ? linksTo(article) - linksTo(most) : 1;
    const isFirst = difference === 0 && most && titleOrder.compare(article.parsed.title, most.parsed.title) < 0;
    if (difference > 0 || isFirst) most = article;
  }
  return most;
}

/** `/tags/<tag>/` for every tag, including parent tags. */
export function tagPages(context: RenderContext): { href: string; page: ListPage }[] {
  return [...context.tags.all].map((tag) => {
    const href = context.urls.tag(tag.key);
    const page = listPage(context, {
      heading: `#${tag.label}`,
      intro: context.say(tag.children.length > 0 ? 'tagIntroDeep' : 'tagIntro', { count: tag.articles.length }),
      href,
      articles: tag.articles,
    });
    const narrower = tag.children.map((child) => ({ ...tagEntry(context, child), children: [] }));
    return {
      href,
      page: { ...page, narrower, breadcrumbs: [{ label: context.say('tags'), href: context.urls.tags }, ...above(context, tag)] },
    };
  });
}

function above({ urls }: RenderContext, { parent }: Tag): NavLink[] {
  const links: NavLink[] = [];
  for (let tag = parent; tag; tag = tag.parent) links.unshift({ label: tag.name, href: urls.tag(tag.key) });
  return links;
}

/** Maximum number of tags shown as one group. More are grouped by letter, below the most used. */
const fewTags = 40;

/** `/tags/` */
export function tagsPage(context: RenderContext): TagsPage {
  const { say, tags, urls } = context;
  const intro = say('tagsIntro', { count: tags.size });
  const isLong = tags.size > fewTags;
  const mostUsed = [...tags.all].sort((a, b) => b.articles.length - a.articles.length).slice(0, 12);
  const entries = tags.roots.map((tag) => tagEntry(context, tag));
  return {
    kind: 'tags',
    site: context.site,
    head: headOf(context, { title: say('tags'), description: intro, href: urls.tags }),
    intro,
    mostUsed: isLong ? mostUsed.map(({ key, label, articles }) => ({ label, href: urls.tag(key), count: articles.length })) : [],
    groups: isLong
      ? byLetter(entries, ({ label }) => label).map(({ items, ...letter }) => ({ ...letter, tags: items }))
      : [{ label: '', anchor: 'all', tags: entries }],
    isFiltered: tags.size >= minFiltered,
  };
}

function tagEntry(context: RenderContext, { key, name, articles, children }: Tag): TagEntry {
  return {
    label: name,
    href: context.urls.tag(key),
    count: articles.length,
    children: children.map((child) => tagEntry(context, child)),
  };
}

function listPage(
  context: RenderContext,
  list: { heading: string; about?: string; intro: string; href: string; articles: readonly Article[] },
): ListPage {
  const { articles } = list;
  const filter = articles.length >= minFiltered ? filterOf(context, articles) : undefined;
  const numbers = new Map(filter?.tags.map(({ key }, index) => [key, index]));
  const rows = articles.map((article): ListEntry => {
    const tags = numbers.size > 0 ? [...context.tags.ofArticle(article, true)] : [];
    const row = rowOf(context, article);
    return {
      ...row,
      ...(articles.length > manyArticles && { card: { ...row.card, summary: cut(row.card.summary, lineLength) } }),
      tags: tags.flatMap(({ key }) => numbers.get(key) ?? []).sort((a, b) => a - b),
    };
  });
  return {
    kind: 'list',
    site: context.site,
    head: headOf(context, { title: list.heading, description: list.about || list.intro, href: list.href }),
    breadcrumbs: [],
    heading: list.heading,
    about: list.about ?? '',
    intro: list.intro,
    narrower: [],
    ...(filter && { filter }),
    groups: byLetter(rows.sort(byTitle), ({ card }) => card.title).map(
      ({ items, ...letter }): ListGroup => ({ ...letter, rows: items }),
    ),
    count: rows.length,
  };
}

function filterOf(context: RenderContext, articles: readonly Article[]): ListFilter {
  const types = typeEntries(context, articles);
  return { types: types.length > 1 ? types : [], tags: mostSharedTags(context, articles) };
}

/** Types, most articles first. */
export function typeEntries({ config, urls }: RenderContext, articles: readonly Article[]): TypeEntry[] {
  const byType = [...groupBy(articles, ({ type }) => type)];
  return byType
    .sort(([a, m], [b, n]) => n.length - m.length || compareStrings(a, b))
    .map(([key, { length }]) => ({ type: typeMark(key, config, urls), count: length }));
}

/** Tags that some but not all of these articles share, by label. If there are too many, the most used. */
export function mostSharedTags(context: RenderContext, articles: readonly Article[]): ListFilter['tags'] {
  const counts = new Map<Tag, number>();
  for (const article of articles)
    for (const tag of context.tags.ofArticle(article, true)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count > 1 && count < articles.length);
  const most = shared.sort(([a, m], [b, n]) => n - m || compareStrings(a.key, b.key)).slice(0, maxFilterTags);
  return most
    .map(([{ key, label }, count]) => ({ key, label, count }))
    .sort((a, b) => titleOrder.compare(a.label, b.label) || compareStrings(a.key, b.key));
}

/** Order of lists: by title, then by id. */
export function byTitle(a: ListRow, b: ListRow): number {
  return titleOrder.compare(a.card.title, b.card.title) || compareStrings(a.card.id, b.card.id);
}

/** Groups items by first letter without accents. Items that do not start with a letter are under `#`, at the end. */
function byLetter<T>(items: readonly T[], nameOf: (item: T) => string): { label: string; anchor: string; items: T[] }[] {
  const groups = groupBy(items, (item) => /^\p{L}/u.exec(nameOf(item).normalize('NFD'))?.[0].toUpperCase() ?? '#');
  return [...groups]
    .sort(([a], [b]) => (a === '#' ? 1 : 0) - (b === '#' ? 1 : 0) || titleOrder.compare(a, b))
    .map(([label, each]) => ({ label, anchor: label === '#' ? 'other' : `letter-${label.toLowerCase()}`, items: each }));
}
