/** Prints links with their targets, as HTML and for panels. */
import type { Article, Resolution, WrittenLink } from '../../wiki/model.ts';
import { shownName } from '../../wiki/resolve/shown-name.ts';
import { parseImageLabel } from '../../wiki/schema/image-label.ts';
import { isImage, mediaKindOf } from '../../wiki/schema/media.ts';
import { type RenderContext, typeMark } from '../context.ts';
import type { Target } from '../payloads.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';
import { downloadAttribute, fileInline, pictureHtml } from '../print/files.ts';
import { disambiguationHref } from './disambiguation-href.ts';

/** The href of a link target; undefined if it has none. */
export function hrefOf(context: RenderContext, target: Resolution): string | undefined {
  const { urls, attachments } = context;
  switch (target.state) {
    case 'article':
      return urls.article(target.id, target.fragment);
    case 'attachment': {
      const href = attachments.get(target.path)?.href;
      return href === undefined || target.fragment === undefined ? href : `${href}#${encodeURI(target.fragment)}`;
    }
    case 'ambiguous':
      return disambiguationHref(context, target);
    case 'missing':
    case 'private':
    case 'unsafe':
      return undefined;
  }
}

/** A link in the text, as HTML. */
export function linkHtml(context: RenderContext, link: WrittenLink, target: Resolution, label: string): string {
  const text = label || escapeText(nameOfLink(context, link, target));
  switch (target.state) {
    case 'article': {
      const href = escapeAttribute(hrefOf(context, target) ?? '');
      return `<a class="internal" href="${href}" data-article-id="${escapeAttribute(target.id)}">${text}</a>`;
    }
    case 'attachment': {
      const href = hrefOf(context, target);
      return href === undefined
        ? missingHtml(text, context.say('fileUnpublished'))
        : `<a class="attachment" href="${escapeAttribute(href)}"${downloadAttribute(context.attachments.get(target.path) ?? {})}>${text}</a>`;
    }
    case 'missing':
      return missingHtml(text, context.say(mediaKindOf(link.target) === undefined ? 'articleMissing' : 'fileMissing'));
    case 'private':
      return missingHtml(text, context.say('articlePrivate'));
    case 'ambiguous': {
      const href = hrefOf(context, target);
      return href === undefined
        ? missingHtml(text, context.say('nameShared'))
        : `<a class="internal ambiguous" href="${escapeAttribute(href)}">${text}</a>`;
    }
    case 'unsafe':
      return text;
  }
}

/** The text of a link without a label. */
export function nameOfLink({ wiki }: RenderContext, link: WrittenLink, target: Resolution): string {
  return shownName(link, target.state === 'article' ? wiki.byId.get(target.id)?.parsed : undefined);
}

/** A broken link can be focused by keyboard, so that everyone can learn why it is broken. */
function missingHtml(text: string, why: string): string {
  return `<a class="missing" role="link" aria-disabled="true" tabindex="0" title="${escapeAttribute(why)}">${text}</a>`;
}

/**
 * A picture or a player, or a link to a file that cannot be shown in place.
 *
 * @param title title of a picture, as HTML
 * @param isInLink whether it is inside a link, which cannot contain another
 */
export function embedHtml(
  context: RenderContext,
  link: WrittenLink,
  target: Resolution,
  title: string,
  isInLink: boolean,
): string {
  const file = target.state === 'attachment' ? context.attachments.get(target.path) : undefined;
  if (target.state === 'attachment' && file) {
    if (isImage(target.path)) return pictureHtml(file, parseImageLabel(link.label), title);
    if (!isInLink) return fileInline({ path: target.path, file, fragment: target.fragment, label: link.label }, context.say);
  }
  const words = escapeText(parseImageLabel(link.label).alt);
  if (!isInLink) return linkHtml(context, link, target, words);
  return words || escapeText(shownName(link, undefined));
}

/** A link as shown in panels. */
export function targetOf(
  context: RenderContext,
  link: WrittenLink | undefined,
  target: Resolution | undefined,
): Target | undefined {
  if (!link || !target) return undefined;
  switch (target.state) {
    case 'article': {
      const article = context.wiki.byId.get(target.id);
      return article && linkedTarget(context, article, link, target.fragment);
    }
    case 'ambiguous': {
      const name = link.label ?? target.name;
      const href = hrefOf(context, target);
      return href === undefined ? { kind: 'missing', name } : { kind: 'ambiguous', href, label: name };
    }
    case 'attachment': {
      const label = link.label ?? target.path.split('/').at(-1) ?? target.path;
      const href = hrefOf(context, target);
      return href === undefined ? { kind: 'missing', name: label } : { kind: 'external', href, label };
    }
    case 'missing':
      return { kind: 'missing', name: link.label ?? target.name };
    case 'private':
    case 'unsafe':
      return undefined;
  }
}

/** The name of a target. */
export function nameOfTarget(target: Target): string {
  switch (target.kind) {
    case 'article':
      return target.label ?? target.title;
    case 'missing':
      return target.name;
    case 'ambiguous':
    case 'external':
      return target.label;
  }
}

type ArticleTarget = Extract<Target, { kind: 'article' }>;

export function articleTarget({ config, urls }: RenderContext, { id, type, parsed }: Article): ArticleTarget {
  return { kind: 'article', id, href: urls.article(id), title: parsed.title, type: typeMark(type, config, urls) };
}

/** An article as a link refers to it: with the label, and the part that it leads to. */
export function linkedTarget(
  context: RenderContext,
  article: Article,
  link: WrittenLink,
  fragment: string | undefined,
): ArticleTarget {
  const label = labelOfTarget(link, article);
  return {
    ...articleTarget(context, article),
    href: context.urls.article(article.id, fragment),
    ...(label !== undefined && { label }),
  };
}

/** The label of a target; undefined if the title suffices. The words around a path are not a label. */
function labelOfTarget({ syntax, target, anchor, label }: WrittenLink, { parsed }: Article): string | undefined {
  if (label !== undefined && syntax !== 'path') return label === parsed.title ? undefined : label;
  // Ids of blocks mean nothing to readers.
  if (anchor === undefined || anchor.includes('^')) return undefined;
  return shownName({ target: target === '' ? '' : parsed.title, anchor }, parsed);
}
