/**
 * Prose: an author's text between the markdown tree and the page, as plain data. Text is kept as text, elements as names,
 * attributes and content, and a slot marks each place that needs the whole wiki to be filled. The printer (printer.ts) turns
 * prose into HTML; the HTML is never read back.
 */

import type { WordMark } from './word-marks.ts';

export type Prose = readonly ProseNode[];

export type ProseNode = string | ProseElement | Slot;

export type ProseElement = readonly [name: string, attributes: ProseAttributes | null, content: Prose];

/** By HTML name, in printing order. */
export type ProseAttributes = Readonly<Record<string, AttributeValue>>;

/** `true` for an attribute without a value; a mark for words of the interface. Addresses of the vault are the numbers of links. */
export type AttributeValue = string | true | WordMark | { readonly url: number } | { readonly candidates: readonly Candidate[] };

/** One picture in a `srcset`. */
export interface Candidate {
  readonly url: number;
  /** For example ` 2x`, with the space before it; may be empty. */
  readonly descriptor: string;
}

export type Slot =
  /** A link or an embed, by index among the links of the article. The label is empty if the author gave none. */
  | { readonly slot: 'link'; readonly link: number; readonly label: Prose; readonly isInLink?: true }
  /** A picture or a film of another host: a link to it, unless pages may load it. The label is its description or its address. */
  | { readonly slot: 'elsewhere'; readonly url: string; readonly label: Prose; readonly isInLink?: true }
  /** The mark of a citation, or `words` if its source is not shown. */
  | { readonly slot: 'citation'; readonly citation: number; readonly words: string }
  /** Code, a formula or a diagram, by its key. */
  | { readonly slot: 'block'; readonly key: string }
  /** `#sky/planets` */
  | { readonly slot: 'tag'; readonly name: string }
  /** A quotation mark in the article's language: an index into its `Quotes`. */
  | { readonly slot: 'quote'; readonly quote: number }
  /** Words of the interface. */
  | ({ readonly slot: 'word' } & WordMark)
  /** Where the heading was that the title was taken from. Prints nothing. */
  | { readonly slot: 'title' };

export function isElement(node: ProseNode | undefined): node is ProseElement {
  return Array.isArray(node);
}

export function isSlot(node: ProseNode | undefined): node is Slot {
  return typeof node === 'object' && !Array.isArray(node);
}

/** The level of a heading, 1 to 6; undefined for other elements. */
export function headingLevel(name: string): number | undefined {
  return name.length === 2 && /^h[1-6]$/.test(name) ? Number(name[1]) : undefined;
}

/** Whether an element is the section at the end of an article that lists its footnotes. */
export function isFootnotes([name, attributes]: ProseElement): boolean {
  return name === 'section' && attributes !== null && 'data-footnotes' in attributes;
}

/** The value of a plain-text attribute; undefined for others. */
export function attributeOf([, attributes]: ProseElement, name: string): string | undefined {
  const value = attributes?.[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The text of prose without markup; undefined if that needs the whole wiki, for example for a link without a label when `nameOf`
 * is missing.
 *
 * @param nameOf returns the text of a link without a label, by index
 */
export function plainText(prose: Prose, nameOf?: (link: number) => string): string | undefined {
  let text = '';
  for (const node of prose) {
    const part = textOfNode(node, nameOf);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function textOfNode(node: ProseNode, nameOf: ((link: number) => string) | undefined): string | undefined {
  if (typeof node === 'string') return node;
  if (isElement(node)) return plainText(node[2], nameOf);
  switch (node.slot) {
    case 'link':
      return nameOf && (plainText(node.label, nameOf) || nameOf(node.link));
    case 'elsewhere':
      return plainText(node.label, nameOf);
    case 'quote':
    case 'title':
    case 'word':
      return '';
    case 'tag':
      return nameOf && `#${node.name}`;
    case 'citation':
    case 'block':
      return nameOf && '';
  }
}

const sizes = new WeakMap<Prose, number>();

/** Approximate length of the HTML of prose, in characters; slots count as empty. */
export function sizeOf(prose: Prose): number {
  const known = sizes.get(prose);
  if (known !== undefined) return known;
  const size = measured(prose);
  sizes.set(prose, size);
  return size;
}

function measured(prose: Prose): number {
  let size = 0;
  for (const node of prose) {
    if (typeof node === 'string') size += node.length;
    else if (isElement(node)) {
      const [name, attributes, content] = node;
      size += 2 * name.length + 5 + measured(content);
      for (const key in attributes) {
        const value = attributes[key];
        size += key.length + 4 + (typeof value === 'string' ? value.length : 0);
      }
    } else if ('label' in node) size += measured(node.label);
  }
  return size;
}

/** Whether `test` is true for any text or attribute of prose. */
export function someText(prose: Prose, test: (text: string) => boolean): boolean {
  return prose.some((node) => {
    if (typeof node === 'string') return test(node);
    if (!isElement(node)) return 'label' in node && someText(node.label, test);
    const [, attributes, content] = node;
    const values = attributes ? Object.values(attributes) : [];
    return values.some((value) => typeof value === 'string' && test(value)) || someText(content, test);
  });
}

/** Prose without surrounding white space. */
export function trimmed(prose: Prose): Prose {
  const isBlank = (node: ProseNode | undefined): boolean => typeof node === 'string' && node.trim() === '';
  let from = 0;
  let to = prose.length;
  while (from < to && isBlank(prose[from])) from++;
  while (to > from && isBlank(prose[to - 1])) to--;
  return prose.slice(from, to).map((node, index, all) => {
    if (typeof node !== 'string') return node;
    const start = index === 0 ? node.trimStart() : node;
    return index === all.length - 1 ? start.trimEnd() : start;
  });
}
