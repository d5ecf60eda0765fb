/** Walks the tree of an article once and collects headings, links with their sentences, prose, and raw HTML. */
import Slugger, { slug } from 'github-slugger';
import type { Code, Heading as HeadingNode, Html, Image, Link, Nodes, Root, RootContentMap, Text } from 'mdast';
import { visible } from '../../article-id.ts';
import type { Heading, Mention, Span, WrittenLink } from '../../model.ts';
import { mediaKindOf } from '../../schema/media.ts';
import { pageIds } from '../../schema/page-ids.ts';
import { blockOfCode, blockOfMath, linesOfCode, type WrittenBlock } from '../../syntax/blocks.ts';
import type { Citation, CitationMark } from '../../syntax/citation-nodes.ts';
import { isExternal, partsOfPath, type UrlHolder, urlOfLink, withOwnUrls } from '../../syntax/html-urls.ts';
import type { InlineNote } from '../../syntax/inline-notes.ts';
import { beforeMark, shownBy, textOf } from '../../syntax/node-text.ts';
import type { WikiLink } from '../../syntax/wiki-link.ts';
import { shifted, shownText } from '../../text/hidden.ts';
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
 * @param bodyStart offset of the body in it; spans are offsets of the file
 * @param withMentions whether to find the sentences of links, which takes a while
 */
export function collect(root: Root, source: string, bodyStart: number, withMentions: boolean): Collected {
  return new Collector(root, source, bodyStart, withMentions).collect();
}

/** The text of a block, with the places of links, marks and emoji in it. */
interface BlockText {
  text: string;
  readonly links: { readonly link: number; start: number; end: number }[];
  readonly marks: { readonly mark: number; readonly at: number }[];
  readonly shortcodes: { readonly at: number; readonly emoji: string; readonly shortcode: string }[];
  /** End of the last mark; -1 if there is none. */
  markEnd: number;
}

function emptyBlock(): BlockText {
  return { text: '', links: [], marks: [], shortcodes: [], markEnd: -1 };
}

class Collector {
  readonly #root: Root;
  readonly #source: string;
  readonly #bodyStart: number;
  readonly #withMentions: boolean;
  readonly #slugger = new Slugger();
  readonly #found = {
    headings: [] as Heading[],
    written: [] as WrittenBlock[],
    elementIds: [] as string[],
    comments: [] as Span[],
    links: [] as WrittenLink[],
    mentions: [] as Collected['mentions'],
    prose: [] as number[],
    relations: [] as Collected['relations'][number][],
    marks: [] as CitationMark[],
    html: [] as Collected['html'][number][],
    external: [] as Collected['external'][number][],
    tags: [] as string[],
  };
  #words = 0;
  #block = emptyBlock();
  /** False inside a link or a heading. */
  #isProse = true;

  constructor(root: Root, source: string, bodyStart: number, withMentions: boolean) {
    this.#root = root;
    this.#source = source;
    this.#bodyStart = bodyStart;
    this.#withMentions = withMentions;
    for (const id of pageIds) this.#slugger.slug(id);
  }

  collect(): Collected {
    this.#walk(this.#root);
    return { ...this.#found, words: this.#words };
  }

  #walk(node: Nodes): void {
    switch (node.type) {
      case 'text':
        this.#addText(node);
        break;
      case 'inlineCode':
        this.#block.text += node.value;
        break;
      case 'break':
        this.#block.text += ' ';
        break;
      case 'code':
        this.#addCode(node);
        break;
      case 'inlineMath':
      case 'math':
        this.#addFormula(node);
        break;
      case 'html':
        this.#addHtml(node);
        break;
      case 'wikiLink':
        this.#addWikiLink(node);
        break;
      case 'link':
      case 'image':
        this.#addMarkdownLink(node);
        break;
      case 'definition':
        // References to it have already become links with their own address.
        if (!isExternal(node.url)) this.#found.comments.push(this.#spanOf(node));
        break;
      case 'tag':
        this.#found.tags.push(node.name);
        this.#walkOutsideProse(node);
        break;
      case 'footnoteReference':
        this.#addMark(node);
        break;
      case 'inlineNote':
        this.#addMark(node);
        this.#walkNote(node);
        break;
      case 'citation':
        this.#addCitation(node);
        break;
      case 'heading':
        this.#walkOutsideProse(node);
        this.#addHeading(node);
        this.#endBlock();
        break;
      case 'paragraph':
      case 'descriptionTerm':
      case 'tableCell':
      case 'calloutTitle':
        this.#walkChildren(node);
        this.#endBlock();
        break;
      default:
        this.#walkChildren(node);
    }
  }

  #walkChildren(node: Nodes): void {
    if ('children' in node) for (const child of node.children) this.#walk(child as Nodes);
  }

  #walkOutsideProse(node: Nodes): void {
    const before = this.#isProse;
    this.#isProse = false;
    this.#walkChildren(node);
    this.#isProse = before;
  }

  /** Walks a note as a block of its own: its words are at the end of the page, not in the sentence that it belongs to. */
  #walkNote(node: InlineNote): void {
    const around = this.#block;
    this.#block = emptyBlock();
    this.#walkChildren(node);
    this.#endBlock();
    this.#block = around;
  }

  /** Counts the words of the block, and finds the sentences of its links and the claims of its marks. */
  #endBlock(): void {
    const { text, links, marks } = this.#block;
    this.#words += countWords(text);
    if (this.#withMentions) {
      for (const { link, start, end } of links) this.#found.mentions[link] = sentenceAround(text, start, end);
      for (const { mark, at } of marks)
        this.#found.marks[mark] = { ...(this.#found.marks[mark] as CitationMark), claim: claimBefore(text, at) };
    }
    this.#block = emptyBlock();
  }

  #spanOf(node: Nodes): Span {
    return { start: startOf(node) + this.#bodyStart, end: endOf(node) + this.#bodyStart };
  }

  #addText(node: Text): void {
    const { data, value } = node;
    const block = this.#block;
    if (data?.isFallback) return;
    const span = this.#spanOf(node);
    if (data?.isTag) this.#found.html.push({ value, span });
    if (data?.shortcode) block.shortcodes.push({ at: block.text.length, emoji: value, shortcode: data.shortcode });
    if (block.text.length === block.markEnd) block.text = beforeMark(block.text, value);
    block.text += value;
    if (this.#isProse && !data?.isInstead && span.end - span.start >= shortestProse) this.#found.prose.push(span.start, span.end);
  }

  #addCode(node: Code): void {
    this.#words += countWords(node.value);
    const span = this.#spanOf(node);
    this.#found.written.push({ block: blockOfCode(node), span, lines: linesOfCode(node.value, this.#source, span) });
  }

  #addFormula(node: RootContentMap['math'] | RootContentMap['inlineMath']): void {
    const lines = node.data?.formula?.lines.map((line) => line + this.#bodyStart) ?? [];
    this.#found.written.push({ block: blockOfMath(node), span: this.#spanOf(node), lines });
    if (node.type === 'math') return;
    // A formula counts as one word, whatever it is made of.
    const shown = textOf(node);
    this.#words += 1 - countWords(shown);
    this.#block.text += shown;
  }

  #addHtml(node: Html): void {
    const span = this.#spanOf(node);
    this.#found.html.push({ value: node.value, span });
    for (const [, id = ''] of node.value.matchAll(elementId)) this.#found.elementIds.push(id);
    this.#addComments(node, span);
    node.value = withOwnUrls(node.value, (url, holder) => this.#addHtmlLink(url, holder, span));
  }

  #addComments({ value }: Html, { start, end }: Span): void {
    const comments = [...value.matchAll(/<!--[\s\S]*?(?:-->|$)/g)];
    // In a quote, the source has markers between the lines, so only the whole element can be located.
    if (this.#source.slice(start, end) === value)
      for (const { index, 0: comment } of comments)
        this.#found.comments.push({ start: start + index, end: start + index + comment.length });
    else if (comments[0]?.[0].length === value.trimEnd().length) this.#found.comments.push({ start, end });
  }

  /** @returns what replaces the address in the HTML */
  #addHtmlLink(url: string, { name, tag }: UrlHolder, span: Span): string {
    const kind = name === 'a' ? 'body' : 'embed';
    const label = kind === 'body' ? '' : name === 'img' ? altOf(tag) : undefined;
    const link = { kind, syntax: 'markdown', ...partsOfPath(url), span, ...(label !== undefined && { label }) } as const;
    this.#found.mentions.push(null);
    return urlOfLink(this.#found.links.push(link) - 1);
  }

  /** @returns the number of the link */
  #addLink(node: Nodes, link: Omit<WrittenLink, 'span'>, walkLabel: () => void): number {
    const index = this.#found.links.push({ ...link, span: this.#spanOf(node) }) - 1;
    this.#found.mentions.push(null);
    node.data = { ...node.data, link: index } as NonNullable<typeof node.data>;
    const start = this.#block.text.length;
    walkLabel();
    this.#block.links.push({ link: index, start, end: this.#block.text.length });
    return index;
  }

  #addWikiLink(node: WikiLink): void {
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
    this.#addLink(node, written, () => {
      if (isFile || node.children.length === 0) this.#block.text += shownBy(node);
      else this.#walkOutsideProse(node);
    });
  }

  #addMarkdownLink(node: Link | Image): void {
    const isImage = node.type === 'image';
    if (isExternal(node.url)) {
      this.#found.external.push({ url: node.url, span: this.#spanOf(node) });
      if (!isImage) this.#walkOutsideProse(node);
      return;
    }
    const written = {
      kind: isImage ? 'embed' : 'body',
      syntax: 'markdown',
      ...partsOfPath(node.url),
      label: isImage ? (node.alt ?? '') : textOf(node),
    } as const;
    const link = this.#addLink(node, written, () => this.#walkOutsideProse(node));
    const label = /^rel:\s*(\S.*)$/i.exec(node.title ?? '')?.[1]?.trim();
    if (label !== undefined) this.#found.relations.push({ label, link, span: this.#spanOf(node) });
  }

  #addMark(node: CitationMark['node']): void {
    const block = this.#block;
    block.markEnd = block.text.length;
    const section = this.#found.headings.length - 1;
    const mark = this.#found.marks.push({ node, section, span: this.#spanOf(node), claim: '' }) - 1;
    block.marks.push({ mark, at: block.text.length });
  }

  /** Its links are not printed, so they are not part of the sentence. */
  #addCitation(node: Citation): void {
    const block = this.#block;
    const before = block.text;
    const linksBefore = block.links.length;
    this.#walkOutsideProse(node);
    block.text = before;
    for (const link of block.links.slice(linksBefore)) link.start = link.end = before.length;
    this.#addMark(node);
  }

  #addHeading(node: HeadingNode): void {
    const shown = this.#block.text.replace(/\s+/g, ' ').trim();
    const id = this.#slugOf(this.#withShortcodes().replace(/\s+/g, ' ').trim().normalize('NFC'));
    const { block } = node.data ?? {};
    const written = this.#markupOf(node);
    node.data = { ...node.data, id, hProperties: { ...node.data?.hProperties, id } };
    this.#found.headings.push({
      depth: node.depth,
      text: shown,
      id,
      span: this.#spanOf(node),
      ...(written !== shown && { written }),
      ...(block && { block }),
    });
  }

  /** A heading without letters is a section too: the slug of `⚙️` is an invisible variation selector. */
  #slugOf(heading: string): string {
    return this.#slugger.slug(visible(slug(heading)) === '' ? 'section' : heading);
  }

  /** The text of a heading with the names of its emoji, from which GitHub makes ids. */
  #withShortcodes(): string {
    return this.#block.shortcodes.reduceRight(
      (rest, { at, emoji, shortcode }) => rest.slice(0, at) + shortcode + rest.slice(at + emoji.length),
      this.#block.text,
    );
  }

  /** The content of a heading as written, without elements that are removed with their content. */
  #markupOf({ children }: HeadingNode): string {
    const [first] = children;
    const last = children.at(-1);
    if (!first || !last) return '';
    const end = endOf(last);
    const { removed = [], hidden = [] } = this.#root.data ?? {};
    const inFile = hidden.map((stretch) => shifted(stretch, this.#bodyStart));
    const sliceOf = (from: number, to: number): string =>
      shownText(this.#source, inFile, from + this.#bodyStart, to + this.#bodyStart);
    let from = startOf(first);
    let markup = '';
    for (const span of removed) {
      if (span.start < from || span.end > end) continue;
      markup += sliceOf(from, span.start);
      from = span.end;
    }
    return (markup + sliceOf(from, end)).replace(/\s+/g, ' ').trim();
  }
}

/** Minimum length of a stretch of prose that can hold a name, in characters. */
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
