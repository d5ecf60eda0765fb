/** Embeds that contain themselves; a page with them would be infinite. */
import { circlesIn } from '../graph/circles.ts';
import type { Wiki } from '../link-wiki.ts';
import type { Article, ArticleId, Span } from '../model.ts';
import { extentOf, partOf } from '../resolve/extent.ts';

interface EmbedCycle {
  readonly article: Article;
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
}

/** An embed of an article, and the part of it that is shown. */
interface Embed {
  readonly article: Article;
  readonly span: Span;
  readonly shows: ArticleId;
  readonly extent: Span;
}

/** Every embed through which a text contains itself. An embed of a heading shows only the section of that heading. */
export function* embedCycles(wiki: Wiki): Generator<EmbedCycle> {
  const embeds = embedsOf(wiki);
  const byArticle = new Map<ArticleId, number[]>();
  for (const [number, { article }] of embeds.entries()) {
    const own = byArticle.get(article.id);
    if (own) own.push(number);
    else byArticle.set(article.id, [number]);
  }
  const next = embeds.map(({ shows, extent }) =>
    (byArticle.get(shows) ?? []).filter((number) => {
      const span = embeds[number]?.span;
      return span !== undefined && span.start >= extent.start && span.end <= extent.end;
    }),
  );
  for (const number of circlesIn(next)
    .flat()
    .sort((a, b) => a - b)) {
    const embed = embeds[number];
    if (!embed) continue;
    const shown = wiki.byId.get(embed.shows)?.parsed.title ?? embed.shows;
    yield {
      article: embed.article,
      span: embed.span,
      message:
        embed.shows === embed.article.id
          ? 'This embed shows the text that contains it.'
          : `This embed of \`${shown}\` contains itself.`,
      hint: 'Link to it instead, or embed a section that does not embed this one.',
    };
  }
}

function embedsOf({ articles, pages, resolutions, byId }: Wiki): Embed[] {
  const embeds: Embed[] = [];
  for (const article of [...articles, ...pages]) {
    const targets = resolutions.get(article.id) ?? [];
    for (const [index, link] of article.parsed.links.entries()) {
      const target = targets[index];
      if (link.kind !== 'embed' || target?.state !== 'article' || target.isPartMissing) continue;
      const shown = byId.get(target.id);
      if (shown)
        embeds.push({
          article,
          span: link.span,
          shows: target.id,
          extent: extentOf(shown.parsed, partOf(shown.parsed, link, target)),
        });
    }
  }
  return embeds;
}
