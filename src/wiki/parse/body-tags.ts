/**
 * Tags in the text: `#sky/planets` (Obsidian Help, "Tags"). Letters, digits, `_`, `-`, `/` and emoji, not digits alone; at the
 * start of a text, or behind white space or an opening bracket or quote, so that `C#`, `issue#4` and the end of an address are none.
 * What may be a colour of CSS (`#fff`, `#a1b2c3`) is none either: a tag that nobody meant is worse than one that is missed.
 */
import type { Parent, PhrasingContent, Root, Text } from 'mdast';
import { placeBetween } from './offsets.ts';
import { partOf, rewritePhrasing, type WrittenText, writtenText } from './written-text.ts';

/** A tag where the author wrote it. Its child is what is shown: `#sky/planets`. */
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
/** Elements of raw HTML in which nothing is a tag. */
const literalElement = /^<(\/?)(?:a|code|kbd|pre|samp|tt|var)\b/i;

/** Makes nodes of tags, in place. @param source what the offsets of the tree are offsets of */
export function markTags(root: Root, source: string): void {
  if (!source.includes('#')) return;
  rewritePhrasing(root, source, (children, inLink) => {
    if (inLink || !children.some((child) => child.type === 'text' && child.value.includes('#'))) return children;
    let inElement = 0;
    return children.flatMap((child): PhrasingContent[] => {
      if (child.type === 'html') {
        const [found, slash] = literalElement.exec(child.value) ?? [];
        if (found !== undefined) inElement = Math.max(0, inElement + (slash === '/' ? -1 : 1));
      }
      return child.type === 'text' && inElement === 0 && child.value.includes('#') ? split(child, source) : [child];
    });
  });
}

function split(node: Text, source: string): PhrasingContent[] {
  const written = writtenText(node, source);
  const parts: PhrasingContent[] = [];
  let from = 0;
  for (const { index, 1: run = '' } of node.value.matchAll(tag)) {
    const name = run.replace(/\/+$/, '');
    if (!isTag(name) || !written.isLiteral(index) || !isAtStart(node, written, index, source)) continue;
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

/** How far the brackets of a link that is none are looked for, in characters. */
const reach = 300;

/** Whether a place lies between `[[` and `]]` of one paragraph that are no link, or right behind `[[`. */
function isInBrokenLink(source: string, offset: number): boolean {
  if (source.startsWith('[[', offset - 2)) return true;
  const before = source.slice(Math.max(0, offset - reach), offset);
  const opened = before.lastIndexOf('[[');
  if (opened < 0 || ends.test(before.slice(opened + 2))) return false;
  const after = source.slice(offset, offset + reach);
  const closed = after.indexOf(']]');
  return closed >= 0 && !ends.test(after.slice(0, closed));
}

/** What no link reaches over. */
const ends = /\[\[|\]\]|\n[ \t>]*\n/;

function isAtStart(node: Text, { starts }: WrittenText, index: number, source: string): boolean {
  const offset = starts[index] ?? 0;
  // An address that is none: `[a] b](#c)`.
  if (source.startsWith('](', offset - 2) || isInBrokenLink(source, offset)) return false;
  if (index > 0) return opening.test(node.value[index - 1] ?? '');
  const before = source[offset - 1] ?? '';
  // Emphasis and cells start a text; a quote needs no space behind its sign.
  if (opening.test(before) || /[*_~=|]/.test(before)) return true;
  return before === '>' && /^[\s>]*$/.test(source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset));
}
