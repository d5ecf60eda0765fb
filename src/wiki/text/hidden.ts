/**
 * Stretches of a text that its readers see differently. The text itself is never edited: a stretch is covered while the text is
 * parsed (covers.ts), and replaced where the text is printed.
 */
import type { HiddenStretch, Span } from '../model.ts';

/** Shown in place of the name of a private article. */
export const withheldName = '…';

/**
 * A part of a text as readers see it.
 *
 * @param hidden from `inOrder`
 */
export function shownText(text: string, hidden: readonly HiddenStretch[], start = 0, end = text.length): string {
  let shown = '';
  let from = start;
  for (const { span, text: instead } of hidden) {
    if (span.start < from || span.end > end) continue;
    shown += text.slice(from, span.start) + instead;
    from = span.end;
  }
  return shown + text.slice(from, end);
}

/** Sorts stretches by place; of two that overlap, the first counts, and of two with the same start the longer. */
export function inOrder<Stretch extends { readonly span: Span }>(stretches: readonly Stretch[]): Stretch[] {
  const ordered: Stretch[] = [];
  let end = 0;
  for (const stretch of [...stretches].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)) {
    if (stretch.span.start < end) continue;
    ordered.push(stretch);
    end = stretch.span.end;
  }
  return ordered;
}

/** The same stretch in a text that starts `by` characters earlier. */
export function shifted({ span, text }: HiddenStretch, by: number): HiddenStretch {
  return { span: { start: span.start + by, end: span.end + by }, text };
}
