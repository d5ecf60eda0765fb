/** What a wiki is about, for its home page: the tags that most articles share, with all below them. */
import { compareStrings } from '../wiki/diagnostics.ts';
import type { RenderContext } from './context.ts';
import type { Topic } from './payloads.ts';

const maxTopics = 16;

/** The largest first; a tag of one article is no topic. */
export function topicsOf({ tags, urls }: RenderContext): Topic[] {
  return tags.roots
    .filter(({ articles }) => articles.length > 1)
    .sort((a, b) => b.articles.length - a.articles.length || compareStrings(a.key, b.key))
    .slice(0, maxTopics)
    .map(({ key, label, articles }) => ({ title: label, href: urls.tag(key), count: articles.length }));
}
