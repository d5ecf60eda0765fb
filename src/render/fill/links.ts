/** Written links and where they go, as HTML and as targets of panels. */
import type { Article, Resolution, WrittenLink } from '../../wiki/model.ts';
import { shownName } from '../../wiki/resolve/shown-name.ts';
import { parseImageLabel } from '../../wiki/schema/image-label.ts';
import { isImage, mediaKindOf } from '../../wiki/schema/media.ts';
import { type RenderContext, typeMark } from '../context.ts';
import type { Target } from '../payloads.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';
import { fileInline, pictureHtml } from '../print/files.ts';
import { disambiguationHref } from './disambiguation-href.ts';

/** Where a link goes; undefined when nowhere. */
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

/** A link of the text. */
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
        : `<a class="attachment" href="${escapeAttribute(href)}">${text}</a>`;
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

/** What a link shows whose author gave no text. */
export function nameOfLink({ wiki }: RenderContext, link: WrittenLink, target: Resolution): string {
  return shownName(link, target.state === 'article' ? wiki.byId.get(target.id)?.parsed : undefined);
}

/** A link that leads nowhere can be reached by keyboard, so that everybody can learn why. */
function missingHtml(text: string, why: string): string {
  return `<a class="missing" role="link" aria-disabled="true" tabindex="0" title="${escapeAttribute(why)}">${text}</a>`;
}

/**
 * A picture or a player, or a link to what cannot be shown in place.
 *
 * @param title of a picture, as HTML
 * @param isInLink whether it stands in a link, which may not hold another
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

/** A link as a panel shows it. */
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

/** What a target is called. */
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

/** An article as a link names it: with its label, and the part that it leads to. */
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

/** Undefined where the title says it all; the words around a path are no label of it. */
function labelOfTarget({ syntax, target, anchor, label }: WrittenLink, { parsed }: Article): string | undefined {
  if (label !== undefined && syntax !== 'path') return label === parsed.title ? undefined : label;
  // Nobody reads the id of a block.
  if (anchor === undefined || anchor.includes('^')) return undefined;
  return shownName({ target: target === '' ? '' : parsed.title, anchor }, parsed);
}
