/**
 * Ids of blocks (Obsidian Help, "Link to a block in a note"): ` ^id` at the end of a paragraph, a heading or an item, or on a line
 * of its own behind a heading, a list, a quote, a table or code. They are taken out of the tree, and stand as ids at what they name;
 * a heading, which has an id of its own, is only called so.
 */
import type { Heading, Nodes, Paragraph, Parents, Root, RootContent, Table } from 'mdast';
import type { HeadingBlockId, NamedBlock, Span } from '../model.ts';
import { endOf, startOf } from '../text/offsets.ts';

declare module 'mdast' {
  interface HeadingData {
    /** Offsets are of the file. */
    block?: HeadingBlockId;
  }
}

/** Letters, digits and dashes; underscores, which Obsidian does not write but people do, as well. */
const idAtEnd = /(^|\s)\^([A-Za-z0-9_-]+)\s*$/;

/** An id at the end of a line; a heading may be closed behind it. */
const mayHoldId = /\^[A-Za-z0-9_-]+[^\S\n]*#*[^\S\n]*(?:\n|$)/;

/** What no id can name: these are no elements of the page. */
const nameless: ReadonlySet<string> = new Set(['html', 'thematicBreak', 'definition', 'footnoteDefinition']);

/**
 * Takes the ids of blocks out of the tree. What is named by several has the first; of two blocks of one id the first has it. Those of
 * headings are in the data of their nodes, not among the blocks that come back.
 *
 * @param body the text that the tree was parsed from
 * @param bodyStart offset of the body in the file; spans are offsets of the file
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
  /** Of the child that the next step stands in. */
  readonly index: number;
}

interface TakenId {
  readonly id: string;
  /** Where it is written, with the white space before it. */
  readonly span: Span;
  /** It stands at the very start of a line of its own. */
  readonly isAtMargin: boolean;
}

/** Takes an id off the end of a paragraph, which is left empty where it holds nothing else, or of a heading that says more. */
function takeAtEnd(node: Paragraph | Heading, body: string): TakenId | undefined {
  const last = node.children.at(-1);
  if (last?.type !== 'text') return undefined;
  const found = idAtEnd.exec(last.value);
  const end = last.position?.end.offset ?? 0;
  const id = found?.[2];
  if (!found || id === undefined) return undefined;
  // Behind something else than a space it is a part of it; and signs that are escaped are signs.
  const opensLine = node.children.length === 1 || node.children.at(-2)?.type === 'break';
  if (found[1] === '' && !opensLine) return undefined;
  if (node.type === 'heading' && node.children.length === 1 && last.value.slice(0, found.index).trim() === '') return undefined;
  const sign = body.lastIndexOf('^', end - 1);
  if (body.slice(sign, end).trimEnd() !== `^${id}` || body[sign - 1] === '\\') return undefined;
  let kept = last.value.slice(0, found.index);
  let keptEnd = end - found[0].length;
  // The signs that close a heading stand before its id too: `## Findings ## ^find`.
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

/** A last row that is nothing but an id: without a blank line before it, markdown takes it for a part of the table. */
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
 * The quote or callout that an id stands at the end of, since parts of quotes have no names; or the list, where the id stands behind it at the
 * margin, which markdown takes for a part of its last item.
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

/** What opens an item stands for all of it. */
function ownOf(node: RootContent, parent: Parents): Nodes {
  return parent.type === 'listItem' && parent.children[0] === node ? parent : node;
}
