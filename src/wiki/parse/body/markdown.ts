/**
 * Parses markdown to mdast: one parser, one list of remark plugins. The Rust parser gives the same tree as remark-parse and
 * remark-gfm, several times as fast; they are the reference, and the fallback if its native binding is missing.
 */
import type { Definition, Nodes, Paragraph, PhrasingContent, Root, Text } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import type { HiddenStretch, Span } from '../../model.ts';
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
import type { HiddenCover } from '../../syntax/hidden-covers.ts';
import { readInlineNotes } from '../../syntax/inline-notes.ts';
import { labelNodes, wordsOfNodes } from '../../syntax/link-labels.ts';
import { type FoundFormula, findFormulas, insideOf, mayHoldFormulas } from '../../syntax/math.ts';
import { markFallbacks } from '../../syntax/player-fallbacks.ts';
import { blockOfFormula, putFormulas } from '../../syntax/put-formulas.ts';
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
import { nativeParser } from './native-parser.ts';
import { isMisreadByRust } from './rust-gaps.ts';

declare module 'mdast' {
  interface Data {
    /** On nodes of type `inlineMath` and `math`, whose value is the TeX. */
    formula?: FoundFormula;
  }
  interface LinkData {
    /** Index of the link among the links of the article; absent for links to other sites. */
    link?: number;
  }
  interface ImageData {
    link?: number;
  }
  interface HeadingData {
    id?: string;
  }
  interface DefinitionData {
    /** The wikilink used as its destination, if any. */
    wikilink?: CoveredWikilink;
  }
  interface RootData {
    /** Comments, which are not in the tree. */
    comments?: readonly FoundComment[];
    /** Raw HTML elements that were removed with their content. */
    removed?: readonly RemovedElement[];
    /** Lines that define abbreviations, which are not in the tree. */
    abbreviationLines?: readonly Span[];
    /** Stretches that readers see differently, in order. */
    hidden?: readonly HiddenStretch[];
  }
}

/** Parses a text. Of the optional syntax, parsers handle only definition lists. */
type MarkdownParser = (text: string, syntax: MarkdownSyntax) => Root;

const native = nativeParser();

/** unified with remark-parse and remark-gfm: slower, and the reference for the Rust parser. */
export const referenceParser: MarkdownParser = parserOf(
  unified().use(remarkParse).use(remarkGfm),
  unified().use(remarkParse).use(remarkGfm).use(remarkDefinitionLists),
);

/** unified with the Rust parser in place of remark-parse; undefined if there is no binding for this machine. */
export const rustParser: MarkdownParser | undefined =
  native &&
  parserOf(
    ...[false, true].map((definitionList) => {
      const features = { gfm: true, frontmatter: false, definitionList };
      return unified().use(useParser, (text: string) => native.markdownToMdast(text, { features }) as Root);
    }),
  );

/** The Rust parser, or the reference for texts that it misreads and on machines without it. */
export function bestParser(text: string, syntax: MarkdownSyntax): Root {
  if (!rustParser) return referenceParser(text, syntax);
  if (!isMisreadByRust(text)) return rustParser(text, syntax);
  try {
    return referenceParser(text, syntax);
  } catch {
    return rustParser(text, syntax);
  }
}

/** A text that cannot be parsed; the message gives the reason, in a sentence. */
export class UnparsableText extends Error {}

/** The text to read and publish, from the text of a file or of a single value (see readable-text.ts). */
export function toReadable(text: string): ReadableText {
  return readableText(text, formulasIn);
}

/** The content of formulas and of math fences, in order; empty if the text cannot be parsed. */
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

/** The formulas in the brackets of a wikilink, an embed or a picture. */
function formulasInLink(node: Nodes, text: string): FormulaInside[] {
  const raw = text.slice(startOf(node), endOf(node));
  if (!mayHoldFormulas(raw)) return [];
  const from = /^!?\[{1,2}/.exec(raw)?.[0].length ?? 0;
  const ends = [raw.lastIndexOf(']]'), raw.lastIndexOf(']('), raw.lastIndexOf('][')];
  const to = Math.max(...(node.type === 'wikiLink' ? ends.slice(0, 1) : ends.slice(1)));
  // The label of `![label]` or `![label][]` must stay equal to that of its definition.
  if (to < from || raw.endsWith('[]')) return [];
  const label = raw.slice(from, to);
  const by = startOf(node) + from;
  return findFormulas(parseLinked(label, [], plainSyntax, bestParser), label).map((formula) => {
    const { start, end } = insideOf(formula, label);
    return { start: start + by, end: end + by, isDisplay: formula.isDisplay };
  });
}

/**
 * Parses a body, a text returned by `toReadable`. Offsets of nodes are offsets in `text`; wikilinks are nodes of type `wikiLink`,
 * formulas of type `inlineMath` or `math`, tags of type `tag`, and references are replaced with links.
 *
 * @param syntax optional syntax that the wiki enables
 * @param hidden stretches that readers see differently, in order
 * @throws UnparsableText for a text that cannot be parsed in reasonable time
 */
export function parseMarkdown(
  text: string,
  syntax: MarkdownSyntax = plainSyntax,
  parse: MarkdownParser = bestParser,
  hidden: readonly HiddenCover[] = [],
): Root {
  // A parser may keep U+0000, which CommonMark replaces (section 2.3).
  const plain = withoutNoncharacters(text).replaceAll('\0', '\uFFFD');
  const stretches = hidden.map(({ span, shown }): HiddenStretch => ({ span, text: shown }));
  const isIn = (each: string, { start, end }: Span): boolean => each.slice(start, end) === plain.slice(start, end);
  const parseText = (each: string, formulas: readonly FoundFormula[]): Root =>
    parseLinked(each, formulas, syntax, parse, each === plain ? hidden : hidden.filter(({ span }) => isIn(each, span)));
  const first = parseText(plain, []);
  const formulas = mayHoldFormulas(plain) ? findFormulas(first, plain) : [];
  const comments = plain.includes('%%') ? findComments(first, plain, formulas) : [];
  const uncommented = comments.length > 0 ? coverComments(plain, comments) : plain;
  const removed = mayHoldRemovedElements(uncommented)
    ? findRemovedElements(uncommented === plain ? first : parseText(uncommented, []), uncommented, formulas)
    : [];
  const visible = removed.length > 0 ? coverComments(uncommented, removed) : uncommented;
  const { meanings, lines } =
    syntax.abbreviations && visible.includes('*[')
      ? findAbbreviations(visible === plain ? first : parseText(visible, []), visible, stretches)
      : noAbbreviations;
  const rest = lines.length > 0 ? blankLines(visible, lines) : visible;
  const shown = formulas.filter((formula) => isIn(rest, formula));
  const isComplete = rest === plain && (shown.length === 0 || (hidden.length === 0 && putFormulas(first, shown, plain)));
  const tree = isComplete ? first : parseText(rest, shown);
  if (lines.length > 0) tree.data = { ...tree.data, abbreviations: meanings, abbreviationLines: lines };
  if (stretches.length > 0) tree.data = { ...tree.data, hidden: stretches };
  readInlineSyntax(tree, rest, syntax);
  if (mayHoldShownTags(visible)) showUnclosedTags(tree);
  if (visible !== plain) {
    dropCovered(tree, rest);
    tree.data = { ...tree.data, comments, removed };
  }
  for (const read of blockReaders) read(tree, plain);
  return tree;
}

/** Readers of block syntax that the parsers do not know, in order. */
const blockReaders: readonly ((tree: Root, text: string) => void)[] = [readCallouts];

const noAbbreviations: ReturnType<typeof findAbbreviations> = { meanings: new Map(), lines: [] };

/** Reads inline syntax that the parsers do not know. */
function readInlineSyntax(tree: Root, text: string, syntax: MarkdownSyntax): void {
  if (syntax.emoji) putEmoji(tree, text);
  readInlineNotes(tree, text, syntax);
  pairDelimiters(tree, text, syntax);
  markTags(tree, text);
  if (syntax.smartPunctuation) markEscapes(tree, text);
  markFallbacks(tree, text);
}

/**
 * @param formulas formulas in the text
 * @param hidden stretches that readers see differently
 */
function parseLinked(
  text: string,
  formulas: readonly FoundFormula[],
  syntax: MarkdownSyntax,
  parse: MarkdownParser,
  hidden: readonly HiddenCover[] = [],
): Root {
  const ofFormulas = formulas.map(
    (formula): CoveredFormula => ({
      raw: text.slice(formula.start, formula.end),
      span: formula,
      isBetweenSigns: true,
      formula,
    }),
  );
  const items = hidden.length === 0 ? ofFormulas : inPlace(ofFormulas.filter(isApartFrom(hidden)), hidden);
  // Double brackets around a hidden link are text, like those around any other link.
  const found = holdsBrackets(text) ? findWikilinks(items.length === 0 ? text : coverAll(text, items)) : [];
  const all = hidden.length === 0 ? found : found.filter(isApartFrom(hidden));
  // If a wikilink contains backticks, the tree without such links shows whether they are code.
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
  // Without a definition there are no references.
  if (text.includes(']:')) inlineReferences(tree);
  return tree;
}

/** Parses the label of a link. It contains no wikilinks or tags, no notes if it is the name of a heading, and no comments. */
function parseLabel(label: string, parse: MarkdownParser, isHeading: boolean): Root {
  const first = parseLinked(label, [], plainSyntax, parse);
  const formulas = mayHoldFormulas(label) ? findFormulas(first, label) : [];
  const comments = label.includes('%%') ? findComments(first, label, formulas).filter(({ isBlock }) => !isBlock) : [];
  const rest = comments.length > 0 ? coverComments(label, comments) : label;
  const shown = formulas.filter(({ start, end }) => rest.slice(start, end) === label.slice(start, end));
  const isComplete = rest === label && (shown.length === 0 || putFormulas(first, shown, label));
  const tree = isComplete ? first : parseLinked(rest, shown, plainSyntax, parse);
  if (!isHeading) readInlineNotes(tree, rest, plainSyntax);
  pairDelimiters(tree, rest, plainSyntax);
  if (rest !== label) dropCovered(tree, rest);
  return tree;
}

/** Whether an item overlaps none of these. */
function isApartFrom(others: readonly Covered[]): (item: Covered) => boolean {
  return ({ span: { start, end } }) => others.every(({ span }) => span.end <= start || span.start >= end);
}

function inPlace(formulas: readonly CoveredItem[], links: readonly CoveredItem[]): readonly CoveredItem[] {
  if (formulas.length === 0) return links;
  return [...formulas, ...links].sort((a, b) => a.span.start - b.span.start);
}

/** @param covers stretches to hide from the parser, by position */
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

/** Inline code spans, in order. */
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

type CoveredItem = CoveredWikilink | CoveredFormula | HiddenCover;

function parsedBy(parse: MarkdownParser, text: string, syntax: MarkdownSyntax): Root {
  try {
    return parse(text, syntax);
  } catch (error) {
    throw new UnparsableText(error instanceof RangeError ? 'It is nested too deeply to be parsed.' : 'The parser gave it up.');
  }
}

/** Maximum nesting depth: more than anyone writes, and less than the call stack allows in any thread. */
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

/** Maximum number of markup characters in a stretch without a blank line: more than anyone writes. */
const maxSigns = 24_000;

/**
 * Whether a text contains a stretch that takes a parser quadratic time and memory: one with very many entities or delimiters.
 * Tables and lists do not count, since they are parsed piece by piece; each footnote is a separate stretch.
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

/** @param processors the one without definition lists, then the one with them */
function parserOf(...processors: readonly Parsing[]): MarkdownParser {
  const [plain, listing] = processors.map((processor) => processor.freeze());
  return (text, { definitionLists }) => (definitionLists ? listing : plain)?.parse(text) as Root;
}

function useParser(this: Processor, parse: (text: string) => Root): void {
  this.parser = parse;
}

type Node = Root | Root['children'][number];

/** Properties of nodes that may contain covered text. */
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

/** Turns covered stretches into nodes in prose and back into text elsewhere; restores covered slashes. */
function uncoverTree(tree: Root, uncoverer: Uncoverer<CoveredItem>, parseLabel: LabelParser): void {
  const visit = (node: Node, inLink: boolean): void => {
    const literals = node as unknown as Record<string, unknown>;
    for (const key of literalsOf[node.type] ?? noLiterals) {
      const value = literals[key];
      if (typeof value !== 'string') continue;
      const link = key === 'url' ? uncoverer.only(value) : undefined;
      const wikilink = link && wikilinkOf(link);
      if (wikilink) {
        literals[key] = urlOf(wikilink);
        if (node.type === 'definition') node.data = { ...node.data, wikilink };
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

/** The wikilink of a cover, as readers see it. */
function wikilinkOf(item: CoveredItem): CoveredWikilink | undefined {
  if ('formula' in item) return undefined;
  return 'isHidden' in item ? item.link : item;
}

/** The destination as a URL: `[text]([[A]])` and `[text]: [[A]]` lead to the target of `[[A]]`. */
function urlOf({ target, anchor }: CoveredWikilink): string {
  const path = target.split('/').map(encodeURIComponent).join('/');
  return anchor === undefined ? path : `${path}#${encodeURIComponent(anchor)}`;
}

/**
 * Nodes for covered stretches in a text. Inside a link, which cannot contain another, a wikilink becomes its words; an image is
 * kept.
 */
function nodesOf(node: Text, parts: readonly (string | CoveredItem)[], inLink: boolean, parseLabel: LabelParser): Node[] {
  let from = startOf(node);
  return parts.map((part, index): Node => {
    if (typeof part === 'string') {
      // A text may be shorter than its source (`&amp;`), so its end is the start of the next part.
      const next = parts[index + 1];
      const to = (typeof next === 'object' ? next.span.start : undefined) ?? endOf(node);
      return { type: 'text', value: part, position: placeBetween(from, to) };
    }
    const { start, end } = part.span;
    from = end;
    const position = placeBetween(start, end);
    if ('formula' in part) return { type: 'inlineMath', value: part.formula.tex, data: { formula: part.formula }, position };
    const link = wikilinkOf(part);
    if (!link) return { type: 'text', value: part.shown ?? part.raw, data: { isInstead: true }, position };
    if (inLink && !(link.isEmbed && isImage(link.target)))
      return {
        type: 'text',
        value: wordsInLink(link, parseLabel),
        position,
        ...('isHidden' in part && { data: { isInstead: true } }),
      };
    const isNewLabel = 'isHidden' in part && link.label !== undefined && !part.isLabelWritten;
    const children: PhrasingContent[] = isNewLabel
      ? [{ type: 'text', value: link.label ?? '', position }]
      : shownNodes(link, parseLabel);
    return { type: 'wikiLink', link, children, position };
  });
}

/** The plain text of a wikilink in the label of another link. */
function wordsInLink(link: CoveredWikilink, parseLabel: LabelParser): string {
  if (link.label === undefined) return wordsOfLink(link);
  return wordsOfNodes(labelNodes(link.label, 0, (label) => parseLabel(label, false))) || wordsOfLink(link);
}

/**
 * The label of a link; for a link within the page, the name of the heading if that has markup. Empty if the link shows its
 * target's name.
 */
function shownNodes(link: CoveredWikilink, parseLabel: LabelParser): PhrasingContent[] {
  const { raw, span, target, anchor, label, isEmbed } = link;
  const ofHeading = target === '' && !anchor?.startsWith('^') ? anchor : undefined;
  const words = label ?? (isEmbed ? undefined : ofHeading);
  if (words === undefined) return [];
  const end = span.start + raw.slice(0, -2).trimEnd().length;
  // For a picture or a player, the label is a size and alternative text.
  if (isEmbed && mediaKindOf(target) !== undefined) return [{ type: 'text', value: words }];
  const nodes = labelNodes(words, end - words.length, (text) => parseLabel(text, label === undefined));
  const [only, ...more] = nodes;
  const isAsWritten = more.length === 0 && only?.type === 'text' && only.value === words;
  return label === undefined && isAsWritten ? [] : nodes;
}

/**
 * Turns `[text][label]` into `[text](url)`, so that later steps know one kind of link. An unreferenced `[1]: [[A]]` is a list of
 * links rather than a definition, so it is shown.
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
