/**
 * Raw HTML elements that are removed with their content: scripts, styles, templates and the like (schema/html-policy). They are
 * found in the source with its tree, then covered like comments, and the text is parsed without them, so that their content
 * reaches neither the page nor the title, the summary or the word count.
 *
 * An element may span several blocks if its tag opens a line or is in an HTML block. One that opens within a sentence must be
 * closed in the same paragraph, heading or cell, unless its content cannot be prose: code in a style or a script, elements in a
 * drawing. Without its closing tag an element removes nothing: its tag is text.
 */
import type { Html, Nodes, PhrasingContent, Root } from 'mdast';
import type { Span } from '../model.ts';
import { droppedElements, emptyElements, rawTextElements, unclosableElements } from '../schema/html-policy.ts';
import { endOf, startOf } from '../text/offsets.ts';
import { type FoundComment, lineEnd, lineHead, lineStart } from './comments.ts';

declare module 'mdast' {
  interface TextData {
    /** A tag that is never closed. */
    isTag?: true;
  }
}

/** An element including its tags, as offsets in the text. */
export interface RemovedElement extends FoundComment {
  /** `style` */
  readonly name: string;
  /** Offset of the end of its opening tag. */
  readonly tagEnd: number;
}

interface Tag extends Span {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** The HTML block, paragraph, heading, cell or link that contains the tag. */
  readonly piece: Nodes;
  /** Whether an element over several blocks may begin or end here. */
  readonly opensBlocks: boolean;
  readonly closesBlocks: boolean;
}

const closable = [...droppedElements].filter((name) => !emptyElements.has(name));
const names = closable.join('|');
const anyTag = new RegExp(`<(?:${names})(?=[\\s>/])`, 'i');
const shownTag = new RegExp(`^<(?:${[...closable, ...unclosableElements].join('|')})(?=[\\s>/])`, 'i');
const anyShownTag = new RegExp(shownTag.source.slice(1), 'i');
const commentOrTag = new RegExp(`<!--[\\s\\S]*?(?:-->|$)|<(/?)(${names})(?=[\\s>/])(?:"[^"]*"|'[^']*'|[^"'>])*(?:>|$)`, 'gi');

/** Whether a text may contain such an element; rules out nearly every text. */
export function mayHoldRemovedElements(text: string): boolean {
  return text.includes('<') && anyTag.test(text);
}

/** Whether a text may contain a tag that is printed as text if it is not closed. */
export function mayHoldShownTags(text: string): boolean {
  return text.includes('<') && anyShownTag.test(text);
}

/**
 * Finds the outermost elements, in order.
 *
 * @param tree of `text`
 * @param formulas in the text, which contain no tags
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
    // Read from the source, since the lines of a block in a quote start with markers that are not part of a tag.
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
      // The content of a script or a style is text up to its closing tag.
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

/** The matching closing tags, by index of the opening tag. */
function partnersOf(tags: readonly Tag[], text: string): Map<number, Tag> {
  const partners = new Map<number, Tag>();
  /** Open tags by element name. */
  const open = new Map<string, number[]>();
  for (const [index, tag] of tags.entries()) {
    const openers = open.get(tag.name) ?? [];
    if (tag.kind === 'open') openers.push(index);
    open.set(tag.name, openers);
    if (tag.kind !== 'close') continue;
    const last = openers.at(-1);
    // An earlier opening tag has the last one between it and this closing tag, so only the last can contain nothing but code.
    const closes = (at: number): boolean =>
      isPair(tags[at] as Tag, tag) || (at === last && holdsNoProse(tags[at] as Tag, tag, text));
    if (rawTextElements.has(tag.name)) {
      // The first opening tag that this one closes contains those after it.
      const first = openers.find(closes);
      if (first !== undefined) partners.set(first, tag);
      // A tag that opens several blocks may still be closed later; those after it would be inside it.
      const rest = first === undefined ? openers.find((at) => tags[at]?.opensBlocks) : undefined;
      open.set(tag.name, rest === undefined ? [] : [rest]);
    } else if (last !== undefined && closes(last)) partners.set(openers.pop() as number, tag);
  }
  return partners;
}

/** Scripts and styles hold code: a closing tag in them is not a word of prose. */
function isCode({ name }: Tag): boolean {
  return name === 'script' || name === 'style';
}

function isPair(open: Tag, close: Tag): boolean {
  return open.piece === close.piece || (open.opensBlocks && (close.closesBlocks || isCode(close)));
}

/** Elements that contain only other elements; words occur only inside those. */
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

/** Whether the text between two tags in different blocks cannot be prose that mentions both tags. */
function holdsNoProse(open: Tag, close: Tag, text: string): boolean {
  if (isCode(open)) return readsAsCode(text.slice(open.end, close.start));
  const holdsTags = startsWithTag(text, open.end) && endsWithTag(text, open.end, close.start);
  return (elementsOnly.has(open.name) && holdsTags) || isBlank(text, open.end, close.start);
}

/** Maximum margin before the first and after the last tag in an element, in characters. */
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

/** Removes the white space and quote markers at the end. */
function withoutMargin(text: string): string {
  return text.replace(/(?:\n[ \t>]*|[ \t]+)+$/, '');
}

const codeComment = /\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?:^|[\s;{}])\/\/[^\n]*/g;

/**
 * Signs of code that prose does not have: braces, the end of a statement, an assignment, a call, a rule of a style sheet, a line
 * of brackets alone.
 */
const signOfCode = /[{}]|;[ \t]*$|\S[ \t]*[-+*/|&?]?=[^=]|=>|[\w\])]\(|^[ \t]*@[a-z-]+|^[ \t]*[[\](),;]+[ \t]*$/im;

/** A line of words that ends like a sentence or a clause. */
const proseLine = /^[ \t]*(?:[\p{L}\p{M}’'-]+[,:]?[ \t]+){2,}[\p{L}\p{M}’'-]+[.,:!?…]?[ \t]*$/mu;

/** Whether each stretch between blank lines is code. A stretch within braces needs no other sign of it. */
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

/** Whether blank lines may replace the element: nothing else in its HTML block precedes it or is on lines after it. */
function isBlock(open: Tag, close: Tag, text: string): boolean {
  const { piece } = open;
  if (piece !== close.piece) return open.opensBlocks;
  if (piece.type !== 'html') return false;
  const before = text.slice(startOf(piece), open.start);
  const after = text.slice(close.end, endOf(piece));
  const isLong = text.slice(open.start, close.end).includes('\n');
  return before.trim() === '' && (after.trim() === '' || (isLong && !after.trimEnd().includes('\n')));
}

/**
 * Turns unclosed tags within sentences into text, in place.
 *
 * @param tree of a text without removed elements
 */
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
