/** Footnotes that no mark refers to. Their authors still meant them to be read. */
import type { FootnoteDefinition, FootnoteReference, Nodes, Root, RootContent } from 'mdast';

/**
 * Returns the tree with such footnotes as paragraphs in place, as written: `[^1]: Verified in 2026.` A second footnote with the
 * same label, which no mark can reach, is also shown this way.
 */
export function withLooseFootnotes(tree: Root): Root {
  const definitions = new Map<string, FootnoteDefinition>();
  const marks: string[] = [];
  let count = 0;
  const visit = (node: Nodes): boolean => {
    if (node.type === 'footnoteReference') marks.push(keyOf(node));
    if (node.type !== 'footnoteDefinition') return 'children' in node && node.children.map((child) => visit(child)).some(Boolean);
    count++;
    if (!definitions.has(keyOf(node))) definitions.set(keyOf(node), node);
    return true;
  };
  if (!visit(tree)) return tree;
  const reached = new Set<FootnoteDefinition>();
  const reach = (): void => {
    for (let key = marks.pop(); key !== undefined; key = marks.pop()) {
      const definition = definitions.get(key);
      if (!definition || reached.has(definition)) continue;
      reached.add(definition);
      for (const child of definition.children) visit(child);
    }
  };
  reach();
  if ([...definitions.values()].every((each) => reached.has(each)) && definitions.size === count) return tree;
  const loose = new Set<FootnoteDefinition | undefined>();
  const shown = (node: Nodes): Nodes[] => {
    if (node.type === 'footnoteReference' && loose.has(definitions.get(keyOf(node))))
      return [{ type: 'text', value: markOf(node) }];
    if (!('children' in node)) return [node];
    const isLoose = node.type === 'footnoteDefinition' && !reached.has(node);
    if (isLoose) {
      loose.add(node);
      // Footnotes to which a shown footnote refers are reached too.
      for (const child of node.children) visit(child);
      reach();
    }
    const children = (node.children as Nodes[]).flatMap(shown);
    return isLoose ? asWritten(node, children) : [{ ...node, children } as Nodes];
  };
  return { ...tree, children: tree.children.flatMap(shown) as RootContent[] };
}

function asWritten(definition: FootnoteDefinition, children: readonly Nodes[]): Nodes[] {
  const mark = { type: 'text', value: `${markOf(definition)}: ` } as const;
  const [first, ...rest] = children;
  if (first?.type !== 'paragraph') return [{ type: 'paragraph', children: [mark] }, ...children];
  return [{ ...first, children: [mark, ...first.children] }, ...rest];
}

function markOf({ label, identifier }: FootnoteDefinition | FootnoteReference): string {
  return `[^${label ?? identifier}]`;
}

function keyOf({ identifier }: FootnoteDefinition | FootnoteReference): string {
  return identifier.toUpperCase();
}
