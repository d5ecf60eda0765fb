/** Covers for stretches of a body that readers must not see. The parser makes nodes for their replacements. */
import type { Span } from '../model.ts';
import type { Covered } from '../text/covers.ts';
import type { CoveredWikilink } from '../text/wikilinks.ts';
import type { InsteadOfLink } from './link-marks.ts';

declare module 'mdast' {
  interface TextData {
    /** Replaces what the author wrote. */
    isInstead?: true;
  }
}

export interface HiddenCover extends Covered {
  readonly isHidden: true;
  /** Plain text to show where a link is not possible. */
  readonly shown: string;
  /** The link to show; absent if there is only text. */
  readonly link?: CoveredWikilink;
  /** Whether the label of `link` is the author's, as written in `raw`. */
  readonly isLabelWritten?: boolean;
}

/** Covers a stretch and shows plain text instead. */
export function coverWithText(body: string, span: Span, shown: string): HiddenCover {
  return { raw: body.slice(span.start, span.end), span, isBetweenSigns: false, isHidden: true, shown };
}

/**
 * Covers a link and shows another instead.
 *
 * @param written the link as written, if it has brackets; keeps its label
 */
export function coverWithLink(body: string, span: Span, instead: InsteadOfLink, written?: CoveredWikilink): HiddenCover {
  const { target, anchor, shown } = instead;
  const { spelled } = written ?? {};
  const cover = coverWithText(body, span, written?.label ?? shown);
  const isNamed = shown === (anchor === undefined ? target : `${target}#${anchor}`);
  const label = written?.label ?? (isNamed ? undefined : shown);
  const link: CoveredWikilink = {
    raw: cover.raw,
    span,
    isBetweenSigns: false,
    isEmbed: written?.isEmbed ?? false,
    target,
    ...(anchor !== undefined && { anchor }),
    ...(spelled !== undefined && target === written?.target && { spelled }),
    ...(label !== undefined && { label }),
  };
  return { ...cover, link, isLabelWritten: written?.label !== undefined };
}
