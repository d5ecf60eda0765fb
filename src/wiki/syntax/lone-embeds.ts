/** Embeds that stand on a line of their own: they show what they name in place, where one amid words is a link. */
import type { Image, Paragraph, PhrasingContent } from 'mdast';
import { mediaKindOf } from '../schema/media.ts';
import type { WikiLink } from './wiki-link.ts';

type Embed = WikiLink | Image;

/**
 * Whether what a node shows may be a block, as its name tells: an article, a player, a paper. Which file is meant is not known
 * yet. Images and links to other files stand amid the words of a paragraph.
 */
export function isBlockEmbed(node: PhrasingContent | undefined): node is Embed {
  if (node?.type === 'wikiLink') return node.link.isEmbed && isBlock(node.link.target);
  return node?.type === 'image' && node.data?.link !== undefined && isBlock(node.url.replace(/[?#].*$/, ''));
}

function isBlock(name: string): boolean {
  const kind = mediaKindOf(name);
  return kind !== 'image' && kind !== 'file';
}

/** An embed that stands alone, or what stands between such embeds. */
export type Piece = { readonly embed: Embed } | { readonly words: readonly PhrasingContent[] };

/** A paragraph, cut at the embeds of blocks that have a line to themselves; undefined when it has none. */
export function piecesOf({ children }: Paragraph): Piece[] | undefined {
  if (!children.some(isBlockEmbed)) return undefined;
  const pieces: Piece[] = [];
  let words: PhrasingContent[] = [];
  const endWords = (): void => {
    const trimmed = withoutLineEnds(words);
    if (trimmed.length > 0) pieces.push({ words: trimmed });
    words = [];
  };
  for (const [index, child] of children.entries()) {
    if (isBlockEmbed(child) && isEdge(children, index, -1) && isEdge(children, index, 1)) {
      endWords();
      pieces.push({ embed: child });
    } else words.push(child);
  }
  if (pieces.length === 0) return undefined;
  endWords();
  return pieces;
}

/** Whether nothing but embeds stands on the line before the node at `index`, or behind it. */
function isEdge(nodes: readonly PhrasingContent[], index: number, step: -1 | 1): boolean {
  for (let at = index + step; ; at += step) {
    const node = nodes[at];
    if (node === undefined || node.type === 'break') return true;
    if (isBlockEmbed(node)) continue;
    if (node.type !== 'text') return false;
    if ((step < 0 ? /\n[^\S\n]*$/ : /^[^\S\n]*\n/).test(node.value)) return true;
    if (node.value.trim() !== '') return false;
  }
}

function withoutLineEnds(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const rest = nodes.map((node) => (node.type === 'text' ? { ...node } : node));
  const isEmpty = (node: PhrasingContent | undefined): boolean =>
    node?.type === 'break' || (node?.type === 'text' && node.value === '');
  const [first] = rest;
  const last = rest.at(-1);
  if (first?.type === 'text') first.value = first.value.trimStart();
  if (last?.type === 'text') last.value = last.value.trimEnd();
  while (isEmpty(rest[0])) rest.shift();
  while (isEmpty(rest.at(-1))) rest.pop();
  return rest;
}
