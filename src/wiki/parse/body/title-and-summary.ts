/** Finds the title and the summary of an article whose frontmatter gives none. */
import type { Paragraph, Root, RootContent } from 'mdast';
import type { Properties, SummaryOrigin } from '../../model.ts';
import type { MarkdownSyntax } from '../../schema/markdown-syntax.ts';
import { notesIn } from '../../syntax/inline-notes.ts';
import { piecesOf } from '../../syntax/lone-embeds.ts';
import { beforeMark, textOf, textOfNodes } from '../../syntax/node-text.ts';
import { joinLines } from '../../text/line-ends.ts';
import { endOf, startOf } from '../../text/offsets.ts';
import type { BodySection } from './body-sections.ts';
import { parseMarkdown, UnparsableText } from './markdown.ts';

/** Removes notes from title and summary properties, as from those taken from a body; drops a property that was only a note. */
export function withoutNotes(properties: Properties, syntax: MarkdownSyntax): Properties {
  const { title, summary, ...rest } = properties;
  if (!title?.includes('^[') && !summary?.includes('^[')) return properties;
  const [named, said] = [title, summary].map((text) => text && wordsOutsideNotes(text, syntax));
  return { ...rest, ...(named && { title: named }), ...(said && { summary: said }) };
}

function wordsOutsideNotes(text: string, syntax: MarkdownSyntax): string {
  if (!text.includes('^[')) return text;
  let words = '';
  let from = 0;
  const add = (next: string): void => {
    words = (from === 0 ? words : beforeMark(words, next)) + next;
  };
  try {
    for (const note of notesIn([parseMarkdown(text, syntax)])) {
      // A note inside another is removed with it.
      if (startOf(note) < from) continue;
      add(text.slice(from, startOf(note)));
      from = endOf(note);
    }
  } catch (error) {
    if (error instanceof UnparsableText) return text;
    throw error;
  }
  add(text.slice(from));
  return from === 0 ? text : words.trim();
}

/**
 * Title: the property, else the first H1, else the file name. `heading` is the index of the H1 with the same text, if it is the
 * first heading of the body; it is not printed again.
 */
export function titleOf(properties: Properties, root: Root, path: string): { title: string; heading?: number } {
  const first = root.children.findIndex((node) => node.type === 'heading');
  const h1 = root.children.findIndex((node) => node.type === 'heading' && node.depth === 1);
  const node = root.children[h1];
  const text = node ? plain(node) : '';
  const title = properties.title ?? (text || (path.split('/').at(-1) ?? path).replace(/\.md$/i, ''));
  const isSame = h1 >= 0 && text.toLowerCase() === title.replace(/\s+/g, ' ').toLowerCase();
  return isSame && h1 === first ? { title, heading: h1 } : { title };
}

export interface Summary {
  readonly text: string;
  readonly origin: SummaryOrigin;
  /** The part of the body that is the summary, to be shown as the lead instead. */
  readonly lead?: RootContent;
  /** The section that contains only the summary. */
  readonly section?: BodySection;
}

/**
 * Summary: the property, else a `**Summary**:` line, else the Summary section, else the first paragraph.
 *
 * @param titleHeading index of the heading that gives the title
 * @param told nodes of the body that are not printed
 * @param keyed nodes that contain metadata lines, which are never a summary
 * @param breaks whether line ends of the source are line breaks
 */
export function summaryOf(
  properties: Properties,
  root: Root,
  sections: readonly BodySection[],
  titleHeading: number | undefined,
  told: ReadonlySet<RootContent>,
  keyed: ReadonlySet<RootContent>,
  breaks: boolean,
): Summary {
  if (properties.summary) return { text: properties.summary, origin: 'property' };
  const first = root.children.slice(titleHeading === undefined ? 0 : titleHeading + 1).find((node) => !told.has(node));
  for (const node of root.children) {
    if (node.type !== 'paragraph' || !node.children.some((child) => child.type === 'strong')) continue;
    for (const line of textOf(node).split('\n')) {
      const text = /^summary\s*[:：](.+)/i.exec(line.trim())?.[1]?.trim();
      if (text) return { text, origin: 'line' };
    }
  }
  const section = sections.find(({ kind }) => kind === 'summary');
  const content = section && root.children.slice(section.from + 1, section.to);
  const paragraph = content?.find((node) => node.type === 'paragraph');
  if (section && content && paragraph) {
    const opensBody = root.children[section.from] === first && content.length === 1 && isPlain(paragraph);
    return { text: plain(paragraph, breaks), origin: 'section', ...(opensBody && { lead: paragraph, section }) };
  }
  const anywhere = root.children.find((node) => node.type === 'paragraph' && !keyed.has(node) && saysSomething(node));
  if (!anywhere) return { text: '', origin: 'none' };
  return {
    text: plain(anywhere, breaks),
    origin: 'paragraph',
    ...(anywhere === first && isPlain(anywhere) && { lead: anywhere }),
  };
}

/** Rules out a line of navigation links or tags, an image, and a placeholder for a table of contents. */
function saysSomething(paragraph: Paragraph): boolean {
  const own = paragraph.children.filter(
    ({ type }) => !['wikiLink', 'link', 'image', 'html', 'footnoteReference', 'inlineNote', 'tag'].includes(type),
  );
  const text = own.map(textOf).join('');
  return /\p{L}/u.test(text) && !/^\s*\[toc\]\s*$/i.test(text);
}

/** A paragraph stays in place if it contains raw HTML, whose elements may extend beyond it, or a block embed. */
function isPlain(node: RootContent): boolean {
  return !holdsHtml(node) && !(node.type === 'paragraph' && piecesOf(node));
}

function holdsHtml(node: RootContent): boolean {
  return node.type === 'html' || ('children' in node && node.children.some((child) => holdsHtml(child)));
}

/**
 * The words of a node, without embedded content.
 *
 * @param breaks whether lines stay separate in every script
 */
function plain(node: RootContent, breaks = false): string {
  const pieces = node.type === 'paragraph' ? piecesOf(node) : undefined;
  const words = pieces?.flatMap((piece) => ('words' in piece ? textOfNodes(piece.words) : []));
  const text = words?.join(' ') ?? textOf(node);
  return (breaks ? text : joinLines(text)).replace(/\s+/g, ' ').trim();
}
