/**
 * Maps the characters of a text node to the source. The lengths may differ: `\=` and `&amp;` are one character each, and lines in
 * a quote start with markers. Whatever makes nodes from part of a text uses this, so that the offsets of the parts are right and
 * escaped characters remain text.
 */
import type { Nodes, Parent, PhrasingContent, Root, Text } from 'mdast';
import { placeBetween, startOf } from './offsets.ts';

export interface WrittenText {
  /** Offset in the source of each UTF-16 unit of the text; the last entry is the end of the node. */
  readonly starts: readonly number[];
  /** False for an escape, an entity, or a character not found in the source. */
  readonly isLiteral: (index: number) => boolean;
}

const entity = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]*);/y;

export function writtenText({ value, position }: Text, source: string): WrittenText {
  const end = position?.end.offset ?? 0;
  const starts: number[] = [];
  const others = new Set<number>();
  let at = position?.start.offset ?? 0;
  for (let index = 0; index < value.length; ) {
    const unit = value[index];
    const written = at < end ? source[at] : undefined;
    if (written === '\\' && source[at + 1] === unit && /[!-/:-@[-`{-~]/.test(unit ?? '')) {
      others.add(index++);
      starts.push(at);
      at += 2;
      continue;
    }
    entity.lastIndex = at;
    const reference = written === '&' ? entity.exec(source)?.[0] : undefined;
    if (reference !== undefined && !value.startsWith(reference, index)) {
      const width = (value.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
      for (let unitOf = 0; unitOf < width; unitOf++) {
        others.add(index++);
        starts.push(at);
      }
      at += reference.length;
    } else if (written === unit) {
      starts.push(at++);
      index++;
    } else if (written !== undefined && /[\s>]/.test(written)) at++;
    else {
      others.add(index++);
      starts.push(Math.min(at, end));
    }
  }
  starts.push(end);
  return { starts, isLiteral: (index) => !others.has(index) };
}

/** A part of a text node, with its place. */
export function partOf(node: Text, { starts }: WrittenText, from: number, to: number): Text {
  return { ...node, value: node.value.slice(from, to), position: placeBetween(starts[from] ?? 0, starts[to] ?? 0) };
}

/**
 * Rewrites every run of phrasing content that contains text or strikethrough, innermost first. Skips the text of bare URLs
 * (`https://a.example/x==y`).
 *
 * @param rewrite returns the new children of a node; its second argument says whether they are in the label of a link
 */
export function rewritePhrasing(
  root: Root,
  source: string,
  rewrite: (children: PhrasingContent[], inLink: boolean) => PhrasingContent[],
): void {
  const visit = (node: Nodes, inLink: boolean): void => {
    if (!('children' in node) || node.type === 'wikiLink') return;
    const isLink = node.type === 'link' || node.type === 'linkReference';
    if (isLink && source[startOf(node)] !== '[') return;
    const isInLink = inLink || isLink;
    for (const child of node.children) visit(child as Nodes, isInLink);
    if (!node.children.some(({ type }) => type === 'text' || type === 'delete')) return;
    (node as Parent).children = rewrite(node.children as PhrasingContent[], isInLink);
  };
  visit(root, false);
}
