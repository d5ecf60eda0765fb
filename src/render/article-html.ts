/**
 * The tree of one article to HTML with slots: what depends on this file alone. Links into the vault are slots, filled
 * when every article is known (render/slots).
 */
import type { Element, ElementContent, Root as Hast, RootContent as HastContent } from 'hast';
import type { FootnoteReference, Image, Link, PhrasingContent, RootContent } from 'mdast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkRehype, { defaultHandlers, type Options as RemarkRehypeOptions } from 'remark-rehype';
import { unified } from 'unified';
import { textOf } from '../wiki/parse/body-sections.ts';
import type { Citation } from '../wiki/parse/citation-nodes.ts';
import type { WikiLink } from '../wiki/parse/markdown.ts';
import type { BodyTree } from '../wiki/parse/parse-article.ts';
import { allowedElements, droppedElements, isSafeUrl, schemeOf } from '../wiki/schema/html-policy.ts';
import { listItem, tableRow } from './long-lists.ts';
import { withLooseFootnotes } from './loose-footnotes.ts';
import { citationAnchor, citationSlot, closeSlot, openSlot, slotStart } from './slots.ts';

/** HTML of the parts of an article, each with link slots. */
export interface ArticleBody {
  readonly html: string;
  /** The summary where it was taken out of the body; else empty. */
  readonly lead: string;
  /** Notes of connections, by their number. */
  readonly notes: Readonly<Record<number, string>>;
  /** What footnotes say of sources, by the number of the source. */
  readonly sourceNotes: Readonly<Record<number, string>>;
  /** The work that the file is about, ready to be cited; absent for anything else. */
  readonly citation?: { readonly apa: string; readonly bibtex: string };
  /** Entries of a change log, in its order; absent for anything else. */
  readonly log?: readonly string[];
}

/**
 * Renders the body, its lead, its notes and the entries of a log in one go, so that they share footnotes; but raw HTML is read
 * in each by itself, so that no element reaches from one into another.
 */
export function renderBody(tree: BodyTree): ArticleBody {
  const lead: RootContent[] = tree.lead?.children ?? [];
  const notes = [...tree.connectionNotes];
  const sourceNotes = [...tree.sourceNotes];
  const asBlock = (children: readonly PhrasingContent[]): RootContent => ({ type: 'paragraph', children: [...children] });
  const asides = [...[...notes, ...sourceNotes].map(([, children]) => children), ...tree.logEntries].map(asBlock);
  const whole = withLooseFootnotes({ type: 'root', children: [...lead, ...asides, ...tree.body.children] });
  const hast = toHast.runSync(whole) as Hast;

  let taken = 0;
  /** Each of the paragraphs at the head is one element. */
  const takeBlock = (): Element[] => {
    while (taken < hast.children.length) {
      const node = hast.children[taken++];
      if (node?.type === 'element') return [node];
    }
    return [];
  };
  /** In a `div`, which may hold blocks; what stands behind its end, where the author closed it, is a part of it too. */
  const takeInline = (): string => {
    const [aside, ...rest] = finished(takeBlock().map((block) => ({ ...block, tagName: 'div' }))).children;
    return stringify([...(aside && 'children' in aside ? (aside.children as HastContent[]) : []), ...rest]);
  };
  const leadHtml = lead.length > 0 ? stringify(finished(takeBlock()).children) : '';
  const noteHtml: Record<number, string> = {};
  for (const [index] of notes) noteHtml[index] = takeInline();
  const sourceNoteHtml: Record<number, string> = {};
  for (const [index] of sourceNotes) sourceNoteHtml[index] = takeInline();
  const log = tree.logEntries.map(takeInline);
  const html = stringify(finished(hast.children.slice(taken)).children).trim();
  return { ...(log.length > 0 && { log }), html, lead: leadHtml, notes: noteHtml, sourceNotes: sourceNoteHtml };
}

function finished(children: HastContent[]): Hast {
  const part: Hast = { type: 'root', children };
  return (holdsRaw(part) ? withRawHtml : withoutRawHtml).runSync(part) as Hast;
}

function stringify(children: HastContent[]): string {
  return withoutRawHtml.stringify({ type: 'root', children });
}

type State = Parameters<typeof defaultHandlers.footnoteReference>[0];

const handlers: RemarkRehypeOptions = {
  allowDangerousHtml: true,
  clobberPrefix: '',
  handlers: {
    listItem,
    tableRow,
    wikiLink: (_state: unknown, { data, children }: WikiLink & { data?: { link?: number } }): ElementContent[] =>
      slot(
        data?.link,
        children.map((child) => textNode('value' in child ? child.value : '')),
      ),
    citation: (_state: unknown, node: Citation): ElementContent[] => {
      const citations = node.data?.citations ?? [];
      // Words can stand for one alone: for several, what one of them shows is enough.
      return citations.map((number) => textNode(citationSlot(number, citations.length === 1 ? wordsOf(node) : '')));
    },
    // A footnote that cites is a place that its source leads back to.
    footnoteReference: (state: State, node: FootnoteReference): ElementContent => {
      const mark = defaultHandlers.footnoteReference(state, node);
      const [citation] = node.data?.citations ?? [];
      if (citation !== undefined) mark.properties['id'] = citationAnchor(citation);
      return mark;
    },
    link: (state: { all: (node: Link) => ElementContent[] }, node: Link): ElementContent | ElementContent[] => {
      const children = state.all(node);
      if (node.data?.link !== undefined) return slot(node.data.link, children);
      if (!isSafeUrl(node.url)) return children;
      return externalLink(node.url, children, node.title);
    },
    image: (_state: unknown, node: Image): ElementContent | ElementContent[] =>
      node.data?.link === undefined ? externalImage(node.url, node.alt ?? '') : slot(node.data.link, []),
  },
};

const toHast = unified().use(remarkRehype, handlers).freeze();

/** The one list of rehype plugins. Raw HTML costs a parser, so what has none goes without. */
const withoutRawHtml = unified().use(rehypeArticle).use(rehypeStringify).freeze();

const withRawHtml = unified()
  .use(rehypeUnclosedRaw)
  .use(rehypeRaw)
  .use(rehypeSanitize, {
    ...defaultSchema,
    tagNames: [...allowedElements, 'input'],
    strip: [...droppedElements],
    // Ids are ours as well as the author's, and the fragments of links must find them.
    clobber: [],
    protocols: {},
    attributes: {
      ...defaultSchema.attributes,
      '*': ['id', 'title', 'lang', 'dir', 'align', 'width', 'height', 'ariaLabel', 'ariaHidden', 'role'],
      a: ['href', 'className', 'rel', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaDescribedBy', 'ariaLabel'],
      img: ['src', 'alt', 'width', 'height'],
      details: ['open'],
      td: ['align', 'colSpan', 'rowSpan'],
      th: ['align', 'colSpan', 'rowSpan', 'scope'],
    },
  })
  .use(rehypeRawLinks)
  .use(rehypeArticle)
  .freeze();

/** What a citation says where there is no list to number it by. */
function wordsOf({ raw, children, inside }: Citation): string {
  return raw || [...children.map(textOf), inside].filter((words) => words !== '').join(', ');
}

function slot(link: number | undefined, children: ElementContent[]): ElementContent[] {
  return link === undefined ? children : [textNode(openSlot(link)), ...children, textNode(closeSlot)];
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

const droppedTag = new RegExp(`<(/?)(${[...droppedElements, 'plaintext', 'xmp'].join('|')})(?=[\\s>/]|$)`, 'gi');

/**
 * An element that is dropped with all it holds, opened in raw HTML and never closed, would take the rest of the article
 * with it: its tag is shown as text instead. Blocks of HTML end where they end; within a paragraph the closing tag is a node
 * of its own; and no element reaches into a link or out of one.
 */
function rehypeUnclosedRaw() {
  return (tree: Hast): void => {
    const visit = (parent: Hast | Element): void => {
      // From the end, so that each opening tag knows which closing tags follow.
      let closed = new Set<string>();
      const outer: Set<string>[] = [];
      for (const child of parent.children.toReversed()) {
        if (child.type === 'element') visit(child);
        else if (child.type === 'text' && child.value === closeSlot) {
          outer.push(closed);
          closed = new Set();
        } else if (child.type === 'text' && child.value.startsWith(slotStart)) closed = outer.pop() ?? closed;
        else if (child.type === 'raw') {
          if (parent.type === 'root') closed = new Set();
          child.value = withoutUnclosed(child.value, closed);
        }
      }
    };
    visit(tree);
  };
}

/** @param closed names of elements that are closed later; those closed in `html` are added */
function withoutUnclosed(html: string, closed: Set<string>): string {
  const parts: string[] = [];
  let end = html.length;
  for (const { index, 1: slash, 2: written = '' } of [...html.matchAll(droppedTag)].reverse()) {
    const name = written.toLowerCase();
    if (slash === '/') closed.add(name);
    else if (!closed.has(name)) {
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
        if (child.tagName === 'img' && typeof src === 'string' && (schemeOf(src) !== undefined || src.startsWith('//'))) {
          node.children[index] = externalImage(src, typeof alt === 'string' ? alt : '') as Element;
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

/** One h1 a page, a link at every heading, tables that scroll inside themselves. */
function rehypeArticle() {
  return (tree: Hast): void => {
    const shift = hasH1(tree) ? 1 : 0;
    const visit = (node: Hast | Element): void => {
      for (const [index, child] of node.children.entries()) {
        if (child.type !== 'element') continue;
        visit(child);
        const level = /^h([1-6])$/.exec(child.tagName)?.[1];
        if (level !== undefined) finishHeading(child, Math.min(6, Number(level) + shift));
        if (child.tagName === 'table') node.children[index] = scrollable(child);
        if (child.tagName === 'td' || child.tagName === 'th') alignByClass(child);
        if (child.tagName === 'input') child.properties['ariaLabel'] = child.properties['checked'] ? 'Done' : 'To do';
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
    properties: { className: ['anchor'], href: `#${encodeURIComponent(id)}`, ariaLabel: 'Link to this section' },
    children: [textNode('#')],
  });
}

/** The attribute `align` is no longer HTML. */
function alignByClass(cell: Element): void {
  const { align } = cell.properties;
  delete cell.properties['align'];
  if (align === 'right' || align === 'center') cell.properties['className'] = [`align-${align}`];
}

function scrollable(table: Element): Element {
  return {
    type: 'element',
    tagName: 'div',
    properties: { className: ['table-scroll'], role: 'region', tabIndex: 0, ariaLabel: 'Table' },
    children: [table],
  };
}

function holdsRaw(node: Hast | Element): boolean {
  return node.children.some((child) => child.type === 'raw' || (child.type === 'element' && holdsRaw(child)));
}

/** Of what has no body. */
export const emptyBody: ArticleBody = { html: '', lead: '', notes: {}, sourceNotes: {} };
