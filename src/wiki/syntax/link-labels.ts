/**
 * Labels of wikilinks with their markup: code, emphasis, highlights, formulas, notes, HTML elements. A link in a label becomes
 * its text; comments are removed.
 */
import type { Nodes, PhrasingContent, Root, Text } from 'mdast';
import { placeBetween } from '../text/offsets.ts';
import { wordsOfTex } from './tex-words.ts';

/** Characters that inline markup needs. */
const mayHoldMarkup = /[`*_~$<&]|==|%%|\]\(|\^\[/;

/** Nodes that a link may contain. */
const inLinks: ReadonlySet<string> = new Set([
  'text',
  'inlineCode',
  'inlineMath',
  'emphasis',
  'strong',
  'delete',
  'mark',
  'inlineNote',
  'html',
]);

/** HTML elements that a link may contain. */
const inlineElements: ReadonlySet<string> = new Set(
  'abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var'.split(
    ' ',
  ),
);
const voidElements: ReadonlySet<string> = new Set(['br', 'wbr']);

/** Put before a label that a parser might read as an HTML block. */
const wordJoiner = '\u2060';

/**
 * Parses a label into nodes at their places. Returns a single text node with the label as written if it holds anything that a
 * link cannot contain.
 *
 * @param start offset of the label
 * @param parse parses a text, with offsets in that text and without Obsidian comments
 */
export function labelNodes(label: string, start: number, parse: (text: string) => Root): PhrasingContent[] {
  const asWritten: PhrasingContent = { type: 'text', value: label, position: placeBetween(start, start + label.length) };
  if (!mayHoldMarkup.test(label)) return [asWritten];
  const opening = label.startsWith('<') ? wordJoiner : '';
  const [only, ...more] = parse(opening + label).children;
  if (!only) return [];
  const nodes = only.type === 'paragraph' && more.length === 0 ? withoutLinks(only.children) : undefined;
  if (!nodes) return [asWritten];
  const shown = trimmed(opening === '' ? nodes : withoutOpening(nodes));
  // With a note alone there would be no words to click.
  const hasWords = shown.some((node) => node.type !== 'inlineNote' && !(node.type === 'text' && node.value.trim() === ''));
  if (!hasWords && shown.length > 0) return [asWritten];
  for (const node of shown) move(node, start - opening.length);
  return shown;
}

/** The words of label nodes, as plain text. */
export function wordsOfNodes(nodes: readonly Nodes[]): string {
  return nodes
    .map((node): string => {
      if (node.type === 'html' || node.type === 'inlineNote') return '';
      if (node.type === 'inlineMath') return wordsOfTex(node.value);
      if ('children' in node) return wordsOfNodes(node.children as Nodes[]);
      return 'value' in node ? node.value : '';
    })
    .join('');
}

/** Removes the word joiner put before the label. */
function withoutOpening([first, ...rest]: readonly PhrasingContent[]): PhrasingContent[] {
  if (first?.type !== 'text' || !first.value.startsWith(wordJoiner)) return first ? [first, ...rest] : [];
  const value = first.value.slice(wordJoiner.length);
  if (value === '') return rest;
  const { start, end } = first.position ?? {};
  return [{ ...first, value, position: placeBetween((start?.offset ?? 0) + wordJoiner.length, end?.offset ?? 0) }, ...rest];
}

/** Trims the white space that removed comments leave at the ends. */
function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const ends = nodes.map((node, index): PhrasingContent => {
    if (node.type !== 'text') return node;
    const value = index === 0 ? node.value.trimStart() : node.value;
    return { ...node, value: index === nodes.length - 1 ? value.trimEnd() : value };
  });
  return ends.filter((node): boolean => node.type !== 'text' || (node as Text).value !== '');
}

/** Whether all HTML tags among the nodes are of elements that a link may contain, properly nested and closed. */
function areTagsPaired(nodes: readonly PhrasingContent[]): boolean {
  const open: string[] = [];
  for (const node of nodes) {
    if (node.type !== 'html') continue;
    const [, slash, written = ''] = /^<(\/?)([a-z][a-z\d]*)(?=[\s/>])[^<>]*>$/i.exec(node.value) ?? [];
    const name = written.toLowerCase();
    if (slash === '' && voidElements.has(name)) continue;
    if (slash === '' && inlineElements.has(name)) open.push(name);
    else if (slash !== '/' || open.pop() !== name) return false;
  }
  return open.length === 0;
}

function withoutLinks(written: readonly PhrasingContent[]): PhrasingContent[] | undefined {
  const nodes = written.filter((node) => node.type !== 'html' || !node.value.startsWith('<!--'));
  if (!areTagsPaired(nodes)) return undefined;
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

/** Shifts the offsets of a label to those of the text around it. */
function move(node: Nodes, by: number): void {
  if (node.position) node.position = placeBetween((node.position.start.offset ?? 0) + by, (node.position.end.offset ?? 0) + by);
  if (node.type === 'inlineMath' && node.data?.formula) {
    const { formula } = node.data;
    const lines = formula.lines.map((line) => line + by);
    node.data = { ...node.data, formula: { ...formula, start: formula.start + by, end: formula.end + by, lines } };
  }
  if ('children' in node) for (const child of node.children) move(child as Nodes, by);
}
