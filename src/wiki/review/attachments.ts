/** Findings about attachments, at the links to them. */
import { diagnosticIn } from '../diagnostics.ts';
import type { Wiki } from '../link-wiki.ts';
import type { Article, Diagnostic, Resolution, WrittenLink } from '../model.ts';
import { parseImageLabel } from '../schema/image-label.ts';
import { isImage } from '../schema/media.ts';

export interface InvalidAttachment {
  /** Follows its name in a sentence: `is damaged`. */
  readonly problem: string;
  /** Whether it is left out of the site. */
  readonly isWithheld?: true;
}

/** Findings for invalid attachments, at each embed; for those that are not published, also at each link. */
export function invalidAttachments(wiki: Wiki, invalid: ReadonlyMap<string, InvalidAttachment>): Diagnostic[] {
  if (invalid.size === 0) return [];
  const found: Diagnostic[] = [];
  for (const article of wiki.byId.values()) {
    for (const { link, path } of attachmentLinks(wiki, article)) {
      const known = invalid.get(path);
      if (!known || !(known.isWithheld || link.kind === 'embed')) continue;
      const done = known.isWithheld ? 'it is not published' : 'it is published unchanged';
      found.push(diagnosticIn('attachment-invalid', article.parsed, link.span, `\`${path}\` ${known.problem}; ${done}.`));
    }
  }
  return found;
}

/** Images without alt text, except those that are marked as decorative (`alt=""` in HTML). */
export function* imagesWithoutAlt(wiki: Wiki): Generator<{ article: Article; link: WrittenLink; path: string }> {
  for (const article of wiki.byId.values()) {
    if (article.parsed.role === 'raw') continue;
    for (const { link, path } of attachmentLinks(wiki, article)) {
      if (link.kind !== 'embed' || !isImage(path)) continue;
      const isSilent = link.syntax === 'wikilink' || link.label !== undefined;
      if (isSilent && parseImageLabel(link.label).alt === '') yield { article, link, path };
    }
  }
}

function* attachmentLinks(wiki: Wiki, { id, parsed }: Article): Generator<{ link: WrittenLink; path: string }> {
  const targets: readonly Resolution[] = wiki.resolutions.get(id) ?? [];
  for (const [index, target] of targets.entries()) {
    const link = parsed.links[index];
    if (target.state === 'attachment' && link) yield { link, path: target.path };
  }
}
