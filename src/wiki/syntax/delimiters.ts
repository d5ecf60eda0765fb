/**
 * Delimiters that markdown does not know: `==highlight==`, and, if the wiki enables them, `H~2~O` and `x^2^`.
 *
 * Pairs are matched within one run of phrasing content, so they may contain other nodes (`==a **b** c==`). Opening and closing
 * follow CommonMark 0.31 §6.2 (left- and right-flanking), except that Chinese, Japanese and Thai characters count as spaces. `==`
 * does not open within a word of a script with spaces, so that `x==y==z` and `if (a == b)` remain text. Subscript and superscript
 * hold no white space (Pandoc's rule) and at least one letter or number: `^_^` is a face.
 */
import type { Parent, PhrasingContent, Root, Text } from 'mdast';
import type { MarkdownSyntax } from '../schema/markdown-syntax.ts';
import { kindOf, kinds } from '../text/characters.ts';
import { endOf, placeBetween, startOf } from '../text/offsets.ts';
import { partOf, rewritePhrasing, type WrittenText, writtenText } from '../text/written-text.ts';

export interface Delimited extends Parent {
  type: 'mark' | 'subscript' | 'superscript';
  children: PhrasingContent[];
}

interface Mark extends Delimited {
  type: 'mark';
}
interface Subscript extends Delimited {
  type: 'subscript';
}
interface Superscript extends Delimited {
  type: 'superscript';
}

declare module 'mdast' {
  interface RootContentMap {
    mark: Mark;
    subscript: Subscript;
    superscript: Superscript;
  }
  interface PhrasingContentMap {
    mark: Mark;
    subscript: Subscript;
    superscript: Superscript;
  }
}

interface Sign {
  readonly type: Delimited['type'];
  readonly run: string;
}

const highlight: Sign = { type: 'mark', run: '==' };
const lowered: Sign = { type: 'subscript', run: '~' };
const raised: Sign = { type: 'superscript', run: '^' };

/** Maximum length of a subscript or superscript, in characters. */
const longestTight = 100;

/**
 * Replaces delimited text with nodes, in place.
 *
 * @param source the text that the offsets of the tree refer to
 */
export function pairDelimiters(root: Root, source: string, { subscript, superscript }: MarkdownSyntax): void {
  const signs = [highlight, ...(subscript ? [lowered] : []), ...(superscript ? [raised] : [])].filter(({ run }) =>
    source.includes(run),
  );
  if (signs.length === 0) return;
  rewritePhrasing(root, source, (children) => {
    const all = subscript ? children.flatMap((child) => withoutSingleTildes(child, source)) : children;
    return all.some((child) => child.type === 'text' && signs.some(({ run }) => child.value.includes(run)))
      ? paired(all, signs, source)
      : all;
  });
}

/** Undoes strikethrough between single tildes (a GitHub extension) in wikis where they mark a subscript. */
function withoutSingleTildes(node: PhrasingContent, source: string): PhrasingContent[] {
  const start = startOf(node);
  const end = endOf(node);
  if (node.type !== 'delete' || source[start + 1] === '~') return [node];
  const tilde = (at: number): Text => ({ type: 'text', value: '~', position: placeBetween(at, at + 1) });
  return [tilde(start), ...node.children, tilde(end - 1)];
}

/** A part of a text node, possibly a delimiter. */
interface Piece {
  readonly node: Text;
  readonly written: WrittenText;
  readonly from: number;
  readonly to: number;
  readonly sign?: Sign;
}

type Part = PhrasingContent | Piece;

function isPiece(part: Part): part is Piece {
  return 'written' in part;
}

function paired(children: readonly PhrasingContent[], signs: readonly Sign[], source: string): PhrasingContent[] {
  const parts: Part[] = [];
  /** For each delimiter, the indices in `parts` of those that are still open. */
  const open = new Map(signs.map((sign) => [sign, [] as number[]]));
  for (const part of children.flatMap((child) => (child.type === 'text' ? piecesOf(child, signs, source) : [child]))) {
    const sign = isPiece(part) ? part.sign : undefined;
    if (!isPiece(part) || !sign) {
      parts.push(part);
      continue;
    }
    const openers = open.get(sign) ?? [];
    const { canOpen, canClose } = flanksOf(part, sign, source);
    const at = openers.at(-1);
    const opener = at === undefined ? undefined : parts[at];
    if (
      canClose &&
      at !== undefined &&
      opener &&
      isPiece(opener) &&
      mayHold(sign, source.slice(offset(opener, 'to'), offset(part, 'from')))
    ) {
      const content = whole(parts.splice(at).slice(1));
      // Pairs of the same delimiter do not nest: earlier openers remain text.
      openers.length = 0;
      for (const places of open.values()) while ((places.at(-1) ?? -1) >= at) places.pop();
      parts.push({ type: sign.type, children: content, position: placeBetween(offset(opener, 'from'), offset(part, 'to')) });
      continue;
    }
    if (canOpen) openers.push(parts.length);
    parts.push(part);
  }
  return whole(parts);
}

function offset(piece: Piece, side: 'from' | 'to'): number {
  return piece.written.starts[piece[side]] ?? 0;
}

/** Splits a text node at its delimiters. */
function piecesOf(node: Text, signs: readonly Sign[], source: string): Part[] {
  if (!signs.some(({ run }) => node.value.includes(run))) return [node];
  const written = writtenText(node, source);
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = 0; at < node.value.length; ) {
    const character = node.value[at] ?? '';
    let to = at + 1;
    if (written.isLiteral(at)) while (node.value[to] === character && written.isLiteral(to)) to++;
    const sign = written.isLiteral(at) ? signs.find(({ run }) => run === node.value.slice(at, to)) : undefined;
    if (sign) {
      if (at > from) pieces.push({ node, written, from, to: at });
      pieces.push({ node, written, from: at, to, sign });
      from = to;
    }
    at = to;
  }
  if (from < node.value.length) pieces.push({ node, written, from, to: node.value.length });
  return pieces;
}

/** Turns parts into nodes; adjacent parts of one text are joined. */
function whole(parts: readonly Part[]): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as Part;
    if (!isPiece(part)) {
      nodes.push(part);
      continue;
    }
    let { to } = part;
    for (let next = parts[index + 1]; next && isPiece(next) && next.node === part.node; next = parts[index + 1]) {
      to = next.to;
      index++;
    }
    const isAll = part.from === 0 && to === part.node.value.length;
    nodes.push(isAll ? part.node : partOf(part.node, part.written, part.from, to));
  }
  return nodes;
}

function flanksOf(piece: Piece, { type, run }: Sign, source: string): { canOpen: boolean; canClose: boolean } {
  const start = offset(piece, 'from');
  const end = offset(piece, 'to');
  const before = characterBefore(source, start);
  const after = end < source.length ? String.fromCodePoint(source.codePointAt(end) ?? 0) : '';
  if (type !== 'mark')
    return { canOpen: !isSpace(after) && after !== run && !(run === '^' && after === '['), canClose: !isSpace(before) };
  const opens = !isSpace(after) && (!isSign(after) || isSpace(before) || isSign(before) || isUnspaced(before));
  const closes = !isSpace(before) && (!isSign(before) || isSpace(after) || isSign(after) || isUnspaced(after));
  // `>` at the start of a text ends a tag; it is not an operator.
  const isOperator = piece.from > 0 && /[=!<>]/.test(before);
  return { canOpen: opens && !isWord(before) && !isOperator && after !== '=', canClose: closes && after !== '=' };
}

function mayHold({ type }: Sign, content: string): boolean {
  if (type === 'mark') return content !== '';
  return content.length <= longestTight && !/\s/.test(content) && /[\p{L}\p{N}+−*†‡]/u.test(content);
}

function characterBefore(source: string, at: number): string {
  return [...source.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
}

function isSpace(character: string): boolean {
  return character === '' || /\s/.test(character);
}

function isSign(character: string): boolean {
  return /[\p{P}\p{S}]/u.test(character);
}

function isUnspaced(character: string): boolean {
  return kindOf(character.codePointAt(0) ?? 0) >= kinds.unspaced || /[\u3000-\u303f\uff00-\uffef]/.test(character);
}

function isWord(character: string): boolean {
  return character !== '' && kindOf(character.codePointAt(0) ?? 0) === kinds.word;
}
