/**
 * Hides stretches of text from a markdown parser. Before parsing, each is replaced by noncharacters (noncharacters.ts) of the
 * same length, so the parser sees one plain word: offsets do not change, and nothing inside (`|` in a table, `_`, `<T>`, the end
 * of a line) is read as markup. After parsing, a covered stretch becomes a node in prose and text again in code.
 */
import type { Span } from '../model.ts';
import { cover, coverDigit, coverPattern } from './noncharacters.ts';

export interface Covered {
  /** As written. */
  readonly raw: string;
  /** The text to restore in place of `raw`. */
  readonly shown?: string;
  /** Offsets in the original text. */
  readonly span: Span;
  /** Whether it starts and ends with punctuation, which decides whether adjacent emphasis marks open or close. */
  readonly isBetweenSigns: boolean;
}

const sign = '$';
const maxDigits = 4;

/** @param items sorted by place, not nested */
export function coverAll(text: string, items: readonly Covered[]): string {
  let covered = '';
  let from = 0;
  for (const [
    number,
    {
      span: { start, end },
      isBetweenSigns,
    },
  ] of items.entries()) {
    const length = end - start;
    const head = isBetweenSigns ? sign : cover.opener;
    const tail = isBetweenSigns ? sign : '';
    const room = length - head.length - tail.length;
    const digits = Math.min(maxDigits, room);
    let encoded = '';
    for (let rest = number; encoded.length < digits; rest = Math.floor(rest / cover.digits))
      encoded = String.fromCharCode(cover.firstDigit + (rest % cover.digits)) + encoded;
    covered += text.slice(from, start) + head + encoded + cover.filler.repeat(room - digits) + tail;
    from = end;
  }
  return covered + text.slice(from);
}

/** Finds covered items in the literals of a tree. If a cover is too short for its number, it is the next such item. */
export class Uncoverer<Item extends Covered> {
  readonly #items: readonly Item[];
  #last = 0;

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  /** Restores the text, as written unless an item shows another. */
  uncover(text: string): string {
    if (!coverDigit.test(text)) return text;
    return text.replace(coverPattern, (_, bare?: string, signed?: string) => {
      const { raw, shown = raw } = this.#item(bare ?? signed);
      return shown;
    });
  }

  /** The item of a text that is exactly one cover; undefined for any other text. */
  only(text: string): Item | undefined {
    const [part, ...more] = this.split(text) ?? [];
    return more.length > 0 || typeof part === 'string' ? undefined : part;
  }

  /** Strings and covered items, in order; undefined for a text without covers. */
  split(text: string): (string | Item)[] | undefined {
    if (!coverDigit.test(text)) return undefined;
    const parts: (string | Item)[] = [];
    let from = 0;
    for (const { index, 0: whole, 1: bare, 2: signed } of text.matchAll(coverPattern)) {
      if (index > from) parts.push(text.slice(from, index));
      parts.push(this.#item(bare ?? signed));
      from = index + whole.length;
    }
    if (from < text.length) parts.push(text.slice(from));
    return parts;
  }

  #item(encoded = ''): Item {
    let number = 0;
    for (const char of encoded) number = number * cover.digits + char.charCodeAt(0) - cover.firstDigit;
    const cycle = cover.digits ** encoded.length;
    const nearest = number + cycle * Math.round((this.#last - number) / cycle);
    const last = this.#items.length - 1;
    this.#last = nearest > last ? nearest - cycle : nearest < 0 ? nearest + cycle : nearest;
    return this.#items[this.#last] as Item;
  }
}
