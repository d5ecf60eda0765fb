/** The topics of a wiki for its home page: communities of the graph or, if it has fewer than two, the most used tags. */
import { compareStrings } from '../../wiki/diagnostics.ts';
import type { GraphMap } from '../../wiki/graph/graph-map.ts';
import type { RenderContext } from '../context.ts';
import type { Topic } from '../payloads.ts';
import { topicAnchor } from './graph-page.ts';

const maxTopics = 16;

/** Minimum number of articles of a topic. */
const smallest = 3;

/** Largest first. */
export function topicsOf(context: RenderContext, map: GraphMap | undefined): Topic[] {
  const linked = map ? topicsOfGraph(context, map) : [];
  return (linked.length > 1 ? linked : topicsOfTags(context)).slice(0, maxTopics);
}

/** Each has the title of its most central article. */
function topicsOfGraph({ wiki, urls }: RenderContext, { communities }: GraphMap): Topic[] {
  return communities.members.flatMap((members, index): Topic[] => {
    const central = wiki.articles[members[0] ?? -1];
    if (!central || members.length < smallest) return [];
    return [{ title: central.parsed.title, href: `${urls.graph}#${topicAnchor(index)}`, count: members.length }];
  });
}

/** Root tags, counting articles with tags below them. A tag of a single article is not a topic. */
function topicsOfTags({ tags, urls }: RenderContext): Topic[] {
  return tags.roots
    .filter(({ articles }) => articles.length > 1)
    .sort((a, b) => b.articles.length - a.articles.length || compareStrings(a.key, b.key))
    .map(({ key, label, articles }) => ({ title: label, href: urls.tag(key), count: articles.length }));
}
