/**
 * Tags in the text: `#sky/planets` (Obsidian Help, "Tags"). Letters, digits, `_`, `-`, `/` and emoji, not digits alone; at the
 * start of a text or after white space, an opening bracket or a quotation mark, so that `C#`, `issue#4` and the end of an address
 * are not tags. Possible CSS colours (`#fff`, `#a1b2c3`) are not tags either: a missed tag is better than an unintended one.
 */

import type { Nodes, Parent, PhrasingContent, Root, Text } from 'mdast';
import type { Span } from '../model.ts';
import { placeBetween } from '../text/offsets.ts';
import { bracketSigns, holdsBrackets } from '../text/wikilinks.ts';
import { partOf, rewritePhrasing, type WrittenText, writtenText } from '../text/written-text.ts';

/** A tag with its place. Its child is the text shown: `#sky/planets`. */
export interface BodyTag extends Parent {
  type: 'tag';
  /** `sky/planets` */
  name: string;
  children: Text[];
}

declare module 'mdast' {
  interface RootContentMap {
    tag: BodyTag;
  }
  interface PhrasingContentMap {
    tag: BodyTag;
  }
}

const tag = /#((?:[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{RI}\p{EMod}_/-]|\u200d|\ufe0f)+)/gu;
const colour = /^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;
const opening = /^(?:[\s\p{Ps}\p{Pi}"'¿¡]|)$/u;
/** Raw HTML elements in which `#` is plain text. */
const literalElement = /^<(\/?)(?:a|code|kbd|pre|samp|tt|var)\b/i;

/**
 * Replaces tags with nodes, in place.
 *
 * @param source the text that the offsets of the tree refer to
 */
export function markTags(root: Root, source: string): void {
  if (!source.includes('#')) return;
  const broken = brokenLinks(root, source);
  rewritePhrasing(root, source, (children, inLink) => {
    if (inLink || !children.some((child) => child.type === 'text' && child.value.includes('#'))) return children;
    let inElement = 0;
    return children.flatMap((child): PhrasingContent[] => {
      if (child.type === 'html') {
        const [found, slash] = literalElement.exec(child.value) ?? [];
        if (found !== undefined) inElement = Math.max(0, inElement + (slash === '/' ? -1 : 1));
      }
      return child.type === 'text' && inElement === 0 && child.value.includes('#') ? split(child, source, broken) : [child];
    });
  });
}

function split(node: Text, source: string, broken: readonly Span[]): PhrasingContent[] {
  const written = writtenText(node, source);
  const parts: PhrasingContent[] = [];
  let from = 0;
  for (const { index, 1: run = '' } of node.value.matchAll(tag)) {
    const name = run.replace(/\/+$/, '');
    if (!isTag(name) || !written.isLiteral(index) || !isAtStart(node, written, index, source)) continue;
    if (isWithin(broken, written.starts[index] ?? 0)) continue;
    const to = index + 1 + name.length;
    if (index > from) parts.push(partOf(node, written, from, index));
    parts.push({
      type: 'tag',
      name,
      children: [partOf(node, written, index, to)],
      position: placeBetween(written.starts[index] ?? 0, written.starts[to] ?? 0),
    });
    from = to;
  }
  if (from === 0) return [node];
  if (from < node.value.length) parts.push(partOf(node, written, from, node.value.length));
  return parts;
}

function isTag(name: string): boolean {
  return !/^\p{N}+$/u.test(name) && /[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u.test(name) && !colour.test(name);
}

/** Maximum distance in characters from `[[` to a closing `]]` on another line. */
const reach = 300;

const blocks: ReadonlySet<string> = new Set(['paragraph', 'heading', 'tableCell', 'descriptionTerm']);

/**
 * Spans of brackets that form no link, in order: from `[[` to its `]]`, which may be on another line of the block, or to the end
 * of the line. Ignores brackets in code and in links.
 */
function brokenLinks(root: Root, source: string): Span[] {
  const broken: Span[] = [];
  if (!holdsBrackets(source)) return broken;
  const lineEnd = (offset: number): number => {
    const end = source.indexOf('\n', offset);
    return end < 0 ? source.length : end;
  };
  const readBlock = (block: Nodes): void => {
    const open: { start: number; isLiteral: boolean }[] = [];
    const unclosed: typeof open = [];
    const visit = (node: Nodes): void => {
      if (node.type === 'wikiLink') return;
      if (node.type === 'text') {
        const signs = [...bracketSigns(node.value)];
        const written = signs.length > 0 ? writtenText(node, source) : undefined;
        for (const { at: index, opens } of signs) {
          const at = written?.starts[index] ?? 0;
          if (opens) open.push({ start: at, isLiteral: written?.isLiteral(index) === true });
          else {
            const opened = open.pop();
            if (opened && at - opened.start > reach && at > lineEnd(opened.start)) unclosed.push(opened);
            else if (opened) broken.push({ start: opened.start, end: at });
          }
        }
      } else if ('children' in node) for (const child of node.children) visit(child as Nodes);
    };
    visit(block);
    for (const { start, isLiteral } of [...unclosed, ...open]) if (isLiteral) broken.push({ start, end: lineEnd(start) });
  };
  const walk = (node: Nodes): void => {
    if (blocks.has(node.type)) readBlock(node);
    else if ('children' in node) for (const child of node.children) walk(child as Nodes);
  };
  walk(root);
  return joined(broken);
}

/** Sorts spans and merges those that overlap. */
function joined(spans: Span[]): Span[] {
  const apart: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && span.start <= last.end) apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else apart.push(span);
  }
  return apart;
}

/** @param spans in order, not overlapping */
function isWithin(spans: readonly Span[], offset: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return offset < (spans[low - 1]?.end ?? 0);
}

function isAtStart(node: Text, { starts }: WrittenText, index: number, source: string): boolean {
  const offset = starts[index] ?? 0;
  // Part of a malformed address: `[a] b](#c)`.
  if (source.startsWith('](', offset - 2) || holdsBrackets(source.slice(offset - 2, offset))) return false;
  if (index > 0) return opening.test(node.value[index - 1] ?? '');
  const before = source[offset - 1] ?? '';
  // Emphasis and table cells start a text; the marker of a quote needs no space after it.
  if (opening.test(before) || /[*_~=|]/.test(before)) return true;
  return before === '>' && /^[\s>]*$/.test(source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset));
}
