/**
 * Slots: places in rendered HTML for what only the whole wiki knows. They are made of noncharacters, which no source text
 * can hold (parse/ takes them out), so nothing an author writes can be mistaken for one.
 */
import type { Quotes } from './quotes.ts';

/** A text that opens a slot starts with it. */
export const slotStart = '\uFDD0';
const slotEnd = '\uFDD1';

/** Opens the slot of link number `index`; what follows until `closeSlot` is its label as HTML, empty when it has none. */
export function openSlot(index: number): string {
  return `${slotStart}${index}${slotEnd}`;
}

export const closeSlot = '\uFDD2';

const startInLink = '\uFDE7';
const closeInLink = '\uFDE8';

/** The same text, with its slots marked as standing in a link, which may not hold another; a tag there is its words. */
export function markedAsInLink(text: string): string {
  return text.replaceAll(slotStart, startInLink).replaceAll(closeSlot, closeInLink).replace(tags, '#$1');
}

/** Stands for the mark of citation number `index`, or for `words` where it leads to nothing that is shown. */
export function citationSlot(index: number, words: string): string {
  return `\uFDD5${index}\uFDD6${words}\uFDD7`;
}

/** Stands where the heading was that says the title, until the body is made. */
export const titleMark = '\uFDE9';

/** Stands for code, a formula or a diagram. */
export function blockSlot(key: string): string {
  return `\uFDD8${key}\uFDD9`;
}

/** Stands for a tag of the text, `#sky/planets`. */
export function tagSlot(name: string): string {
  return `\uFDE0${name}\uFDE1`;
}

/** Stand for the quotes of the article's language. */
export const openQuotes = { double: '\uFDE2', single: '\uFDE4' } as const;
export const closeQuotes = { double: '\uFDE3', single: '\uFDE5' } as const;

/** Before a sign that stays as it is; taken out when texts are set (render/typesetting). */
export const escaped = '\uFDE6';

/** What is no text of a text: slots, but for those of quotes. To split at. */
export const slots =
  /(\uFDD0\d+\uFDD1|\uFDD2|\uFDD5\d+\uFDD6[^\uFDD7]*\uFDD7|\uFDD8[\w-]+\uFDD9|\uFDE0[^\uFDE1]*\uFDE1|\uFDE7\d+\uFDD1|\uFDE8)/;

/** The id of the element that marks citation number `index` on the page. */
export function citationAnchor(index: number): string {
  return `Cite-${index + 1}`;
}

export interface SlotFiller {
  /** The quotes of the language of the article. */
  readonly quotes: Quotes;
  /** The same HTML, with directions where its text needs them. */
  readonly directed: (html: string) => string;
  /** The HTML of a tag of the text. */
  readonly tag: (name: string) => string;
  /** The HTML of what is made of a block. */
  readonly block: (key: string) => string;
  /** The HTML of a citation's mark; `words` are HTML. */
  readonly citation: (index: number, words: string) => string;
  /** The HTML of a link. `label` is HTML, empty when the link shows its target; of an image it is its title. */
  readonly link: (index: number, label: string, isInLink: boolean) => string;
  /**
   * What stands in place of an element that holds nothing but a link; undefined when it is a link. `attributes` are the element's,
   * `level` that of the heading it stands under.
   */
  readonly embed: (index: number, label: string, attributes: string, level: number | undefined) => string | undefined;
  /** The URL for a link or image that the author wrote as HTML; undefined when it leads nowhere. */
  readonly url: (index: number) => string | undefined;
  /** Attributes to add to an image that the author wrote as HTML, with a space before each. */
  readonly rawImage: (index: number, given: Readonly<Record<string, string>>) => string;
}

const urlAttribute = / (href|src|poster)="\uFDD3(\d+)\uFDD4"/g;
const urlList = / srcset="([^"]*\uFDD3[^"]*)"/g;
const urlOfList = /\uFDD3(\d+)\uFDD4/;
const rawImages = /<img((?: [^\s"=<>]+(?:="[^"]*")?)*) src="\uFDD3(\d+)\uFDD4"((?: [^\s"=<>]+(?:="[^"]*")?)*)>/g;
const attributes = / ([^\s"=<>]+)="([^"]*)"/g;
const cited = /\uFDD5(\d+)\uFDD6([^\uFDD7]*)\uFDD7/g;
/** Alone in its element, a block takes its place. */
const blocks = /<div>\uFDD8([\w-]+)\uFDD9<\/div>|\uFDD8([\w-]+)\uFDD9/g;
/** An embed may take the place of its element. */
const alone = /<(p|div)( id="[^"]*")?>\uFDD0(\d+)\uFDD1([^\uFDD2]*)\uFDD2<\/\1>/g;
const tags = /\uFDE0([^\uFDE1]*)\uFDE1/g;
const quotes = /[\uFDE2-\uFDE5]/g;
const slotted = /\uFDD0(\d+)\uFDD1([^\uFDD2]*)\uFDD2/g;
const slottedInLink = /\uFDE7(\d+)\uFDD1([^\uFDE8]*)\uFDE8/g;

/** Fills every slot of `html`. Links do not nest, so slots do not, but for images in links. */
export function fillSlots(html: string, filler: SlotFiller): string {
  return filler.directed(withSlotsFilled(html, filler));
}

function withSlotsFilled(html: string, filler: SlotFiller): string {
  if (!html.includes(slotStart)) return fillInPlace(html, filler);
  let filled = '';
  let from = 0;
  let level: number | undefined;
  for (const { 0: whole, 2: attributes = '', 3: index, 4: label = '', index: at } of html.matchAll(alone)) {
    const before = html.slice(from, at);
    level = lastLevel(before) ?? level;
    // What an embed shows is filled already.
    const shown = filler.embed(Number(index), label, attributes, level);
    filled += fillInPlace(before, filler) + (shown ?? fillInPlace(whole.replace(/^<div|div>$/g, divToP), filler));
    from = at + whole.length;
  }
  return filled + fillInPlace(html.slice(from), filler);
}

/** A line that turns out to be a link, or a file, is a paragraph. */
function divToP(tag: string): string {
  return tag.replace('div', 'p');
}

function lastLevel(html: string): number | undefined {
  const level = [...html.matchAll(/<h([1-6])\b/g)].at(-1)?.[1];
  return level === undefined ? undefined : Number(level);
}

function fillInPlace(html: string, filler: SlotFiller): string {
  let filled = html;
  if (filled.includes('\uFDD3')) {
    filled = filled.replace(rawImages, (whole, before: string, index: string, after: string) => {
      const given = Object.fromEntries(
        [...(before + after).matchAll(attributes)].map(([, name = '', value = '']) => [name, value]),
      );
      return `${whole.slice(0, -1)}${filler.rawImage(Number(index), given)}>`;
    });
    filled = filled.replace(urlList, (_, list: string) => {
      const candidates = list.split(',').flatMap((candidate) => {
        const url = filler.url(Number(urlOfList.exec(candidate)?.[1]));
        return url === undefined ? [] : [candidate.trim().replace(urlOfList, () => escapeAttribute(url))];
      });
      return candidates.length === 0 ? '' : ` srcset="${candidates.join(', ')}"`;
    });
    filled = filled.replace(urlAttribute, (_, name: string, index: string) => {
      const url = filler.url(Number(index));
      return url === undefined ? '' : ` ${name}="${escapeAttribute(url)}"`;
    });
  }
  if (filled.includes('\uFDD5'))
    filled = filled.replace(cited, (_, index: string, words: string) => filler.citation(Number(index), words));
  if (filled.includes('\uFDE0')) filled = filled.replace(tags, (_, name: string) => filler.tag(name));
  if (/[\uFDE2-\uFDE5]/.test(filled)) filled = filled.replace(quotes, (sign) => filler.quotes[sign.charCodeAt(0) - 0xfde2] ?? '');
  if (filled.includes(startInLink))
    filled = filled.replace(slottedInLink, (_, index: string, label: string) => filler.link(Number(index), label, true));
  if (filled.includes(slotStart))
    filled = filled.replace(slotted, (_, index: string, label: string) => filler.link(Number(index), label, false));
  // Last: the text of a block may look like anything.
  if (!filled.includes('\uFDD8')) return filled;
  return filled.replace(blocks, (_, whole: string | undefined, part: string | undefined) => filler.block(whole ?? part ?? ''));
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
