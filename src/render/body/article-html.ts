/**
 * Renders the tree of one article to prose, using only its own file. Links into the vault become slots, which are filled once all
 * articles are known (print/printer.ts).
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
import type { BodyTree } from '../../wiki/parse/body-tree.ts';
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
import { ownId } from '../../wiki/schema/page-ids.ts';
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
import {
  isSlotElement,
  markedAsInLink,
  ownElementNumber,
  slotAttributes,
  slotElement,
  slotNames,
} from '../print/slot-elements.ts';
import { wordMark } from '../print/word-marks.ts';
import type { KeyOfBlock, MadeBlocks } from './blocks.ts';
import { calloutElement } from './callouts.ts';
import { separateFootnotes } from './footnote-ids.ts';
import { withFootnotes } from './inline-notes.ts';
import { withLineEnds } from './line-ends.ts';
import { listItem, tableRow } from './long-lists.ts';
import { withLooseFootnotes } from './loose-footnotes.ts';
import { withoutMarks } from './marks-in-links.ts';
import { OwnElements } from './own-elements.ts';
import { setTexts } from './typesetting.ts';

/** The parts of an article as prose. */
export interface ArticleBody {
  readonly content: Prose;
  /** Footnote marks in the title; absent if there are none. */
  readonly titleMarks?: Prose;
  /** The summary, if it was taken out of the body; else empty. */
  readonly lead: Prose;
  /** Set if the lead precedes the heading that gives the title. */
  readonly isLeadAboveTitle?: true;
  /** Notes of connections, by index. */
  readonly notes: Readonly<Record<number, Prose>>;
  /** Content of footnotes about sources, by index of the source. */
  readonly sourceNotes: Readonly<Record<number, Prose>>;
  /** Citation of the work that the file is about; absent for other articles. */
  readonly citation?: { readonly apa: string; readonly bibtex: string };
  /** Entries of a change log, in order; absent for other articles. */
  readonly log?: readonly Prose[];
  /** Set if content or lead contain letters written from right to left. */
  readonly holdsRightToLeft?: true;
  /** HTML for the slots of code, formulas and diagrams; absent if there are none. */
  readonly blocks?: MadeBlocks;
}

/**
 * Changes the HTML of a part of an article in place, at the end. Links into the wiki and other slots are elements of names that HTML
 * does not have (slot-elements.ts).
 */
export type HtmlTransform = (part: Hast) => void;

/** What code of the wiki does to an article. */
export interface OwnPrinting {
  /** Whether nodes may have fields of mdast-util-to-hast that plugins set. */
  readonly hasOwnElements: boolean;
  readonly transform?: HtmlTransform | undefined;
}

/**
 * Renders the body, its lead, its notes and the entries of a log together, so that they share footnotes. Raw HTML is parsed in
 * each part separately, so that no element extends from one into another.
 *
 * @param keyOf fills the slots of code, formulas and diagrams; without it they are shown as written
 * @param own what code of the wiki does
 */
export function renderBody(tree: BodyTree, keyOf?: KeyOfBlock, own?: OwnPrinting): Omit<ArticleBody, 'blocks' | 'citation'> {
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
  const ownElements = own?.hasOwnElements ? new OwnElements() : undefined;
  ownElements?.hide(all);
  const finish = (children: HastContent[]): Hast => {
    const part = finished(children, tree);
    ownElements?.restore(part);
    own?.transform?.(part);
    return part;
  };
  const hast = toHast.runSync(withLineEnds(all, tree.breaks), new VFile({ data: { keyOf } })) as Hast;
  separateFootnotes(hast);

  let next = 0;
  /** Takes the next of the paragraphs at the start; each is one element. */
  const takeBlock = (): Element[] => {
    while (next < hast.children.length) {
      const node = hast.children[next++];
      if (node?.type === 'element') return [node];
    }
    return [];
  };
  /**
   * Wraps it in a `div`, which may contain blocks. If the author closed that early, the content after it still belongs to the
   * part.
   */
  const takeInline = (): Prose => {
    const [aside, ...rest] = finish(takeBlock().map((block) => ({ ...block, tagName: 'div' }))).children;
    return proseOf([...(aside && 'children' in aside ? (aside.children as HastContent[]) : []), ...rest]);
  };
  const taken: { titleMarks?: Prose; lead: Prose; notes: Record<number, Prose>; sourceNotes: Record<number, Prose> } = {
    ...(titleMarks.length > 0 && { titleMarks: takeInline() }),
    lead: lead.length > 0 ? proseOf(finish(takeBlock()).children) : [],
    notes: {},
    sourceNotes: {},
  };
  for (const [index] of notes) taken.notes[index] = takeInline();
  for (const [index] of sourceNotes) taken.sourceNotes[index] = takeInline();
  const log = tree.logEntries.map(takeInline);
  const content = trimmed(proseOf(finish(hast.children.slice(next)).children));
  return {
    ...(log.length > 0 && { log }),
    content,
    ...taken,
    ...(tree.aboveTitle?.isLead && { isLeadAboveTitle: true }),
    ...(someText([...content, ...taken.lead], holdsRightToLeft) && { holdsRightToLeft: true }),
  };
}

/** The place of the heading that gives the title. */
interface TitlePlace extends MdastNode {
  type: 'titlePlace';
}

declare module 'mdast' {
  interface RootContentMap {
    titlePlace: TitlePlace;
  }
}

/** The body with the place of its title, if blocks precede it. */
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
    /** Always render the paragraph as a single element. */
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
    text: (state: State, node: Text): ElementContent =>
      node.data?.isEscaped ? slotElement('literal', node.value) : (state.applyData(node, textNode(node.value)) as ElementContent),
    tag: (_state: unknown, { name }: BodyTag): Element => slotElement('tag', name),
    citation: (_state: unknown, node: Citation): ElementContent[] => {
      const citations = node.data?.citations ?? [];
      // The fallback words cover all citations of the node, so with several they are not repeated.
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
    // A footnote that cites a source is a target for links back from that source.
    footnoteReference: (state: State, node: FootnoteReference): ElementContent => {
      const mark = defaultHandlers.footnoteReference(state, node);
      const [citation] = node.data?.citations ?? [];
      if (citation !== undefined) mark.properties['id'] = citationAnchor(citation);
      return mark;
    },
    link: (state: State, node: Link): ElementContent[] => {
      const { children, marks } = withoutMarks(state.all(node));
      if (node.data?.link !== undefined) return [...slot(node.data.link, children.flatMap(inLink)), ...marks];
      if (!isSafeUrl(node.url)) return [...children, ...marks];
      return [state.applyData(node, externalLink(node.url, children.flatMap(inLink), node.title)) as Element, ...marks];
    },
    image: (_state: unknown, node: Image, parent: Parents | undefined): ElementContent | ElementContent[] => {
      const { url, alt, title, data } = node;
      if (data?.link === undefined) return externalImage(url, alt ?? '');
      return inCell(parent, slot(data.link, title && isImage(url.replace(/[?#].*$/, '')) ? [textNode(title)] : []));
    },
  },
};

const toHast = unified().use(remarkRehype, handlers).freeze();

/** The only list of rehype plugins. Parsing raw HTML is expensive, so texts without it skip that step. */
const withoutRawHtml = unified().use(rehypeArticle).freeze();

const withRawHtml = unified()
  .use(rehypeUnclosedRaw)
  .use(rehypeRaw)
  .use(rehypeSanitize, {
    ...defaultSchema,
    tagNames: [...allowedElements, 'input', ...slotNames],
    strip: [...droppedElements],
    // Keep ids unprefixed: fragments of links must find both ours and the author's.
    clobber: [],
    protocols: {},
    attributes: {
      ...defaultSchema.attributes,
      ...slotAttributes,
      '*': [ownElementNumber, 'id', 'title', 'lang', 'dir', 'align', 'width', 'height', 'ariaLabel', 'ariaHidden', 'role'],
      a: ['href', 'className', 'rel', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaDescribedBy', 'ariaLabel'],
      img: ['src', 'srcSet', 'sizes', 'alt', 'width', 'height'],
      source: ['src', 'srcSet', 'sizes', 'type', 'media', 'width', 'height'],
      video: ['src', 'poster', 'width', 'height', 'loop', 'muted', 'playsInline'],
      audio: ['src', 'loop', 'muted'],
      // The author's HTML may use the classes of our callouts.
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

/** A tight description gets no `<p>`. */
function descriptionDetails(state: State, node: DescriptionDetails): Element {
  const children = node.children.flatMap((child): ElementContent[] =>
    !node.spread && child.type === 'paragraph' ? state.all(child) : (state.one(child, node) as ElementContent[]),
  );
  return { type: 'element', tagName: 'dd', properties: {}, children };
}

/** The words of a citation in a place without a numbered list of sources. */
function wordsOf({ raw, children, inside }: Citation): string {
  return raw || [...children.map(textOf), inside].filter((words) => words !== '').join(', ');
}

/** The slot replaces the whole element, since a block brings its own. */
function blockElement(key: string): Element {
  return { type: 'element', tagName: 'div', properties: {}, children: [slotElement('block', key)] };
}

function slot(link: number | undefined, children: ElementContent[]): ElementContent[] {
  return link === undefined ? children : [slotElement('link', link, children)];
}

/** Whether a node shows nothing in place: a definition, or a quote that contains only definitions. */
function isShownElsewhere(node: RootContent): boolean {
  if (node.type === 'blockquote') return node.children.length > 0 && node.children.every(isShownElsewhere);
  return node.type === 'definition' || node.type === 'footnoteDefinition';
}

/** An embed alone in a table cell may be a block. */
function inCell(parent: Parents | undefined, children: ElementContent[]): ElementContent | ElementContent[] {
  const isAlone = parent?.type === 'tableCell' && parent.children.length === 1 && isBlockEmbed(parent.children[0]);
  return isAlone ? { type: 'element', tagName: 'div', properties: {}, children } : children;
}

/** A picture alone in a paragraph is a figure, with its title as caption. */
function figureOf(state: State, node: Paragraph): Element | undefined {
  const [image, ...others] = node.children;
  if (others.length > 0 || image?.type !== 'image' || image.data?.link === undefined || !image.title) return undefined;
  const caption: Element = { type: 'element', tagName: 'figcaption', properties: {}, children: [textNode(image.title)] };
  const children = [...slot(image.data.link, []), caption];
  return state.applyData(node, { type: 'element', tagName: 'figure', properties: {}, children }) as Element;
}

/** The content of a link, which may contain an image but not another link. */
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

/** An image or a player of another site: a link to it, unless pages may load it. */
function externalImage(url: string, alt: string): ElementContent {
  return isSafeUrl(url) ? slotElement('elsewhere', url, [textNode(alt || url)]) : textNode(alt);
}

const hiding = [...droppedElements, ...players, ...unclosableElements, 'xmp'].filter((name) => !emptyElements.has(name));
const hidingTag = new RegExp(`<(/?)(${hiding.join('|')})(?=[\\s>/]|$)`, 'gi');

/**
 * Shows as text the tags of dropped elements that raw HTML opens and never closes, which would remove the rest of the article;
 * closes players at once. An HTML block ends with its node, while within a paragraph a closing tag is a separate node; no element
 * extends into or out of a link.
 */
function rehypeUnclosedRaw() {
  return (tree: Hast): void => {
    const visit = (parent: Hast | Element): void => {
      // Visits children from the end, to know for each opening tag which closing tags follow.
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

/** @param closed names of elements that are closed later; adds those closed in `html` */
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

/** Applies the rules for links and images to those in raw HTML. */
function rehypeRawLinks() {
  return (tree: Hast): void => {
    const ownIds = idsIn(tree);
    const visit = (node: Hast | Element): void => {
      for (const [index, child] of node.children.entries()) {
        if (child.type !== 'element') continue;
        visit(child);
        const { href, src, alt, id, cite, className } = child.properties;
        // Ours is the label of the footnotes.
        const isOurs = id === 'footnote-label' && Array.isArray(className) && className.includes('sr-only');
        if (typeof id === 'string' && !isOurs) child.properties['id'] = ownId(id);
        if (typeof cite === 'string' && !isSafeUrl(cite)) delete child.properties['cite'];
        if (typeof href === 'string' && href.startsWith('#') && href !== '#footnote-label')
          child.properties['href'] = linkToOwn(href, ownIds);
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

function idsIn(node: Hast | Element, ids = new Set<string>()): ReadonlySet<string> {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (typeof child.properties['id'] === 'string') ids.add(child.properties['id']);
    idsIn(child, ids);
  }
  return ids;
}

/** A link within the text, with the id that its target got; a link to a part of the page is unchanged. */
function linkToOwn(href: string, ids: ReadonlySet<string>): string {
  const id = href.slice(1);
  return ids.has(id) ? `#${ownId(id)}` : href;
}

/** Elements that load files automatically. */
const loaders: ReadonlySet<string> = new Set(['img', 'source', 'video', 'audio']);

/** Removes files of other sites, since pages load nothing from them. Pictures and players load lazily. */
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

/** Replaces a player without a file of ours by its content: links to files elsewhere. */
function playable(element: Element): Element {
  if (element.tagName !== 'video' && element.tagName !== 'audio') return element;
  const plays = ({ properties }: Element): boolean => properties['src'] !== undefined;
  const hasSource = element.children.some((child) => child.type === 'element' && child.tagName === 'source' && plays(child));
  return plays(element) || hasSource ? element : { ...element, tagName: 'span', properties: {} };
}

function isElsewhere(url: unknown): boolean {
  return typeof url === 'string' && (schemeOf(url) !== undefined || url.startsWith('//'));
}

/** Ensures a single h1 per page, adds a link to every heading, and makes wide tables scroll. */
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

/**
 * Removes links from links, which HTML does not allow; an anchor without an address (`<a id="x">`) around a link becomes a span.
 */
function finishLink(link: Element): void {
  if (link.properties['href'] === undefined && holdsLink(link)) link.tagName = 'span';
  else link.children = link.children.flatMap(inLink);
}

function holdsLink({ children }: Element): boolean {
  return children.some((child) =>
    child.type === 'element'
      ? child.tagName === 'a' || isSlotElement(child, 'link') || isSlotElement(child, 'elsewhere') || holdsLink(child)
      : false,
  );
}

/** HTML no longer has the attribute `align`. */
function alignByClass(cell: Element): void {
  const { align } = cell.properties;
  delete cell.properties['align'];
  if (align === 'right' || align === 'center') cell.properties['className'] = [`align-${align}`];
}

/** HTML of the wiki itself, sanitised like that of an article. */
export function sanitised(html: string): Prose {
  const tree = withRawHtml.runSync({ type: 'root', children: [{ type: 'raw', value: html }] }) as Hast;
  return proseOf(tree.children);
}

/** The empty corner above a column of row headers is not a header; the other headers then need a scope. */
function freeCorner({ children }: Element): void {
  const heads = children.filter((cell): cell is Element => cell.type === 'element' && cell.tagName === 'th');
  const isEmpty = (cell: Element): boolean => cell.children.length === 0;
  if (!heads.some(isEmpty)) return;
  for (const cell of heads) {
    if (isEmpty(cell)) cell.tagName = 'td';
    else cell.properties['scope'] = 'col';
  }
}

/** Wraps a table so that it scrolls. The wrapper gets the table's id. */
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

/** The body of an article without content. */
export const emptyBody: ArticleBody = { content: [], lead: [], notes: {}, sourceNotes: {} };
