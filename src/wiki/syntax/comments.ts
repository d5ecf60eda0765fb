/**
 * Obsidian's comments, `%%like this%%` (Obsidian Help, "Basic formatting syntax"). Two marks in one paragraph, heading or cell
 * make a comment. A comment over several blocks must start with a mark that opens its line and reaches to the next mark that
 * opens or ends a line, so that `5%%` here and `7%%` there remain text. A mark without a partner is text; if it is alone on its
 * line, it hides the rest of the file, as in Obsidian, where the author sees it hidden too. Marks that are escaped or in code,
 * formulas, addresses and HTML do not count.
 *
 * Comments are found in the source, with the tree of the whole text; then they are covered, and the text is parsed without them.
 */
import type { Nodes, Root, Text } from 'mdast';
import type { Span } from '../model.ts';
import { commentCover, commentPattern, commentSign } from '../text/noncharacters.ts';
import { endOf, placeBetween, startOf } from '../text/offsets.ts';

/** A comment including its marks, as offsets in the text. */
export interface FoundComment extends Span {
  /** Spans several blocks. */
  readonly isBlock: boolean;
  /** Is never closed and reaches to the end of the file. */
  readonly isUnclosed?: true;
}

/** A paragraph, heading, cell, or the label of a link in one: two marks in it make a comment. */
type Piece = Nodes;

interface Mark extends Span {
  /** Undefined in an HTML block, where a mark can only close. */
  readonly piece: Piece | undefined;
  readonly opensLine: boolean;
  readonly endsLine: boolean;
}

/** An escape or a mark; a third `%` belongs to the mark. */
const escapeOrMark = /\\[\s\S]|%{2,3}(?!%)|%%/g;

/** Quote and item markers, as they may precede a mark that opens its line. */
export const lineHead = /^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*$/;

/**
 * Finds the comments, in order.
 *
 * @param tree of the original text
 * @param formulas in the text
 */
export function findComments(tree: Root, text: string, formulas: readonly Span[]): FoundComment[] {
  const marks = marksOf(tree, text, formulas);
  const partners = partnersOf(marks);
  const comments: FoundComment[] = [];
  for (let at = 0; at < marks.length; at++) {
    const { start, piece, opensLine, endsLine } = marks[at] as Mark;
    if (!piece) continue;
    const { inPiece, inBlocks } = partners[at] ?? {};
    const partner = inPiece ?? (opensLine ? inBlocks : undefined);
    if (partner !== undefined) {
      comments.push({ start, end: (marks[partner] as Mark).end, isBlock: inPiece === undefined });
      at = partner;
    } else if (endsLine && /^ {0,3}$/.test(text.slice(lineStart(text, start), start))) {
      comments.push({ start, end: text.length, isBlock: true, isUnclosed: true });
      break;
    }
  }
  return comments;
}

/** Finds comments in a text that no parser can read: blank lines separate pieces, and nothing counts as code. */
export function findCommentsInPlainText(text: string): FoundComment[] {
  if (!text.includes('%%')) return [];
  const children: Root['children'] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/\n[ \t]*\n|$/g)) {
    children.push({ type: 'paragraph', children: [], position: placeBetween(start, index) });
    start = index + gap.length;
  }
  return findComments({ type: 'root', children }, text, []);
}

/** For each mark, the next one in its piece, and the next one that can close a comment over several blocks. */
function partnersOf(marks: readonly Mark[]): { inPiece?: number | undefined; inBlocks?: number | undefined }[] {
  const nextOf = new Map<Piece, number>();
  let closer: number | undefined;
  return marks
    .map((mark, index) => ({ mark, index }))
    .reverse()
    .map(({ mark: { piece, opensLine, endsLine }, index }) => {
      const found = { inPiece: piece && nextOf.get(piece), inBlocks: closer };
      if (piece) nextOf.set(piece, index);
      if ((opensLine || endsLine) && piece?.type !== 'link') closer = index;
      return found;
    })
    .reverse();
}

function marksOf(tree: Root, text: string, formulas: readonly Span[]): Mark[] {
  const pieces = piecesOf(tree, text, formulas);
  const marks: Mark[] = [];
  let next = 0;
  let line: Span = { start: 0, end: -1 };
  /** The open pieces that a mark may be in, innermost last. */
  const open: (Stretch & Span)[] = [];
  for (const { index: start, 0: written } of text.matchAll(escapeOrMark)) {
    if (!written.startsWith('%')) continue;
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= start) open.pop();
    for (let piece = pieces[next]; piece && piece.start <= start; piece = pieces[++next]) {
      while (open.length > 0 && (open.at(-1)?.end ?? 0) <= piece.start) open.pop();
      if (piece.end > start) open.push(piece);
    }
    const inside = open.at(-1);
    const end = start + written.length;
    if (start > line.end) line = { start: lineStart(text, start), end: lineEnd(text, start) };
    const opensLine = lineHead.test(text.slice(line.start, start));
    const endsLine = text.slice(end, line.end).trim() === '';
    if (inside?.holds === 'marks') marks.push({ start, end, piece: inside.node, opensLine, endsLine });
    else if (inside?.holds === 'closers' && opensLine && endsLine)
      marks.push({ start, end, piece: undefined, opensLine, endsLine });
  }
  return marks;
}

interface Stretch {
  readonly node: Piece;
  /** Which marks count here: all, only those that are alone on their line and close a comment, or none. */
  readonly holds: 'marks' | 'closers' | 'nothing';
}

/** All stretches in which marks do or do not count, sorted by start, outer ones first. */
function piecesOf(tree: Root, text: string, formulas: readonly Span[]): (Stretch & Span)[] {
  const found: (Stretch & Span)[] = [];
  const add = (node: Nodes, holds: Stretch['holds'], start = startOf(node), end = endOf(node)): void => {
    if (end > start) found.push({ node, holds, start, end });
  };
  const visit = (node: Nodes, inPiece: boolean): void => {
    switch (node.type) {
      case 'paragraph':
      case 'heading':
      case 'descriptionTerm':
      case 'tableCell':
        add(node, 'marks');
        break;
      case 'link': {
        // An autolink (`<https://…>`) has no label.
        const [first] = node.children;
        const last = node.children.at(-1);
        add(node, 'nothing');
        if (first && last && text[startOf(node)] === '[') add(node, 'marks', startOf(first), endOf(last));
        break;
      }
      case 'html':
        add(node, inPiece || node.value.startsWith('<!--') ? 'nothing' : 'closers');
        return;
      case 'code':
      case 'inlineCode':
      case 'image':
      case 'wikiLink':
      case 'definition':
        add(node, 'nothing');
        return;
    }
    const isPiece = inPiece || pieces.has(node.type);
    if ('children' in node) for (const child of node.children) visit(child as Nodes, isPiece);
  };
  visit(tree, false);
  for (const { start, end } of formulas) add(tree, 'nothing', start, end);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

const blankLine = /\n[ \t>]*\n/;

/**
 * Covers the comments of a text; its length is unchanged. A parser sees a word in place of a comment within a piece, and blank
 * lines in place of one over several blocks.
 */
export function coverComments(text: string, comments: readonly FoundComment[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, isBlock } of comments) {
    const raw = text.slice(start, end);
    // A comment within a piece that holds blank lines becomes a single word, so that the text around it remains one paragraph.
    if (!isBlock && blankLine.test(raw)) {
      parts.push(text.slice(from, start), commentCover.start, commentCover.rest.repeat(raw.length - 1));
      from = end;
      continue;
    }
    const lines = raw.split('\n');
    const isLong = lines.length > 1;
    const head = isLong ? text.slice(lineStart(text, start), start) : '';
    const opensItem = /[^ \t>]/.test(head);
    const hasTail = isLong && text.slice(end, lineEnd(text, end)).trim() !== '';
    // A quote continues through the lines of its comment.
    const quotes = new RegExp(`^(?:[ \\t]*>){0,${head.split('>').length - 1}}[ \\t]*`);
    parts.push(text.slice(from, start));
    for (const [index, line] of lines.entries()) {
      const kept = index === 0 ? '' : (quotes.exec(line)?.[0] ?? '');
      const length = line.length - kept.length;
      const isWord = !isBlock || (index === 0 && opensItem) || (index === lines.length - 1 && hasTail);
      if (index > 0) parts.push('\n', kept);
      if (!isWord) parts.push(' '.repeat(length));
      else if (length > 0)
        parts.push(
          isBlock || index === 0 ? commentCover.start + commentCover.rest.repeat(length - 1) : commentCover.rest.repeat(length),
        );
    }
    from = end;
  }
  return parts.join('') + text.slice(from);
}

/**
 * Removes covered comments from the tree of `text`, with the paragraphs, headings, items and emphasis that held nothing else.
 *
 * @param text as returned by `coverComments`
 */
export function dropCovered(tree: Root, text: string): void {
  const places = [...text.matchAll(commentPattern)].map(
    ({ index, 0: { length } }): Span => ({ start: index, end: index + length }),
  );
  let next = 0;
  /** The parts of a text node outside comments, each at its place. */
  const visible = (node: Text): Text[] => {
    const parts = node.value.split(commentPattern);
    let start = startOf(node);
    while ((places[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    return parts.flatMap((value, index): Text[] => {
      const place = index < parts.length - 1 ? places[next++] : undefined;
      const position = placeBetween(start, place?.start ?? endOf(node));
      start = place?.end ?? start;
      return value === '' ? [] : [{ ...node, value, position }];
    });
  };
  /** @returns whether the node held only comments */
  const visit = (node: Nodes): boolean => {
    const literals = node as unknown as Record<string, unknown>;
    for (const key of ['value', 'url', 'title', 'alt', 'lang', 'meta']) {
      const value = literals[key];
      if (typeof value === 'string' && commentSign.test(value)) literals[key] = value.replace(commentPattern, '');
    }
    if (!('children' in node)) return false;
    let dropped = false;
    const kept = (node.children as Nodes[]).flatMap((child): Nodes[] => {
      const isCovered = child.type === 'text' && commentSign.test(child.value);
      const parts = isCovered ? visible(child) : visit(child) ? [] : [child];
      dropped ||= isCovered || parts.length === 0;
      return parts;
    });
    node.children = kept as typeof node.children;
    return dropped && emptied.has(node.type) && kept.every((child) => child.type === 'text' && child.value.trim() === '');
  };
  visit(tree);
}

/** A mark that seems to open a comment, or a whole comment. Not an escaped one, nor `5%%`. */
const seemingComment = /(?<![^\s([>*_])%%(?!%)(?=\s*[^\s%])|(?<!\\)%%[^%\n]+%%/g;

/**
 * Finds marks that readers see, since they make no comment.
 *
 * @param tree without its comments
 * @param text that it was made from
 */
export function findShownMarks(tree: Root, text: string): Span[] {
  const found: Span[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'text' && node.value.includes('%%')) {
      const start = startOf(node);
      const written = text.slice(start, endOf(node));
      for (const { index, 0: mark } of written.matchAll(seemingComment))
        found.push({ start: start + index, end: start + index + mark.length });
    }
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  if (text.includes('%%')) visit(tree);
  return found;
}

const pieces: ReadonlySet<string> = new Set(['paragraph', 'heading', 'descriptionTerm', 'tableCell']);

const emptied: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'listItem',
  'list',
  'blockquote',
  'emphasis',
  'strong',
  'delete',
  'mark',
  'subscript',
  'superscript',
  'link',
]);

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
