/**
 * Obsidian's comments, `%%like this%%` (Obsidian Help, "Basic formatting syntax"): within a line or over several blocks. What
 * stands between two marks is taken out of the tree, with its links; a mark without a partner is text. Code holds no comments.
 */
import type { Root, RootContent, Text } from 'mdast';
import type { Span } from '../model.ts';

type Node = Root | RootContent;

const mark = '%%';

/** @returns the offsets of the comments in the text, marks included */
export function takeComments(tree: Root, text: string): Span[] {
  let marks = countMarks(tree);
  if (marks < 2) return [];
  // The last of an odd number has no partner.
  marks -= marks % 2;
  const spans: Span[] = [];
  let open: number | undefined;

  const visit = (node: Node): void => {
    if (!('children' in node)) return;
    const kept: Node[] = [];
    for (const child of node.children as Node[]) {
      const wasOpen = open !== undefined;
      if (child.type === 'text' && child.value.includes(mark)) kept.push(...visible(child));
      else {
        visit(child);
        const holdsAny = 'children' in child && child.children.length > 0;
        // What began and ended inside a comment goes; what a comment emptied goes with it.
        if ((wasOpen && (open !== undefined || !holdsAny)) || (isContainer(child) && !holdsAny)) continue;
        kept.push(child);
      }
    }
    node.children = kept as typeof node.children;
  };
  /** The parts of a text outside comments. */
  const visible = (node: Text): Text[] => {
    const parts: Text[] = [];
    const start = node.position?.start.offset ?? 0;
    let at = start;
    for (const [index, value] of node.value.split(mark).entries()) {
      if (index > 0) {
        const here = text.indexOf(mark, at);
        if (marks === 0) parts.push({ type: 'text', value: mark });
        else {
          marks--;
          if (open === undefined) open = here;
          else {
            spans.push({ start: open, end: here + mark.length });
            open = undefined;
          }
        }
        at = here + mark.length;
      }
      if (open === undefined && value !== '') parts.push({ ...node, value });
    }
    return parts;
  };
  visit(tree);
  return spans;
}

function isContainer(node: Node): boolean {
  return ['paragraph', 'heading', 'listItem', 'list', 'blockquote', 'emphasis', 'strong', 'delete'].includes(node.type);
}

function countMarks(node: Node): number {
  if (node.type === 'text') return node.value.split(mark).length - 1;
  return 'children' in node ? node.children.reduce((sum, child) => sum + countMarks(child as Node), 0) : 0;
}
