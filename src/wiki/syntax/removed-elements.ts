/**
 * Elements of raw HTML that go with all they hold: scripts, styles, templates and the like (schema/html-policy). They are found in
 * the source by its tree; then they are covered like comments, and the text is parsed without them, so that neither the page nor
 * the title, the summary or the words of an article tell what they held.
 *
 * An element whose tag opens its line, or that stands in a block of HTML, may reach over several blocks. One that opens amid words
 * must be closed in the same paragraph, heading or cell, unless what it holds cannot be prose: code between the tags of a style or a
 * script, other elements between those of a drawing. Without its closing tag an element removes nothing: its tag is text.
 */
import type { Html, Nodes, PhrasingContent, Root } from 'mdast';
import type { Span } from '../model.ts';
import { droppedElements, emptyElements, rawTextElements, unclosableElements } from '../schema/html-policy.ts';
import { endOf, startOf } from '../text/offsets.ts';
import { type FoundComment, lineEnd, lineHead, lineStart } from './comments.ts';

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

const closable = [...droppedElements].filter((name) => !emptyElements.has(name));
const names = closable.join('|');
const anyTag = new RegExp(`<(?:${names})(?=[\\s>/])`, 'i');
const shownTag = new RegExp(`^<(?:${[...closable, ...unclosableElements].join('|')})(?=[\\s>/])`, 'i');
const anyShownTag = new RegExp(shownTag.source.slice(1), 'i');
const commentOrTag = new RegExp(`<!--[\\s\\S]*?(?:-->|$)|<(/?)(${names})(?=[\\s>/])(?:"[^"]*"|'[^']*'|[^"'>])*(?:>|$)`, 'gi');

/** Whether a text may hold such an element: nearly none does. */
export function mayHoldRemovedElements(text: string): boolean {
  return text.includes('<') && anyTag.test(text);
}

/** Whether a text may hold a tag that is shown when it is not closed. */
export function mayHoldShownTags(text: string): boolean {
  return text.includes('<') && anyShownTag.test(text);
}

/**
 * The outermost of them, in their order.
 *
 * @param tree of `text`
 * @param formulas in it, where nothing is a tag
 */
export function findRemovedElements(tree: Root, text: string, formulas: readonly Span[]): RemovedElement[] {
  const tags = tagsOf(tree, text, formulas);
  const partners = partnersOf(tags, text);
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
function partnersOf(tags: readonly Tag[], text: string): Map<number, Tag> {
  const partners = new Map<number, Tag>();
  /** Of each name, the tags that are open. */
  const open = new Map<string, number[]>();
  for (const [index, tag] of tags.entries()) {
    const openers = open.get(tag.name) ?? [];
    if (tag.kind === 'open') openers.push(index);
    open.set(tag.name, openers);
    if (tag.kind !== 'close') continue;
    const last = openers.at(-1);
    // Between an earlier opening tag and this closing tag stands another opening tag: only the last can hold nothing but code.
    const closes = (at: number): boolean =>
      isPair(tags[at] as Tag, tag) || (at === last && holdsNoProse(tags[at] as Tag, tag, text));
    if (rawTextElements.has(tag.name)) {
      // The first tag that this one closes holds the others.
      const first = openers.find(closes);
      if (first !== undefined) partners.set(first, tag);
      // One that goes on over several blocks may still be closed by another; those after it would be within it.
      const rest = first === undefined ? openers.find((at) => tags[at]?.opensBlocks) : undefined;
      open.set(tag.name, rest === undefined ? [] : [rest]);
    } else if (last !== undefined && closes(last)) partners.set(openers.pop() as number, tag);
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

/** Elements that hold other elements, and words within those alone. */
const elementsOnly: ReadonlySet<string> = new Set([
  'svg',
  'math',
  'template',
  'object',
  'select',
  'datalist',
  'head',
  'noscript',
]);

/** Whether what stands between two tags in different blocks cannot be prose that mentions both. */
function holdsNoProse(open: Tag, close: Tag, text: string): boolean {
  if (isCode(open)) return readsAsCode(text.slice(open.end, close.start));
  const holdsTags = startsWithTag(text, open.end) && endsWithTag(text, open.end, close.start);
  return (elementsOnly.has(open.name) && holdsTags) || isBlank(text, open.end, close.start);
}

/** Signs before the first and after the last tag of an element; more are no longer the margin of a tag. */
const maxMargin = 400;

function startsWithTag(text: string, from: number): boolean {
  return /^[\s>]*<[a-z!?]/i.test(text.slice(from, from + maxMargin));
}

function endsWithTag(text: string, from: number, to: number): boolean {
  return /[a-z0-9"'/\]-]>$/i.test(withoutMargin(text.slice(Math.max(from, to - maxMargin), to)));
}

function isBlank(text: string, from: number, to: number): boolean {
  return to - from <= maxMargin && withoutMargin(text.slice(from, to)) === '';
}

/** Without the white space, and the signs of quotes, that stand before what follows. */
function withoutMargin(text: string): string {
  return text.replace(/(?:\n[ \t>]*|[ \t]+)+$/, '');
}

const codeComment = /\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?:^|[\s;{}])\/\/[^\n]*/g;

/** What prose does not hold: braces, a statement that ends, an assignment, a call, a rule of a style sheet; a line of brackets alone. */
const signOfCode = /[{}]|;[ \t]*$|\S[ \t]*[-+*/|&?]?=[^=]|=>|[\w\])]\(|^[ \t]*@[a-z-]+|^[ \t]*[[\](),;]+[ \t]*$/im;

/** Words, one after another, that end as a sentence or a clause does. */
const proseLine = /^[ \t]*(?:[\p{L}\p{M}’'-]+[,:]?[ \t]+){2,}[\p{L}\p{M}’'-]+[.,:!?…]?[ \t]*$/mu;

/** Whether each stretch between blank lines is code; what stands within braces needs no other sign of it. */
function readsAsCode(inside: string): boolean {
  const stretches = inside
    .replace(/\n[ \t]*(?:>[ \t]?)+/g, '\n')
    .replace(codeComment, ' ')
    .split(/\n[ \t]*(?=\n)/);
  let depth = 0;
  for (const stretch of stretches) {
    const isOutside = depth <= 0;
    for (const [brace] of stretch.matchAll(/[{}]/g)) depth += brace === '{' ? 1 : -1;
    if (isOutside && stretch.trim() !== '' && (!signOfCode.test(stretch) || proseLine.test(stretch))) return false;
  }
  return true;
}

/** Whether blank lines may take the place of an element: nothing else of its block of HTML stands before it, or on lines after it. */
function isBlock(open: Tag, close: Tag, text: string): boolean {
  const { piece } = open;
  if (piece !== close.piece) return open.opensBlocks;
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
      else if (isOwn && shownTag.test(child.value))
        node.children[index] = { ...child, type: 'text', data: { isTag: true } } satisfies PhrasingContent;
    }
  };
  visit(tree, false);
}
