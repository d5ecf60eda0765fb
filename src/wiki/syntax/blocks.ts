/** Blocks that are not printed as plain text: code, formulas, diagrams. */
import type { Code } from 'mdast';
import type { Span } from '../model.ts';

/** Such a block; a formula may also be inline. Its output depends on nothing else. */
export type Block =
  /** `lang` and `meta` are the info string of the fence: `ts`, `title="main.ts" {2}`; empty if absent. */
  | { readonly kind: 'code'; readonly lang: string; readonly meta: string; readonly text: string }
  /** TeX. */
  | { readonly kind: 'math'; readonly isDisplay: boolean; readonly text: string }
  /** Mermaid. */
  | { readonly kind: 'diagram'; readonly text: string };

/** A block with its place in a file. */
export interface WrittenBlock {
  readonly block: Block;
  /** Includes the fences. */
  readonly span: Span;
  /** Offset in the file of each line of `block.text`. */
  readonly lines: readonly number[];
}

/** Classifies a fenced or indented code block. */
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

interface MathNode {
  readonly type: string;
  readonly value: string;
  readonly data?: { readonly formula?: { readonly isDisplay: boolean } } | undefined;
}

/** Classifies a formula. */
export function blockOfMath({ type, value, data }: MathNode): Block & { kind: 'math' } {
  return { kind: 'math', isDisplay: data?.formula?.isDisplay ?? type === 'math', text: value };
}

/**
 * Offset of each line of a code block in the file, measured from the end of the line, since items and quotes indent its start.
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
