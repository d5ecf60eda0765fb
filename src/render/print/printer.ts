/**
 * Prints prose: text and slots to HTML, for the article's page, for pages that embed it, and for the search index. The only place
 * where slots are filled and the text of articles is escaped.
 */
import { indexedText } from '../../shared/indexed-text.ts';
import type { Say } from '../../site/words.ts';
import { Directions, withDirections } from './directions.ts';
import { escapeAttribute, escapeProse } from './escape.ts';
import {
  type AttributeValue,
  attributeOf,
  headingLevel,
  isElement,
  isFootnotes,
  isSlot,
  type Prose,
  type ProseAttributes,
  type ProseElement,
  plainText,
  type Slot,
} from './prose.ts';
import { sayMark } from './word-marks.ts';

/** A feature that a page needs beyond its HTML. `drawing` is a diagram that the browser draws. */
export type Need = 'callout' | 'diagram' | 'drawing' | 'formula';

/** Fills the slots of one article. The HTML it returns is printed unchanged. */
export interface SlotFiller {
  /** Says words of the interface. */
  readonly say: Say;
  /** Of the article's language (quotes.ts). */
  readonly quotes: readonly string[];
  /** Whether blocks find their own direction, since the text may run both ways. */
  readonly isMixed: boolean;
  /**
   * @param label as HTML; empty if the author gave none
   * @param show prints the name that the link shows without a label
   */
  readonly link: (index: number, label: string, isInLink: boolean, show: (name: string) => string) => string;
  /**
   * An embed that is alone in its element; returns undefined to print it like any other link.
   *
   * @param label prints the label as HTML
   */
  readonly embed: (index: number, label: () => string, place: EmbedPlace) => string | undefined;
  /**
   * A picture or a frame of another host that pages may load, as HTML; undefined for any other.
   *
   * @param label plain text
   */
  readonly elsewhere: (url: string, label: string) => string | undefined;
  /** Undefined for a link without a target. */
  readonly url: (index: number) => string | undefined;
  /** Attributes for an image in the author's HTML, each with a space before it. */
  readonly imageAttributes: (index: number, given: Readonly<Record<string, string>>) => string;
  /**
   * @param words plain text for a citation without a source
   * @param page href of the article, if it is shown on another page
   */
  readonly citation: (index: number, words: string, page: string) => string;
  /** @param shown the tag as HTML */
  readonly tag: (name: string, shown: string) => string;
  readonly block: (key: string) => PrintedBlock;
}

/** Code, a formula or a diagram. */
export interface PrintedBlock {
  readonly html: string;
  /** Its text for the search index; empty for none. */
  readonly words: string;
  readonly need?: Need | undefined;
}

/** The place of an embed that replaces its element. */
export interface EmbedPlace {
  /** `dir` of a paragraph here, with a space before it; may be empty. */
  readonly direction: string;
  /** The other attributes of the element, each with a space before it. */
  readonly attributes: string;
  /** Level of the heading above; undefined if the text has none above. */
  readonly level: number | undefined;
  readonly printing: Printing;
}

/** The context of printing. */
export interface Printing {
  /** Print for the search index: without formulas and controls, with words separated as the index needs. */
  readonly isIndexed: boolean;
  /** If the prose is shown on another article's page: its own page, and how far its headings are lowered. */
  readonly elsewhere?: { readonly href: string; readonly shift: number };
  /** Blocks find their own direction, regardless of the filler. */
  readonly isMixed: boolean;
  /** Collects what the page needs. */
  readonly needs: Set<Need>;
  /** Collects the words of headings, if set. */
  readonly headings?: string[];
}

export function printingFor(medium: 'page' | 'search' = 'page'): Printing {
  const isIndexed = medium === 'search';
  return { isIndexed, isMixed: false, needs: new Set(), ...(isIndexed && { headings: [] }) };
}

const voidElements: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Attributes that name a place on the page or address its scripts. The kind of a callout is for styles, so it is excluded. */
const ownOfPage = /^(?:id|name|aria-describedby|aria-labelledby|data-(?!callout$).*)$/;

/** @returns HTML */
export function print(prose: Prose, filler: SlotFiller, printing: Printing): string {
  return new Printer(filler, printing).print(prose);
}

class Printer {
  readonly #filler: SlotFiller;
  readonly #printing: Printing;
  readonly #directions: Directions | undefined;
  /** Level of the heading above. */
  #level: number | undefined;
  /** The words of the heading being printed. */
  #heading: string[] | undefined;

  constructor(filler: SlotFiller, printing: Printing) {
    this.#filler = filler;
    this.#printing = printing;
    this.#directions = printing.isMixed || filler.isMixed ? new Directions() : undefined;
  }

  print(prose: Prose): string {
    let html = '';
    for (const node of prose) {
      if (typeof node === 'string') html += this.#text(node);
      else if (isElement(node)) html += this.#element(node);
      else html += this.#slot(node);
    }
    return html;
  }

  #text(text: string): string {
    if (this.#directions && /\S/.test(text)) this.#directions.goOn();
    const shown = this.#printing.isIndexed ? indexedText(text) : text;
    const html = escapeProse(shown);
    this.#heading?.push(html);
    return html;
  }

  #element(element: ProseElement): string {
    const { isIndexed, elsewhere, needs } = this.#printing;
    const [name, attributes, content] = element;
    if (isIndexed && isForClicking(element)) return '';
    if (elsewhere && (isFootnotes(element) || isAnchor(element))) return '';
    const [only, ...others] = content;
    if (others.length === 0 && (name === 'p' || name === 'div') && isSlot(only)) {
      const html = this.#alone(element, only);
      if (html !== undefined) return html;
    }
    if (attributeOf(element, 'class')?.split(' ').includes('callout')) needs.add('callout');
    return this.#printed(name, attributes, content);
  }

  #printed(name: string, attributes: ProseAttributes | null, content: Prose): string {
    const level = headingLevel(name);
    const shown = level === undefined ? name : this.#lowered(level);
    const printed = this.#attributes(name, attributes);
    const direction = this.#directions?.attributeFor(shown, attributes !== null && 'dir' in attributes) ?? '';
    if (voidElements.has(name) && content.length === 0) {
      this.#directions?.goOn();
      return `<${shown}${direction}${printed}>`;
    }
    const outer = this.#heading;
    const isNamed = level !== undefined && attributes !== null && 'id' in attributes && attributes['id'] !== 'footnote-label';
    if (isNamed && this.#printing.headings && !this.#printing.elsewhere) this.#heading = [];
    const inside = this.print(content);
    if (this.#heading !== outer) this.#printing.headings?.push((this.#heading ?? []).join(''));
    this.#heading = outer;
    this.#directions?.goOn();
    return `<${shown}${direction}${printed}>${inside}</${shown}>`;
  }

  /** The tag of a heading here; also records its level for the content below. */
  #lowered(level: number): string {
    const lowered = Math.max(1, Math.min(6, level + (this.#printing.elsewhere?.shift ?? 0)));
    this.#level = lowered;
    return `h${lowered}`;
  }

  /** A slot that is alone in its element may replace the element. */
  #alone([name, attributes, content]: ProseElement, slot: Slot): string | undefined {
    const isPlain = attributes === null || Object.keys(attributes).every((key) => key === 'id');
    if (slot.slot === 'block') return name === 'div' && attributes === null ? this.#slot(slot) : undefined;
    if (slot.slot !== 'link' || slot.isInLink || !isPlain) return undefined;
    const direction = this.#directions?.attributeFor('p', false) ?? '';
    const printed = this.#attributes(name, attributes);
    const isMixed = this.#directions !== undefined;
    const place = { direction, attributes: printed, level: this.#level, printing: { ...this.#printing, isMixed } };
    const shown = this.#filler.embed(slot.link, () => this.print(slot.label), place);
    this.#directions?.goOn();
    // An embed that is printed as a link stays in a paragraph.
    return shown ?? `<p${direction}${printed}>${this.print(content)}</p>`;
  }

  #slot(slot: Slot): string {
    this.#directions?.goOn();
    const { isIndexed, elsewhere, needs } = this.#printing;
    switch (slot.slot) {
      case 'link':
        return this.#filler.link(slot.link, this.print(slot.label), slot.isInLink === true, (name) => this.#text(name));
      case 'elsewhere': {
        const label = this.print(slot.label);
        const loaded = isIndexed ? undefined : this.#filler.elsewhere(slot.url, plainText(slot.label) ?? '');
        if (loaded !== undefined) return loaded;
        return slot.isInLink ? label : `<a class="external" href="${quoted(slot.url)}" rel="noopener">${label}</a>`;
      }
      case 'citation':
        return isIndexed ? '' : this.#filler.citation(slot.citation, slot.words, elsewhere?.href ?? '');
      case 'tag':
        return this.#filler.tag(slot.name, this.#text(`#${slot.name}`));
      case 'quote':
        return this.#text(this.#filler.quotes[slot.quote] ?? '');
      case 'word':
        return this.#text(sayMark(this.#filler.say, slot));
      case 'title':
        return '';
      case 'block': {
        const { html, words, need } = this.#filler.block(slot.key);
        if (isIndexed) return words === '' ? '' : `<pre>${this.#text(words)}</pre>`;
        if (need) needs.add(need);
        return this.#directions ? withDirections(html) : html;
      }
    }
  }

  #attributes(name: string, attributes: ProseAttributes | null): string {
    if (!attributes) return '';
    let printed = '';
    for (const [key, value] of Object.entries(attributes))
      if (!(this.#printing.elsewhere && ownOfPage.test(key))) printed += this.#attribute(key, value);
    const { src } = attributes;
    if (name !== 'img' || typeof src !== 'object' || !('url' in src)) return printed;
    const given = Object.entries(attributes).map(([key, value]) => [key, typeof value === 'string' ? value : '']);
    return printed + this.#filler.imageAttributes(src.url, Object.fromEntries(given));
  }

  #attribute(key: string, value: AttributeValue): string {
    if (value === true) return ` ${key}`;
    if (typeof value === 'string') {
      const { elsewhere } = this.#printing;
      const isLocal = elsewhere !== undefined && key === 'href' && value.startsWith('#');
      return ` ${key}="${isLocal ? escapeAttribute(elsewhere.href) : ''}${quoted(value)}"`;
    }
    if ('word' in value) return ` ${key}="${quoted(sayMark(this.#filler.say, value))}"`;
    if ('url' in value) {
      const url = this.#filler.url(value.url);
      return url === undefined ? '' : ` ${key}="${escapeAttribute(url)}"`;
    }
    const candidates = value.candidates.flatMap(({ url: index, descriptor }) => {
      const url = this.#filler.url(index);
      return url === undefined ? [] : [escapeAttribute(url) + quoted(descriptor)];
    });
    return candidates.length === 0 ? '' : ` ${key}="${candidates.join(', ')}"`;
  }
}

/** Characters of an attribute that HTML requires to be escaped, and others that have confused parsers. */
const signs = /["&'`]/g;

function quoted(value: string): string {
  return value.replace(signs, (sign) => `&#x${sign.charCodeAt(0).toString(16).toUpperCase()};`);
}

function isAnchor(element: ProseElement): boolean {
  return element[0] === 'a' && attributeOf(element, 'class') === 'anchor';
}

/** Marks of headings and footnotes, and players: their words are not part of the article. */
function isForClicking(element: ProseElement): boolean {
  const [name, attributes, content] = element;
  if (name === 'video' || name === 'audio') return true;
  if (name === 'a') return isAnchor(element) || (attributes !== null && 'data-footnote-backref' in attributes);
  const [link] = content;
  return name === 'sup' && isElement(link) && link[0] === 'a' && link[1] !== null && 'data-footnote-ref' in link[1];
}
