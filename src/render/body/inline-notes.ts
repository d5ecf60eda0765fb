/** Turns each inline note into a mark and a footnote. */
import type { FootnoteDefinition, Nodes, Root, RootContent } from 'mdast';

/** Returns the tree with the footnotes at its end. They are numbered with the others, in the order of their marks. */
export function withFootnotes(tree: Root): Root {
  const labels = new Set<string>();
  let hasNotes = false;
  const look = (node: Nodes): void => {
    if (node.type === 'inlineNote') hasNotes = true;
    if (node.type === 'footnoteReference' || node.type === 'footnoteDefinition') labels.add(node.identifier.toLowerCase());
    if ('children' in node) for (const child of node.children) look(child);
  };
  look(tree);
  if (!hasNotes) return tree;
  const footnotes: FootnoteDefinition[] = [];
  let count = 0;
  const nextLabel = (): string => {
    do count++;
    while (labels.has(`note-${count}`));
    return `note-${count}`;
  };
  const visit = (node: Nodes): Nodes => {
    if (!('children' in node)) return node;
    if (node.type !== 'inlineNote') return { ...node, children: node.children.map(visit) } as Nodes;
    const label = nextLabel();
    const paragraph = { type: 'paragraph', children: node.children.map(visit) } as RootContent;
    footnotes.push({
      type: 'footnoteDefinition',
      identifier: label,
      label,
      children: [paragraph] as FootnoteDefinition['children'],
    });
    const { position, data } = node;
    return { type: 'footnoteReference', identifier: label, label, ...(data && { data }), ...(position && { position }) } as Nodes;
  };
  const children = tree.children.map(visit) as RootContent[];
  return { ...tree, children: [...children, ...footnotes] };
}
