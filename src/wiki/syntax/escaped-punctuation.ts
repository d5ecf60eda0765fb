/** `\"` stays a straight quote where punctuation is made smart: what is escaped is a text of its own, and says so. */
import type { PhrasingContent, Root, Text } from 'mdast';
import { partOf, rewritePhrasing, writtenText } from '../text/written-text.ts';

declare module 'mdast' {
  interface TextData {
    /** As it is written, whatever is made of the text around it. */
    isEscaped?: true;
  }
}

/** Cuts texts at escaped quotes, hyphens and dots, in place. @param source what the offsets of the tree are offsets of */
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
