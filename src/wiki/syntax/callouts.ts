/**
 * Callouts: quotes that open with `[!kind]`, optionally with `+` or `-` to make them foldable, and a title (Obsidian Help,
 * "Callouts"; GitHub Docs, "Alerts"). No package supports trees of any parser with positions, unknown kinds, and titles with
 * links.
 */
import type { Blockquote, Nodes, Paragraph, Parent, PhrasingContent, Root } from 'mdast';
import { calloutKind } from '../schema/callouts.ts';
import { endOf, placeBetween, startOf } from '../text/offsets.ts';

/** A callout; its first child is its title, if it has one. */
export interface Callout extends Parent {
  type: 'callout';
  kind: string;
  /** Title for a callout without one. */
  label: string;
  /** Initial state of a foldable callout. */
  fold?: 'open' | 'closed';
  children: (CalloutTitle | Blockquote['children'][number])[];
}

export interface CalloutTitle extends Parent {
  type: 'calloutTitle';
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface RootContentMap {
    callout: Callout;
    calloutTitle: CalloutTitle;
  }
  interface BlockContentMap {
    callout: Callout;
  }
}

/** `[!kind]` or `[!kind|metadata for themes]-`, up to the title or the end of the line. */
const opening = /^\[!([^\]|\n]+)(?:\|[^\]\n]*)?\]([+-]?)(?:[ \t]+|(?=\n)|$)/;

/**
 * Turns the quotes of `tree` that are callouts into callout nodes.
 *
 * @param text the text that the tree was parsed from
 */
export function readCallouts(tree: Root, text: string): void {
  if (!text.includes('[!')) return;
  const visit = (node: Nodes): void => {
    if (!('children' in node)) return;
    const children = node.children as Nodes[];
    for (const [index, child] of children.entries()) {
      visit(child);
      if (child.type === 'blockquote') children[index] = calloutOf(child, text) ?? child;
    }
  };
  visit(tree);
}

function calloutOf(quote: Blockquote, text: string): Callout | undefined {
  const [first, ...content] = quote.children;
  const head = first?.type === 'paragraph' ? first.children[0] : undefined;
  if (first?.type !== 'paragraph' || head?.type !== 'text') return undefined;
  const { 0: mark, 1: word = '', 2: sign } = opening.exec(head.value) ?? [];
  // An escaped bracket is text.
  if (mark === undefined || text[startOf(head)] !== '[' || word.trim() === '') return undefined;
  const { title, rest } = parted(first, mark.length, text);
  return {
    type: 'callout',
    ...calloutKind(word),
    ...(sign && { fold: sign === '+' ? 'open' : 'closed' }),
    children: [...(title ? [title] : []), ...(rest ? [rest] : []), ...content],
    ...(quote.position && { position: quote.position }),
  };
}

/** Splits a paragraph into the title, up to the end of the first line, and the rest. */
function parted(
  paragraph: Paragraph,
  markLength: number,
  text: string,
): { title: CalloutTitle | undefined; rest: Paragraph | undefined } {
  const title: PhrasingContent[] = [];
  const rest: PhrasingContent[] = [];
  let isTitle = true;
  let isFirst = true;
  for (const child of paragraph.children) {
    const skipped = isFirst ? markLength : 0;
    isFirst = false;
    if (!isTitle) rest.push(child);
    else if (child.type === 'break') isTitle = false;
    else if (child.type === 'text') {
      const lineEnd = child.value.indexOf('\n', skipped);
      const start = startOf(child);
      const end = endOf(child);
      const lineBreak = lineEnd < 0 ? end : sourceBreak(text, start, end);
      const shown = child.value.slice(skipped, lineEnd < 0 ? undefined : lineEnd);
      if (shown !== '') title.push({ type: 'text', value: shown, position: placeBetween(start + skipped, lineBreak) });
      if (lineEnd < 0) continue;
      isTitle = false;
      const below = child.value.slice(lineEnd + 1);
      if (below !== '')
        rest.push({ type: 'text', value: below, position: placeBetween(afterPrefix(text, lineBreak + 1, end), end) });
    } else title.push(child);
  }
  const place = paragraph.position && { position: paragraph.position };
  return {
    title: title.some((node) => node.type !== 'text' || node.value.trim() !== '')
      ? { type: 'calloutTitle', children: title, ...place }
      : undefined,
    rest: rest.length > 0 ? { type: 'paragraph', children: rest, ...place } : undefined,
  };
}

function sourceBreak(text: string, start: number, end: number): number {
  const found = text.indexOf('\n', start);
  return found < 0 || found > end ? end : found;
}

/** The offset after the quote markers of a line. */
function afterPrefix(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && ' \t>'.includes(text.charAt(at))) at++;
  return at;
}
