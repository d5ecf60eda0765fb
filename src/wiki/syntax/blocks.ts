/** What an article holds that is no markdown but is shown as more than its text: code, formulas, diagrams. */
import type { Code, RootContentMap } from 'mdast';
import type { Span } from '../model.ts';

/** One such block (a formula may stand within a line). What is made of it depends on nothing else. */
export type Block =
  /** `lang` and `meta` as behind the fence: `ts`, `title="main.ts" {2}`; empty when not given. */
  | { readonly kind: 'code'; readonly lang: string; readonly meta: string; readonly text: string }
  /** TeX. */
  | { readonly kind: 'math'; readonly isDisplay: boolean; readonly text: string }
  /** Mermaid. */
  | { readonly kind: 'diagram'; readonly text: string };

/** A block in a file. */
export interface WrittenBlock {
  readonly block: Block;
  /** With its fences. */
  readonly span: Span;
  /** Offset in the file of each line of `block.text`. */
  readonly lines: readonly number[];
}

/** What a fenced or indented block of code is. */
export function blockOfCode({ lang, meta, value }: Code): Block {
  switch (lang?.toLowerCase()) {
    case 'mermaid':
      return { kind: 'diagram', text: value };
    case 'math':
      return { kind: 'math', isDisplay: true, text: value };
    default:
      return { kind: 'code', lang: lang ?? '', meta: meta ?? '', text: value };
  }
}

/** What a formula is. */
export function blockOfMath({
  value,
  data,
}: Pick<RootContentMap['inlineMath' | 'math'], 'value' | 'data'>): Block & { kind: 'math' } {
  return { kind: 'math', isDisplay: data?.formula?.isDisplay ?? true, text: value };
}

/**
 * Where each line of a block of code stands: at the end of its line in the file, whatever item or quote moved it there.
 *
 * @param span of the block in `source`
 */
export function linesOfCode(value: string, source: string, span: Span): number[] {
  const isFenced = /^(?:`{3}|~{3})/.test(source.slice(span.start, span.start + 3));
  let from = isFenced ? source.indexOf('\n', span.start) + 1 || span.end : span.start;
  return value.split('\n').map((line) => {
    const newline = source.indexOf('\n', from);
    const end = newline < 0 ? source.length : newline;
    const start = Math.max(from, end - line.length);
    from = Math.min(end + 1, source.length);
    return start;
  });
}
