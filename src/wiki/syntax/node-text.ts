/** Plain text of nodes. */
import type { Nodes } from 'mdast';
import { parseImageLabel } from '../schema/image-label.ts';
import { mediaKindOf } from '../schema/media.ts';
import { wordsOfLink } from '../text/wikilinks.ts';
import { wordsOfTex } from './tex-words.ts';
import type { WikiLink } from './wiki-link.ts';

/** The plain text of a node as readers see it, without footnote marks and raw HTML. */
export function textOf(node: Nodes): string {
  switch (node.type) {
    case 'text':
      return node.data?.isFallback ? '' : node.value;
    case 'inlineCode':
    case 'code':
      return node.value;
    case 'inlineMath':
    case 'math':
      return wordsOfTex(node.value);
    case 'break':
      return ' ';
    case 'wikiLink':
      return shownBy(node);
    case 'image':
      return parseImageLabel(node.alt ?? '').alt;
    case 'citation':
    case 'inlineNote':
      return '';
    default:
      return 'children' in node ? textOfNodes(node.children as Nodes[]) : '';
  }
}

const marks: ReadonlySet<string> = new Set(['footnoteReference', 'inlineNote', 'citation']);

/** The plain text of adjacent nodes. */
export function textOfNodes(nodes: readonly Nodes[]): string {
  let text = '';
  let isBehindMark = false;
  for (const node of nodes) {
    const next = textOf(node);
    text = (isBehindMark ? beforeMark(text, next) : text) + next;
    isBehindMark = marks.has(node.type) || (isBehindMark && next === '');
  }
  return text;
}

/** Drops the space before a mark that plain text omits, if punctuation follows it: `word [^1].` becomes `word.` */
export function beforeMark(text: string, next: string): string {
  if (!/^[\s.,;:!?…)\]}»”’、。，；：！？]/.test(next)) return text;
  let end = text.length;
  // A regular expression anchored at the end would be tried at every space.
  while (end > 0 && /[^\S\n]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The words that a wikilink shows. For an embedded file, its name without the size; for an image, its description. */
export function shownBy({ link, children }: WikiLink): string {
  const { target, label, isEmbed } = link;
  const kind = isEmbed ? mediaKindOf(target) : undefined;
  if (kind === undefined) return children.length > 0 ? children.map(textOf).join('') : wordsOfLink(link);
  return parseImageLabel(label).alt || (kind === 'image' ? '' : target);
}
