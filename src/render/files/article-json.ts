/** An article as JSON, CONTRACT §6: the data that its page shows around the text. */
import type { Connection } from '../../wiki/graph/build-graph.ts';
import type { Article } from '../../wiki/model.ts';
import { partBehind } from '../../wiki/text/wikilinks.ts';
import type { RenderContext } from '../context.ts';
import { targetsOf } from '../panels/connections.ts';
import type { ArticlePage, Card, SourceItem } from '../payloads.ts';

/** Version 1. Every `url` starts with the base path or is absolute; dates are ISO 8601; unknown values are null. */
export function articleJson(context: RenderContext, article: Article, page: ArticlePage): string {
  const { id, path, title, type, aliases, status, stale, staleAfter, created, updated, words } = page.article;
  const { parsed, trust } = article;
  return JSON.stringify({
    version: 1,
    id,
    path,
    url: context.urls.article(article.id),
    title,
    type: type.key,
    summary: parsed.summary,
    aliases,
    tags: parsed.properties.tags,
    status: parsed.properties.statusWord ?? status,
    trust,
    stale,
    ...(staleAfter && { staleAfter: staleAfter.iso }),
    created: created?.iso ?? null,
    updated: updated?.iso ?? null,
    words,
    // Headings in the text; panels have their own fragments.
    headings: parsed.headings.flatMap(({ depth, text, id: fragment, lifted }) =>
      lifted === undefined ? { depth, text, id: fragment } : [],
    ),
    sources: page.sources.items.map(sourceData),
    citedBy: page.citedBy.map(({ target, sentences }) => ({
      ...(target.kind === 'article' && { article: target.id, url: target.href, title: target.title }),
      claims: sentences.map(({ before, words: own, after }) => before + own + after),
    })),
    record: parsed.record ?? null,
    properties: parsed.properties.extra,
    connections: (context.wiki.graph.connections.get(article.id) ?? []).flatMap((each) => connectionData(context, article, each)),
    backlinks: page.backlinks.map((card) => ({
      ...cardData(card),
      mentions: card.mentions.map(({ before, words: own, after }) => before + own + after),
    })),
    related: page.related.map((card) => ({ ...cardData(card), reasons: card.reasons })),
  });
}

function cardData({ id, href, title, type }: Card): Record<string, string> {
  return { id, url: href, title, type: type.key };
}

/**
 * The target is given as `article` for an article in this wiki, `ambiguous` for a name of several articles, `missing` for a name
 * of none.
 */
function sourceData({ id, target, text, author, date, claims }: SourceItem): Record<string, string | number> {
  return {
    ...(id !== undefined && { id }),
    ...(target?.kind === 'article' && { article: target.id, url: target.href, title: target.title }),
    ...(target?.kind === 'external' && { url: target.href, title: target.label }),
    ...(target?.kind === 'ambiguous' && { ambiguous: target.label, url: target.href }),
    ...(target?.kind === 'missing' && { missing: target.name }),
    ...(text !== '' && { text }),
    ...(author !== undefined && { author }),
    ...(date !== undefined && { date: date.iso }),
    ...(claims.length > 0 && { claims: claims.length }),
  };
}

/**
 * One entry for each target of the article's own links. `label` is the relation as seen from this article, or the label as the
 * other side wrote it if `direction` is incoming and there is no `relation`; `text` is the text of the link if it differs from
 * the title or name; `anchor` is the part that an unresolved link asks for.
 */
function connectionData(context: RenderContext, article: Article, connection: Connection): Record<string, string>[] {
  const { direction, label, relation, other, links, declaredBy, index } = connection;
  const note = context.wiki.byId.get(declaredBy)?.parsed.connections[index]?.note;
  const unresolved = (number: number): Record<string, string> =>
    'id' in other ? {} : unresolvedData(article, links[number], 'missing' in other ? other.missing : other.ambiguous);
  return targetsOf(context, article, connection).map((target, number) => ({
    direction,
    ...(label !== undefined && { label }),
    ...(relation !== undefined && { relation }),
    ...(target.kind === 'article' && {
      article: target.id,
      url: target.href,
      title: target.title,
      ...(target.label !== undefined && { text: target.label }),
    }),
    ...(target.kind === 'ambiguous' && 'ambiguous' in other && { ambiguous: other.ambiguous, url: target.href }),
    ...('missing' in other && { missing: other.missing }),
    ...unresolved(number),
    ...(note !== undefined && { note }),
  }));
}

/** The label and part of a link to a name without an article. */
function unresolvedData({ parsed }: Article, index: number | undefined, name: string): Record<string, string> {
  const link = index === undefined ? undefined : parsed.links[index];
  const anchor = link && partBehind(link, name);
  return {
    ...(link?.label !== undefined && link.label !== name && { text: link.label }),
    ...(anchor !== undefined && { anchor }),
  };
}
