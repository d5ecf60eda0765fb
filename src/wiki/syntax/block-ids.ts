/**
 * Ids of blocks (Obsidian Help, "Link to a block in a note"): ` ^id` at the end of a paragraph, a heading or an item, or on its
 * own line after a heading, a list, a quote, a table or code. They are removed from the tree and become ids of the blocks they
 * name; a heading keeps its own id and gets the block id as a second name.
 */
import type { Heading, Nodes, Paragraph, Parents, Root, RootContent, Table } from 'mdast';
import type { HeadingBlockId, NamedBlock, Span } from '../model.ts';
import { endOf, startOf } from '../text/offsets.ts';

declare module 'mdast' {
  interface HeadingData {
    /** With offsets in the file. */
    block?: HeadingBlockId;
  }
}

/** Letters, digits and dashes; also underscores, which authors write although Obsidian does not. */
const idAtEnd = /(^|\s)\^([A-Za-z0-9_-]+)\s*$/;

/** An id at the end of a line; closing `#` of a heading may follow. */
const mayHoldId = /\^[A-Za-z0-9_-]+[^\S\n]*#*[^\S\n]*(?:\n|$)/;

/** Nodes that an id cannot name, since they are not elements of the page. */
const nameless: ReadonlySet<string> = new Set(['html', 'thematicBreak', 'definition', 'footnoteDefinition']);

/**
 * Removes block ids from the tree. If several ids name one block, the first counts; if several blocks have one id, the first
 * block gets it. Ids of headings are stored in the data of their nodes and are not returned.
 *
 * @param body the text that the tree was parsed from
 * @param bodyStart offset of the body in the file
 * @returns the named blocks, with spans as offsets in the file
 */
export function takeBlockIds(root: Root, body: string, bodyStart: number): NamedBlock[] {
  const blocks: NamedBlock[] = [];
  if (!mayHoldId.test(body)) return blocks;
  const known = new Set<string>();
  const named = new Set<Nodes>();

  const name = (node: Nodes, { id, span }: Pick<TakenId, 'id' | 'span'>): void => {
    if (known.has(id) || named.has(node)) return;
    known.add(id);
    named.add(node);
    if (node.type === 'heading') {
      node.data = { ...node.data, block: { id, span: { start: span.start + bodyStart, end: span.end + bodyStart } } };
      return;
    }
    const data = (node.data ?? {}) as { hProperties?: Record<string, unknown> };
    node.data = { ...data, hProperties: { ...data.hProperties, id: `^${id}` } };
    blocks.push({
      id,
      span: { start: (node.position?.start.offset ?? 0) + bodyStart, end: (node.position?.end.offset ?? 0) + bodyStart },
    });
  };

  const visit = (parent: Parents, above: readonly Step[]): void => {
    const gone = new Set<RootContent>();
    let before: RootContent | undefined;
    for (const [index, child] of parent.children.entries()) {
      const path = [...above, { parent, index }];
      if (child.type === 'table') {
        const taken = takeLastRow(child, body);
        if (taken) name(child, taken);
      } else if (child.type === 'heading') {
        const taken = takeAtEnd(child, body);
        if (taken) name(child, taken);
      } else if (child.type !== 'paragraph') {
        if ('children' in child) visit(child, path);
      } else {
        const taken = takeAtEnd(child, body);
        const isAlone = taken !== undefined && child.children.length === 0;
        const named = isAlone && before !== undefined && !nameless.has(before.type) ? before : child;
        if (named !== child) gone.add(child);
        if (taken) name(outermost(path, taken) ?? ownOf(named, parent), taken);
      }
      if (!gone.has(child)) before = child;
    }
    if (gone.size > 0) parent.children = parent.children.filter((node) => !gone.has(node)) as typeof parent.children;
  };
  visit(root, []);
  return blocks;
}

interface Step {
  readonly parent: Parents;
  /** Index of the child that the next step is in. */
  readonly index: number;
}

interface TakenId {
  readonly id: string;
  /** Includes the white space before it. */
  readonly span: Span;
  /** Whether it is at the very start of its own line. */
  readonly isAtMargin: boolean;
}

/** Takes an id off the end of a paragraph, which is left empty if it holds nothing else, or of a heading that has other text. */
function takeAtEnd(node: Paragraph | Heading, body: string): TakenId | undefined {
  const last = node.children.at(-1);
  if (last?.type !== 'text') return undefined;
  const found = idAtEnd.exec(last.value);
  const end = last.position?.end.offset ?? 0;
  const id = found?.[2];
  if (!found || id === undefined) return undefined;
  // An id must follow a space, else it belongs to the word. An escaped `^` is text.
  const opensLine = node.children.length === 1 || node.children.at(-2)?.type === 'break';
  if (found[1] === '' && !opensLine) return undefined;
  if (node.type === 'heading' && node.children.length === 1 && last.value.slice(0, found.index).trim() === '') return undefined;
  const sign = body.lastIndexOf('^', end - 1);
  if (body.slice(sign, end).trimEnd() !== `^${id}` || body[sign - 1] === '\\') return undefined;
  let kept = last.value.slice(0, found.index);
  let keptEnd = end - found[0].length;
  // Closing `#` of a heading may also precede its id: `## Findings ## ^find`.
  const closing = node.type === 'heading' && body[startOf(node)] === '#' ? /\s+#+\s*$/.exec(kept)?.[0] : undefined;
  if (closing !== undefined && body.slice(0, keptEnd).endsWith(closing)) {
    kept = kept.slice(0, -closing.length);
    keptEnd -= closing.length;
  }
  last.value = kept;
  if (last.position) last.position = { ...last.position, end: { ...last.position.end, offset: keptEnd } };
  if (last.value === '') node.children.pop();
  if (node.children.at(-1)?.type === 'break') node.children.pop();
  let start = sign;
  while (/\s/.test(body[start - 1] ?? '')) start--;
  return { id, span: { start, end: sign + 1 + id.length }, isAtMargin: sign === 0 || body[sign - 1] === '\n' };
}

/** Takes a last row that consists of an id: without a blank line before it, markdown reads it as part of the table. */
function takeLastRow(table: Table, body: string): Pick<TakenId, 'id' | 'span'> | undefined {
  const last = table.children.at(-1);
  if (!last || table.children.length < 2) return undefined;
  const span = { start: startOf(last), end: endOf(last) };
  const id = /^\s*\^([A-Za-z0-9_-]+)\s*$/.exec(body.slice(span.start, span.end))?.[1];
  if (id === undefined) return undefined;
  table.children.pop();
  return { id, span };
}

/**
 * The node that an id names instead of the innermost block: a quote or callout that ends with the id, since parts of quotes have
 * no names; or a list followed by the id at the margin, which markdown reads as part of the last item.
 */
function outermost(path: readonly Step[], { isAtMargin }: TakenId): Nodes | undefined {
  let isLast = true;
  let found: Nodes | undefined;
  for (const [depth, { parent, index }] of [...path.entries()].reverse()) {
    if (parent.type === 'footnoteDefinition') break;
    if (depth > 0) isLast &&= index === parent.children.length - 1;
    const isQuote = parent.type === 'blockquote' || parent.type === 'callout';
    if (isLast && (isQuote || (parent.type === 'list' && isAtMargin))) found = parent;
  }
  return found;
}

/** The first block of an item represents the whole item. */
function ownOf(node: RootContent, parent: Parents): Nodes {
  return parent.type === 'listItem' && parent.children[0] === node ? parent : node;
}
