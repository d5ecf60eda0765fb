/** What fills the slots of an article's HTML once every article is known. */
import type { Article } from '../wiki/model.ts';
import { parseImageLabel } from '../wiki/schema/image-label.ts';
import { directionOf } from '../wiki/schema/language.ts';
import { isImage, mediaKindOf } from '../wiki/schema/media.ts';
import type { ArticleBody } from './article-html.ts';
import { drawnByBrowser } from './blocks.ts';
import { citationMarks } from './citation-marks.ts';
import type { RenderContext } from './context.ts';
import { holdsRightToLeft, withDirections } from './directions.ts';
import { embedOfArticle, onOwnPage, type Showing } from './embeds.ts';
import { fileFigure, rawImageAttributes } from './files.ts';
import { embedHtml, hrefOf, linkHtml, textOfLink } from './links.ts';
import { quotesOf } from './quotes.ts';
import { escapeAttribute, escapeText, type SlotFiller } from './slots.ts';

/**
 * Fills the slots of one article's HTML.
 *
 * @param showing where it is shown; one filler takes in no more than one page may
 */
export function fillerFor(
  context: RenderContext,
  article: Article,
  { blocks = {}, html, lead }: ArticleBody,
  showing: Showing = onOwnPage(),
): SlotFiller {
  const targets = context.wiki.resolutions.get(article.id) ?? [];
  const { links, citations } = article.parsed;
  const citation = citations.length > 0 ? citationMarks(context, article) : (_: number, words: string) => words;
  const isMixed =
    directionOf(article.lang) === 'rtl' || holdsRightToLeft(html) || holdsRightToLeft(lead + article.parsed.summary);
  return {
    quotes: quotesOf(article.lang),
    directed: isMixed ? withDirections : (whole) => whole,
    tag(name) {
      const tag = context.tags.of(name);
      const text = `#${name}`;
      return tag ? `<a class="tag" href="${escapeAttribute(context.urls.tag(tag.key))}">${text}</a>` : text;
    },
    block(key) {
      const html = blocks[key]?.html ?? '';
      return html.startsWith(drawnByBrowser) ? drawnByBrowser + context.urls.mermaid + html.slice(drawnByBrowser.length) : html;
    },
    citation,
    link(index, label, isInLink) {
      const link = links[index];
      const target = targets[index];
      if (!link || !target) return label;
      return link.kind === 'embed' ||
        (target.state === 'attachment' && link.syntax === 'wikilink' && link.label === undefined && isImage(target.path))
        ? embedHtml(context, link, target, link.syntax === 'markdown' ? label : '', isInLink)
        : isInLink
          ? label || textOfLink(context, link, target)
          : linkHtml(context, link, target, label);
    },
    embed(index, label, attributes, level = showing.level) {
      const link = links[index];
      const target = targets[index];
      if (!link || !target || link.kind !== 'embed') return undefined;
      if (target.state === 'attachment') {
        const file = context.attachments.get(target.path);
        return file && fileFigure({ path: target.path, file, fragment: target.fragment, label: link.label }, attributes);
      }
      const isFile = mediaKindOf(link.target) !== undefined;
      const words = isFile || link.syntax === 'markdown' ? escapeText(parseImageLabel(link.label).alt) : label;
      const embed = { host: article, link, target, attributes, label: /^\d+(?:x\d+)?$/.test(words) ? '' : words };
      return embedOfArticle(context, embed, { ...showing, level }, (to, body, inside) => fillerFor(context, to, body, inside));
    },
    url(index) {
      const target = targets[index];
      return target && hrefOf(context, target);
    },
    rawImage(index, given) {
      const target = targets[index];
      const file = target?.state === 'attachment' ? context.attachments.get(target.path) : undefined;
      return file ? rawImageAttributes(file, given) : '';
    },
  };
}
