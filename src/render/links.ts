/** Written links and where they go, as HTML and as targets of panels. */
import type { Article, ArticleId, Resolution, WrittenLink } from '../wiki/model.ts';
import { shownName } from '../wiki/resolve/shown-name.ts';
import { type RenderContext, typeMark } from './context.ts';
import type { Target } from './payloads.ts';
import { escapeAttribute, escapeText } from './slots.ts';

/** Where a link goes; undefined when nowhere. */
export function hrefOf(
  { urls, attachmentHrefs }: Pick<RenderContext, 'urls' | 'attachmentHrefs'>,
  target: Resolution,
): string | undefined {
  switch (target.state) {
    case 'article':
      return urls.article(target.id, target.fragment);
    case 'attachment': {
      const href = attachmentHrefs.get(target.path);
      return href === undefined || target.fragment === undefined ? href : `${href}#${encodeURI(target.fragment)}`;
    }
    case 'missing':
    case 'ambiguous':
    case 'private':
    case 'unsafe':
      return undefined;
  }
}

/** A link of the text. */
export function linkHtml(context: RenderContext, link: WrittenLink, target: Resolution, label: string): string {
  const text =
    label || escapeText(shownName(link, target.state === 'article' ? context.wiki.byId.get(target.id)?.parsed : undefined));
  switch (target.state) {
    case 'article': {
      const href = escapeAttribute(hrefOf(context, target) ?? '');
      return `<a class="internal" href="${href}" data-article-id="${escapeAttribute(target.id)}">${text}</a>`;
    }
    case 'attachment':
      return `<a class="attachment" href="${escapeAttribute(hrefOf(context, target) ?? '')}">${text}</a>`;
    case 'missing':
      return missingHtml(text, 'Nobody has written this article yet.');
    case 'private':
      return missingHtml(text, 'This article is not public.');
    case 'ambiguous':
      return missingHtml(text, `This may mean ${titlesOf(context, target.candidates)}.`);
    case 'unsafe':
      return text;
  }
}

/** A link that leads nowhere can be reached by keyboard, so that everybody can learn why. */
function missingHtml(text: string, why: string): string {
  return `<a class="missing" role="link" aria-disabled="true" tabindex="0" title="${escapeAttribute(why)}">${text}</a>`;
}

function titlesOf({ wiki }: RenderContext, ids: readonly ArticleId[]): string {
  return ids.map((id) => `${wiki.byId.get(id)?.parsed.title ?? id} (${id})`).join(' or ');
}

export function isImage(path: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i.test(path);
}

/** An image, or a link to what cannot be shown in place. */
export function embedHtml(context: RenderContext, link: WrittenLink, target: Resolution): string {
  if (target.state === 'attachment' && isImage(target.path)) {
    const size = /^(\d+)(?:x(\d+))?$/.exec(link.label?.split('|').at(-1)?.trim() ?? '');
    const alt = size ? (link.label?.replace(/\|?\s*\d+(?:x\d+)?\s*$/, '') ?? '') : (link.label ?? '');
    const dimensions = size ? ` width="${size[1]}"${size[2] ? ` height="${size[2]}"` : ''}` : '';
    return `<img src="${escapeAttribute(hrefOf(context, target) ?? '')}" alt="${escapeAttribute(alt)}" loading="lazy"${dimensions}>`;
  }
  const label = link.label && !/^\d+(?:x\d+)?$/.test(link.label) ? escapeText(link.label) : '';
  return linkHtml(context, link, target, label);
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
      return article && articleTarget(context, article);
    }
    case 'attachment':
      return {
        kind: 'external',
        href: hrefOf(context, target) ?? '',
        label: link.label ?? target.path.split('/').at(-1) ?? target.path,
      };
    case 'missing':
    case 'ambiguous':
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
      return target.title;
    case 'missing':
      return target.name;
    case 'external':
      return target.label;
  }
}

export function articleTarget({ config, urls }: RenderContext, { id, type, parsed }: Article): Target {
  return { kind: 'article', id, href: urls.article(id), title: parsed.title, type: typeMark(type, config, urls) };
}
