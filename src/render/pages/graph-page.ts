/** `/graph/`: the page of the map, with the same content as a list. */
import type { GraphMap } from '../../wiki/graph/graph-map.ts';
import { headOf, type RenderContext } from '../context.ts';
import { articleTarget } from '../fill/links.ts';
import type { GraphPage, GraphTopic } from '../payloads.ts';
import { typeEntries } from './list-pages.ts';

/** Maximum number of topics listed, and of those listed at length. This bounds the size of the page. */
const maxTopics = 60;
const longTopics = 16;
const maxLong = 20;
const maxShort = 6;

export function graphPage(context: RenderContext, { communities }: GraphMap): GraphPage {
  const { say, wiki, urls } = context;
  const topics = communities.members.slice(0, maxTopics).map((members, index) => topicOf(context, members, index));
  const alone = communities.of.filter((community) => community < 0).length;
  const intro = say('graphIntro', {
    articles: say('articleCount', { count: wiki.articles.length }),
    topics: say('topicCount', { count: communities.members.length }),
  });
  return {
    kind: 'graph',
    site: context.site,
    head: headOf(context, { title: say('graph'), description: say('graphDescription', { intro }), href: urls.graph }),
    intro,
    articleCount: wiki.articles.length,
    types: typeEntries(context, wiki.articles),
    dataHref: urls.graphData,
    topics,
    moreTopics: communities.members.length - topics.length,
    alone,
  };
}

/** The id of a topic's section on the page. */
export function topicAnchor(index: number): string {
  return `topic-${index + 1}`;
}

/** @param members most central first; the first one names the topic */
function topicOf(context: RenderContext, members: readonly number[], index: number): GraphTopic {
  const { wiki } = context;
  const all = members.flatMap((number) => wiki.articles[number] ?? []);
  const linksIn = ({ id }: (typeof all)[number]): number => wiki.graph.backlinks.get(id)?.length ?? 0;
  const shown = all.toSorted((a, b) => linksIn(b) - linksIn(a)).slice(0, index < longTopics ? maxLong : maxShort);
  return {
    anchor: topicAnchor(index),
    title: all[0]?.parsed.title ?? '',
    count: all.length,
    articles: shown.map((article) => ({ target: articleTarget(context, article), linksIn: linksIn(article) })),
    more: all.length - shown.length,
  };
}
