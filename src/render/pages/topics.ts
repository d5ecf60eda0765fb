/** What a wiki is about, for its home page: the topics of its graph; without a graph, the tags that most articles share. */
import { compareStrings } from '../../wiki/diagnostics.ts';
import type { GraphMap } from '../../wiki/graph/graph-map.ts';
import type { RenderContext } from '../context.ts';
import type { Topic } from '../payloads.ts';
import { topicAnchor } from './graph-page.ts';

const maxTopics = 16;

/** Of fewer articles none is a topic. */
const smallest = 3;

/** The largest first. */
export function topicsOf(context: RenderContext, map: GraphMap | undefined): Topic[] {
  const linked = map ? topicsOfGraph(context, map) : [];
  return (linked.length > 1 ? linked : topicsOfTags(context)).slice(0, maxTopics);
}

/** Each by the title of its most central article. */
function topicsOfGraph({ wiki, urls }: RenderContext, { communities }: GraphMap): Topic[] {
  return communities.members.flatMap((members, index): Topic[] => {
    const central = wiki.articles[members[0] ?? -1];
    if (!central || members.length < smallest) return [];
    return [{ title: central.parsed.title, href: `${urls.graph}#${topicAnchor(index)}`, count: members.length }];
  });
}

/** With all below them. A tag of one article is no topic. */
function topicsOfTags({ tags, urls }: RenderContext): Topic[] {
  return tags.roots
    .filter(({ articles }) => articles.length > 1)
    .sort((a, b) => b.articles.length - a.articles.length || compareStrings(a.key, b.key))
    .map(({ key, label, articles }) => ({ title: label, href: urls.tag(key), count: articles.length }));
}
