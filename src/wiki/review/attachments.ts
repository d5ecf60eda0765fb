/** What is to be said of attachments, at the links that reach them. */
import { diagnosticIn } from '../diagnostics.ts';
import type { Wiki } from '../link-wiki.ts';
import type { Article, Diagnostic, Resolution, WrittenLink } from '../model.ts';
import { parseImageLabel } from '../schema/image-label.ts';
import { isImage } from '../schema/media.ts';

export interface InvalidAttachment {
  /** Behind its name: `is damaged`. */
  readonly problem: string;
  /** It is not published. */
  readonly isWithheld?: true;
}

/** What is wrong with attachments, told wherever one is shown; of one that is not published, also where it is linked. */
export function invalidAttachments(wiki: Wiki, invalid: ReadonlyMap<string, InvalidAttachment>): Diagnostic[] {
  if (invalid.size === 0) return [];
  const found: Diagnostic[] = [];
  for (const article of wiki.byId.values()) {
    for (const { link, path } of attachmentLinks(wiki, article)) {
      const known = invalid.get(path);
      if (!known || !(known.isWithheld || link.kind === 'embed')) continue;
      const done = known.isWithheld ? 'it is not published' : 'it is published as it is';
      found.push(diagnosticIn('attachment-invalid', article.parsed, link.span, `\`${path}\` ${known.problem}; ${done}.`));
    }
  }
  return found;
}

/** Pictures that say nothing to who does not see them. One that is marked as an ornament (`alt=""` in HTML) is right as it is. */
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
