/** What an article is called and what it says in short, where its frontmatter does not tell. */
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

/** Properties whose title and summary say nothing of the notes in them, as those of a body do not; absent where a note was all. */
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
      // One in another goes with it.
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
 * Title ← property ← first H1 ← file name. `heading` is the H1 that says the title and is not printed again: the first
 * heading of the body, or none.
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
  /** The summary as a part of the body that opens it: it is taken out, to be shown as the lead. */
  readonly lead?: RootContent;
  /** The section that holds nothing else. */
  readonly section?: BodySection;
}

/**
 * Summary ← property ← a `**Summary**:` line ← the Summary section ← the first paragraph.
 *
 * @param titleHeading index of the heading that says the title
 * @param told nodes of the body that are not printed
 * @param keyed nodes that hold lines of metadata, and no summary
 * @param breaks whether lines end where those of the source do
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

/** Not a line of links from which to go on, or of tags, an image, or a place for contents. */
function saysSomething(paragraph: Paragraph): boolean {
  const own = paragraph.children.filter(
    ({ type }) => !['wikiLink', 'link', 'image', 'html', 'footnoteReference', 'inlineNote', 'tag'].includes(type),
  );
  const text = own.map(textOf).join('');
  return /\p{L}/u.test(text) && !/^\s*\[toc\]\s*$/i.test(text);
}

/** A paragraph stays where it is when it holds raw HTML, whose elements may reach into what follows, or an embed that is a block. */
function isPlain(node: RootContent): boolean {
  return !holdsHtml(node) && !(node.type === 'paragraph' && piecesOf(node));
}

function holdsHtml(node: RootContent): boolean {
  return node.type === 'html' || ('children' in node && node.children.some((child) => holdsHtml(child)));
}

/** Its words, without what it shows of other articles. @param breaks whether its lines stay apart in every script */
function plain(node: RootContent, breaks = false): string {
  const pieces = node.type === 'paragraph' ? piecesOf(node) : undefined;
  const words = pieces?.flatMap((piece) => ('words' in piece ? textOfNodes(piece.words) : []));
  const text = words?.join(' ') ?? textOf(node);
  return (breaks ? text : joinLines(text)).replace(/\s+/g, ' ').trim();
}
