/**
 * Slots: places in rendered HTML for what only the whole wiki knows. They are made of noncharacters, which no source text
 * can hold (parse/ takes them out), so nothing an author writes can be mistaken for one.
 */

/** A text that opens a slot starts with it. */
export const slotStart = '\uFDD0';
const slotEnd = '\uFDD1';

/** Opens the slot of link number `index`; what follows until `closeSlot` is its label as HTML, empty when it has none. */
export function openSlot(index: number): string {
  return `${slotStart}${index}${slotEnd}`;
}

export const closeSlot = '\uFDD2';

/** Stands for the mark of citation number `index`, or for `words` where it leads to nothing that is shown. */
export function citationSlot(index: number, words: string): string {
  return `\uFDD5${index}\uFDD6${words}\uFDD7`;
}

/** The id of the element that marks citation number `index` on the page. */
export function citationAnchor(index: number): string {
  return `cite:${index + 1}`;
}

export interface SlotFiller {
  /** The HTML of a citation's mark; `words` are HTML. */
  readonly citation: (index: number, words: string) => string;
  /** The HTML of a link. `label` is HTML, empty when the link shows its target. */
  readonly link: (index: number, label: string) => string;
  /** The URL for a link or image that the author wrote as HTML; undefined when it leads nowhere. */
  readonly url: (index: number) => string | undefined;
}

const urlAttribute = / (href|src)="\uFDD3(\d+)\uFDD4"/g;
const cited = /\uFDD5(\d+)\uFDD6([^\uFDD7]*)\uFDD7/g;
const slotted = /\uFDD0(\d+)\uFDD1([^\uFDD2]*)\uFDD2/g;

/** Fills every slot of `html`. Links do not nest, so slots do not. */
export function fillSlots(html: string, filler: SlotFiller): string {
  let filled = html;
  if (filled.includes('\uFDD3')) {
    filled = filled.replace(urlAttribute, (_, name: string, index: string) => {
      const url = filler.url(Number(index));
      return url === undefined ? '' : ` ${name}="${escapeAttribute(url)}"`;
    });
  }
  if (filled.includes('\uFDD5'))
    filled = filled.replace(cited, (_, index: string, words: string) => filler.citation(Number(index), words));
  if (!filled.includes(slotStart)) return filled;
  return filled.replace(slotted, (_, index: string, label: string) => filler.link(Number(index), label));
}

/** Text for the inside of an element. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text for the inside of a double-quoted attribute. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}

/** The words of HTML, for comparing what it says. */
export function foldText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
