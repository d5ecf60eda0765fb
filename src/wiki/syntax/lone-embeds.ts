/** Embeds on a line of their own, which show the embedded content in place. An embed within a sentence is a link. */
import type { Image, Paragraph, PhrasingContent } from 'mdast';
import { mediaKindOf } from '../schema/media.ts';
import type { WikiLink } from './wiki-link.ts';

type Embed = WikiLink | Image;

/**
 * Whether a node embeds a block, judged by its target's name, since the file is not resolved yet: an article, a player, a PDF.
 * Images and links to other files are inline.
 */
export function isBlockEmbed(node: PhrasingContent | undefined): node is Embed {
  if (node?.type === 'wikiLink') return node.link.isEmbed && isBlock(node.link.target);
  return node?.type === 'image' && node.data?.link !== undefined && isBlock(node.url.replace(/[?#].*$/, ''));
}

function isBlock(name: string): boolean {
  const kind = mediaKindOf(name);
  return kind !== 'image' && kind !== 'file';
}

/** A lone embed, or the words between such embeds. */
export type Piece = { readonly embed: Embed } | { readonly words: readonly PhrasingContent[] };

/** Splits a paragraph at the block embeds that have a line to themselves; undefined if there are none. */
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

/** Whether the rest of the line before or after the node at `index` holds only embeds. */
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
