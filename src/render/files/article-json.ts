/** An article for programs, CONTRACT §6: what its page shows around the text, as data. */
import type { Connection } from '../../wiki/graph/build-graph.ts';
import type { Article } from '../../wiki/model.ts';
import { partBehind } from '../../wiki/text/wikilinks.ts';
import type { RenderContext } from '../context.ts';
import { targetsOf } from '../panels/connections.ts';
import type { ArticlePage, Card, SourceItem } from '../payloads.ts';

/** Version 1. Every `url` starts with the base path, or is that of another site; dates are ISO 8601; what is not known is null. */
export function articleJson(context: RenderContext, article: Article, page: ArticlePage): string {
  const { id, path, title, type, aliases, status, stale, created, updated, words } = page.article;
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
    created: created?.iso ?? null,
    updated: updated?.iso ?? null,
    words,
    // Those of the text: what panels show has fragments of its own.
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

/** `article` where it is one of this wiki, `ambiguous` where several have its name, `missing` where nobody has written it. */
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
 * One entry for each place that the article's own links lead to. `label` as this side of the connection reads, or as the other side
 * wrote it where `direction` is incoming and there is no `relation`; `text` is what the link shows in place of the title or name;
 * `anchor` is the part that a link asks for that leads to no article.
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

/** What a link says beside a name that leads to no article. */
function unresolvedData({ parsed }: Article, index: number | undefined, name: string): Record<string, string> {
  const link = index === undefined ? undefined : parsed.links[index];
  const anchor = link && partBehind(link, name);
  return {
    ...(link?.label !== undefined && link.label !== name && { text: link.label }),
    ...(anchor !== undefined && { anchor }),
  };
}
