/** What fills the slots of an article's HTML once every article is known. */
import type { Article } from '../wiki/model.ts';
import { citationMarks } from './citation-marks.ts';
import type { RenderContext } from './context.ts';
import { embedHtml, hrefOf, isImage, linkHtml } from './links.ts';
import type { SlotFiller } from './slots.ts';

/** Fills the slots of one article's HTML. */
export function fillerFor(context: RenderContext, article: Article): SlotFiller {
  const targets = context.wiki.resolutions.get(article.id) ?? [];
  const { links, citations } = article.parsed;
  const citation = citations.length > 0 ? citationMarks(context, article) : (_: number, words: string) => words;
  return {
    citation,
    link(index, label) {
      const link = links[index];
      const target = targets[index];
      if (!link || !target) return label;
      return link.kind === 'embed' ||
        (target.state === 'attachment' && link.syntax === 'wikilink' && link.label === undefined && isImage(target.path))
        ? embedHtml(context, link, target)
        : linkHtml(context, link, target, label);
    },
    url(index) {
      const target = targets[index];
      return target && hrefOf(context, target);
    },
  };
}
