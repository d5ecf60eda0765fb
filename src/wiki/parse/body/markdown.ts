/**
 * Markdown to mdast: one parser, one list of remark plugins. The Rust parser gives the tree that remark-parse and
 * remark-gfm give, several times as fast; they are the reference, and the fallback where its native binding is absent.
 */
import type { Definition, Nodes, Paragraph, PhrasingContent, Root, RootContent, Text } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import type { Span } from '../../model.ts';
import { type MarkdownSyntax, plainSyntax } from '../../schema/markdown-syntax.ts';
import { isImage, mediaKindOf } from '../../schema/media.ts';
import { blankLines, findAbbreviations } from '../../syntax/abbreviations.ts';
import { markTags } from '../../syntax/body-tags.ts';
import { readCallouts } from '../../syntax/callouts.ts';
import { coverComments, dropCovered, type FoundComment, findComments } from '../../syntax/comments.ts';
import { remarkDefinitionLists, settleDefinitionLists } from '../../syntax/definition-lists.ts';
import { pairDelimiters } from '../../syntax/delimiters.ts';
import { putEmoji } from '../../syntax/emoji.ts';
import { markEscapes } from '../../syntax/escaped-punctuation.ts';
import { readInlineNotes } from '../../syntax/inline-notes.ts';
import { labelNodes, wordsOfNodes } from '../../syntax/link-labels.ts';
import { type FoundFormula, findFormulas, insideOf, mayHoldFormulas } from '../../syntax/math.ts';
import { markFallbacks } from '../../syntax/player-fallbacks.ts';
import {
  findRemovedElements,
  mayHoldRemovedElements,
  mayHoldShownTags,
  type RemovedElement,
  showUnclosedTags,
} from '../../syntax/removed-elements.ts';
import { coverSlashes, uncoverSlashes } from '../../syntax/unquoted-slashes.ts';
import type { WikiLink } from '../../syntax/wiki-link.ts';
import { type Covered, coverAll, Uncoverer } from '../../text/covers.ts';
import { withoutNoncharacters } from '../../text/noncharacters.ts';
import { endOf, placeBetween, startOf } from '../../text/offsets.ts';
import { type CoveredWikilink, findWikilinks, holdsBrackets, outsideCode, wordsOfLink } from '../../text/wikilinks.ts';
import { type ReadableText, readableText } from '../readable/readable-text.ts';
import type { FormulaInside } from '../readable/tex-damage.ts';
import { isMisreadByRust } from './rust-gaps.ts';

declare module 'mdast' {
  interface Data {
    /** Of nodes of type `inlineMath` and `math`, whose value is its TeX. */
    formula?: FoundFormula;
  }
  interface LinkData {
    /** Number of the link among the links of the article; absent for links to other sites. */
    link?: number;
  }
  interface ImageData {
    link?: number;
  }
  interface HeadingData {
    id?: string;
  }
  interface DefinitionData {
    /** What its destination is, where that is a wikilink. */
    wikilink?: CoveredWikilink;
  }
  interface RootData {
    /** Where comments stood, which are not in the tree. */
    comments?: readonly FoundComment[];
    /** Where elements of raw HTML stood that go with all they hold. */
    removed?: readonly RemovedElement[];
  }
}

/** A text to its tree; of the syntax that a wiki asks for, a parser knows definition lists. */
type MarkdownParser = (text: string, syntax: MarkdownSyntax) => Root;

const native = await import('satteri').catch(() => undefined);

/** unified with remark-parse and remark-gfm: slower, and what the Rust parser is measured against. */
export const referenceParser: MarkdownParser = parserOf(
  unified().use(remarkParse).use(remarkGfm),
  unified().use(remarkParse).use(remarkGfm).use(remarkDefinitionLists),
);

/** unified with the Rust parser in place of remark-parse; undefined where there is no binding for this machine. */
export const rustParser: MarkdownParser | undefined =
  native &&
  parserOf(
    ...[false, true].map((definitionList) => {
      const features = { gfm: true, frontmatter: false, definitionList };
      return unified().use(useParser, (text: string) => native.markdownToMdast(text, { features }) as Root);
    }),
  );

/** The Rust parser, and the reference for what that misreads and where it is absent. */
export function bestParser(text: string, syntax: MarkdownSyntax): Root {
  if (!rustParser) return referenceParser(text, syntax);
  if (!isMisreadByRust(text)) return rustParser(text, syntax);
  try {
    return referenceParser(text, syntax);
  } catch {
    return rustParser(text, syntax);
  }
}

/** A text that is not to be parsed; the message says why, in a sentence. */
export class UnparsableText extends Error {}

/** The text to read and publish, given that of a whole file or of one value: see readable-text.ts. */
export function toReadable(text: string): ReadableText {
  return readableText(text, formulasIn);
}

/** What lies between the marks of formulas and the fences of math blocks, in order; nothing where a text cannot be parsed. */
function formulasIn(text: string): FormulaInside[] {
  try {
    return formulasOf(parseLinked(text, [], plainSyntax, bestParser), text);
  } catch (error) {
    if (error instanceof UnparsableText || error instanceof RangeError) return [];
    throw error;
  }
}

function formulasOf(tree: Root, text: string): FormulaInside[] {
  const found: FormulaInside[] = findFormulas(tree, text).map((formula) => ({
    ...insideOf(formula, text),
    isDisplay: formula.isDisplay,
  }));
  const visit = (node: Node): void => {
    if (node.type === 'code' && node.lang?.toLowerCase() === 'math')
      found.push({ start: text.indexOf('\n', startOf(node)) + 1, end: endOf(node), isDisplay: true });
    else if (node.type === 'wikiLink' || node.type === 'image') found.push(...formulasInLink(node, text));
    else if ('children' in node) for (const child of node.children) visit(child as Node);
  };
  visit(tree);
  return found.sort((a, b) => a.start - b.start);
}

/** What lies between the marks of formulas in the brackets of a wikilink, an embed or a picture. */
function formulasInLink(node: Nodes, text: string): FormulaInside[] {
  const raw = text.slice(startOf(node), endOf(node));
  if (!mayHoldFormulas(raw)) return [];
  const from = /^!?\[{1,2}/.exec(raw)?.[0].length ?? 0;
  const ends = [raw.lastIndexOf(']]'), raw.lastIndexOf(']('), raw.lastIndexOf('][')];
  const to = Math.max(...(node.type === 'wikiLink' ? ends.slice(0, 1) : ends.slice(1)));
  // Of `![label]` and `![label][]`, the label must stay as its definition has it.
  if (to < from || raw.endsWith('[]')) return [];
  const label = raw.slice(from, to);
  const by = startOf(node) + from;
  return findFormulas(parseLinked(label, [], plainSyntax, bestParser), label).map((formula) => {
    const { start, end } = insideOf(formula, label);
    return { start: start + by, end: end + by, isDisplay: formula.isDisplay };
  });
}

/**
 * Parses a body, of a text that `toReadable` gave. Offsets of nodes are offsets of `text`; wikilinks are nodes of type `wikiLink`, formulas of type `inlineMath`
 * or `math`, tags of type `tag`, and references are replaced by the links they stand for.
 *
 * @param syntax what the wiki asks for beside what is always understood
 * @throws UnparsableText for a text beyond the bounds of what can be parsed in reasonable time
 */
export function parseMarkdown(text: string, syntax: MarkdownSyntax = plainSyntax, parse: MarkdownParser = bestParser): Root {
  // A parser may keep U+0000, which CommonMark replaces (section 2.3).
  const plain = withoutNoncharacters(text).replaceAll('\0', '\uFFFD');
  const first = parseLinked(plain, [], syntax, parse);
  const formulas = mayHoldFormulas(plain) ? findFormulas(first, plain) : [];
  const comments = plain.includes('%%') ? findComments(first, plain, formulas) : [];
  const uncommented = comments.length > 0 ? coverComments(plain, comments) : plain;
  const removed = mayHoldRemovedElements(uncommented)
    ? findRemovedElements(uncommented === plain ? first : parseLinked(uncommented, [], syntax, parse), uncommented, formulas)
    : [];
  const visible = removed.length > 0 ? coverComments(uncommented, removed) : uncommented;
  const { meanings, lines } =
    syntax.abbreviations && visible.includes('*[')
      ? findAbbreviations(visible === plain ? first : parseLinked(visible, [], syntax, parse), visible)
      : noAbbreviations;
  const rest = lines.length > 0 ? blankLines(visible, lines) : visible;
  const shown = formulas.filter(({ start, end }) => rest.slice(start, end) === plain.slice(start, end));
  const tree = rest === plain && shown.length === 0 ? first : parseLinked(rest, shown, syntax, parse);
  if (lines.length > 0) tree.data = { ...tree.data, abbreviations: meanings };
  readInlineSyntax(tree, rest, syntax);
  if (mayHoldShownTags(visible)) showUnclosedTags(tree);
  if (visible !== plain) {
    dropCovered(tree, rest);
    tree.data = { ...tree.data, comments, removed };
  }
  for (const read of blockReaders) read(tree, plain);
  return tree;
}

/** Readers of the blocks that no parser knows, in their order. */
const blockReaders: readonly ((tree: Root, text: string) => void)[] = [readCallouts];

const noAbbreviations: ReturnType<typeof findAbbreviations> = { meanings: new Map(), lines: [] };

/** What stands within paragraphs and no parser knows. */
function readInlineSyntax(tree: Root, text: string, syntax: MarkdownSyntax): void {
  if (syntax.emoji) putEmoji(tree, text);
  readInlineNotes(tree, text, syntax);
  pairDelimiters(tree, text, syntax);
  markTags(tree, text);
  if (syntax.smartPunctuation) markEscapes(tree, text);
  markFallbacks(tree, text);
}

/** @param formulas of the text */
function parseLinked(text: string, formulas: readonly FoundFormula[], syntax: MarkdownSyntax, parse: MarkdownParser): Root {
  const items: CoveredItem[] = formulas.map(
    (formula): CoveredFormula => ({
      raw: text.slice(formula.start, formula.end),
      span: formula,
      isBetweenSigns: true,
      formula,
    }),
  );
  const all = holdsBrackets(text) ? findWikilinks(items.length === 0 ? text : coverAll(text, items)) : [];
  // Where backticks are among the names, the tree without those links tells which of them are code.
  const sure = all.filter(({ raw }) => !raw.includes('`'));
  let covers = inPlace(items, sure);
  let { tree, isCovered } = parseCovered(text, covers, syntax, parse);
  if (sure.length < all.length) {
    const links = outsideCode(all, spansOfCode(tree));
    if (links.length > sure.length) {
      covers = inPlace(items, links);
      ({ tree, isCovered } = parseCovered(text, covers, syntax, parse));
    }
  }
  if (syntax.definitionLists) settleDefinitionLists(tree, text);
  if (isCovered) uncoverTree(tree, new Uncoverer(covers), (label, isHeading) => parseLabel(label, parse, isHeading));
  // Without a definition there is no reference.
  if (text.includes(']:')) inlineReferences(tree);
  return tree;
}

/**
 * What the label of a link says. It holds no wikilinks or tags, nor notes where it is the name of a heading, and what its comments
 * hide is not in it.
 */
function parseLabel(label: string, parse: MarkdownParser, isHeading: boolean): Root {
  const first = parseLinked(label, [], plainSyntax, parse);
  const formulas = mayHoldFormulas(label) ? findFormulas(first, label) : [];
  const comments = label.includes('%%') ? findComments(first, label, formulas).filter(({ isBlock }) => !isBlock) : [];
  const rest = comments.length > 0 ? coverComments(label, comments) : label;
  const shown = formulas.filter(({ start, end }) => rest.slice(start, end) === label.slice(start, end));
  const tree = rest === label && shown.length === 0 ? first : parseLinked(rest, shown, plainSyntax, parse);
  if (!isHeading) readInlineNotes(tree, rest, plainSyntax);
  pairDelimiters(tree, rest, plainSyntax);
  if (rest !== label) dropCovered(tree, rest);
  return tree;
}

function inPlace(formulas: readonly CoveredItem[], links: readonly CoveredItem[]): readonly CoveredItem[] {
  if (formulas.length === 0) return links;
  return [...formulas, ...links].sort((a, b) => a.span.start - b.span.start);
}

/** @param covers what the parser is not to see, by place */
function parseCovered(
  text: string,
  covers: readonly CoveredItem[],
  syntax: MarkdownSyntax,
  parse: MarkdownParser,
): { tree: Root; isCovered: boolean } {
  const covered = covers.length === 0 ? text : coverAll(text, covers);
  if (isHeavy(covered)) throw new UnparsableText('A paragraph holds more signs of markup than can be parsed.');
  const plain = coverSlashes(covered);
  const tree = parsedBy(parse, plain, syntax);
  if (isDeep(tree)) throw new UnparsableText('It is nested too deeply to be shown.');
  return { tree, isCovered: plain !== text };
}

/** Spans of code within lines, in order. */
function spansOfCode(tree: Root): Span[] {
  const spans: Span[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'inlineCode') spans.push({ start: startOf(node), end: endOf(node) });
    else if ('children' in node) for (const child of node.children) visit(child as Node);
  };
  visit(tree);
  return spans;
}

interface CoveredFormula extends Covered {
  readonly formula: FoundFormula;
}

type CoveredItem = CoveredWikilink | CoveredFormula;

function parsedBy(parse: MarkdownParser, text: string, syntax: MarkdownSyntax): Root {
  try {
    return parse(text, syntax);
  } catch (error) {
    throw new UnparsableText(error instanceof RangeError ? 'It is nested too deeply to be parsed.' : 'The parser gave it up.');
  }
}

/** So many levels are more than anybody writes, and fewer than calls can be nested, in whatever thread. */
const maxDepth = 1000;

function isDeep(tree: Root): boolean {
  let level: Node[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    const below: Node[] = [];
    for (const node of level) if ('children' in node) for (const child of node.children) below.push(child as Node);
    level = below;
  }
  return false;
}

/** So many signs of markup in one stretch without a blank line are more than anybody writes. */
const maxSigns = 24_000;

/**
 * Whether a text holds a stretch that parsers take time, and memory, for with the square of its length: one with very many
 * entities or delimiters. Tables and lists are parsed piece by piece and do not count; each footnote is a stretch of its own.
 */
function isHeavy(text: string): boolean {
  if (text.length < maxSigns) return false;
  let signs = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || /^ {0,3}\[\^[^\]\s]+\]:/.test(line)) signs = 0;
    if (line.length > maxSigns || !/^\s*(?:[|*+-]|\d+[.)])/.test(line)) signs += signsIn(line);
    if (signs > maxSigns) return true;
  }
  return false;
}

function signsIn(line: string): number {
  let signs = 0;
  for (let at = 0; at < line.length; at++) if ('&_*\\<>[]~-.'.includes(line.charAt(at))) signs++;
  return signs;
}

interface Parsing {
  readonly freeze: () => { parse: (text: string) => unknown };
}

/** @param processors without and with definition lists */
function parserOf(...processors: readonly Parsing[]): MarkdownParser {
  const [plain, listing] = processors.map((processor) => processor.freeze());
  return (text, { definitionLists }) => (definitionLists ? listing : plain)?.parse(text) as Root;
}

function useParser(this: Processor, parse: (text: string) => Root): void {
  this.parser = parse;
}

type Node = Root | Root['children'][number];

/** Where nodes hold text that may have been covered. */
const literalsOf: Readonly<Record<string, readonly string[]>> = {
  text: ['value'],
  inlineCode: ['value'],
  code: ['value', 'lang', 'meta'],
  html: ['value'],
  link: ['url', 'title'],
  image: ['url', 'title', 'alt'],
  definition: ['url', 'title', 'label', 'identifier'],
  linkReference: ['label', 'identifier'],
  imageReference: ['label', 'identifier', 'alt'],
  footnoteReference: ['label', 'identifier'],
  footnoteDefinition: ['label', 'identifier'],
};
const noLiterals: readonly string[] = [];

type LabelParser = (label: string, isHeading: boolean) => Root;

/** Turns what is covered into nodes where it stands in prose, and back into text everywhere else; and slashes into slashes. */
function uncoverTree(tree: Root, uncoverer: Uncoverer<CoveredItem>, parseLabel: LabelParser): void {
  const visit = (node: Node, inLink: boolean): void => {
    const literals = node as unknown as Record<string, unknown>;
    for (const key of literalsOf[node.type] ?? noLiterals) {
      const value = literals[key];
      if (typeof value !== 'string') continue;
      const link = key === 'url' ? uncoverer.only(value) : undefined;
      if (link && 'target' in link) {
        literals[key] = urlOf(link);
        if (node.type === 'definition') node.data = { ...node.data, wikilink: link };
      } else literals[key] = uncoverSlashes(uncoverer.uncover(value));
    }
    if (!('children' in node)) return;
    const children: Node[] = [];
    for (const child of node.children as Node[]) {
      const parts = child.type === 'text' ? uncoverer.split(child.value) : undefined;
      if (child.type === 'text' && parts) {
        for (const part of nodesOf(child, parts, inLink, parseLabel)) children.push(part);
        continue;
      }
      visit(child, inLink || child.type === 'link' || child.type === 'linkReference');
      children.push(child.type === 'paragraph' ? (blockOfFormula(child) ?? child) : child);
    }
    node.children = children as typeof node.children;
  };
  visit(tree, false);
}

/** The same destination as a URL: `[text]([[A]])` and `[text]: [[A]]` lead where `[[A]]` does. */
function urlOf({ target, anchor }: CoveredWikilink): string {
  const path = target.split('/').map(encodeURIComponent).join('/');
  return anchor === undefined ? path : `${path}#${encodeURIComponent(anchor)}`;
}

/** A link cannot stand in a link: there, a wikilink is what it shows. A picture can. */
function nodesOf(node: Text, parts: readonly (string | CoveredItem)[], inLink: boolean, parseLabel: LabelParser): Node[] {
  let from = startOf(node);
  return parts.map((part, index): Node => {
    if (typeof part === 'string') {
      // Text may be written longer than it is (`&amp;`): where it ends is told by what follows.
      const next = parts[index + 1];
      const to = (typeof next === 'object' ? next.span.start : undefined) ?? endOf(node);
      return { type: 'text', value: part, position: placeBetween(from, to) };
    }
    const { start, end } = part.span;
    from = end;
    const position = placeBetween(start, end);
    if ('formula' in part) return { type: 'inlineMath', value: part.formula.tex, data: { formula: part.formula }, position };
    if (inLink && !(part.isEmbed && isImage(part.target)))
      return { type: 'text', value: wordsInLink(part, parseLabel), position };
    return { type: 'wikiLink', link: part, children: shownNodes(part, parseLabel), position };
  });
}

/** What a link shows in the label of another, as plain text. */
function wordsInLink(link: CoveredWikilink, parseLabel: LabelParser): string {
  if (link.label === undefined) return wordsOfLink(link);
  return wordsOfNodes(labelNodes(link.label, 0, (label) => parseLabel(label, false))) || wordsOfLink(link);
}

/** The label of a link; of one within the page the heading it names, where that holds markup. None of a link that shows its name. */
function shownNodes(link: CoveredWikilink, parseLabel: LabelParser): PhrasingContent[] {
  const { raw, span, target, anchor, label, isEmbed } = link;
  const ofHeading = target === '' && !anchor?.startsWith('^') ? anchor : undefined;
  const words = label ?? (isEmbed ? undefined : ofHeading);
  if (words === undefined) return [];
  const end = span.start + raw.slice(0, -2).trimEnd().length;
  // Of a picture or a player it is a size, and words for those who cannot see it.
  if (isEmbed && mediaKindOf(target) !== undefined) return [{ type: 'text', value: words }];
  const nodes = labelNodes(words, end - words.length, (text) => parseLabel(text, label === undefined));
  const [only, ...more] = nodes;
  const isAsWritten = more.length === 0 && only?.type === 'text' && only.value === words;
  return label === undefined && isAsWritten ? [] : nodes;
}

/** What a paragraph is that holds a displayed formula and nothing else. */
function blockOfFormula({ children }: Paragraph): RootContent | undefined {
  const [only, ...more] = children;
  if (more.length > 0 || only?.type !== 'inlineMath' || !only.data?.formula?.isDisplay) return undefined;
  return { ...only, type: 'math' };
}

/**
 * `[text][label]` becomes `[text](url)`, so that everything behind the parser knows one kind of link. `[1]: [[A]]` that nothing refers
 * to is a list of links rather than a definition: it is shown.
 */
function inlineReferences(tree: Root): void {
  const definitions = new Map<string, Definition>();
  const collect = (node: Node): void => {
    if (node.type === 'definition') {
      const key = node.identifier.toUpperCase();
      if (!definitions.has(key)) definitions.set(key, node);
    } else if ('children' in node) for (const child of node.children) collect(child as Node);
  };
  collect(tree);
  if (definitions.size === 0) return;
  const used = new Set<Definition>();
  const replace = (node: Node): void => {
    if (!('children' in node)) return;
    for (const [index, child] of (node.children as Node[]).entries()) {
      replace(child);
      if (child.type !== 'linkReference' && child.type !== 'imageReference') continue;
      const definition = definitions.get(child.identifier.toUpperCase());
      if (!definition) continue;
      used.add(definition);
      const { url, title } = definition;
      const place = child.position && { position: child.position };
      const children = node.children as Node[];
      children[index] =
        child.type === 'linkReference'
          ? { type: 'link', url, title: title ?? null, children: child.children, ...place }
          : { type: 'image', url, title: title ?? null, alt: child.alt ?? null, ...place };
    }
  };
  replace(tree);
  const show = (node: Node): void => {
    if (!('children' in node)) return;
    for (const [index, child] of (node.children as Node[]).entries()) {
      if (child.type === 'definition' && child.data?.wikilink && !used.has(child))
        (node.children as Node[])[index] = shownDefinition(child, child.data.wikilink);
      else show(child);
    }
  };
  if ([...definitions.values()].some((definition) => definition.data?.wikilink && !used.has(definition))) show(tree);
}

function shownDefinition(node: Definition, link: CoveredWikilink): Paragraph {
  const { start, end } = link.span;
  const label: Text = {
    type: 'text',
    value: `[${node.label ?? node.identifier}]: `,
    position: placeBetween(startOf(node), start),
  };
  const title: Text = { type: 'text', value: ` "${node.title}"`, position: placeBetween(end, endOf(node)) };
  const words: Text[] = link.label === undefined ? [] : [{ type: 'text', value: link.label }];
  const shown: WikiLink = { type: 'wikiLink', link, children: words, position: placeBetween(start, end) };
  return {
    type: 'paragraph',
    children: node.title ? [label, shown, title] : [label, shown],
    ...(node.position && { position: node.position }),
  };
}
