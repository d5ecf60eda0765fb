/** Puts formulas into a tree that was parsed without regard to them, which saves parsing the text again. */
import type { Nodes, Paragraph, Parents, RootContent, Text } from 'mdast';
import { endOf, placeBetween, startOf } from '../text/offsets.ts';
import type { FoundFormula } from './math.ts';

/**
 * Replaces formulas with nodes, if the parser read nothing in them as markup. Changes nothing otherwise.
 *
 * @param formulas in order
 * @param text the text that `root` was parsed from
 * @returns whether it did
 */
export function putFormulas(root: Nodes, formulas: readonly FoundFormula[], text: string): boolean {
  const splits = splitsAt(formulas, root, text);
  if (!splits) return false;
  for (const [parent, partsOfText] of splits) {
    const children = parent.children as RootContent[];
    parent.children = children.flatMap((child) => partsOfText.get(child) ?? child) as typeof parent.children;
  }
  if (formulas.some(({ isDisplay }) => isDisplay)) putBlocks(root);
  return true;
}

/** A displayed formula as a block, if the paragraph contains nothing else. */
export function blockOfFormula({ children }: Paragraph): RootContent | undefined {
  const [only, ...more] = children;
  if (more.length > 0 || only?.type !== 'inlineMath' || !only.data?.formula?.isDisplay) return undefined;
  return { ...only, type: 'math' };
}

/** The parts of text nodes, by parent. */
type Splits = Map<Parents, Map<Nodes, RootContent[]>>;

/**
 * The parts of each text node with formulas; undefined if a formula is not within one text node, or its text differs from the
 * source.
 */
function splitsAt(formulas: readonly FoundFormula[], root: Nodes, text: string): Splits | undefined {
  const splits: Splits = new Map();
  let next = 0;
  const visit = (parent: Nodes): boolean => {
    if (!('children' in parent)) return true;
    return (parent.children as Nodes[]).every((node) => {
      if (node.type !== 'text') return visit(node);
      const from = next;
      while (startOf(node) <= (formulas[next]?.start ?? -1) && (formulas[next]?.end ?? 0) <= endOf(node)) next++;
      if (next === from) return true;
      if (node.value !== withoutEscapes(text.slice(startOf(node), endOf(node)))) return false;
      const ofParent = splits.get(parent) ?? new Map<Nodes, RootContent[]>();
      splits.set(parent, ofParent.set(node, partsOf(node, formulas.slice(from, next), text)));
      return true;
    });
  };
  return visit(root) && next === formulas.length ? splits : undefined;
}

function partsOf(node: Text, formulas: readonly FoundFormula[], text: string): RootContent[] {
  const parts: RootContent[] = [];
  let from = startOf(node);
  const addText = (to: number): void => {
    if (to > from) parts.push({ type: 'text', value: withoutEscapes(text.slice(from, to)), position: placeBetween(from, to) });
  };
  for (const formula of formulas) {
    const { start, end, tex } = formula;
    addText(start);
    parts.push({ type: 'inlineMath', value: tex, data: { formula }, position: placeBetween(start, end) });
    from = end;
  }
  addText(endOf(node));
  return parts;
}

/** A text without entities as CommonMark reads it (section 2.4). */
function withoutEscapes(text: string): string {
  return text.includes('\\') ? text.replace(/\\([!-/:-@[-`{-~])/g, '$1') : text;
}

function putBlocks(node: Nodes): void {
  if (!('children' in node)) return;
  const children = node.children as RootContent[];
  for (const [index, child] of children.entries()) {
    if (child.type === 'paragraph') children[index] = blockOfFormula(child) ?? child;
    else putBlocks(child);
  }
}
