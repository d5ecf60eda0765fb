/**
 * Markdown to mdast: one parser, one list of remark plugins. The Rust parser gives the tree that remark-parse and
 * remark-gfm give, several times as fast; they are the reference, and the fallback where its native binding is absent.
 */
import type { Parent, Root, Text } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { coverComments, dropCovered, type FoundComment, findComments } from './comments.ts';
import {
  type CoveredText,
  type CoveredWikilink,
  coverWikilinks,
  splitCovered,
  uncover,
  withoutNoncharacters,
} from './wikilinks.ts';

/** A wikilink or embed in the tree. Its children are its label; none when it shows its target. */
export interface WikiLink extends Parent {
  type: 'wikiLink';
  link: CoveredWikilink;
}

declare module 'mdast' {
  interface RootContentMap {
    wikiLink: WikiLink;
  }
  interface PhrasingContentMap {
    wikiLink: WikiLink;
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
  interface RootData {
    /** Where comments stood, which are not in the tree. */
    comments?: readonly FoundComment[];
  }
}

type MarkdownParser = (text: string) => Root;

const native = await import('satteri').catch(() => undefined);

/** unified with remark-parse and remark-gfm: slower, and what the Rust parser is measured against. */
export const referenceParser: MarkdownParser = parserOf(unified().use(remarkParse).use(remarkGfm));

/** unified with the Rust parser in place of remark-parse; undefined where there is no binding for this machine. */
export const rustParser: MarkdownParser | undefined =
  native &&
  parserOf(
    unified().use(
      useParser,
      (text: string) => native.markdownToMdast(text, { features: { gfm: true, frontmatter: false } }) as Root,
    ),
  );

/** A text that is not to be parsed; the message says why, in a sentence. */
export class UnparsableText extends Error {}

/**
 * Parses a body. Offsets of nodes are offsets of `text`; wikilinks are nodes of type `wikiLink`, and references are
 * replaced by the links they stand for.
 *
 * @throws UnparsableText for a text beyond the bounds of what can be parsed in reasonable time
 */
export function parseMarkdown(text: string, parse: MarkdownParser = rustParser ?? referenceParser): Root {
  const plain = withoutNoncharacters(text);
  const tree = parseCovered(plain, parse);
  if (!plain.includes('%%')) return tree;
  const comments = findComments(tree, plain);
  if (comments.length === 0) return tree;
  const rest = coverComments(plain, comments);
  const visible = parseCovered(rest, parse);
  dropCovered(visible, rest);
  visible.data = { ...visible.data, comments };
  return visible;
}

function parseCovered(text: string, parse: MarkdownParser): Root {
  const covered = coverWikilinks(text);
  if (isHeavy(covered.text)) throw new UnparsableText('A paragraph holds more signs of markup than can be parsed.');
  const tree = parsedBy(parse, covered.text);
  if (isDeep(tree)) throw new UnparsableText('It is nested too deeply to be shown.');
  if (covered.links.length > 0) uncoverTree(tree, covered);
  // Without a definition there is no reference.
  if (text.includes(']:')) inlineReferences(tree);
  return tree;
}

function parsedBy(parse: MarkdownParser, text: string): Root {
  try {
    return parse(text);
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
 * entities or delimiters. Tables and lists are parsed piece by piece and do not count.
 */
function isHeavy(text: string): boolean {
  if (text.length < maxSigns) return false;
  let signs = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') signs = 0;
    else if (line.length > maxSigns || !/^\s*(?:[|*+-]|\d+[.)])/.test(line)) signs += signsIn(line);
    if (signs > maxSigns) return true;
  }
  return false;
}

function signsIn(line: string): number {
  let signs = 0;
  for (let at = 0; at < line.length; at++) if ('&_*\\<>[]~-.'.includes(line.charAt(at))) signs++;
  return signs;
}

function parserOf(processor: { freeze: () => { parse: (text: string) => unknown } }): MarkdownParser {
  const frozen = processor.freeze();
  return (text) => frozen.parse(text) as Root;
}

function useParser(this: Processor, parse: MarkdownParser): void {
  this.parser = parse;
}

type Node = Root | Root['children'][number];
type Position = NonNullable<Root['position']>;

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

/** Turns covered wikilinks into nodes where they stand in prose, and back into text everywhere else. */
function uncoverTree(tree: Root, { links }: CoveredText): void {
  const visit = (node: Node, inLink: boolean): void => {
    const literals = node as unknown as Record<string, unknown>;
    for (const key of literalsOf[node.type] ?? noLiterals) {
      const value = literals[key];
      if (typeof value === 'string') literals[key] = uncover(value, links);
    }
    if (!('children' in node)) return;
    const children: Node[] = [];
    for (const child of node.children as Node[]) {
      if (child.type === 'text' && child.value.includes('\uFDD0'))
        for (const part of splitText(child, inLink, links)) children.push(part);
      else {
        visit(child, inLink || child.type === 'link' || child.type === 'linkReference');
        children.push(child);
      }
    }
    node.children = children as typeof node.children;
  };
  visit(tree, false);
}

/** A link cannot stand in a link: there, a wikilink is what it shows. */
function splitText(node: Text, inLink: boolean, links: readonly CoveredWikilink[]): Node[] {
  const parts = splitCovered(node.value);
  let from = node.position?.start.offset ?? 0;
  return parts.map((part, index): Node => {
    if (typeof part === 'string') {
      // Text may be written longer than it is (`&amp;`): where it ends is told by what follows.
      const next = parts[index + 1];
      const to = (typeof next === 'number' ? links[next]?.span.start : node.position?.end.offset) ?? from;
      return { type: 'text', value: part, position: positionOf(from, to) };
    }
    const link = links[part];
    if (!link) return { type: 'text', value: '' };
    const { start, end } = link.span;
    from = end;
    const text = { type: 'text', value: link.label ?? link.target } as const;
    if (inLink) return { ...text, position: positionOf(start, end) };
    return { type: 'wikiLink', link, children: link.label === undefined ? [] : [text], position: positionOf(start, end) };
  });
}

/** A place, of which only the offsets are ever asked for. */
export function positionOf(start: number, end: number): Position {
  return { start: { line: 1, column: 1, offset: start }, end: { line: 1, column: 1, offset: end } };
}

/** `[text][label]` becomes `[text](url)`, so that everything behind the parser knows one kind of link. */
function inlineReferences(tree: Root): void {
  const definitions = new Map<string, { url: string; title?: string | null | undefined }>();
  const collect = (node: Node): void => {
    if (node.type === 'definition') {
      const key = node.identifier.toUpperCase();
      if (!definitions.has(key)) definitions.set(key, node);
    } else if ('children' in node) for (const child of node.children) collect(child as Node);
  };
  collect(tree);
  if (definitions.size === 0) return;
  const replace = (node: Node): void => {
    if (!('children' in node)) return;
    for (const [index, child] of (node.children as Node[]).entries()) {
      replace(child);
      if (child.type !== 'linkReference' && child.type !== 'imageReference') continue;
      const definition = definitions.get(child.identifier.toUpperCase());
      if (!definition) continue;
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
}
