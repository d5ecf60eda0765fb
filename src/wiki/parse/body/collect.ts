/** Walks the tree of an article once and collects headings, links with their sentences, prose, and raw HTML. */
import Slugger, { slug } from 'github-slugger';
import type { Heading as HeadingNode, Html, Nodes, Root, Text } from 'mdast';
import { visible } from '../../article-id.ts';
import type { Heading, Mention, Span, WrittenLink } from '../../model.ts';
import { mediaKindOf } from '../../schema/media.ts';
import { pageIds } from '../../schema/page-ids.ts';
import { blockOfCode, blockOfMath, linesOfCode, type WrittenBlock } from '../../syntax/blocks.ts';
import type { CitationMark } from '../../syntax/citation-nodes.ts';
import { isExternal, partsOfPath, type UrlHolder, urlOfLink, withOwnUrls } from '../../syntax/html-urls.ts';
import type { InlineNote } from '../../syntax/inline-notes.ts';
import { beforeMark, shownBy, textOf } from '../../syntax/node-text.ts';
import { endOf, startOf } from '../../text/offsets.ts';
import { claimBefore, sentenceAround } from '../../text/sentence.ts';

export interface Collected {
  readonly headings: Heading[];
  readonly written: WrittenBlock[];
  readonly elementIds: string[];
  /** HTML comments, which no page shows. */
  readonly comments: Span[];
  readonly links: WrittenLink[];
  /** By index of the link. */
  readonly mentions: (Mention | null)[];
  /** Stretches of plain prose, without code, links and headings: start, end, start, end … as offsets in the file. */
  readonly prose: number[];
  /** Links whose title states a relation: OKF's `[B](b.md "rel:uses")`. */
  readonly relations: { readonly label: string; readonly link: number; readonly span: Span }[];
  /** Possible citations. */
  readonly marks: readonly CitationMark[];
  /** Raw HTML as written. */
  readonly html: { readonly value: string; readonly span: Span }[];
  /** Links to other sites or with any scheme. */
  readonly external: { readonly url: string; readonly span: Span }[];
  /** Tags as written, with repeats. */
  readonly tags: string[];
  readonly words: number;
}

/**
 * Collects from `root` and numbers its links: each node of a link into the vault gets `data.link`, its index in `links`; each
 * heading gets `data.id`.
 *
 * @param source the text of the file
 * @param bodyStart offset of the body in it; spans are offsets in the file
 * @param withMentions whether to collect the sentences of links, which is slow
 */
export function collect(root: Root, source: string, bodyStart: number, withMentions: boolean): Collected {
  const collected = {
    headings: [] as Heading[],
    written: [] as WrittenBlock[],
    elementIds: [] as string[],
    comments: [] as Span[],
    links: [] as WrittenLink[],
    mentions: [] as Collected['mentions'],
    prose: [] as number[],
    relations: [] as Collected['relations'],
    marks: [] as CitationMark[],
    html: [] as Collected['html'],
    external: [] as Collected['external'],
    tags: [] as string[],
  };
  const slugger = new Slugger();
  for (const id of pageIds) slugger.slug(id);
  let words = 0;
  const spanOf = (node: Nodes): Span => ({
    start: startOf(node) + bodyStart,
    end: endOf(node) + bodyStart,
  });

  /** The text of the current block, and the positions of links in it. */
  let text = '';
  let inBlock: { link: number; start: number; end: number }[] = [];
  let marksInBlock: { mark: number; at: number }[] = [];
  let shortcodes: { at: number; emoji: string; shortcode: string }[] = [];
  /** End of the last mark in the text of the block. */
  let markEnd = -1;
  /** False inside a link or a heading. */
  let isProse = true;

  const addLink = (node: Nodes, link: Omit<WrittenLink, 'span'>, walkLabel: () => void): number => {
    const index = collected.links.push({ ...link, span: spanOf(node) }) - 1;
    collected.mentions.push(null);
    node.data = { ...node.data, link: index } as NonNullable<typeof node.data>;
    const start = text.length;
    walkLabel();
    inBlock.push({ link: index, start, end: text.length });
    return index;
  };
  const endBlock = (): void => {
    words += countWords(text);
    if (withMentions) {
      for (const { link, start, end } of inBlock) collected.mentions[link] = sentenceAround(text, start, end);
      for (const { mark, at } of marksInBlock)
        collected.marks[mark] = { ...(collected.marks[mark] as CitationMark), claim: claimBefore(text, at) };
    }
    text = '';
    inBlock = [];
    marksInBlock = [];
    shortcodes = [];
    markEnd = -1;
  };
  /** Walks a note as a separate block: its words are shown at the end of the page, not in the sentence it belongs to. */
  const walkNote = (node: InlineNote): void => {
    const around = { text, inBlock, marksInBlock, shortcodes, markEnd };
    text = '';
    inBlock = [];
    marksInBlock = [];
    shortcodes = [];
    markEnd = -1;
    walkChildren(node);
    endBlock();
    ({ text, inBlock, marksInBlock, shortcodes, markEnd } = around);
  };
  const walkChildren = (node: Nodes): void => {
    if ('children' in node) for (const child of node.children) walk(child as Nodes);
  };

  const walkOutsideProse = (node: Nodes): void => {
    const before = isProse;
    isProse = false;
    walkChildren(node);
    isProse = before;
  };
  const addProse = (node: Text): void => {
    const { start, end } = spanOf(node);
    if (end - start >= shortestProse) collected.prose.push(start, end);
  };
  const addMark = (node: CitationMark['node']): void => {
    markEnd = text.length;
    const section = collected.headings.length - 1;
    marksInBlock.push({ mark: collected.marks.push({ node, section, span: spanOf(node), claim: '' }) - 1, at: text.length });
  };

  const addComments = (node: Html): void => {
    const { start, end } = spanOf(node);
    const comments = [...node.value.matchAll(/<!--[\s\S]*?(?:-->|$)/g)];
    // In a quote the source has markers between the lines, so parts of the value cannot be located.
    if (source.slice(start, end) === node.value)
      for (const { index, 0: comment } of comments)
        collected.comments.push({ start: start + index, end: start + index + comment.length });
    else if (comments[0]?.[0].length === node.value.trimEnd().length) collected.comments.push({ start, end });
  };

  const urlSlotFor = (url: string, { name, tag }: UrlHolder, span: Span): string => {
    const kind = name === 'a' ? 'body' : 'embed';
    const label = kind === 'body' ? '' : name === 'img' ? altOf(tag) : undefined;
    const link = { kind, syntax: 'markdown', ...partsOfPath(url), span, ...(label !== undefined && { label }) } as const;
    collected.mentions.push(null);
    return urlOfLink(collected.links.push(link) - 1);
  };

  const walk = (node: Nodes): void => {
    switch (node.type) {
      case 'text':
        if (node.data?.isFallback) return;
        if (node.data?.isTag) collected.html.push({ value: node.value, span: spanOf(node) });
        if (node.data?.shortcode) shortcodes.push({ at: text.length, emoji: node.value, shortcode: node.data.shortcode });
        if (text.length === markEnd) text = beforeMark(text, node.value);
        text += node.value;
        if (isProse) addProse(node);
        return;
      case 'inlineCode':
        text += node.value;
        return;
      case 'break':
        text += ' ';
        return;
      case 'code': {
        words += countWords(node.value);
        const span = spanOf(node);
        collected.written.push({ block: blockOfCode(node), span, lines: linesOfCode(node.value, source, span) });
        return;
      }
      case 'inlineMath':
      case 'math': {
        const lines = node.data?.formula?.lines.map((line) => line + bodyStart) ?? [];
        collected.written.push({ block: blockOfMath(node), span: spanOf(node), lines });
        if (node.type === 'math') return;
        // A formula counts as one word, whatever its length.
        const shown = textOf(node);
        words += 1 - countWords(shown);
        text += shown;
        return;
      }
      case 'html':
        collected.html.push({ value: node.value, span: spanOf(node) });
        for (const [, id = ''] of node.value.matchAll(elementId)) collected.elementIds.push(id);
        addComments(node);
        node.value = withOwnUrls(node.value, (url, holder) => urlSlotFor(url, holder, spanOf(node)));
        return;
      case 'wikiLink': {
        const { target, anchor, spelled, isEmbed } = node.link;
        const isFile = isEmbed && mediaKindOf(target) !== undefined;
        const label = node.link.label === undefined || isFile ? node.link.label : shownBy(node);
        const written = {
          kind: isEmbed ? 'embed' : 'body',
          syntax: 'wikilink',
          target,
          ...(anchor !== undefined && { anchor }),
          ...(spelled !== undefined && { spelled }),
          ...(label !== undefined && { label }),
        } as const;
        addLink(node, written, () => {
          if (isFile || node.children.length === 0) text += shownBy(node);
          else walkOutsideProse(node);
        });
        return;
      }
      case 'link':
      case 'image': {
        const isImage = node.type === 'image';
        if (isExternal(node.url)) {
          collected.external.push({ url: node.url, span: spanOf(node) });
          if (!isImage) walkOutsideProse(node);
          return;
        }
        const index = addLink(
          node,
          {
            kind: isImage ? 'embed' : 'body',
            syntax: 'markdown',
            ...partsOfPath(node.url),
            label: isImage ? (node.alt ?? '') : textOf(node),
          },
          () => walkOutsideProse(node),
        );
        const relation = /^rel:\s*(\S.*)$/i.exec(node.title ?? '')?.[1];
        if (relation !== undefined) collected.relations.push({ label: relation.trim(), link: index, span: spanOf(node) });
        return;
      }
      case 'definition':
        // References to it were already replaced with links to the address found.
        if (!isExternal(node.url)) collected.comments.push(spanOf(node));
        return;
      case 'tag':
        collected.tags.push(node.name);
        walkOutsideProse(node);
        return;
      case 'footnoteReference':
        addMark(node);
        return;
      case 'inlineNote':
        addMark(node);
        walkNote(node);
        return;
      case 'citation': {
        // Links in a citation are not printed, so they are not part of the sentence.
        const before = text;
        const linksBefore = inBlock.length;
        walkOutsideProse(node);
        text = before;
        for (const link of inBlock.slice(linksBefore)) link.start = link.end = text.length;
        addMark(node);
        return;
      }
      case 'heading':
        walkOutsideProse(node);
        addHeading(node);
        endBlock();
        return;
      case 'paragraph':
        walkChildren(node);
        endBlock();
        return;
      case 'descriptionTerm':
      case 'tableCell':
      case 'calloutTitle':
        walkChildren(node);
        endBlock();
        return;
      default:
        walkChildren(node);
    }
  };
  /**
   * A heading of symbols, of a picture or of the mark of a note also opens a section. The slug of `⚙️` is an invisible variation
   * selector.
   */
  const slugOf = (heading: string): string => slugger.slug(visible(slug(heading)) === '' ? 'section' : heading);
  /** With the shortcodes of emoji, from which GitHub makes ids. */
  const writtenHeading = (): string =>
    shortcodes.reduceRight(
      (rest, { at, emoji, shortcode }) => rest.slice(0, at) + shortcode + rest.slice(at + emoji.length),
      text,
    );
  /** The source, without elements that are removed with their content. */
  const markupOf = ({ children }: HeadingNode): string => {
    const [first] = children;
    const last = children.at(-1);
    if (!first || !last) return '';
    const end = endOf(last);
    let from = startOf(first);
    let markup = '';
    for (const span of root.data?.removed ?? []) {
      if (span.start < from || span.end > end) continue;
      markup += source.slice(from + bodyStart, span.start + bodyStart);
      from = span.end;
    }
    return (markup + source.slice(from + bodyStart, end + bodyStart)).replace(/\s+/g, ' ').trim();
  };
  const addHeading = (node: HeadingNode): void => {
    const shown = text.replace(/\s+/g, ' ').trim();
    const id = slugOf(writtenHeading().replace(/\s+/g, ' ').trim().normalize('NFC'));
    const { block } = node.data ?? {};
    const written = markupOf(node);
    node.data = { ...node.data, id, hProperties: { id } };
    collected.headings.push({
      depth: node.depth,
      text: shown,
      id,
      span: spanOf(node),
      ...(written !== shown && { written }),
      ...(block && { block }),
    });
  };

  walk(root);
  return { ...collected, words };
}

/** Minimum length of a stretch of prose, in characters. */
const shortestProse = 2;

/** The id of a raw HTML element: `<a id="orbit">`. */
const elementId = /<[a-z][a-z0-9]*\b[^<>]*?\sid\s*=\s*["']([^"'<>\s]+)["']/gi;

const htmlAlt = /\salt\s*=\s*(?:(["'])([^"'<>]*)\1|([^\s"'=<>`]+))/i;

/** The alternative text of a raw `<img>`; undefined if `alt=""` marks it as decoration. */
function altOf(tag: string): string | undefined {
  const written = htmlAlt.exec(tag);
  return written ? written[2] || written[3] || undefined : '';
}

/** Counts words, separated by spaces and punctuation; each Chinese or Japanese character counts as one. */
function countWords(text: string): number {
  let words = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isIdeograph = (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff);
    const isWord = isIdeograph || isWordCode(code);
    if (isWord && (!inWord || isIdeograph)) words++;
    inWord = isWord && !isIdeograph;
  }
  return words;
}

/** Letters, digits and apostrophes; beyond ASCII, everything but spaces and general punctuation. */
function isWordCode(code: number): boolean {
  if (code < 0x80)
    return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x27;
  return code >= 0xc0 && !(code >= 0x2000 && code <= 0x206f && code !== 0x2019) && !(code >= 0x3000 && code <= 0x303f);
}
