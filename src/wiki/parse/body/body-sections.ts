/** Finds sections of the body with a special meaning, and reads their bullets. */
import type { List, ListItem, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import type { LiftedSection } from '../../model.ts';
import { sectionOf } from '../../schema/sections.ts';
import { textOf } from '../../syntax/node-text.ts';

export interface BodySection {
  readonly kind: LiftedSection;
  /** Index of the heading among the children of the root; `to` is the index of the first child after the section. */
  readonly from: number;
  readonly to: number;
  /** Id of the heading. */
  readonly id: string;
}

/** Sections with a special name, outermost first; each ends at the next heading of its level or higher. */
export function findSections(root: Root): BodySection[] {
  const sections: BodySection[] = [];
  for (const [from, node] of root.children.entries()) {
    if (node.type !== 'heading') continue;
    const kind = sectionOf(textOf(node));
    if (kind === undefined || from < (sections.at(-1)?.to ?? 0)) continue;
    let to = from + 1;
    for (; to < root.children.length; to++) {
      const next = root.children[to];
      if (next?.type === 'heading' && next.depth <= node.depth) break;
    }
    sections.push({ kind, from, to, id: node.data?.id ?? '' });
  }
  return sections;
}

/** The items of a section that consists of flat lists with one paragraph per item; undefined for any other section. */
export function flatItems(content: readonly RootContent[]): Paragraph[] | undefined {
  const paragraphs: Paragraph[] = [];
  for (const node of content) {
    // Definitions may follow the last section of a file, even if it is a special one.
    if (node.type === 'footnoteDefinition' || node.type === 'definition') continue;
    if (node.type !== 'list') return undefined;
    for (const item of node.children) {
      const [only, ...more] = item.children;
      if (only?.type !== 'paragraph' || more.length > 0 || typeof item.checked === 'boolean') return undefined;
      paragraphs.push(only);
    }
  }
  return paragraphs.length > 0 ? paragraphs : undefined;
}

/** The first paragraph of every list item in a section, at any depth. */
export function allItems(content: readonly RootContent[]): Paragraph[] {
  const found: Paragraph[] = [];
  const visit = (node: List | ListItem | RootContent): void => {
    if (node.type === 'listItem' && node.children[0]?.type === 'paragraph') found.push(node.children[0]);
    if (node.type === 'list' || node.type === 'listItem') for (const child of node.children) visit(child);
  };
  for (const node of content) visit(node);
  return found;
}

export interface ConnectionBullet {
  /** `Augmented by`; undefined for a link without a label. */
  readonly label?: string;
  /** Indices of the links it connects to. */
  readonly links: readonly number[];
  /** The text after them, without dash or parentheses. */
  readonly note: readonly PhrasingContent[];
  /** The node that contains the label or the first link. */
  readonly place: PhrasingContent;
}

/**
 * Reads `Label: [[A]], [[B]] (note)`, `[[A]] — gloss` and bare links. A bullet with a note for each of several targets, `[[A]]
 * (x), [[B]] (y)`, gives several connections.
 *
 * @returns undefined if the bullet is prose with a link, or has no link
 */
export function connectionBullets(paragraph: Paragraph): ConnectionBullet[] | undefined {
  const nodes = paragraph.children;
  const first = nodes.findIndex((node) => linkOf(node) !== undefined);
  if (first < 0) return undefined;
  const label = labelBefore(nodes.slice(0, first));
  if (label === undefined) return undefined;

  const bullets: ConnectionBullet[] = [];
  let at = first;
  while (at < nodes.length) {
    const start = at;
    const links: number[] = [];
    for (;;) {
      const link = linkOf(nodes[at]);
      if (link === undefined) break;
      links.push(link);
      at++;
      if (isSeparator(nodes[at]) && linkOf(nodes[at + 1]) !== undefined) at++;
    }
    const place = label === '' ? nodes[start] : nodes[0];
    if (!place || links.length === 0) return undefined;
    const noted = notedTarget(nodes[at]);
    if (noted !== undefined && linkOf(nodes[at + 1]) !== undefined) {
      bullets.push({ ...(label && { label }), links, note: [{ type: 'text', value: noted }], place });
      at++;
      continue;
    }
    bullets.push({ ...(label && { label }), links, note: trimNote(nodes.slice(at)), place });
    break;
  }
  return bullets;
}

/** The text before the first link if it is a label, or empty; undefined if it is prose. */
function labelBefore(nodes: readonly PhrasingContent[]): string | undefined {
  const text = nodes.map(textOf).join('').trim();
  if (text === '') return '';
  const label = /^([^.!?]{1,80}?)\s*[:：]$/.exec(text)?.[1]?.trim();
  return label && label.split(/\s+/).length <= 10 ? label : undefined;
}

function linkOf(node: PhrasingContent | undefined): number | undefined {
  switch (node?.type) {
    case 'wikiLink':
      return node.link.isEmbed ? undefined : (node.data as { link?: number } | undefined)?.link;
    case 'link':
      return node.data?.link;
    case 'strong':
    case 'emphasis':
      return node.children.length === 1 ? linkOf(node.children[0]) : undefined;
    default:
      return undefined;
  }
}

function isSeparator(node: PhrasingContent | undefined): boolean {
  return node?.type === 'text' && /^(?:[,;/·&+、，；]|(?:,\s*)?(?:and|und|et|y|or))?$/i.test(node.value.trim());
}

/** ` (note), ` between two targets. */
function notedTarget(node: PhrasingContent | undefined): string | undefined {
  return node?.type === 'text' ? /^\s*\(([^()]*)\)\s*[,;]\s*$/.exec(node.value)?.[1] : undefined;
}

/** Removes the dash or parentheses around a note, and a lone full stop. */
function trimNote(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const note = nodes.map((node) => (node.type === 'text' ? { ...node } : node));
  const head = note[0];
  const tail = note.at(-1);
  if (head?.type === 'text') head.value = head.value.replace(/^\s*(?:[—–:：-]+\s*|\.\s*$|,\s*)?/, '');
  if (tail?.type === 'text') tail.value = tail.value.trimEnd();
  if (
    head?.type === 'text' &&
    tail?.type === 'text' &&
    head.value.startsWith('(') &&
    /\)\.?$/.test(tail.value) &&
    isOnePair(note)
  ) {
    tail.value = tail.value.replace(/\)\.?$/, '');
    head.value = head.value.slice(1);
  }
  return note.filter((node) => node.type !== 'text' || node.value !== '');
}

/** Whether the first parenthesis is closed by the last one. */
function isOnePair(nodes: readonly PhrasingContent[]): boolean {
  let depth = 0;
  const text = nodes.map(textOf).join('').replace(/\.$/, '');
  for (const [index, char] of [...text].entries()) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (depth === 0) return index === [...text].length - 1;
  }
  return false;
}
