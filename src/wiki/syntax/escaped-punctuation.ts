/**
 * Keeps escaped punctuation out of smart typography: `\"` remains a straight quote. Escaped characters become marked text nodes.
 */
import type { PhrasingContent, Root, Text } from 'mdast';
import { partOf, rewritePhrasing, writtenText } from '../text/written-text.ts';

declare module 'mdast' {
  interface TextData {
    /** Print as written; do not apply smart typography. */
    isEscaped?: true;
  }
}

/**
 * Splits texts at escaped quotes, hyphens and dots, in place.
 *
 * @param source the text that the offsets of the tree refer to
 */
export function markEscapes(root: Root, source: string): void {
  if (!/\\["'.-]/.test(source)) return;
  rewritePhrasing(root, source, (children) =>
    children.flatMap((child) => (child.type === 'text' && /["'.-]/.test(child.value) ? split(child, source) : [child])),
  );
}

function split(node: Text, source: string): PhrasingContent[] {
  const written = writtenText(node, source);
  const parts: PhrasingContent[] = [];
  let from = 0;
  for (const { index } of node.value.matchAll(/["'.-]/g)) {
    if (written.isLiteral(index) || source[written.starts[index] ?? 0] !== '\\') continue;
    if (index > from) parts.push(partOf(node, written, from, index));
    parts.push({ ...partOf(node, written, index, index + 1), data: { isEscaped: true } });
    from = index + 1;
  }
  if (from === 0) return [node];
  if (from < node.value.length) parts.push(partOf(node, written, from, node.value.length));
  return parts;
}
