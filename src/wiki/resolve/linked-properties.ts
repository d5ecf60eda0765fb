/** Properties that depend on resolved links and on tables: the type, and connections given as frontmatter keys. */
import type { Article, ArticleId, ParsedArticle, Resolution } from '../model.ts';
import { type ArticleTypes, fallbackTypeKey } from '../schema/article-types.ts';
import type { Relations } from '../schema/relations.ts';

/** Replaces properties that are links with the titles of their targets. Of a link to a private article only the label remains. */
export function withLinkedProperties(
  article: Article,
  targets: readonly Resolution[],
  byId: ReadonlyMap<ArticleId, Article>,
): Article {
  const { linkedProperties: linked, properties, links } = article.parsed;
  if (!linked) return article;
  const nameOf = (number: number | undefined, words: string | undefined): string | undefined => {
    const target = number === undefined ? undefined : targets[number];
    if (number === undefined || words === undefined || !target) return words;
    if (target.state === 'private') return links[number]?.label;
    return target.state === 'article' && target.fragment === undefined && links[number]?.label === undefined
      ? (byId.get(target.id)?.parsed.title ?? words)
      : words;
  };
  const { type, category, statusWord, ...others } = properties;
  const named = {
    type: nameOf(linked.type, type),
    category: nameOf(linked.category, category),
    statusWord: nameOf(linked.status, statusWord),
  };
  const found = Object.fromEntries(Object.entries(named).filter(([, name]) => name !== undefined));
  return { ...article, parsed: { ...article.parsed, properties: { ...others, ...found } } };
}

/** Gives each article its type: from its `type`, else its folder, else its first category. */
export function withTypes(articles: readonly Article[], declared: ArticleTypes): { typed: Article[]; types: ArticleTypes } {
  const names = articles.map(({ parsed: { path, properties, role } }) => {
    if (properties.type !== undefined) return properties.type;
    const ofFolder = declared.ofFolders(path)?.key ?? (role === 'raw' ? 'source' : undefined);
    return ofFolder ?? properties.category ?? fallbackTypeKey;
  });
  const types = declared.withUsed(names.filter((_, index) => isListed(articles[index])));
  return {
    typed: articles.map((article, index) => ({ ...article, type: types.of(names[index] ?? fallbackTypeKey).key })),
    types,
  };
}

/** The type of folder pages and logs is not shown. */
function isListed(article: Article | undefined): boolean {
  return article?.parsed.role === 'article' || article?.parsed.role === 'raw';
}

/** Turns values of keys that name a declared relation into typed connections if they hold links: `superseded_by: "[[X]]"`. */
export function withNamedRelations(parsed: ParsedArticle, relations: Relations): ParsedArticle {
  const byKey = new Map<string, number[]>();
  for (const { path, link } of parsed.valueLinks) {
    const key = String(path[0]);
    const isWhole = path.length === 1 || (path.length === 2 && typeof path[1] === 'number');
    if (isWhole && relations.of(key)) byKey.set(key, [...(byKey.get(key) ?? []), link]);
  }
  if (byKey.size === 0) return parsed;
  const named = new Set([...byKey.values()].flat());
  return {
    ...parsed,
    links: parsed.links.map((link, index) => (named.has(index) ? { ...link, kind: 'connection' } : link)),
    connections: [
      ...parsed.connections,
      ...[...byKey].map(([label, links]) => ({
        label,
        links,
        labelSpan: parsed.links[links[0] ?? 0]?.span ?? { start: 0, end: 0 },
      })),
    ],
    valueLinks: parsed.valueLinks.filter(({ link }) => !named.has(link)),
  };
}
