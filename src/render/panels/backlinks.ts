/** Backlinks: the articles that link to an article, with the sentences around the links. */
import type { Backlink } from '../../wiki/graph/build-graph.ts';
import type { Article, Mention } from '../../wiki/model.ts';
import { shownName } from '../../wiki/resolve/shown-name.ts';
import type { RenderContext } from '../context.ts';
import type { BacklinkCard } from '../payloads.ts';

/** Maximum number of sentences that are shown for one backlink. */
const maxMentions = 5;

/** One card per linking article, by title. */
export function backlinkCards(context: RenderContext, article: Article): BacklinkCard[] {
  const { wiki, cards } = context;
  return (wiki.graph.backlinks.get(article.id) ?? []).flatMap((backlink): BacklinkCard[] => {
    const other = wiki.byId.get(backlink.from);
    return other ? [{ ...cards.of(other), mentions: mentionsOf(context, article, backlink) }] : [];
  });
}

/** The sentences in `backlink.from` that link to `target`, each once, in the order of the text. */
function mentionsOf({ wiki, mentionsOf: sentencesOf }: RenderContext, target: Article, backlink: Backlink): Mention[] {
  const origin = wiki.byId.get(backlink.from);
  if (!origin) return [];
  const { links } = origin.parsed;
  const sentences = sentencesOf(origin.id).links;
  const mentions: Mention[] = [];
  for (const index of backlink.links) {
    const sentence = sentences[index];
    const link = links[index];
    if (!link || !sentence || (sentence.before === '' && sentence.after === '')) continue;
    const { before, after } = sentence;
    if (mentions.some((known) => known.before === before && known.after === after)) continue;
    const words = link.label === undefined ? shownName(link, target.parsed) : sentence.words;
    if (mentions.push({ before, words, after }) === maxMentions) break;
  }
  return mentions;
}
