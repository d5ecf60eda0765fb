/**
 * Stretches under a markdown parser that does not know them. Before parsing, each is covered by as many noncharacters
 * (noncharacters.ts), so the parser sees one plain word of the same length: offsets stay true, and
 * nothing inside (`|` in a table, `_`, `<T>`, the end of a line) is taken for markup. After parsing, what is covered becomes
 * a node where it stands in prose and text again where it stands in code.
 */
import type { Span } from '../model.ts';
import { cover, coverDigit, coverPattern } from './noncharacters.ts';

export interface Covered {
  /** As written. */
  readonly raw: string;
  /** Offsets in the text that was covered. */
  readonly span: Span;
  /** Whether it opens and ends with a sign, which decides whether marks of emphasis beside it open or close. */
  readonly isBetweenSigns: boolean;
}

const sign = '$';
const maxDigits = 4;

/** @param items by their place; none within another */
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

/** Finds what is covered in the literals of a tree. Where a cover is too short for its number, it is the next such one. */
export class Uncoverer<Item extends Covered> {
  readonly #items: readonly Item[];
  #last = 0;

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  /** The text with what was covered, where it is shown as written. */
  uncover(text: string): string {
    return coverDigit.test(text)
      ? text.replace(coverPattern, (_, bare?: string, signed?: string) => this.#item(bare ?? signed).raw)
      : text;
  }

  /** What a text that is nothing else covers; undefined for any other text. */
  only(text: string): Item | undefined {
    const [part, ...more] = this.split(text) ?? [];
    return more.length > 0 || typeof part === 'string' ? undefined : part;
  }

  /** Strings and covered items, in order; undefined for a text that holds none. */
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
