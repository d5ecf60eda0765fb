/** Line ends of the source within a paragraph: shown as a break, a space, or nothing between Chinese characters. */
import type { Nodes, Root, Text } from 'mdast';
import { textOf } from '../../wiki/syntax/node-text.ts';
import { joinLines } from '../../wiki/text/line-ends.ts';

/**
 * Returns the tree with its line ends settled; does not change the nodes of `tree`.
 *
 * @param breaks whether each line end is a break. There are no breaks in headings, for empty lines (left by a comment), at the
 * start and the end of a paragraph, and in raw `<pre>`, which shows line ends anyway.
 */
export function withLineEnds(tree: Root, breaks: boolean): Root {
  return settled(tree, breaks) as Root;
}

function settled(node: Nodes, breaks: boolean): Nodes {
  if (!('children' in node)) return node;
  const before = node.children as Nodes[];
  const inside = before.map((child) => settled(child, breaks && child.type !== 'heading'));
  const after = inside.some(endsLine) ? (breaks ? broken(inside, blocks.has(node.type)) : joined(inside)) : inside;
  return after.every((child, index) => child === before[index]) && after.length === before.length
    ? node
    : ({ ...node, children: after } as Nodes);
}

function endsLine(node: Nodes): node is Text {
  return node.type === 'text' && node.value.includes('\n');
}

/** Nodes that contain whole lines, in which a break at the start or end would be an empty line. */
const blocks: ReadonlySet<string> = new Set(['paragraph', 'descriptionTerm', 'calloutTitle']);

function broken(nodes: readonly Nodes[], isBlock: boolean): Nodes[] {
  const lines: Nodes[] = [];
  let preDepth = 0;
  const addBreak = (): void => {
    const last = lines.at(-1);
    if (last?.type === 'text') lines[lines.length - 1] = { ...last, value: last.value.trimEnd() };
    if (last ? last.type !== 'break' : !isBlock) lines.push({ type: 'break' });
  };
  for (const node of nodes) {
    if (node.type === 'html') preDepth += preTag(node.value);
    if (!endsLine(node) || preDepth > 0) {
      // A hard break after a line end, with a removed comment between them, is the same break.
      if (node.type === 'break') addBreak();
      else lines.push(node);
      continue;
    }
    for (const [index, value] of node.value.split(/[^\S\n]*\n\s*/).entries()) {
      if (index > 0) addBreak();
      if (value !== '') lines.push({ ...node, value });
    }
  }
  if (isBlock) while (lines.at(-1)?.type === 'break') lines.pop();
  return lines;
}

function preTag(html: string): number {
  const [tag, slash] = /^<(\/?)pre[\s>]/i.exec(html) ?? [];
  return tag === undefined ? 0 : slash === '/' ? -1 : 1;
}

function joined(nodes: readonly Nodes[]): Nodes[] {
  return nodes.map((node, index) => {
    if (!endsLine(node)) return node;
    // The text of the neighbours decides about a line end at the edge.
    const before = edgeOf(nodes[index - 1], -1);
    const after = edgeOf(nodes[index + 1], 0);
    const value = joinLines(before + node.value + after);
    return { ...node, value: value.slice(before.length, value.length - after.length) };
  });
}

/** The first or last character of a neighbour. */
function edgeOf(node: Nodes | undefined, at: 0 | -1): string {
  const text = node && node.type !== 'text' ? textOf(node) : '';
  return [...(at === 0 ? text.slice(0, 2) : text.slice(-2))].at(at) ?? '';
}
