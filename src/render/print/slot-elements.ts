/**
 * Slots in a tree of HTML, before it becomes prose. Each is an element whose name no HTML can hold, so that parsing and
 * sanitising raw HTML leave it in its place, and nothing that an author writes can be mistaken for one.
 */
import type { Element, ElementContent } from 'hast';
import type { Slot } from './prose.ts';

/** HTML ends the name of an element at a space. */
const prefix = 'slot ';

/** `literal` is text that stays as it is when texts are set (typesetting.ts), and text again after that. */
type SlotKind = Exclude<Slot['slot'], 'word'> | 'literal';

const kinds: readonly SlotKind[] = ['link', 'citation', 'block', 'tag', 'quote', 'title', 'literal'];

/** What a sanitiser has to let through: names of elements, and their attributes. */
export const slotNames: readonly string[] = kinds.map((kind) => prefix + kind);
export const slotAttributes: Readonly<Record<string, string[]>> = Object.fromEntries(
  slotNames.map((name) => [name, ['value', 'words', 'inLink']]),
);

/** @param value number, key or name of what the slot shows */
export function slotElement(kind: SlotKind, value: string | number, content: ElementContent[] = [], words?: string): Element {
  const properties = { value: String(value), ...(words !== undefined && { words }) };
  return { type: 'element', tagName: prefix + kind, properties, children: content };
}

export function isSlotElement({ tagName }: Element, kind: SlotKind): boolean {
  return tagName === prefix + kind;
}

/** What an element stands for; undefined for an element of HTML. The label of a link is its content, which the caller converts. */
export function slotOf({ tagName, properties }: Element): Slot | string | undefined {
  if (!tagName.startsWith(prefix)) return undefined;
  const { value, words, inLink } = properties;
  const text = String(value ?? '');
  const kind = tagName.slice(prefix.length) as SlotKind;
  switch (kind) {
    case 'link':
      return { slot: kind, link: Number(text), label: [], ...(inLink !== undefined && { isInLink: true }) };
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

/** The same content in a link, which may not hold another: links are marked, and a tag is its words. */
export function markedAsInLink(element: Element): ElementContent {
  if (isSlotElement(element, 'tag')) return { type: 'text', value: `#${element.properties['value']}` };
  return isSlotElement(element, 'link') ? { ...element, properties: { ...element.properties, inLink: '' } } : element;
}
