/** `graph.json`: the graph of the wiki as data, CONTRACT §6. */
import { isStale, staleSince } from '../../wiki/graph/provenance.ts';
import { type RenderContext, statedChange } from '../context.ts';

/** Version 1. `url` starts with the base path; links and missing names are sorted by article. */
export function graphJson({ wiki, urls, config, now }: RenderContext): string {
  return JSON.stringify({
    version: 1,
    articles: wiki.articles.map(({ id, type, trust, parsed }) => {
      const staleAfter = staleSince(parsed.properties, config.staleAfterDays);
      return {
        id,
        path: parsed.path,
        url: urls.article(id),
        type,
        title: parsed.title,
        summary: parsed.summary,
        aliases: parsed.properties.aliases,
        tags: parsed.properties.tags,
        status: parsed.properties.statusWord ?? parsed.properties.status,
        trust,
        stale: isStale(staleAfter, now),
        ...(staleAfter !== undefined && { staleAfter }),
        updated: statedChange({ parsed }) ?? null,
        words: parsed.words,
      };
    }),
    links: wiki.graph.links.map(({ from, to, kind, relation, count }) => ({
      from,
      to,
      kind,
      ...(relation !== undefined && { relation }),
      count,
    })),
    missing: wiki.graph.wanted.map(({ name, from }) => ({ name, from })),
  });
}
