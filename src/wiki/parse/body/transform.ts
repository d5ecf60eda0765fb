/** Changes to the tree of a body by code that a wiki brings along, such as remark plugins. */
import type { Nodes, Root } from 'mdast';
import type { Span } from '../../model.ts';
import { endOf, placeBetween } from '../../text/offsets.ts';

/** Something that such code says about an article. */
export interface TransformMessage {
  /** One or more sentences. */
  readonly message: string;
  /** Offsets in the body; undefined if it is about the whole article. */
  readonly span?: Span;
}

/**
 * Changes the tree of a body in place. Nodes are those of `parseMarkdown`.
 *
 * @param body the text that the tree was parsed from; offsets of nodes are offsets in it
 * @param path of the file in the vault
 * @returns what it has to say about the article
 * @throws TransformFailure if it fails; the tree is then unusable
 */
export type BodyTransform = (root: Root, body: string, path: string) => readonly TransformMessage[];

/** The code of the wiki failed on an article. The message is a sentence. */
export class TransformFailure extends Error implements TransformMessage {
  readonly span?: Span;

  constructor(message: string, span?: Span) {
    super(message);
    if (span) this.span = span;
  }
}

/**
 * Gives places to nodes that a transform created or moved, since later steps read a tree in the order of its text: each is an empty
 * stretch after the last node that is in place. What later steps note on nodes is theirs alone.
 *
 * @param length of the text that the tree was parsed from
 */
export function placeChangedNodes(root: Root, length: number): void {
  let behind = 0;
  const visit = (node: Nodes): void => {
    if (node.data) forget(node.data);
    const { start, end } = { start: node.position?.start?.offset, end: node.position?.end?.offset };
    const isInPlace = isWhole(start) && isWhole(end) && start >= behind && end >= start && end <= length;
    if (!isInPlace) node.position = placeBetween(behind, behind);
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
    behind = Math.max(behind, endOf(node));
  };
  for (const child of root.children) visit(child);
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}

/** Numbers of links and citations, which only the article they are of gives. */
function forget(data: object): void {
  const { link, citations } = data as { link?: unknown; citations?: unknown };
  if (link !== undefined) delete (data as { link?: unknown }).link;
  if (citations !== undefined) delete (data as { citations?: unknown }).citations;
}
