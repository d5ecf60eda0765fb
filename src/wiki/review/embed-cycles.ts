/** Embeds that show themselves: a page made of them would have no end. */
import type { Article, ArticleId, Span } from '../model.ts';
import type { Wiki } from '../wiki.ts';

interface EmbedCycle {
  readonly article: Article;
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
}

/** An embed of an article, and the stretch of it that is shown. */
interface Embed {
  readonly article: Article;
  readonly span: Span;
  readonly shows: ArticleId;
  readonly extent: Span;
}

/** Every embed through which a text comes to show itself. An embed of a heading shows that heading's section alone. */
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
  for (const number of inCircles(next)) {
    const embed = embeds[number];
    if (!embed) continue;
    const shown = wiki.byId.get(embed.shows)?.parsed.title ?? embed.shows;
    yield {
      article: embed.article,
      span: embed.span,
      message:
        embed.shows === embed.article.id
          ? 'This embed shows the text it stands in.'
          : `This embed of \`${shown}\` comes round to itself.`,
      hint: 'Link to it instead, or embed a section that does not embed this one.',
    };
  }
}

function embedsOf({ articles, pages, resolutions, byId }: Wiki): Embed[] {
  const embeds: Embed[] = [];
  for (const article of [...articles, ...pages]) {
    const targets = resolutions.get(article.id) ?? [];
    for (const [index, { kind, span }] of article.parsed.links.entries()) {
      const target = targets[index];
      if (kind !== 'embed' || target?.state !== 'article') continue;
      const shown = byId.get(target.id);
      if (shown) embeds.push({ article, span, shows: target.id, extent: extentOf(shown, target.fragment) });
    }
  }
  return embeds;
}

/** All of the article, a heading with what stands below it, or, for a block, nothing: blocks hold no embeds. */
function extentOf({ parsed: { headings } }: Article, fragment: string | undefined): Span {
  const all: Span = { start: 0, end: Number.POSITIVE_INFINITY };
  if (fragment === undefined) return all;
  if (fragment.startsWith('^')) return { start: 0, end: 0 };
  const at = headings.findIndex(({ id }) => id === fragment);
  const heading = headings[at];
  if (!heading) return all;
  const end = headings.slice(at + 1).find(({ depth }) => depth <= heading.depth);
  return { start: heading.span.start, end: end?.span.start ?? all.end };
}

/** Numbers of the nodes that can be reached from themselves (Tarjan, "Depth-first search and linear graph algorithms", 1972). */
function inCircles(next: readonly (readonly number[])[]): number[] {
  const order = new Array<number>(next.length).fill(-1);
  const low = new Array<number>(next.length).fill(0);
  const isOpen = new Array<boolean>(next.length).fill(false);
  const stack: number[] = [];
  const found: number[] = [];
  let count = 0;
  for (const root of next.keys()) {
    if (order[root] !== -1) continue;
    // A stack of our own: a chain of embeds may be longer than calls can be deep.
    const path: { node: number; edge: number }[] = [{ node: root, edge: 0 }];
    while (path.length > 0) {
      const step = path[path.length - 1] as { node: number; edge: number };
      const { node } = step;
      if (step.edge === 0) {
        order[node] = low[node] = count++;
        stack.push(node);
        isOpen[node] = true;
      }
      const to = next[node]?.[step.edge++];
      if (to !== undefined) {
        if (order[to] === -1) path.push({ node: to, edge: 0 });
        else if (isOpen[to]) low[node] = Math.min(low[node] ?? 0, order[to] ?? 0);
        continue;
      }
      path.pop();
      const above = path[path.length - 1];
      if (above) low[above.node] = Math.min(low[above.node] ?? 0, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      const component = stack.splice(stack.indexOf(node));
      for (const member of component) isOpen[member] = false;
      if (component.length > 1 || next[node]?.includes(node)) found.push(...component);
    }
  }
  return found.sort((a, b) => a - b);
}
