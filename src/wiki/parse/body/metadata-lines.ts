/** Reads metadata lines such as `**Last updated**: 2026-05-22`, with which wikis without frontmatter open an article. */
import type { List, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { parseDate } from '../../schema/dates.ts';
import { propertyNamed } from '../../schema/property-keys.ts';
import { textOf, textOfNodes } from '../../syntax/node-text.ts';
import { allItems, flatItems } from './body-sections.ts';

export interface MetadataLine {
  readonly key: string;
  readonly property: keyof typeof readable;
  /** The content after the colon. */
  readonly value: readonly PhrasingContent[];
  /** For a list below the line, its items; else the value. */
  readonly items: readonly Paragraph[];
  /** The list below the line. */
  readonly list?: List;
  /** The value as plain text. */
  readonly text: string;
  /** The node of the body that contains the line. */
  readonly node: RootContent;
}

export interface MetadataLines {
  readonly lines: readonly MetadataLine[];
  /** Nodes of the body that contain only such lines, and the lists below them. */
  readonly nodes: ReadonlySet<RootContent>;
  /** `nodes`, and nodes whose lines have the same keys but are prose: none of them is a summary. */
  readonly keyed: ReadonlySet<RootContent>;
  /** The thematic break that ends the lines. */
  readonly end?: RootContent;
}

/** Properties that a line can give, with a check of their text. Any other line is prose. */
const readable = {
  summary: isSome,
  type: isName,
  aliases: isSome,
  tags: isSome,
  created: isDate,
  updated: isDate,
  sources: isSome,
  related: isSome,
} as const;

/**
 * The lines that open a body, each a bold key, a colon and a value; also as list items or in a quote. Reading stops at the first
 * other text. A line with an unknown key or an invalid value stays in place, with the lines around it.
 *
 * @param from index of the first node after the title
 * @param given keys of the frontmatter, which take precedence over lines
 */
export function metadataLines(root: Root, from: number, given: Iterable<string>): MetadataLines {
  const taken = new Set<string | undefined>([...given].map(propertyNamed));
  const lines: MetadataLine[] = [];
  const nodes = new Set<RootContent>();
  const known = new Set<RootContent>();
  const opening = root.children.slice(from);
  let end: RootContent | undefined;
  for (const [index, node] of opening.entries()) {
    // A list that was read with the key above it.
    if (nodes.has(node)) continue;
    if (node.type === 'thematicBreak' && lines.length > 0) {
      if (nodes.has(opening[index - 1] as RootContent)) end = node;
      break;
    }
    const keyed = paragraphsOf(node)?.flatMap(linesOf).map(keyedLine);
    if (keyed?.some((line) => line && isReadable(propertyNamed(line.key) ?? ''))) known.add(node);
    if (!keyed?.every((line) => line !== undefined)) break;
    let isRead = true;
    for (const line of keyed) {
      if (!line) continue;
      const below = line.text === '' ? opening[index + 1] : undefined;
      const list = below?.type === 'list' ? below : undefined;
      const read = list ? { ...line, ...itemsAsValue(list) } : line;
      const property = propertyNamed(read.key);
      if (property === undefined || !isReadable(property) || taken.has(property) || !readable[property](read.text))
        isRead = false;
      else {
        taken.add(property);
        lines.push({ ...read, property, node, ...(list && { list }) });
        if (list) nodes.add(list);
      }
    }
    if (isRead) nodes.add(node);
  }
  return { lines, nodes, keyed: new Set([...nodes, ...known]), ...(end && { end }) };
}

/**
 * Nodes of the body that are not printed, since the page shows all their content elsewhere.
 *
 * @param untold lines with content that the page would lose
 */
export function nodesToldElsewhere({ lines, nodes, end }: MetadataLines, untold: ReadonlySet<MetadataLine>): Set<RootContent> {
  const told = new Set(nodes);
  for (const { node, list } of untold) {
    told.delete(node);
    if (list) told.delete(list);
  }
  const last = lines.at(-1);
  if (end && last && told.has(last.list ?? last.node)) told.add(end);
  return told;
}

/** Whether the page shows a whole line elsewhere: as a property, which is plain text, or as the lead. */
export function isToldByProperty({ property, value, list }: MetadataLine): boolean {
  if (list && !flatItems([list])) return false;
  return property === 'summary' || value.every(isPlain);
}

function isPlain(node: PhrasingContent): boolean {
  if ('children' in node && node.type !== 'link' && node.type !== 'wikiLink' && node.type !== 'inlineNote')
    return node.children.every(isPlain);
  return node.type === 'text' || node.type === 'inlineCode' || node.type === 'break';
}

/** The paragraphs of a node that may contain lines; undefined for other nodes. */
function paragraphsOf(node: RootContent): Paragraph[] | undefined {
  if (node.type === 'paragraph') return [node];
  if (node.type !== 'list' && node.type !== 'blockquote') return undefined;
  const inside = node.type === 'list' ? node.children.flatMap(({ children }) => children) : node.children;
  return inside.every((child) => child.type === 'paragraph') ? (inside as Paragraph[]) : undefined;
}

/** The items of a list, and the same joined with commas. */
function itemsAsValue(list: List): Pick<MetadataLine, 'value' | 'text' | 'items'> {
  const items = allItems([list]);
  const value = items.flatMap(({ children }, index): PhrasingContent[] =>
    index === 0 ? children : [{ type: 'text', value: ', ' }, ...children],
  );
  return { value, text: textOfNodes(value), items };
}

function keyedLine(line: readonly PhrasingContent[]): Pick<MetadataLine, 'key' | 'value' | 'text' | 'items'> | undefined {
  const [first, second, ...rest] = line;
  if (first?.type !== 'strong') return undefined;
  const bold = textOf(first).trim();
  const key = bold.replace(/\s*[:：]$/, '');
  const colon = bold === key && second?.type === 'text' ? /^\s*[:：]\s*/.exec(second.value)?.[0] : undefined;
  if (bold === key && colon === undefined) return undefined;
  const head = second?.type === 'text' ? cut(second, colon?.length ?? /^\s*/.exec(second.value)?.[0].length ?? 0) : second;
  const all = head === undefined ? rest : [head, ...rest];
  const value = all.filter((node) => node.type !== 'text' || node.value !== '');
  return { key, value, text: textOfNodes(value).trim(), items: [{ type: 'paragraph', children: value }] };
}

function isReadable(property: string): property is keyof typeof readable {
  return Object.hasOwn(readable, property);
}

function isSome(text: string): boolean {
  return text !== '';
}

/** A type is a name, not a sentence. */
function isName(text: string): boolean {
  return text !== '' && text.length <= 40 && text.split(/\s+/).length <= 4 && !/[.,;:]/.test(text);
}

function isDate(text: string): boolean {
  return parseDate(text) !== undefined;
}

/** Splits a paragraph at its line breaks; a line without a key continues the one above. */
function linesOf(paragraph: Paragraph): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]];
  for (const node of paragraph.children) {
    if (node.type === 'break') lines.push([]);
    else if (node.type !== 'text') lines.at(-1)?.push(node);
    else {
      let at = 0;
      for (const [index, piece] of node.value.split('\n').entries()) {
        if (index > 0) lines.push([]);
        if (piece !== '') lines.at(-1)?.push(cut(node, at, at + piece.length));
        at += piece.length + 1;
      }
    }
  }
  const joined: PhrasingContent[][] = [];
  for (const line of lines) {
    const above = joined.at(-1);
    if (line.every((node) => node.type === 'text' && node.value.trim() === '')) continue;
    if (line[0]?.type === 'strong' || !above) joined.push(line);
    else above.push({ type: 'text', value: ' ' }, ...line);
  }
  return joined;
}

type Position = NonNullable<Root['position']>;
type Text = Extract<PhrasingContent, { type: 'text' }>;

/** A part of a text node, with its position. */
function cut(node: Text, from: number, to = node.value.length): Text {
  const start = (node.position?.start.offset ?? 0) + from;
  const position: Position = {
    start: { line: 1, column: 1, offset: start },
    end: { line: 1, column: 1, offset: start + to - from },
  };
  return { ...node, value: node.value.slice(from, to), position };
}
