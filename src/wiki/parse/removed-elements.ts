/**
 * Elements of raw HTML that go with all they hold: scripts, styles, templates and the like (schema/html-policy). They are found in
 * the source by its tree; then they are covered like comments, and the text is parsed without them, so that neither the page nor
 * the title, the summary or the words of an article tell what they held.
 *
 * An element that opens amid words must be closed in the same paragraph, heading or cell; one whose tag opens its line, or that
 * stands in a block of HTML, may reach over several blocks. Without its closing tag an element removes nothing: its tag is text.
 */
import type { Html, Nodes, PhrasingContent, Root } from 'mdast';
import type { Span } from '../model.ts';
import { droppedElements, rawTextElements } from '../schema/html-policy.ts';
import { type FoundComment, lineEnd, lineHead, lineStart } from './comments.ts';
import { endOf, startOf } from './offsets.ts';

declare module 'mdast' {
  interface TextData {
    /** It is a tag that is never closed. */
    isTag?: true;
  }
}

/** An element with its tags, as offsets of the text. */
export interface RemovedElement extends FoundComment {
  /** `style` */
  readonly name: string;
  /** Where its opening tag ends. */
  readonly tagEnd: number;
}

interface Tag extends Span {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** The block of HTML, paragraph, heading, cell or link that it stands in. */
  readonly piece: Nodes;
  /** Whether an element over several blocks may begin, or end, here. */
  readonly opensBlocks: boolean;
  readonly closesBlocks: boolean;
}

/** Elements that hold nothing have no closing tag to look for: the sanitiser takes them out. */
const names = [...droppedElements].filter((name) => name !== 'embed').join('|');
const anyTag = new RegExp(`<(?:${names})(?=[\\s>/])`, 'i');
const openingTag = new RegExp(`^<(?:${names})(?=[\\s>/])`, 'i');
const commentOrTag = new RegExp(`<!--[\\s\\S]*?(?:-->|$)|<(/?)(${names})(?=[\\s>/])(?:"[^"]*"|'[^']*'|[^"'>])*(?:>|$)`, 'gi');

/** Whether a text may hold such an element: nearly none does. */
export function mayHoldRemovedElements(text: string): boolean {
  return text.includes('<') && anyTag.test(text);
}

/**
 * The outermost of them, in their order.
 *
 * @param tree of `text`
 * @param formulas in it, where nothing is a tag
 */
export function findRemovedElements(tree: Root, text: string, formulas: readonly Span[]): RemovedElement[] {
  const tags = tagsOf(tree, text, formulas);
  const partners = partnersOf(tags);
  const elements: RemovedElement[] = [];
  let end = 0;
  for (const [index, tag] of tags.entries()) {
    if (tag.kind === 'close' || tag.start < end) continue;
    const partner = tag.kind === 'empty' ? tag : partners.get(index);
    if (!partner) continue;
    end = partner.end;
    elements.push({ start: tag.start, end, isBlock: isBlock(tag, partner, text), name: tag.name, tagEnd: tag.end });
  }
  return elements;
}

function tagsOf(tree: Root, text: string, formulas: readonly Span[]): Tag[] {
  const tags: Tag[] = [];
  let formula = 0;
  const add = (node: Html, piece: Nodes): void => {
    const isOwnBlock = piece === node;
    // As it stands in the source: in a quote, the lines of a block have signs before them, which are in no tag.
    const html = text.slice(startOf(node), endOf(node));
    commentOrTag.lastIndex = 0;
    for (let found = commentOrTag.exec(html); found; found = commentOrTag.exec(html)) {
      const [written, slash, given] = found;
      if (given === undefined) continue;
      const name = given.toLowerCase();
      const start = startOf(node) + found.index;
      const end = start + written.length;
      while ((formulas[formula]?.end ?? Number.POSITIVE_INFINITY) <= start) formula++;
      if ((formulas[formula]?.start ?? Number.POSITIVE_INFINITY) <= start) continue;
      const opensLine = lineHead.test(text.slice(lineStart(text, start), start));
      const endsLine = text.slice(end, lineEnd(text, end)).trim() === '';
      tags.push({
        name,
        kind: slash === '/' ? 'close' : written.endsWith('/>') ? 'empty' : 'open',
        start,
        end,
        piece,
        opensBlocks: isOwnBlock || opensLine,
        closesBlocks: isOwnBlock || opensLine || endsLine,
      });
      // What a script or a style holds is text up to its closing tag.
      if (slash !== '/' && rawTextElements.has(name)) {
        const close = new RegExp(`</${name}(?=[\\s>/])`, 'i').exec(html.slice(commentOrTag.lastIndex));
        if (close) commentOrTag.lastIndex += close.index;
      }
    }
  };
  const visit = (node: Nodes, piece: Nodes | undefined): void => {
    if (node.type === 'html') add(node, piece ?? node);
    if (!('children' in node)) return;
    const own = pieces.has(node.type) ? node : piece;
    for (const child of node.children) visit(child as Nodes, own);
  };
  visit(tree, undefined);
  return tags;
}

const pieces: ReadonlySet<string> = new Set(['paragraph', 'heading', 'descriptionTerm', 'tableCell', 'link']);

/** The closing tags of those that have one, by the number of the opening tag. */
function partnersOf(tags: readonly Tag[]): Map<number, Tag> {
  const partners = new Map<number, Tag>();
  /** Of each name, the tags that are open. */
  const open = new Map<string, number[]>();
  for (const [index, tag] of tags.entries()) {
    const openers = open.get(tag.name) ?? [];
    if (tag.kind === 'open') openers.push(index);
    open.set(tag.name, openers);
    if (tag.kind !== 'close') continue;
    const closes = (at: number): boolean => isPair(tags[at] as Tag, tag);
    if (rawTextElements.has(tag.name)) {
      // The first tag that this one closes holds the others.
      const first = openers.find(closes);
      if (first !== undefined) partners.set(first, tag);
      // One that goes on over several blocks may still be closed by another; those after it would be within it.
      const rest = first === undefined ? openers.find((at) => tags[at]?.opensBlocks) : undefined;
      open.set(tag.name, rest === undefined ? [] : [rest]);
    } else if (openers.length > 0 && closes(openers.at(-1) as number)) partners.set(openers.pop() as number, tag);
  }
  return partners;
}

/** Code holds no prose that its closing tag could be a word of. */
function isCode({ name }: Tag): boolean {
  return name === 'script' || name === 'style';
}

function isPair(open: Tag, close: Tag): boolean {
  return open.piece === close.piece || (open.opensBlocks && (close.closesBlocks || isCode(close)));
}

/** Whether blank lines may take the place of an element: nothing else of its block of HTML stands before it, or on lines after it. */
function isBlock(open: Tag, close: Tag, text: string): boolean {
  const { piece } = open;
  if (piece !== close.piece) return true;
  if (piece.type !== 'html') return false;
  const before = text.slice(startOf(piece), open.start);
  const after = text.slice(close.end, endOf(piece));
  const isLong = text.slice(open.start, close.end).includes('\n');
  return before.trim() === '' && (after.trim() === '' || (isLong && !after.trimEnd().includes('\n')));
}

/** Makes text of the tags amid words that are never closed, in place. @param tree of a text without removed elements */
export function showUnclosedTags(tree: Root): void {
  const visit = (node: Nodes, isPhrasing: boolean): void => {
    if (!('children' in node)) return;
    const isOwn = isPhrasing || pieces.has(node.type);
    for (const [index, child] of node.children.entries()) {
      if (child.type !== 'html') visit(child as Nodes, isOwn);
      else if (isOwn && openingTag.test(child.value))
        node.children[index] = { ...child, type: 'text', data: { isTag: true } } satisfies PhrasingContent;
    }
  };
  visit(tree, false);
}
