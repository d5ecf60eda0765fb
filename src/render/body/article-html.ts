/**
 * The tree of one article to prose: what depends on this file alone. Links into the vault are slots, filled when every article is
 * known (print/printer.ts).
 */
import type { Element, ElementContent, Root as Hast, RootContent as HastContent } from 'hast';
import type {
  Blockquote,
  Code,
  FootnoteReference,
  Image,
  Link,
  Node as MdastNode,
  Paragraph,
  Parents,
  PhrasingContent,
  Root,
  RootContent,
  RootContentMap,
  Text,
} from 'mdast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkRehype, { defaultHandlers, type Options as RemarkRehypeOptions } from 'remark-rehype';
import { unified } from 'unified';
import { VFile } from 'vfile';
import type { BodyTree } from '../../wiki/parse/parse-article.ts';
import {
  allowedElements,
  droppedElements,
  emptyElements,
  isSafeUrl,
  players,
  schemeOf,
  unclosableElements,
} from '../../wiki/schema/html-policy.ts';
import { isImage } from '../../wiki/schema/media.ts';
import { blockOfCode, blockOfMath } from '../../wiki/syntax/blocks.ts';
import type { BodyTag } from '../../wiki/syntax/body-tags.ts';
import type { Citation } from '../../wiki/syntax/citation-nodes.ts';
import type { DescriptionDetails } from '../../wiki/syntax/definition-lists.ts';
import { holdsUrlOfVault } from '../../wiki/syntax/html-urls.ts';
import { isBlockEmbed, piecesOf } from '../../wiki/syntax/lone-embeds.ts';
import { textOf } from '../../wiki/syntax/node-text.ts';
import type { WikiLink } from '../../wiki/syntax/wiki-link.ts';
import { citationAnchor } from '../print/anchors.ts';
import { holdsRightToLeft } from '../print/directions.ts';
import { proseOf } from '../print/from-hast.ts';
import { type Prose, someText, trimmed } from '../print/prose.ts';
import { isSlotElement, markedAsInLink, slotAttributes, slotElement, slotNames } from '../print/slot-elements.ts';
import { wordMark } from '../print/word-marks.ts';
import type { KeyOfBlock, MadeBlocks } from './blocks.ts';
import { calloutElement } from './callouts.ts';
import { separateFootnotes } from './footnote-ids.ts';
import { withFootnotes } from './inline-notes.ts';
import { withLineEnds } from './line-ends.ts';
import { listItem, tableRow } from './long-lists.ts';
import { withLooseFootnotes } from './loose-footnotes.ts';
import { withoutMarks } from './marks-in-links.ts';
import { setTexts } from './typesetting.ts';

/** The parts of an article as prose. */
export interface ArticleBody {
  readonly content: Prose;
  /** Marks of footnotes behind the title; absent where it has none. */
  readonly titleMarks?: Prose;
  /** The summary where it was taken out of the body; else empty. */
  readonly lead: Prose;
  /** The lead stands above the heading that says the title; absent where it does not. */
  readonly isLeadAboveTitle?: true;
  /** Notes of connections, by their number. */
  readonly notes: Readonly<Record<number, Prose>>;
  /** What footnotes say of sources, by the number of the source. */
  readonly sourceNotes: Readonly<Record<number, Prose>>;
  /** The work that the file is about, ready to be cited; absent for anything else. */
  readonly citation?: { readonly apa: string; readonly bibtex: string };
  /** Entries of a change log, in its order; absent for anything else. */
  readonly log?: readonly Prose[];
  /** Content or lead hold letters that run from right to left; absent where they do not. */
  readonly holdsRightToLeft?: true;
  /** What stands in the slots of code, formulas and diagrams; absent when there are none. */
  readonly blocks?: MadeBlocks;
}

/**
 * Renders the body, its lead, its notes and the entries of a log in one go, so that they share footnotes; but raw HTML is read
 * in each by itself, so that no element reaches from one into another.
 *
 * @param keyOf fills the slots of code, formulas and diagrams; without it they are shown as they are written
 */
export function renderBody(tree: BodyTree, keyOf?: KeyOfBlock): Omit<ArticleBody, 'blocks' | 'citation'> {
  const whole = (node: RootContent): RootContent =>
    node.type === 'paragraph' ? { ...node, data: { ...node.data, isWhole: true } } : node;
  const lead: RootContent[] = (tree.lead?.children ?? []).map(whole);
  const notes = [...tree.connectionNotes];
  const sourceNotes = [...tree.sourceNotes];
  const asBlock = (children: readonly PhrasingContent[]): RootContent => whole({ type: 'paragraph', children: [...children] });
  const asides = [...[...notes, ...sourceNotes].map(([, children]) => children), ...tree.logEntries].map(asBlock);
  const titleMarks = tree.titleMarks.length > 0 ? [asBlock(tree.titleMarks)] : [];
  const written: Root = { type: 'root', children: [...titleMarks, ...lead, ...asides, ...withTitlePlace(tree)] };
  const all = withLooseFootnotes(withFootnotes(written));
  const hast = toHast.runSync(withLineEnds(all, tree.breaks), new VFile({ data: { keyOf } })) as Hast;
  separateFootnotes(hast);

  let next = 0;
  /** Each of the paragraphs at the head is one element. */
  const takeBlock = (): Element[] => {
    while (next < hast.children.length) {
      const node = hast.children[next++];
      if (node?.type === 'element') return [node];
    }
    return [];
  };
  /** In a `div`, which may hold blocks; what stands behind its end, where the author closed it, is a part of it too. */
  const takeInline = (): Prose => {
    const [aside, ...rest] = finished(
      takeBlock().map((block) => ({ ...block, tagName: 'div' })),
      tree,
    ).children;
    return proseOf([...(aside && 'children' in aside ? (aside.children as HastContent[]) : []), ...rest]);
  };
  const taken: { titleMarks?: Prose; lead: Prose; notes: Record<number, Prose>; sourceNotes: Record<number, Prose> } = {
    ...(titleMarks.length > 0 && { titleMarks: takeInline() }),
    lead: lead.length > 0 ? proseOf(finished(takeBlock(), tree).children) : [],
    notes: {},
    sourceNotes: {},
  };
  for (const [index] of notes) taken.notes[index] = takeInline();
  for (const [index] of sourceNotes) taken.sourceNotes[index] = takeInline();
  const log = tree.logEntries.map(takeInline);
  const content = trimmed(proseOf(finished(hast.children.slice(next), tree).children));
  return {
    ...(log.length > 0 && { log }),
    content,
    ...taken,
    ...(tree.aboveTitle?.isLead && { isLeadAboveTitle: true }),
    ...(someText([...content, ...taken.lead], holdsRightToLeft) && { holdsRightToLeft: true }),
  };
}

/** Stands where the heading was that says the title. */
interface TitlePlace extends MdastNode {
  type: 'titlePlace';
}

declare module 'mdast' {
  interface RootContentMap {
    titlePlace: TitlePlace;
  }
}

/** The body, with the place of its title where that was among other blocks. */
function withTitlePlace({ body: { children }, aboveTitle }: BodyTree): RootContent[] {
  if (!aboveTitle || aboveTitle.count === 0) return children;
  return [...children.slice(0, aboveTitle.count), { type: 'titlePlace' }, ...children.slice(aboveTitle.count)];
}

function finished(children: HastContent[], tree: BodyTree): Hast {
  const part: Hast = { type: 'root', children };
  const hast = (holdsRaw(part) ? withRawHtml : withoutRawHtml).runSync(part) as Hast;
  setTexts(hast, tree);
  return hast;
}

type State = Parameters<typeof defaultHandlers.footnoteReference>[0];

declare module 'mdast' {
  interface ParagraphData {
    /** It is one element, whatever it holds. */
    isWhole?: true;
  }
}

declare module 'vfile' {
  interface DataMap {
    keyOf: KeyOfBlock | undefined;
  }
}

const handlers: RemarkRehypeOptions = {
  allowDangerousHtml: true,
  clobberPrefix: '',
  footnoteLabel: wordMark('footnotes'),
  footnoteBackLabel: (index, again) => wordMark('backToReference', `${index + 1}${again > 1 ? `-${again}` : ''}`),
  handlers: {
    listItem,
    tableRow,
    paragraph: (state: State, node: Paragraph): ElementContent | ElementContent[] => {
      if (node.data?.isWhole) return defaultHandlers.paragraph(state, node);
      const pieces = piecesOf(node);
      if (!pieces) return figureOf(state, node) ?? defaultHandlers.paragraph(state, node);
      const elements = pieces.map((piece): Element => {
        const children = state.all({ type: 'paragraph', children: 'embed' in piece ? [piece.embed] : [...piece.words] });
        return { type: 'element', tagName: 'embed' in piece ? 'div' : 'p', properties: {}, children };
      });
      const [first, ...rest] = elements;
      return first ? [state.applyData(node, first) as Element, ...rest] : [];
    },
    wikiLink: (
      state: State,
      node: WikiLink & { data?: { link?: number } },
      parent: Parents | undefined,
    ): ElementContent | ElementContent[] => {
      const { children, marks } = withoutMarks(state.all(node));
      return inCell(parent, [...slot(node.data?.link, children), ...marks]);
    },
    blockquote: (state: State, node: Blockquote): Element | undefined =>
      node.children.length > 0 && node.children.every(isShownElsewhere) ? undefined : defaultHandlers.blockquote(state, node),
    mark: elementNamed('mark'),
    subscript: elementNamed('sub'),
    superscript: elementNamed('sup'),
    descriptionList: elementNamed('dl'),
    descriptionTerm: elementNamed('dt'),
    descriptionDetails,
    titlePlace: (): Element => slotElement('title', ''),
    text: (_state: unknown, { value, data }: Text): ElementContent =>
      data?.isEscaped ? slotElement('literal', value) : textNode(value),
    tag: (_state: unknown, { name }: BodyTag): Element => slotElement('tag', name),
    citation: (_state: unknown, node: Citation): ElementContent[] => {
      const citations = node.data?.citations ?? [];
      // Words can stand for one alone: for several, what one of them shows is enough.
      return citations.map((number) => slotElement('citation', number, [], citations.length === 1 ? wordsOf(node) : ''));
    },
    callout: calloutElement,
    code: (state: State, node: Code): ElementContent => {
      const keyOf = state.options.file?.data.keyOf;
      const { data: _, ...bare } = node;
      const made = keyOf ? blockElement(keyOf(blockOfCode(node))) : defaultHandlers.code(state, bare);
      return state.applyData(node, made) as Element;
    },
    inlineMath: (state: State, node: RootContentMap['inlineMath']): ElementContent => {
      const keyOf = state.options.file?.data.keyOf;
      return keyOf
        ? slotElement('block', keyOf(blockOfMath(node)))
        : defaultHandlers.inlineCode(state, { ...node, type: 'inlineCode' });
    },
    math: (state: State, node: RootContentMap['math']): ElementContent => {
      const keyOf = state.options.file?.data.keyOf;
      const { data: _, ...bare } = node;
      const made = keyOf
        ? blockElement(keyOf(blockOfMath(node)))
        : defaultHandlers.code(state, { ...bare, type: 'code', lang: 'math' });
      return state.applyData(node, made) as Element;
    },
    // A footnote that cites is a place that its source leads back to.
    footnoteReference: (state: State, node: FootnoteReference): ElementContent => {
      const mark = defaultHandlers.footnoteReference(state, node);
      const [citation] = node.data?.citations ?? [];
      if (citation !== undefined) mark.properties['id'] = citationAnchor(citation);
      return mark;
    },
    link: (state: { all: (node: Link) => ElementContent[] }, node: Link): ElementContent[] => {
      const { children, marks } = withoutMarks(state.all(node));
      if (node.data?.link !== undefined) return [...slot(node.data.link, children.flatMap(inLink)), ...marks];
      if (!isSafeUrl(node.url)) return [...children, ...marks];
      return [externalLink(node.url, children.flatMap(inLink), node.title), ...marks];
    },
    image: (_state: unknown, node: Image, parent: Parents | undefined): ElementContent | ElementContent[] => {
      const { url, alt, title, data } = node;
      if (data?.link === undefined) return externalImage(url, alt ?? '');
      return inCell(parent, slot(data.link, title && isImage(url.replace(/[?#].*$/, '')) ? [textNode(title)] : []));
    },
  },
};

const toHast = unified().use(remarkRehype, handlers).freeze();

/** The one list of rehype plugins. Raw HTML costs a parser, so what has none goes without. */
const withoutRawHtml = unified().use(rehypeArticle).freeze();

const withRawHtml = unified()
  .use(rehypeUnclosedRaw)
  .use(rehypeRaw)
  .use(rehypeSanitize, {
    ...defaultSchema,
    tagNames: [...allowedElements, 'input', ...slotNames],
    strip: [...droppedElements],
    // Ids are ours as well as the author's, and the fragments of links must find them.
    clobber: [],
    protocols: {},
    attributes: {
      ...defaultSchema.attributes,
      ...slotAttributes,
      '*': ['id', 'title', 'lang', 'dir', 'align', 'width', 'height', 'ariaLabel', 'ariaHidden', 'role'],
      a: ['href', 'className', 'rel', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaDescribedBy', 'ariaLabel'],
      img: ['src', 'srcSet', 'sizes', 'alt', 'width', 'height'],
      source: ['src', 'srcSet', 'sizes', 'type', 'media', 'width', 'height'],
      video: ['src', 'poster', 'width', 'height', 'loop', 'muted', 'playsInline'],
      audio: ['src', 'loop', 'muted'],
      // What an author writes as HTML may look like a callout of ours.
      div: [['className', 'callout'], 'dataCallout'],
      details: ['open', ['className', 'callout'], 'dataCallout'],
      summary: [['className', 'callout-title']],
      p: [['className', 'callout-title']],
      td: ['align', 'colSpan', 'rowSpan'],
      th: ['align', 'colSpan', 'rowSpan', 'scope'],
      col: ['span'],
      colgroup: ['span'],
      ol: [...(defaultSchema.attributes?.['ol'] ?? []), 'start', 'reversed', 'type'],
      li: [...(defaultSchema.attributes?.['li'] ?? []), 'value'],
      input: [...(defaultSchema.attributes?.['input'] ?? []), 'checked'],
      time: ['dateTime'],
      del: ['cite', 'dateTime'],
      ins: ['cite', 'dateTime'],
    },
  })
  .use(rehypeRawLinks)
  .use(rehypeArticle)
  .freeze();

function elementNamed(tagName: string) {
  return (state: State, node: Parents): Element => ({ type: 'element', tagName, properties: {}, children: state.all(node) });
}

/** What is told in one go stands without a paragraph, as in a tight list. */
function descriptionDetails(state: State, node: DescriptionDetails): Element {
  const children = node.children.flatMap((child): ElementContent[] =>
    !node.spread && child.type === 'paragraph' ? state.all(child) : (state.one(child, node) as ElementContent[]),
  );
  return { type: 'element', tagName: 'dd', properties: {}, children };
}

/** What a citation says where there is no list to number it by. */
function wordsOf({ raw, children, inside }: Citation): string {
  return raw || [...children.map(textOf), inside].filter((words) => words !== '').join(', ');
}

/** Filled in whole: what is made of a block brings its own element. */
function blockElement(key: string): Element {
  return { type: 'element', tagName: 'div', properties: {}, children: [slotElement('block', key)] };
}

function slot(link: number | undefined, children: ElementContent[]): ElementContent[] {
  return link === undefined ? children : [slotElement('link', link, children)];
}

/** What shows nothing in its place: definitions, and quotes that hold nothing else. */
function isShownElsewhere(node: RootContent): boolean {
  if (node.type === 'blockquote') return node.children.length > 0 && node.children.every(isShownElsewhere);
  return node.type === 'definition' || node.type === 'footnoteDefinition';
}

/** An embed that is all a cell holds may be a block there. */
function inCell(parent: Parents | undefined, children: ElementContent[]): ElementContent | ElementContent[] {
  const isAlone = parent?.type === 'tableCell' && parent.children.length === 1 && isBlockEmbed(parent.children[0]);
  return isAlone ? { type: 'element', tagName: 'div', properties: {}, children } : children;
}

/** A picture that is all a paragraph holds has its title below it. */
function figureOf(state: State, node: Paragraph): Element | undefined {
  const [image, ...others] = node.children;
  if (others.length > 0 || image?.type !== 'image' || image.data?.link === undefined || !image.title) return undefined;
  const caption: Element = { type: 'element', tagName: 'figcaption', properties: {}, children: [textNode(image.title)] };
  const children = [...slot(image.data.link, []), caption];
  return state.applyData(node, { type: 'element', tagName: 'figure', properties: {}, children }) as Element;
}

/** What a link holds may be an image, but not another link. */
function inLink(node: ElementContent): ElementContent[] {
  if (node.type !== 'element') return [node];
  const children = node.children.flatMap(inLink);
  return node.tagName === 'a' ? children : [markedAsInLink({ ...node, children })];
}

function textNode(value: string): ElementContent {
  return { type: 'text', value };
}

function externalLink(href: string, children: ElementContent[], title?: string | null): Element {
  return {
    type: 'element',
    tagName: 'a',
    properties: { className: ['external'], href, rel: ['noopener'], ...(title && { title }) },
    children,
  };
}

/** No page loads anything from another site: an image there is a link to it. */
function externalImage(url: string, alt: string): ElementContent {
  return isSafeUrl(url) ? externalLink(url, [textNode(alt || url)]) : textNode(alt);
}

const hiding = [...droppedElements, ...players, ...unclosableElements, 'xmp'].filter((name) => !emptyElements.has(name));
const hidingTag = new RegExp(`<(/?)(${hiding.join('|')})(?=[\\s>/]|$)`, 'gi');

/**
 * An element that is dropped with all it holds, opened in raw HTML and never closed, would take the rest of the article
 * with it: its tag is shown as text instead. So would a player, which is closed at once. Blocks of HTML end where they end; within a paragraph the closing tag is a node
 * of its own; and no element reaches into a link or out of one.
 */
function rehypeUnclosedRaw() {
  return (tree: Hast): void => {
    const visit = (parent: Hast | Element): void => {
      // From the end, so that each opening tag knows which closing tags follow.
      let closed = new Set<string>();
      for (const child of parent.children.toReversed()) {
        if (child.type === 'element') visit(child);
        else if (child.type === 'raw') {
          if (parent.type === 'root') closed = new Set();
          child.value = withoutUnclosed(child.value, closed);
        }
      }
    };
    visit(tree);
  };
}

const wholeTag = /^<(?:"[^"]*"|'[^']*'|[^"'>])*>/;

/** @param closed names of elements that are closed later; those closed in `html` are added */
function withoutUnclosed(html: string, closed: Set<string>): string {
  const parts: string[] = [];
  let end = html.length;
  for (const { index, 1: slash, 2: written = '' } of [...html.matchAll(hidingTag)].reverse()) {
    const name = written.toLowerCase();
    if (slash === '/') {
      if (!unclosableElements.has(name)) closed.add(name);
    } else if (!closed.has(name) && players.has(name)) {
      const after = index + (wholeTag.exec(html.slice(index, end))?.[0].length ?? end - index);
      parts.push(html.slice(after, end), `</${name}>`, html.slice(index, after));
      end = index;
    } else if (!closed.has(name)) {
      parts.push(html.slice(index + 1, end), '&lt;');
      end = index;
    }
  }
  return parts.length === 0 ? html : html.slice(0, end) + parts.reverse().join('');
}

/** Links and images that the author wrote as HTML follow the same rules. */
function rehypeRawLinks() {
  return (tree: Hast): void => {
    const visit = (node: Hast | Element): void => {
      for (const [index, child] of node.children.entries()) {
        if (child.type !== 'element') continue;
        visit(child);
        const { href, src, alt } = child.properties;
        if (loaders.has(child.tagName)) {
          const text = child.tagName === 'img' && typeof alt === 'string' ? alt : '';
          node.children[index] = isElsewhere(src) ? (externalImage(String(src), text) as Element) : playable(withOwnFiles(child));
        }
        if (child.tagName !== 'a' || typeof href !== 'string') continue;
        if (!isSafeUrl(href)) delete child.properties['href'];
        else if (schemeOf(href) !== undefined || href.startsWith('//'))
          child.properties = { ...child.properties, className: ['external'], rel: ['noopener'] };
      }
    };
    visit(tree);
  };
}

/** Elements that load files by themselves. */
const loaders: ReadonlySet<string> = new Set(['img', 'source', 'video', 'audio']);

/** No page loads anything from another site; and pictures and players load when a reader comes near them. */
function withOwnFiles(element: Element): Element {
  const { src, poster, srcSet, ...others } = element.properties;
  const own = typeof srcSet === 'string' ? srcSet.split(',').filter(holdsUrlOfVault) : [];
  const properties: Element['properties'] = {
    ...(src !== undefined && !isElsewhere(src) && { src }),
    ...others,
    ...(poster !== undefined && !isElsewhere(poster) && { poster }),
    ...(own.length > 0 && { srcSet: own.join(',') }),
  };
  switch (element.tagName) {
    case 'img':
      return { ...element, properties: { ...properties, loading: 'lazy', decoding: 'async' } };
    case 'video':
      return { ...element, properties: { ...properties, controls: true, preload: 'metadata', playsInline: true } };
    case 'audio':
      return { ...element, properties: { ...properties, controls: true, preload: 'none' } };
    default:
      return { ...element, properties };
  }
}

/** A player with nothing of ours to play is what else it holds: links to what is elsewhere. */
function playable(element: Element): Element {
  if (element.tagName !== 'video' && element.tagName !== 'audio') return element;
  const plays = ({ properties }: Element): boolean => properties['src'] !== undefined;
  const hasSource = element.children.some((child) => child.type === 'element' && child.tagName === 'source' && plays(child));
  return plays(element) || hasSource ? element : { ...element, tagName: 'span', properties: {} };
}

function isElsewhere(url: unknown): boolean {
  return typeof url === 'string' && (schemeOf(url) !== undefined || url.startsWith('//'));
}

/** One h1 a page, a link at every heading, tables that scroll inside themselves. */
function rehypeArticle() {
  return (tree: Hast): void => {
    const shift = hasH1(tree) ? 1 : 0;
    const visit = (node: Hast | Element): void => {
      for (const [index, child] of node.children.entries()) {
        if (child.type !== 'element') continue;
        visit(child);
        if (child.tagName === 'a') finishLink(child);
        const level = /^h([1-6])$/.exec(child.tagName)?.[1];
        if (level !== undefined) finishHeading(child, Math.min(6, Number(level) + shift));
        if (child.tagName === 'table') node.children[index] = scrollable(child);
        if (child.tagName === 'td' || child.tagName === 'th') alignByClass(child);
        if (child.tagName === 'tr') freeCorner(child);
        if (child.tagName === 'input')
          child.properties['ariaLabel'] = wordMark(child.properties['checked'] ? 'taskDone' : 'taskOpen');
      }
    };
    visit(tree);
  };
}

function hasH1(node: Hast | Element): boolean {
  return node.children.some((child) => child.type === 'element' && (child.tagName === 'h1' || hasH1(child)));
}

function finishHeading(heading: Element, level: number): void {
  heading.tagName = `h${level}`;
  const { id } = heading.properties;
  if (typeof id !== 'string' || id === '' || id === 'footnote-label') return;
  heading.children.push({
    type: 'element',
    tagName: 'a',
    properties: { className: ['anchor'], href: `#${encodeURIComponent(id)}`, ariaLabel: wordMark('sectionLink') },
    children: [textNode('#')],
  });
}

/** No link holds another: what has no address, `<a id="x">`, is none where it stands around one. */
function finishLink(link: Element): void {
  if (link.properties['href'] === undefined && holdsLink(link)) link.tagName = 'span';
  else link.children = link.children.flatMap(inLink);
}

function holdsLink({ children }: Element): boolean {
  return children.some((child) =>
    child.type === 'element' ? child.tagName === 'a' || isSlotElement(child, 'link') || holdsLink(child) : false,
  );
}

/** The attribute `align` is no longer HTML. */
function alignByClass(cell: Element): void {
  const { align } = cell.properties;
  delete cell.properties['align'];
  if (align === 'right' || align === 'center') cell.properties['className'] = [`align-${align}`];
}

/** The empty corner above a column of names heads nothing; then the others have to say what they head. */
function freeCorner({ children }: Element): void {
  const heads = children.filter((cell): cell is Element => cell.type === 'element' && cell.tagName === 'th');
  const isEmpty = (cell: Element): boolean => cell.children.length === 0;
  if (!heads.some(isEmpty)) return;
  for (const cell of heads) {
    if (isEmpty(cell)) cell.tagName = 'td';
    else cell.properties['scope'] = 'col';
  }
}

/** With the id of the table, since it is all that is shown of it. */
function scrollable(table: Element): Element {
  const { id } = table.properties;
  delete table.properties['id'];
  return {
    type: 'element',
    tagName: 'section',
    properties: {
      ...(id !== undefined && { id }),
      className: ['table-scroll'],
      tabIndex: 0,
      ariaLabel: wordMark('table'),
    },
    children: [table],
  };
}

function holdsRaw(node: Hast | Element): boolean {
  return node.children.some((child) => child.type === 'raw' || (child.type === 'element' && holdsRaw(child)));
}

/** Of what has no body. */
export const emptyBody: ArticleBody = { content: [], lead: [], notes: {}, sourceNotes: {} };
