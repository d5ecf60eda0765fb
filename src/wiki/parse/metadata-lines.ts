/** Lines such as `**Last updated**: 2026-05-22` with which wikis without frontmatter open an article. */
import type { Paragraph, PhrasingContent, Root } from 'mdast';
import { parseDate } from '../schema/dates.ts';
import { propertyNamed } from '../schema/frontmatter.ts';
import { textOf } from './body-sections.ts';

export interface MetadataLine {
  readonly key: string;
  readonly property: keyof typeof readable;
  /** What stands behind the colon. */
  readonly value: readonly PhrasingContent[];
  /** The same as plain text. */
  readonly text: string;
}

export interface MetadataLines {
  readonly lines: readonly MetadataLine[];
  /** Index of the first node of the body behind them. */
  readonly to: number;
}

/** Properties that such a line can give, and the texts that it can give for them. Any other line is prose. */
const readable = {
  summary: isSome,
  type: isSome,
  aliases: isSome,
  tags: isSome,
  created: isDate,
  updated: isDate,
  sources: isSome,
  related: isSome,
} as const;

/**
 * The lines of the paragraphs that open a body and say nothing else: each is a key in bold, a colon and a value.
 *
 * @param from index of the first node behind the title
 * @param given keys of the frontmatter: what it says need not, and cannot, be said again
 */
export function metadataLines(root: Root, from: number, given: Iterable<string>): MetadataLines {
  const taken = new Set<string | undefined>([...given].map(propertyNamed));
  const lines: MetadataLine[] = [];
  let to = from;
  for (const node of root.children.slice(from)) {
    if (node.type === 'paragraph') {
      const read = linesOf(node).map(metadataLine);
      if (!read.every((line) => line !== undefined && !taken.has(line.property))) break;
      for (const line of read) {
        if (!line) continue;
        taken.add(line.property);
        lines.push(line);
      }
    } else if (node.type !== 'thematicBreak' || lines.length === 0) break;
    to++;
  }
  return lines.length > 0 ? { lines, to } : { lines, to: from };
}

function metadataLine(line: readonly PhrasingContent[]): MetadataLine | undefined {
  const [first, second, ...rest] = line;
  if (first?.type !== 'strong') return undefined;
  const bold = textOf(first).trim();
  const key = bold.replace(/\s*[:：]$/, '');
  const colon = bold === key && second?.type === 'text' ? /^\s*[:：]\s*/.exec(second.value)?.[0] : undefined;
  if (bold === key && colon === undefined) return undefined;
  const head = second?.type === 'text' ? cut(second, colon?.length ?? /^\s*/.exec(second.value)?.[0].length ?? 0) : second;
  const value = [head, ...rest].filter((node) => node !== undefined && !(node.type === 'text' && node.value === ''));
  const text = value
    .map((node) => (node ? textOf(node) : ''))
    .join('')
    .trim();
  const property = propertyNamed(key);
  if (property === undefined || !isReadable(property) || !readable[property](text)) return undefined;
  return { key, property, value: value as PhrasingContent[], text };
}

function isReadable(property: string): property is keyof typeof readable {
  return Object.hasOwn(readable, property);
}

function isSome(text: string): boolean {
  return text !== '';
}

function isDate(text: string): boolean {
  return parseDate(text) !== undefined;
}

/** What a paragraph holds, cut at its line breaks; blank lines are left out. */
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
  return lines.filter((line) => line.some((node) => node.type !== 'text' || node.value.trim() !== ''));
}

type Position = NonNullable<Root['position']>;
type Text = Extract<PhrasingContent, { type: 'text' }>;

/** A part of a text, at its own place. */
function cut(node: Text, from: number, to = node.value.length): Text {
  const start = (node.position?.start.offset ?? 0) + from;
  const position: Position = {
    start: { line: 1, column: 1, offset: start },
    end: { line: 1, column: 1, offset: start + to - from },
  };
  return { ...node, value: node.value.slice(from, to), position };
}
