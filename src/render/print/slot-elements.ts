/**
 * Slots in a tree of HTML, before it becomes prose. Each is an element with a name that HTML cannot contain, so that parsing and
 * sanitising raw HTML leave it in place, and nothing an author writes can be mistaken for one.
 */
import type { Element, ElementContent } from 'hast';
import type { Slot } from './prose.ts';

/** In HTML the name of an element ends at a space. */
const prefix = 'slot ';

/** `literal` is text that typesetting (typesetting.ts) leaves unchanged; afterwards it becomes text again. */
type SlotKind = Exclude<Slot['slot'], 'word'> | 'literal';

const kinds: readonly SlotKind[] = ['link', 'elsewhere', 'citation', 'block', 'tag', 'quote', 'title', 'literal'];

/** Name of an element that a plugin of the wiki made, and the attribute with its number (own-elements.ts). */
export const ownElementName = `${prefix}own`;
export const ownElementNumber = 'own number';

/** Names of elements that a sanitiser must keep, and their attributes. */
export const slotNames: readonly string[] = [...kinds.map((kind) => prefix + kind), ownElementName];
export const slotAttributes: Readonly<Record<string, string[]>> = Object.fromEntries(
  slotNames.map((name) => [name, ['value', 'words', 'inLink']]),
);

/** @param value index, key or name of the slot's content */
export function slotElement(kind: SlotKind, value: string | number, content: ElementContent[] = [], words?: string): Element {
  const properties = { value: String(value), ...(words !== undefined && { words }) };
  return { type: 'element', tagName: prefix + kind, properties, children: content };
}

export function isSlotElement({ tagName }: Element, kind: SlotKind): boolean {
  return tagName === prefix + kind;
}

/**
 * The slot or text of an element; undefined for an element of HTML. The label of a link is its content, which the caller
 * converts.
 */
export function slotOf({ tagName, properties }: Element): Slot | string | undefined {
  if (!tagName.startsWith(prefix)) return undefined;
  const { value, words, inLink } = properties;
  const text = String(value ?? '');
  const kind = tagName.slice(prefix.length) as SlotKind;
  switch (kind) {
    case 'link':
      return { slot: kind, link: Number(text), label: [], ...(inLink !== undefined && { isInLink: true }) };
    case 'elsewhere':
      return { slot: kind, url: text, label: [], ...(inLink !== undefined && { isInLink: true }) };
    case 'citation':
      return { slot: kind, citation: Number(text), words: String(words ?? '') };
    case 'block':
      return { slot: kind, key: text };
    case 'tag':
      return { slot: kind, name: text };
    case 'quote':
      return { slot: kind, quote: Number(text) };
    case 'title':
      return { slot: kind };
    case 'literal':
      return text;
  }
}

/** Adapts a slot to the inside of a link, which cannot contain another: links are marked, and a tag becomes its words. */
export function markedAsInLink(element: Element): ElementContent {
  if (isSlotElement(element, 'tag')) return { type: 'text', value: `#${element.properties['value']}` };
  return isSlotElement(element, 'link') || isSlotElement(element, 'elsewhere')
    ? { ...element, properties: { ...element.properties, inLink: '' } }
    : element;
}
