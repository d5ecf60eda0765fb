/** What a wikilink shows as its author wrote it, with its markup: code, emphasis, highlights, formulas, notes. A link in it is its text. */
import type { Nodes, PhrasingContent, Root } from 'mdast';
import { placeBetween } from './offsets.ts';

/** Signs that markup within a line needs. */
const mayHoldMarkup = /[`*_~$]|==|\]\(|\^\[/;

/** What a link may hold, beside other links. */
const inLinks: ReadonlySet<string> = new Set([
  'text',
  'inlineCode',
  'inlineMath',
  'emphasis',
  'strong',
  'delete',
  'mark',
  'inlineNote',
]);

/**
 * The nodes of a label, at their places; one text, as it is written, where it holds anything that no link can hold.
 *
 * @param start offset of the label
 * @param parse a text to a tree, with offsets of that text
 */
export function labelNodes(label: string, start: number, parse: (text: string) => Root): PhrasingContent[] {
  const asWritten: PhrasingContent = { type: 'text', value: label, position: placeBetween(start, start + label.length) };
  if (!mayHoldMarkup.test(label)) return [asWritten];
  const [only, ...more] = parse(label).children;
  const nodes = only?.type === 'paragraph' && more.length === 0 ? withoutLinks(only.children) : undefined;
  // A note alone would leave no words to follow.
  if (!nodes?.some((node) => node.type !== 'inlineNote' && !(node.type === 'text' && node.value.trim() === '')))
    return [asWritten];
  for (const node of nodes) move(node, start);
  return nodes;
}

function withoutLinks(nodes: readonly PhrasingContent[]): PhrasingContent[] | undefined {
  const flat: PhrasingContent[] = [];
  for (const node of nodes) {
    const isLink = node.type === 'link';
    if (!isLink && !inLinks.has(node.type)) return undefined;
    const inside = 'children' in node ? withoutLinks(node.children as PhrasingContent[]) : [];
    if (!inside) return undefined;
    if (isLink) flat.push(...inside);
    else flat.push('children' in node ? ({ ...node, children: inside } as PhrasingContent) : node);
  }
  return flat;
}

/** Makes offsets of a label offsets of the text around it. */
function move(node: Nodes, by: number): void {
  if (node.position) node.position = placeBetween((node.position.start.offset ?? 0) + by, (node.position.end.offset ?? 0) + by);
  if (node.type === 'inlineMath' && node.data?.formula) {
    const { formula } = node.data;
    const lines = formula.lines.map((line) => line + by);
    node.data = { ...node.data, formula: { ...formula, start: formula.start + by, end: formula.end + by, lines } };
  }
  if ('children' in node) for (const child of node.children) move(child as Nodes, by);
}
