/**
 * Fallback content of `<video>` and `<audio>` for browsers that cannot play them. It stays in the page but is not part of the
 * article's text.
 */
import type { Nodes, Root } from 'mdast';
import { players } from '../schema/html-policy.ts';

declare module 'mdast' {
  interface TextData {
    /** Shown only by browsers that cannot play the element around it. */
    isFallback?: true;
  }
}

const names = [...players].join('|');
const anyPlayer = new RegExp(`<(?:${names})[\\s>]`, 'i');
const playerTag = new RegExp(`^<(/?)(?:${names})[\\s>]`, 'i');

/**
 * Marks the texts inside players as fallbacks, in place.
 *
 * @param text the text that `root` was parsed from
 */
export function markFallbacks(root: Root, text: string): void {
  if (!anyPlayer.test(text)) return;
  const visit = (node: Nodes, isInside: boolean): void => {
    if (node.type === 'text' && isInside) node.data = { ...node.data, isFallback: true };
    if (!('children' in node)) return;
    const children = node.children as Nodes[];
    let end = isInside ? children.length : 0;
    for (const [index, child] of children.entries()) {
      if (index >= end && opens(child)) end = Math.max(index, indexOfEnd(children, index));
      visit(child, index < end);
    }
  };
  visit(root, false);
}

function opens(node: Nodes): boolean {
  return node.type === 'html' && playerTag.exec(node.value)?.[1] === '';
}

/** Index of the closing tag; -1 for a player that is never closed, which holds nothing. */
function indexOfEnd(nodes: readonly Nodes[], start: number): number {
  return nodes.findIndex((node, index) => index > start && node.type === 'html' && playerTag.exec(node.value)?.[1] === '/');
}
