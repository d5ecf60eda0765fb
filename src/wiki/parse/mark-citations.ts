/**
 * Finds what may be a citation: `[^id]` that no footnote defines, `^[file.md:42-58]`, `(source: file.pdf)`. It becomes a node before
 * links are numbered; whether it is one is decided when the sources of the article are known (read-citations).
 */
import type { Nodes, PhrasingContent, Root, Text } from 'mdast';
import { sourceOpener } from './citation-nodes.ts';
import { endOf, placeBetween, startOf } from './offsets.ts';
import { propertyLinks } from './property-links.ts';

/** Nothing else in a text can be a citation. */
const anyCitation = new RegExp(String.raw`\[\^|\^\[|${sourceOpener}`, 'i');

/** GitHub Flavored Markdown, footnotes: a label holds no white space and no brackets. */
const written = new RegExp(String.raw`(?:\[\^([^\s[\]^\\]+)\]|\^\[([^[\]\n]+)\]|${sourceOpener}\s*([^()\n]+)\))`, 'gi');

const opens = new RegExp(String.raw`(?:\^\[|${sourceOpener})\s*$`, 'i');
const closes: Readonly<Record<string, RegExp>> = { '[': /^([^[\]\n]{0,80})\]/, '(': /^([^()\n]{0,80})\)/ };

/**
 * Makes nodes of what may be a citation, in place.
 *
 * @param text what the offsets of the tree are offsets of
 */
export function markCitations(root: Root, text: string): void {
  if (!anyCitation.test(text)) return;
  const visit = (node: Nodes): void => {
    if (!('children' in node) || holdsNone.has(node.type)) return;
    for (const child of node.children) visit(child as Nodes);
    if (!node.children.some((child) => child.type === 'text' && anyCitation.test(child.value))) return;
    const around = withLinks(node.children as PhrasingContent[]);
    node.children = around.flatMap((child) => (child.type === 'text' ? split(child, text) : [child])) as typeof node.children;
  };
  visit(root);
}

/** Nodes in which nothing is a citation. */
const holdsNone: ReadonlySet<string> = new Set(['heading', 'link', 'wikiLink', 'footnoteDefinition']);

/** `(source: [[A]], p. 3)` and `^[[[A]]]`: a text that opens, links, a text that closes. */
function withLinks(around: readonly PhrasingContent[]): PhrasingContent[] {
  const nodes = [...around];
  const found: PhrasingContent[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (!node) continue;
    const opening = node.type === 'text' ? opens.exec(node.value) : null;
    const end = opening ? closingAfter(nodes, at + 1, closes[opening[0].charAt(0) === '(' ? '(' : '[']) : undefined;
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
    // What is left of the text that closes may open another.
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
  close: RegExp | undefined,
): { at: number; locator: string; length: number } | undefined {
  for (let at = from; at < nodes.length; at++) {
    const node = nodes[at];
    if (node?.type === 'wikiLink' ? !node.link.isEmbed : node?.type === 'link') continue;
    if (node?.type !== 'text' || at === from) return undefined;
    const closing = close?.exec(node.value);
    if (closing) return { at, locator: (closing[1] ?? '').replace(/^[\s,;:]+|\s+$/g, ''), length: closing[0].length };
    if (!/^\s*(?:[,;&]|and|und)\s*$/.test(node.value)) return undefined;
  }
  return undefined;
}

/** A text with what may be citations as nodes of their own. */
function split(node: Text, source: string): PhrasingContent[] {
  const start = startOf(node);
  const asWritten = source.slice(start, endOf(node));
  const inValue = [...node.value.matchAll(written)];
  if (inValue.length === 0) return [node];
  // Where a text is written otherwise than it reads (`&amp;`, `\\[`), places are those of the source, in the same order.
  const inSource = asWritten === node.value ? inValue : [...asWritten.matchAll(written)];
  if (inSource.length !== inValue.length) return [node];
  const parts: PhrasingContent[] = [];
  let from = 0;
  let place = start;
  for (const [index, { index: at, 0: raw, 1: label, 2: note, 3: named }] of inValue.entries()) {
    const here = start + (inSource[index]?.index ?? 0);
    if (source[here - 1] === '\\') continue;
    const isNote = note !== undefined && !citedIn(note).some(({ kind }) => kind !== 'text');
    if (isNote) continue;
    if (at > from) parts.push({ type: 'text', value: node.value.slice(from, at), position: placeBetween(place, here) });
    from = at + raw.length;
    place = here + (inSource[index]?.[0].length ?? raw.length);
    const inside = label ?? note ?? named ?? '';
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

/** What the entries of `a.md:42-58; b.pdf, p. 3` name; text is a place within the one before, or the words of a citation. */
function citedIn(inside: string): ReturnType<typeof propertyLinks> {
  return inside.split(/[,;]\s+/).flatMap((part) => propertyLinks(part));
}
