/**
 * Finds possible citations: `[^id]` without a footnote, `(source: file.pdf)`, and notes that only name a source,
 * `^[file.md:42-58]`. They become nodes before links are numbered; whether they are citations is decided once the sources of the
 * article are known (read-citations).
 */
import type { Nodes, PhrasingContent, Root, Text } from 'mdast';
import type { HiddenStretch } from '../model.ts';
import { shownText } from '../text/hidden.ts';
import { endOf, placeBetween, startOf } from '../text/offsets.ts';
import { type Citation, locator, sourceOpener } from './citation-nodes.ts';
import type { InlineNote } from './inline-notes.ts';
import { textOf } from './node-text.ts';
import { propertyLinks } from './property-links.ts';

/** Every citation starts with one of these. */
const anyCitation = new RegExp(String.raw`\[\^|${sourceOpener}`, 'i');

/** A label holds no white space or brackets (GitHub Flavored Markdown, footnotes). */
const written = new RegExp(String.raw`(?:\[\^([^\s[\]^\\]+)\]|${sourceOpener}\s*([^()\n]+)\))`, 'gi');

const opens = new RegExp(String.raw`${sourceOpener}\s*$`, 'i');
const closes = /^([^()\n]{0,80})\)/;
const separator = /^\s*(?:[,;&]|and|und)\s*$/;

/**
 * Replaces possible citations with nodes, in place.
 *
 * @param text the text that the offsets of the tree refer to
 */
export function markCitations(root: Root, text: string): void {
  if (!text.includes('^[') && !anyCitation.test(text)) return;
  const visit = (node: Nodes): void => {
    if (!('children' in node) || outOfPlace.has(node.type)) return;
    const children = node.children as Nodes[];
    for (const [index, child] of children.entries()) {
      if (child.type === 'inlineNote') children[index] = citationIn(child, text, root.data?.hidden ?? []) ?? child;
      else visit(child);
    }
    if (!node.children.some((child) => child.type === 'text' && anyCitation.test(child.value))) return;
    const around = withLinks(node.children as PhrasingContent[]);
    node.children = around.flatMap((child) => (child.type === 'text' ? split(child, text) : [child])) as typeof node.children;
  };
  visit(root);
}

/** Nodes without citations: their words are not a claim, or belong to one already. */
const outOfPlace: ReadonlySet<string> = new Set(['heading', 'link', 'wikiLink', 'footnoteDefinition']);

/** Maximum length of the location after a file, in characters. */
const longestPlace = 80;

/**
 * Reads a note as a citation: files or addresses with optional locations (`a.md:42-58; b.pdf, p. 3`), or links with an optional
 * location (`[[A]], p. 3`). With any other words it is an ordinary note, even if it refers to a source (`see a.md`).
 */
function citationIn(note: InlineNote, source: string, hidden: readonly HiddenStretch[]): Citation | undefined {
  const raw = shownText(source, hidden, startOf(note), endOf(note));
  const citation = (inside: string, children: PhrasingContent[]): Citation => ({
    type: 'citation',
    raw: children.length > 0 ? '' : raw,
    form: 'inside',
    inside,
    children,
    ...(note.position && { position: note.position }),
  });
  const isText = note.children.every(({ type }) => type === 'text' || type === 'inlineCode');
  if (isText) {
    const inside = note.children
      .map((node) => (node.type === 'inlineCode' ? `\`${node.value}\`` : textOf(node)))
      .join('')
      .trim();
    const [first = '', ...others] = partsOf(inside);
    const places = others.filter((part) => !namesFile(part));
    return namesFile(first) && places.join(', ').length <= longestPlace ? citation(inside, []) : undefined;
  }
  const nodes = note.children.filter((node) => node.type !== 'text' || node.value.trim() !== '');
  const end = nodes.findIndex((node, index) => !(index % 2 === 0 ? isLink(node) : isBetweenLinks(node)));
  const links = end < 0 ? nodes : nodes.slice(0, end);
  const tail = end < 0 ? undefined : nodes[end];
  if (!isLink(links[0]) || (end >= 0 && (end !== nodes.length - 1 || end % 2 === 0))) return undefined;
  const place = tail?.type === 'text' ? tail.value.replace(/^[\s,;:]+|\s+$/g, '') : '';
  if (tail && (tail.type !== 'text' || !partsOf(place).every((part) => locator.test(part) || namesFile(part)))) return undefined;
  return citation(place, links.filter(isLink));
}

function partsOf(inside: string): string[] {
  return inside.split(/[,;]\s+/).map((part) => part.trim());
}

function namesFile(part: string): boolean {
  return !/^(?:see|cf\.?|compare|siehe|vgl\.?|voir)\s/i.test(part) && propertyLinks(part).some(({ kind }) => kind !== 'text');
}

function isLink(node: PhrasingContent | undefined): boolean {
  return node?.type === 'wikiLink' ? !node.link.isEmbed : node?.type === 'link';
}

function isBetweenLinks(node: PhrasingContent): boolean {
  return node.type === 'text' && separator.test(node.value);
}

/** Finds `(source: [[A]], p. 3)`: an opening text, links, a closing text. */
function withLinks(around: readonly PhrasingContent[]): PhrasingContent[] {
  const nodes = [...around];
  const found: PhrasingContent[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (!node) continue;
    const opening = node.type === 'text' ? opens.exec(node.value) : null;
    const end = opening ? closingAfter(nodes, at + 1) : undefined;
    if (node.type !== 'text' || !opening || !end) {
      found.push(node);
      continue;
    }
    const inside = nodes.slice(at + 1, end.at);
    found.push(
      {
        ...node,
        value: node.value.slice(0, opening.index),
        position: placeBetween(startOf(node), startOf(node) + opening.index),
      },
      {
        type: 'citation',
        raw: '',
        form: 'inside',
        inside: end.locator,
        children: inside.filter(({ type }) => type === 'wikiLink' || type === 'link'),
        position: placeBetween(startOf(node) + opening.index, startOf(nodes[end.at]) + end.length),
      },
    );
    const rest = nodes[end.at] as Text;
    // The rest of the closing text may open another citation.
    nodes[end.at] = {
      ...rest,
      value: rest.value.slice(end.length),
      position: placeBetween(startOf(rest) + end.length, endOf(rest)),
    };
    at = end.at - 1;
  }
  return found;
}

function closingAfter(
  nodes: readonly PhrasingContent[],
  from: number,
): { at: number; locator: string; length: number } | undefined {
  for (let at = from; at < nodes.length; at++) {
    const node = nodes[at];
    if (isLink(node)) continue;
    if (node?.type !== 'text' || at === from) return undefined;
    const closing = closes.exec(node.value);
    if (closing) return { at, locator: (closing[1] ?? '').replace(/^[\s,;:]+|\s+$/g, ''), length: closing[0].length };
    if (!separator.test(node.value)) return undefined;
  }
  return undefined;
}

/** Splits a text node at possible citations. */
function split(node: Text, source: string): PhrasingContent[] {
  const start = startOf(node);
  const asWritten = source.slice(start, endOf(node));
  const inValue = [...node.value.matchAll(written)];
  if (inValue.length === 0) return [node];
  // If the text differs from its source (`&amp;`, `\\[`), the places are those in the source, in the same order.
  const inSource = asWritten === node.value ? inValue : [...asWritten.matchAll(written)];
  if (inSource.length !== inValue.length) return [node];
  const parts: PhrasingContent[] = [];
  let from = 0;
  let place = start;
  for (const [index, { index: at, 0: raw, 1: label, 2: named }] of inValue.entries()) {
    const here = start + (inSource[index]?.index ?? 0);
    if (source[here - 1] === '\\') continue;
    if (at > from) parts.push({ type: 'text', value: node.value.slice(from, at), position: placeBetween(place, here) });
    from = at + raw.length;
    place = here + (inSource[index]?.[0].length ?? raw.length);
    const inside = label ?? named ?? '';
    parts.push({
      type: 'citation',
      raw,
      form: label === undefined ? 'inside' : 'label',
      inside,
      children: [],
      position: placeBetween(here, place),
    });
  }
  if (from < node.value.length)
    parts.push({ type: 'text', value: node.value.slice(from), position: placeBetween(place, endOf(node)) });
  return parts;
}
