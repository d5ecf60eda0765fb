/**
 * Rewrites links in a file: links in every syntax and position, even where they are not parsed as links (in a title, an
 * alternative text, an attribute). Code, and prose with the same words, are not changed.
 */
import type { Image, Link, Nodes, Root } from 'mdast';
import { stringify } from 'yaml';
import type { Span, WrittenLink } from '../model.ts';
import { dateOf, dateProperties, propertyNamed } from '../schema/frontmatter.ts';
import { type MarkdownSyntax, plainSyntax } from '../schema/markdown-syntax.ts';
import { sourceOpener } from '../syntax/citation-nodes.ts';
import { isExternal, partsOfPath } from '../syntax/html-urls.ts';
import { propertyLinks } from '../syntax/property-links.ts';
import { endOf, startOf } from '../text/offsets.ts';
import { type CoveredWikilink, findWikilinks, parseWikilink, replaceBrackets } from '../text/wikilinks.ts';
import { findSections } from './body/body-sections.ts';
import { parseMarkdown, toReadable, UnparsableText } from './body/markdown.ts';
import { metadataLines } from './body/metadata-lines.ts';
import { type FrontmatterBlock, readFrontmatterBlock } from './frontmatter/frontmatter-block.ts';

/** The replacement for a link. */
export interface NewLink {
  readonly target: string;
  readonly anchor?: string;
  /** The text to show if the author gave none. */
  readonly shown: string;
}

/** Returns undefined for a link to keep. */
export type Rewrite = (link: Pick<WrittenLink, 'target' | 'anchor' | 'spelled'>) => NewLink | undefined;

/**
 * Rewrites the links in a text; returns the same text if none changes. Every link keeps its order, its syntax or a similar one,
 * and the author's label. If a value in the frontmatter changes, the frontmatter is written again, with the lines that could not
 * be read as comments.
 *
 * @param syntax the syntax of the text
 */
export function rewriteLinks(text: string, rewrite: Rewrite, syntax: MarkdownSyntax = plainSyntax): string {
  const clean = toReadable(text).text;
  const block = readFrontmatterBlock(clean);
  const head = rewriteHead(clean, block, rewrite);
  const body = rewriteBody(clean.slice(block.bodyStart), Object.keys(block.data), rewrite, syntax);
  return head === undefined && body === undefined
    ? text
    : (head ?? clean.slice(0, block.bodyStart)) + (body ?? clean.slice(block.bodyStart));
}

/** Opens a comment that holds a line of frontmatter which could not be read. */
export const unreadMark = '# not read: ';

/** Comments for lines of frontmatter that are left out. */
export function unreadComments(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:---|\+{3}|;;;|[{}]$)/.test(line))
    .map((line) => `${line.startsWith(unreadMark) ? '' : unreadMark}${line}\n`)
    .join('');
}

function rewriteHead(text: string, block: FrontmatterBlock, rewrite: Rewrite): string | undefined {
  if (!block.isPresent) return undefined;
  let isOther = false;
  const noticed: Rewrite = (link) => {
    const found = rewrite(link);
    if (found) isOther = true;
    return found;
  };
  const written = (value: unknown, path: readonly PropertyKey[], isName: boolean): unknown => {
    if (typeof value === 'string') return rewriteValue(value, isName, noticed);
    // An unquoted `[[A]]` as YAML parses it.
    if (
      Array.isArray(value) &&
      value.length === 1 &&
      Array.isArray(value[0]) &&
      value[0].every((each) => typeof each !== 'object')
    ) {
      const link = `[[${value[0].map(String).join(', ')}]]`;
      const other = rewriteValue(link, isName, noticed);
      return other === link ? value : other;
    }
    if (Array.isArray(value)) return value.map((each, index) => written(each, [...path, index], isName));
    // `007` may be a name.
    if (typeof value === 'number') return block.writtenAt(path) === String(value) ? value : (block.writtenAt(path) ?? value);
    if (typeof value !== 'object' || value === null) return value;
    return rewriteMap(value, (key, each) => written(each, [...path, key], isName && !textKeys.has(key.toLowerCase())));
  };
  const rewriteMap = (map: object, other: (key: string, value: unknown) => unknown): Record<string, unknown> => {
    const entries = new Map<string, unknown>();
    for (const [key, value] of Object.entries(map)) {
      let name = rewriteValue(key, false, noticed);
      while (name !== key && entries.has(name)) name += '…';
      entries.set(name, other(key, value));
    }
    return Object.fromEntries(entries);
  };
  const data = rewriteMap(block.data, (key, value) => {
    const property = propertyNamed(key) ?? '';
    const other = written(value, [key], linkFields.has(property));
    // A date whose link to a daily note is removed remains the date of the article.
    const day = dateProperties.has(property) ? dateOf(value) : undefined;
    return day !== undefined && JSON.stringify(other) !== JSON.stringify(value) ? day : other;
  });
  const lines = text.slice(0, block.bodyStart).split('\n');
  const invalid = block.problems.filter(({ kind }) => kind === 'invalid');
  const unread = new Set([
    ...invalid.map(({ span }) => lines[text.slice(0, span.start).split('\n').length - 1] ?? ''),
    ...lines.filter((line) => line.startsWith(unreadMark)),
  ]);
  const comments = unreadComments([...unread].map((line) => rewriteValue(line, false, noticed)));
  return isOther ? `---\n${stringify(data, { lineWidth: 0 })}${comments}---\n` : undefined;
}

/** Properties whose values are links even without link syntax. */
const linkFields: ReadonlySet<string> = new Set(['sources', 'connections', 'related']);

/** Keys in an entry of such a property that hold text. */
const textKeys: ReadonlySet<string> = new Set(
  'id title name author date last_modified usage_count relation type rel label note'.split(' '),
);

const markdownLink = /!?\[([^\]]*)\]\(([^()\n]+)\)/g;
const pathOfArticle = /[^\s"'`()[\]{}<>,;|]+\.md(?:#[^\s"'`()[\]{}<>,;|]*)?/gi;

/**
 * A string with its links rewritten.
 *
 * @param isName whether a bare name is a link; there links stay links, elsewhere they become the text they show
 */
function rewriteValue(text: string, isName: boolean, rewrite: Rewrite): string {
  const pathLink = (target: string): string | undefined => {
    const found = isExternal(target) ? undefined : rewrite(partsOfPath(target));
    return found && (isName ? wikilinkOf(found, undefined) : found.shown);
  };
  const whole = text.trim();
  const [only, ...more] = propertyLinks(whole);
  if (only && more.length === 0 && !whole.includes('[[')) {
    const isPath = only.kind === 'link' && only.link.syntax === 'path';
    const link = isPath ? only.link : only.kind === 'text' && isName ? { target: only.text } : undefined;
    const found = link && rewrite(link);
    if (found) return isName ? wikilinkOf(found, undefined) : found.shown;
  }
  let other = rewriteMarks(text, isName, rewrite);
  if (isName && /,\s/.test(other) && !other.includes('[['))
    other = other
      .split(/(,\s+)/)
      .map((part, index) => (index % 2 === 0 ? rewriteValue(part, true, rewrite) : part))
      .join('');
  return other.replace(pathOfArticle, (path: string) => pathLink(path) ?? path);
}

/** Rewrites link markup in a text that is not parsed: wikilinks, markdown links, attributes of raw HTML. */
function rewriteMarks(text: string, isName: boolean, rewrite: Rewrite): string {
  const shown = (found: NewLink, label: string | undefined): string => (isName ? wikilinkOf(found, label) : label || found.shown);
  const withNewNames = replaceBrackets(
    text,
    ({ inner }) => {
      const { label, ...link } = parseWikilink(inner.replace(/\s+/g, ' '));
      const found = rewrite(link);
      return found && shown(found, label);
    },
    true,
  );
  const other = withNewNames.replace(markdownLink, (raw: string, label: string, inner: string) => {
    const url = urlIn(inner);
    const found = isExternal(url) ? undefined : rewrite(partsOfPath(url));
    return found ? shown(found, label) : raw;
  });
  return rewriteAttributes(other, rewrite);
}

/** `<a b.md> "title"` → `a b.md` */
function urlIn(inner: string): string {
  return inner
    .trim()
    .replace(/\s+(?:"[^"]*"|'[^']*')$/, '')
    .replace(/^<|>$/g, '');
}

function wikilinkOf({ target, anchor, shown }: NewLink, label: string | undefined): string {
  const link = anchor === undefined ? target : `${target}#${anchor}`;
  const text = label || (shown === link ? undefined : shown);
  return text === undefined ? `[[${link}]]` : `[[${link}|${text}]]`;
}

function urlOf({ target, anchor }: NewLink): string {
  return (
    encodeURI(target).replace(/[()#?]/g, encodeURIComponent) + (anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`)
  );
}

const tag = /<[a-z][^<>]*>?/gi;
const attribute = /(\s)([a-z][\w:-]*)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>=]+)/gi;
const urlAttributes: ReadonlySet<string> = new Set(['href', 'src', 'cite', 'data', 'poster', 'action', 'longdesc']);

/** Raw HTML with the links in its attributes rewritten. */
function rewriteAttributes(html: string, rewrite: Rewrite): string {
  return html.replace(tag, (whole) =>
    whole.replace(attribute, (raw: string, space: string, name: string, equals: string, quoted: string) => {
      const value = attributeValue(quoted.replace(/^["']|["']$/g, ''));
      if (name.toLowerCase() === 'srcset') return `${space}${name}${equals}"${rewriteList(value, rewrite)}"`;
      if (isExternal(value) || !(urlAttributes.has(name.toLowerCase()) || /\.md(?:#.*)?$/i.test(value))) return raw;
      const found = rewrite(partsOfPath(value));
      return found ? `${space}${name}${equals}"${urlOf(found)}"` : raw;
    }),
  );
}

/** `a.png 1x, b.png 2x` */
function rewriteList(list: string, rewrite: Rewrite): string {
  const rewritten = (url: string): string => {
    const found = isExternal(url) ? undefined : rewrite(partsOfPath(url));
    return found ? urlOf(found) : url;
  };
  const candidates = list.split(/,\s+|,$/).map((candidate) => candidate.trim().replace(/^\S+/, rewritten));
  return candidates
    .filter((candidate) => candidate !== '')
    .join(', ')
    .replaceAll('"', '&quot;');
}

/** The value of an attribute as browsers read it. */
export function attributeValue(written: string): string {
  return written
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (raw: string, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : raw;
    })
    .replace(/&period;/g, '.')
    .replace(/&sol;/g, '/')
    .replace(/&lowbar;/g, '_')
    .replace(/&amp;/g, '&')
    .trim();
}

interface Edit extends Span {
  readonly text: string;
}

/** @param keys keys of the frontmatter */
function rewriteBody(body: string, keys: readonly string[], rewrite: Rewrite, syntax: MarkdownSyntax): string | undefined {
  const edits: Edit[] = [];
  const literal: Span[] = [];
  const links = new Set<number>();
  const visit = (node: Nodes): void => {
    const span = spanOf(node);
    if (node.type === 'code' || node.type === 'inlineCode' || node.type === 'inlineMath' || node.type === 'math')
      literal.push(span);
    else if (node.type === 'wikiLink') {
      links.add(span.start);
      return;
    } else if (node.type === 'link' || node.type === 'image') edits.push(...markdownEdit(node, body, rewrite));
    else if (node.type === 'definition' && !isExternal(node.url) && rewrite(partsOfPath(node.url)))
      edits.push({ ...span, text: '' });
    else if (node.type === 'html' || node.type === 'definition') edits.push(...markEdit(span, body, rewrite));
    // Tags that the parser does not recognize.
    else if (node.type === 'text' && node.value.includes('<')) edits.push(...tagEdit(span, body, rewrite));
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  // The definition of an abbreviation is read as text, since it may contain links.
  const tree = treeOf(body, { ...syntax, abbreviations: false });
  if (tree) {
    visit(tree);
    edits.push(...lineEdits(tree, keys, body, rewrite), ...sourceEdits(tree, body, rewrite));
  }
  const touchesCode = ({ start, end }: Span): boolean => literal.some((span) => span.start < end && span.end > start);
  const isLiteral = ({ start, end }: Span): boolean => literal.some((span) => start >= span.start && end <= span.end);
  edits.push(...citationEdits(body, rewrite).filter((edit) => !isLiteral(edit)));
  for (const link of findWikilinks(body)) {
    const { start, end } = link.span;
    const found = touchesCode(link.span) ? undefined : rewrite(link);
    if (found) edits.push({ start, end, text: links.has(start) ? coveredLink(link, found) : (link.label ?? found.shown) });
  }
  return edits.length === 0 ? undefined : applied(edits, body);
}

/** Undefined for a text that is shown as written. */
function treeOf(body: string, syntax: MarkdownSyntax): Root | undefined {
  try {
    return parseMarkdown(body, syntax);
  } catch (error) {
    if (error instanceof UnparsableText || error instanceof RangeError) return undefined;
    throw error;
  }
}

function coveredLink({ isEmbed, label }: CoveredWikilink, found: NewLink): string {
  return `${isEmbed ? '!' : ''}${wikilinkOf(found, label)}`;
}

/** Rewrites the address or reference after the text of a link or image; the title is dropped with the address. */
function markdownEdit(node: Link | Image, body: string, rewrite: Rewrite): Edit[] {
  const found = isExternal(node.url) ? undefined : rewrite(partsOfPath(node.url));
  const span = spanOf(node);
  const last = node.type === 'link' ? node.children.at(-1) : undefined;
  const textStart = span.start + (node.type === 'image' ? 2 : 1);
  if (!found) return markEdit({ start: last ? spanOf(last).end : textStart, end: span.end }, body, rewrite);
  const address = `](${urlOf(found)})`;
  if (node.type === 'image') {
    const alt = rewriteValue(node.alt ?? '', false, rewrite).replace(/[[\]\\]/g, '\\$&');
    return [{ ...span, text: `![${alt}${address}` }];
  }
  if (!last || body[span.start] !== '[') return [{ ...span, text: `[${found.shown}${address}` }];
  return [{ start: spanOf(last).end, end: span.end, text: address }];
}

/** Citations: `(source: a.md, p. 3)`, `^[a.md:42]`, `^[[[A]]]`. */
const citation = new RegExp(
  String.raw`\^\[((?:[^[\]\n]|\[\[(?:[^[\]\n]|\[[^[\]\n]*\])*\]\])+)\]|${sourceOpener}\s*((?:[^()\n]|\([^()\n]*\))+)\)`,
  'gi',
);

/**
 * Rewrites files and names in citations, even in places where they are not read as citations: a heading, a footnote, the text of
 * a link.
 */
function citationEdits(body: string, rewrite: Rewrite): Edit[] {
  return [...body.matchAll(citation)].flatMap(({ index, 0: raw, 1: note, 2: named }): Edit[] => {
    const inside = note ?? named ?? '';
    const other = inside
      .split(/([,;]\s+)/)
      .map((part, at) => (at % 2 === 0 ? nameEdit(part, note === undefined || isReference(part), rewrite) : part))
      .join('');
    return other === inside ? [] : [{ start: index, end: index + raw.length, text: raw.replace(inside, () => other) }];
  });
}

/** Whether a part of a note is a reference by itself. A note is prose, which may contain the words of an article's name. */
function isReference(part: string): boolean {
  return propertyLinks(part).some(({ kind }) => kind !== 'text');
}

/** Rewrites files in the items of a section of sources: `- a.md`. */
function sourceEdits(tree: Root, body: string, rewrite: Rewrite): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'text') {
      const span = spanOf(node);
      const text = body.slice(span.start, span.end);
      const other = nameEdit(text, true, rewrite);
      if (other !== text) edits.push({ ...span, text: other });
    } else if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  for (const { kind, from, to } of findSections(tree))
    if (kind === 'sources') for (const node of tree.children.slice(from + 1, to)) if (node.type === 'list') visit(node);
  return edits;
}

/** Rewrites markup that has no separate node: raw HTML, a title, an alternative text. */
function markEdit(span: Span, body: string, rewrite: Rewrite): Edit[] {
  const text = body.slice(span.start, span.end);
  const other = rewriteMarks(text, false, rewrite);
  return other === text ? [] : [{ ...span, text: other }];
}

function tagEdit(span: Span, body: string, rewrite: Rewrite): Edit[] {
  const text = body.slice(span.start, span.end);
  const other = rewriteAttributes(text, rewrite);
  return other === text ? [] : [{ ...span, text: other }];
}

/** Rewrites paths and names in a line `**Sources**: a.md, B`. */
function lineEdits(tree: Root, keys: readonly string[], body: string, rewrite: Rewrite): Edit[] {
  const [first] = tree.children;
  const { lines } = metadataLines(tree, first?.type === 'heading' && first.depth === 1 ? 1 : 0, keys);
  return lines.flatMap(({ property, items }) =>
    items
      .flatMap(({ children }) => children)
      .flatMap((node): Edit[] => {
        if (node.type !== 'text' || node.position === undefined) return [];
        const span = spanOf(node);
        const text = body.slice(span.start, span.end);
        const other = text
          .split(/([,;]\s*)/)
          .map((part, index) => (index % 2 === 0 ? nameEdit(part, property === 'sources', rewrite) : part))
          .join('');
        return other === text ? [] : [{ ...span, text: other }];
      }),
  );
}

/** A name with the white space around it. */
function nameEdit(part: string, isName: boolean, rewrite: Rewrite): string {
  const name = part.trim();
  return name === '' ? part : part.replace(name, () => rewriteValue(name, isName, rewrite));
}

function applied(edits: readonly Edit[], body: string): string {
  let text = '';
  let from = 0;
  // Of two edits at the same place, the longer one contains the other.
  for (const { start, end, text: other } of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < from) continue;
    text += body.slice(from, start) + other;
    from = end;
  }
  return text + body.slice(from);
}

function spanOf(node: Nodes): Span {
  return { start: startOf(node), end: endOf(node) };
}
