/** GitHub's emoji shortcodes: `:rocket:`. Unknown names remain text, as does `10:30:45`. */
import { nameToEmoji } from 'gemoji';
import type { PhrasingContent, Root, Text } from 'mdast';
import { partOf, rewritePhrasing, writtenText } from '../text/written-text.ts';

declare module 'mdast' {
  interface TextData {
    /** The shortcode as written: `:rocket:`. */
    shortcode?: string;
  }
}

const shortcode = /(?<![\p{L}\p{N}:]):([a-z0-9_+-]+):(?![\p{L}\p{N}:])/gu;

/**
 * Replaces each shortcode with a text node that holds its emoji, in place.
 *
 * @param source the text that the offsets of the tree refer to
 */
export function putEmoji(root: Root, source: string): void {
  if (!source.includes(':')) return;
  rewritePhrasing(root, source, (children) =>
    children.flatMap((child) => (child.type === 'text' && child.value.includes(':') ? split(child, source) : [child])),
  );
}

function split(node: Text, source: string): PhrasingContent[] {
  const found = [...node.value.matchAll(shortcode)].filter(([, name = '']) => Object.hasOwn(nameToEmoji, name));
  if (found.length === 0) return [node];
  const written = writtenText(node, source);
  const parts: PhrasingContent[] = [];
  let from = 0;
  for (const { index, 0: code, 1: name = '' } of found) {
    const to = index + code.length;
    if (!written.isLiteral(index) || !written.isLiteral(to - 1)) continue;
    if (index > from) parts.push(partOf(node, written, from, index));
    parts.push({ ...partOf(node, written, index, to), value: nameToEmoji[name] ?? code, data: { shortcode: code } });
    from = to;
  }
  if (from < node.value.length) parts.push(partOf(node, written, from, node.value.length));
  return parts;
}
