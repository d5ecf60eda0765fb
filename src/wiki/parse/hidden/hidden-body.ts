/**
 * Finds the links of a body that readers must not see, in every syntax and place. Leaves code, and prose with the same words,
 * unchanged.
 */
import type { Image, Link, Nodes, PhrasingContent, Root, Text } from 'mdast';
import type { HiddenStretch, Span } from '../../model.ts';
import { sourceOpener } from '../../syntax/citation-nodes.ts';
import { coverWithLink, coverWithText, type HiddenCover } from '../../syntax/hidden-covers.ts';
import {
  hiddenMarks,
  hiddenNames,
  hiddenTags,
  hideInTags,
  hideInValue,
  hideMarks,
  type LinkHider,
  mayHoldPath,
  urlOf,
} from '../../syntax/link-marks.ts';
import { propertyLinks } from '../../syntax/property-links.ts';
import { inOrder, shifted, shownText } from '../../text/hidden.ts';
import { endOf, startOf } from '../../text/offsets.ts';
import { partsBetween } from '../../text/parts.ts';
import { bracketedLabels, type CoveredWikilink, findWikilinks } from '../../text/wikilinks.ts';
import { findSections } from '../body/body-sections.ts';
import { metadataLines } from '../body/metadata-lines.ts';

export interface HiddenInBody {
  /** What to cover while the body is parsed, in order. */
  readonly covers: readonly HiddenCover[];
  /** Everything that is hidden, in order. Offsets in the body. */
  readonly stretches: readonly HiddenStretch[];
}

/**
 * @param tree of the body as written; undefined for a body that is shown as plain text
 * @param keys keys of the frontmatter
 */
export function hiddenInBody(body: string, tree: Root | undefined, keys: readonly string[], hider: LinkHider): HiddenInBody {
  const { literal, marks } = tree ? walk(tree, body, hider) : nothing;
  const covers = inOrder([
    // Wikilinks with a node of their own are known; those in the label of a link have none.
    ...(hider.hidesNothing && tree ? [] : wikilinksOutside(literal, body, hider)),
    ...namesInCitations(literal, body, hider),
    ...(tree ? namesInLines(tree, keys, body, hider) : []),
    ...(tree ? namesInSourceSections(tree, body, hider) : []),
    ...(tree?.data?.abbreviationLines ?? []).flatMap((line) =>
      marksIn(line, body, hider).map(({ span, text }) => coverWithText(body, span, text)),
    ),
  ]);
  return { covers, stretches: inOrder([...marks, ...covers.map(({ span, shown }) => ({ span, text: shown }))]) };
}

/**
 * Records the wikilinks of a tree, which are known by their nodes, before something else takes these out of it: the text of the file,
 * which is published too, still names them.
 */
export function recordWikilinks(tree: Root, hider: LinkHider): void {
  const visit = (node: Nodes): void => {
    if (node.type === 'wikiLink') hider.insteadOf(node.link);
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  visit(tree);
}

/** Comments and elements that no page shows. */
function removedFrom({ data }: Root): readonly Span[] {
  return [...(data?.comments ?? []), ...(data?.removed ?? [])].sort((a, b) => a.start - b.start);
}

/** Hides, in the tree of a body with covers, the links that have no stretch of their own. */
export function hideInTree(tree: Root, hider: LinkHider): void {
  const visit = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'image') hideDestination(node, hider);
    else if (node.type === 'definition') {
      const instead = hider.insteadOfPath(node.url);
      if (instead) Object.assign(node, { url: urlOf(instead), title: null });
      else if (node.title) node.title = hideMarks(node.title, hider);
    } else if (node.type === 'html') node.value = hideMarks(node.value, hider);
    // Tags that the parser does not recognize.
    else if (node.type === 'text') node.value = hideInTags(node.value, hider);
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  visit(tree);
}

function hideDestination(node: Link | Image, hider: LinkHider): void {
  const instead = hider.insteadOfPath(node.url);
  if (instead) {
    node.url = urlOf(instead);
    node.title = null;
    if (node.type === 'image') node.alt = hideInValue(node.alt ?? '', false, hider);
    else if (node.children.length === 0) node.children = [{ type: 'text', value: instead.shown }];
    return;
  }
  if (node.title) node.title = hideMarks(node.title, hider);
  if (node.type === 'image' && node.alt) node.alt = hideMarks(node.alt, hider);
}

function wikilinksOutside(literal: readonly Span[], body: string, hider: LinkHider): HiddenCover[] {
  const isLiteral = (span: Span): boolean => literal.some(({ start, end }) => start < span.end && end > span.start);
  const links = findWikilinks(body).flatMap((link) => {
    if (isLiteral(link.span)) return [];
    const instead = hider.insteadOf(link);
    return instead ? coverWithLink(body, link.span, instead, link) : withHiddenLabel(link, body, hider);
  });
  const labels = bracketedLabels(body).flatMap(({ span, label, ...name }) => {
    const isInCode = literal.some(({ start, end }) => start <= span.start && end >= span.end);
    const instead = isInCode ? undefined : hider.insteadOf(name);
    return instead ? coverWithText(body, span, label ?? instead.shown) : [];
  });
  return [...links, ...labels];
}

/** A link whose label names something hidden: the same link with another label. */
function withHiddenLabel(link: CoveredWikilink, body: string, hider: LinkHider): HiddenCover[] {
  const { target, anchor, label = '' } = link;
  const names = inOrder(namesInCitations([], label, hider)).map(({ span, shown }) => ({ span, text: shown }));
  if (names.length === 0) return [];
  const shown = shownText(label, names);
  return [coverWithLink(body, link.span, { target, ...(anchor !== undefined && { anchor }), shown }, { ...link, label: shown })];
}

/** Pattern for text on one line with paired brackets, nested up to `depth` levels. */
function inBrackets(depth: number): string {
  return depth === 0 ? String.raw`[^[\]\n]*` : String.raw`(?:[^[\]\n]|\[${inBrackets(depth - 1)}\])*`;
}

/** `(source: a.md, p. 3)`, `^[a.md:42]`, `^[[[A]]]`; even in places where they are not read as citations. */
const citation = new RegExp(String.raw`\^\[(${inBrackets(3)})\]|${sourceOpener}\s*((?:[^()\n]|\([^()\n]*\))+)\)`, 'gid');

/** Includes nested ones: `^[see ^[a.md]]` */
function citationsIn(body: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  const pattern = new RegExp(citation);
  for (let match = pattern.exec(body); match; match = pattern.exec(body)) {
    found.push(match);
    pattern.lastIndex = match.index + 2;
  }
  return found;
}

function namesInCitations(literal: readonly Span[], body: string, hider: LinkHider): HiddenCover[] {
  return citationsIn(body).flatMap(({ index, 0: raw, 1: note, 2: named, indices }) => {
    const end = index + raw.length;
    if (literal.some((span) => index >= span.start && end <= span.end)) return [];
    const inside = note ?? named ?? '';
    const from = indices?.[note === undefined ? 2 : 1]?.[0] ?? index;
    return partsBetween(/[,;]\s+/g, inside).flatMap(({ start, end: to }) => {
      const part = inside.slice(start, to);
      // A note is prose, which may contain the words of an article's name.
      const isName = note === undefined || propertyLinks(part.trim()).some(({ kind }) => kind !== 'text');
      return namesIn({ start: from + start, end: from + to }, isName, body, hider);
    });
  });
}

/** `**Sources**: a.md, B` */
function namesInLines(tree: Root, keys: readonly string[], body: string, hider: LinkHider): HiddenCover[] {
  const [first] = tree.children;
  const { lines } = metadataLines(tree, first?.type === 'heading' && first.depth === 1 ? 1 : 0, keys);
  return lines.flatMap(({ property, items }) =>
    items
      .flatMap(({ children }) => children.flatMap(textsIn))
      .flatMap((node) => {
        if (node.position === undefined) return [];
        const from = startOf(node);
        return partsBetween(/[,;]\s*/g, body.slice(from, endOf(node))).flatMap(({ start, end }) =>
          namesIn({ start: from + start, end: from + end }, property === 'sources', body, hider),
        );
      }),
  );
}

/** The texts in a node, including those in emphasis. */
function textsIn(node: PhrasingContent): Text[] {
  if (node.type === 'text') return [node];
  return node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete' ? node.children.flatMap(textsIn) : [];
}

/** `- a.md`, in a section of sources. A bare name there is text, not a link. */
function namesInSourceSections(tree: Root, body: string, hider: LinkHider): HiddenCover[] {
  const covers: HiddenCover[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'text' && mayHoldPath(node.value)) covers.push(...namesIn(spanOf(node), true, body, hider));
    else if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  for (const { kind, from, to } of findSections(tree))
    if (kind === 'sources') for (const node of tree.children.slice(from + 1, to)) if (node.type === 'list') visit(node);
  return covers;
}

/** @param isName whether a bare name is a link; else only paths are, and they become text */
function namesIn({ start, end }: Span, isName: boolean, body: string, hider: LinkHider): HiddenCover[] {
  return hiddenNames(body.slice(start, end), isName, hider).map(({ span, instead }) => {
    const place = { start: start + span.start, end: start + span.end };
    // A cover needs at least two characters to hold its number.
    if (place.end - place.start < 2 && place.start > 0)
      return coverWithText(body, { start: place.start - 1, end: place.end }, body.charAt(place.start - 1) + instead.shown);
    return isName ? coverWithLink(body, place, instead) : coverWithText(body, place, instead.shown);
  });
}

/** Results of one walk through a tree. */
interface Walked {
  /** Code, formulas, and stretches that no page shows: link syntax in them has no meaning. */
  readonly literal: readonly Span[];
  /** Marks of links that have no node of their own: in raw HTML, titles, alternative texts. */
  readonly marks: readonly HiddenStretch[];
}

const nothing: Walked = { literal: [], marks: [] };

function walk(tree: Root, body: string, hider: LinkHider): Walked {
  const removed = removedFrom(tree);
  const literal = [...removed];
  const marks: HiddenStretch[] = [];
  const visit = (node: Nodes): void => {
    switch (node.type) {
      case 'code':
      case 'inlineCode':
      case 'inlineMath':
      case 'math':
        literal.push(spanOf(node));
        break;
      case 'wikiLink':
        // Code in its label does not make the link code.
        return;
      case 'link':
      case 'image':
        marks.push(...marksAround(node, body, hider));
        if (hider.hidesNothing)
          for (const { start, end } of partsOutside(removed, spanOf(node))) hideMarks(body.slice(start, end), hider);
        break;
      case 'definition':
        hider.insteadOfPath(node.url);
        marks.push(...marksIn(spanOf(node), body, hider));
        break;
      case 'html':
        for (const part of partsOutside(removed, spanOf(node))) marks.push(...marksIn(part, body, hider));
        break;
      case 'text':
        if (node.value.includes('<'))
          marks.push(...hiddenTags(body.slice(startOf(node), endOf(node)), hider).map((each) => shifted(each, startOf(node))));
    }
    if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  visit(tree);
  return { literal, marks };
}

/** A destination that is hidden; else marks in the title of a link, or in the alternative text and the title of an image. */
function marksAround(node: Link | Image, body: string, hider: LinkHider): HiddenStretch[] {
  const { start, end } = spanOf(node);
  const last = node.type === 'link' ? node.children.at(-1) : undefined;
  const from = last ? endOf(last) : start + (node.type === 'image' ? 2 : 1);
  const instead = hider.insteadOfPath(node.url);
  if (!instead) return marksIn({ start: from, end }, body, hider);
  const label = body.slice(from, end);
  const to = node.type === 'link' ? from : from + Math.max(0, label.lastIndexOf(']('), label.lastIndexOf(']['));
  const alt = body.slice(from, to);
  const otherAlt = hideInValue(alt, false, hider);
  return [
    ...(otherAlt === alt ? [] : [{ span: { start: from, end: to }, text: otherAlt }]),
    { span: { start: to, end }, text: `](${urlOf(instead)})` },
  ];
}

/** @param others in order */
function partsOutside(others: readonly Span[], { start, end }: Span): Span[] {
  const parts: Span[] = [];
  let from = start;
  for (const other of others) {
    if (other.end <= from || other.start >= end) continue;
    if (other.start > from) parts.push({ start: from, end: other.start });
    from = other.end;
  }
  return from < end ? [...parts, { start: from, end }] : parts;
}

function marksIn({ start, end }: Span, body: string, hider: LinkHider): HiddenStretch[] {
  return hiddenMarks(body.slice(start, end), hider).map((each) => shifted(each, start));
}

function spanOf(node: Nodes): Span {
  return { start: startOf(node), end: endOf(node) };
}
