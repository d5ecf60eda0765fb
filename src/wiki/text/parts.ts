import type { Span } from '../model.ts';

/** The parts of a text between separators, as spans. There is one more than separators; parts may be empty. */
export function partsBetween(separator: RegExp, text: string): Span[] {
  const parts: Span[] = [];
  let start = 0;
  for (const { index, 0: raw } of text.matchAll(separator)) {
    parts.push({ start, end: index });
    start = index + raw.length;
  }
  return [...parts, { start, end: text.length }];
}
