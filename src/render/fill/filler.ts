/** Fills the slots of an article's HTML once all articles are known. */

import { type AllowedLoad, allowedLoad } from '../../site/allowed-hosts.ts';
import type { Article } from '../../wiki/model.ts';
import { parseImageLabel } from '../../wiki/schema/image-label.ts';
import { directionOf } from '../../wiki/schema/language.ts';
import { isImage, mediaKindOf } from '../../wiki/schema/media.ts';
import type { ArticleBody } from '../body/article-html.ts';
import { drawnByBrowser } from '../body/blocks.ts';
import type { RenderContext } from '../context.ts';
import { holdsRightToLeft } from '../print/directions.ts';
import { escapeAttribute, escapeProse, escapeText } from '../print/escape.ts';
import { fileFigure, rawImageAttributes } from '../print/files.ts';
import type { SlotFiller } from '../print/printer.ts';
import { withWords } from '../print/word-marks.ts';
import { citationMarks } from './citation-marks.ts';
import { embedOfArticle, onOwnPage, type Showing } from './embeds.ts';
import { embedHtml, hrefOf, linkHtml, nameOfLink } from './links.ts';
import { quotesOf } from './quotes.ts';

/**
 * Returns the filler for one article.
 *
 * @param showing the place where the article is shown; one filler embeds no more than a page may hold
 */
export function fillerFor(
  context: RenderContext,
  article: Article,
  { blocks = {}, holdsRightToLeft: isRightToLeft }: ArticleBody,
  showing: Showing = onOwnPage(),
): SlotFiller {
  const targets = context.wiki.resolutions.get(article.id) ?? [];
  const { links, citations } = article.parsed;
  const markOf = citations.length > 0 ? citationMarks(context, article) : () => undefined;
  const { say } = context;
  return {
    say,
    quotes: quotesOf(article.lang),
    isMixed: directionOf(article.lang) === 'rtl' || isRightToLeft === true || holdsRightToLeft(article.parsed.summary),
    tag(name, shown) {
      const tag = context.tags.of(name);
      return tag ? `<a class="tag" href="${escapeAttribute(context.urls.tag(tag.key))}">${shown}</a>` : shown;
    },
    block(key) {
      const { html: made, words, need } = blocks[key] ?? { html: '', words: '' };
      const html = withWords(made, say, escapeAttribute);
      const isDrawn = need === 'drawing';
      return { html: isDrawn ? drawnByBrowser + context.urls.mermaid + html.slice(drawnByBrowser.length) : html, words, need };
    },
    citation: (index, words, page) => markOf(index, page) ?? escapeProse(words),
    link(index, label, isInLink, show) {
      const link = links[index];
      const target = targets[index];
      if (!link || !target) return label;
      return link.kind === 'embed' ||
        (target.state === 'attachment' && link.syntax === 'wikilink' && link.label === undefined && isImage(target.path))
        ? embedHtml(context, link, target, link.syntax === 'markdown' ? label : '', isInLink)
        : isInLink
          ? label || show(nameOfLink(context, link, target))
          : linkHtml(context, link, target, label || show(nameOfLink(context, link, target)));
    },
    embed(index, label, { direction, attributes, level = showing.level, printing }) {
      const link = links[index];
      const target = targets[index];
      if (!link || !target || link.kind !== 'embed') return undefined;
      if (target.state === 'attachment') {
        const file = context.attachments.get(target.path);
        return (
          file &&
          fileFigure({ path: target.path, file, fragment: target.fragment, label: link.label }, attributes, printing.isMixed, say)
        );
      }
      const isFile = mediaKindOf(link.target) !== undefined;
      const words = isFile || link.syntax === 'markdown' ? escapeText(parseImageLabel(link.label).alt) : label();
      const embed = { host: article, link, target, direction, attributes, label: /^\d+(?:x\d+)?$/.test(words) ? '' : words };
      return embedOfArticle(context, embed, { ...showing, level }, printing, (to, body, inside) =>
        fillerFor(context, to, body, inside),
      );
    },
    elsewhere: (url, label) => loadedFromElsewhere(allowedLoad(url, context.config.allow), label),
    url(index) {
      const target = targets[index];
      return target && hrefOf(context, target);
    },
    imageAttributes(index, given) {
      const target = targets[index];
      const file = target?.state === 'attachment' ? context.attachments.get(target.path) : undefined;
      return file ? rawImageAttributes(file, given) : '';
    },
  };
}

/**
 * A frame is sandboxed: its page runs in its own origin, cannot lead the reader's page elsewhere, and downloads nothing. Players
 * refuse to play for a page without a referrer.
 */
function loadedFromElsewhere(load: AllowedLoad | undefined, label: string): string | undefined {
  if (!load) return undefined;
  const { alt, width, height } = parseImageLabel(label);
  const size = [
    ...(width === undefined ? [] : [` width="${width}"`]),
    ...(height === undefined ? [] : [` height="${height}"`]),
  ].join('');
  const source = `src="${escapeAttribute(load.url)}"`;
  if (load.kind === 'image')
    return `<img ${source} alt="${escapeAttribute(alt)}"${size} loading="lazy" decoding="async" referrerpolicy="no-referrer">`;
  const title = alt === '' || alt === load.url ? new URL(load.url).hostname : alt;
  return `<iframe ${source} title="${escapeAttribute(title)}"${size} loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups" allow="fullscreen; picture-in-picture" referrerpolicy="strict-origin-when-cross-origin"></iframe>`;
}
