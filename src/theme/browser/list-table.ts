/** A list of articles as the reader's browser holds it: its rows, what they say, and the blocks they stand in. */
import { fold } from '../../shared/letters.ts';

export const columns = ['title', 'type', 'links', 'changed'] as const;
export type Column = (typeof columns)[number];

export interface Order {
  readonly column: Column;
  readonly isDescending: boolean;
}

export interface Row {
  readonly element: HTMLTableRowElement;
  /** Number of its type among those to choose from. */
  readonly type: string | undefined;
  readonly tags: ReadonlySet<string>;
  /** All it says, folded for comparison. */
  readonly words: string;
}

/** Rows that are laid out together; those of a letter know its head. */
interface Block {
  readonly body: HTMLTableSectionElement;
  readonly rows: readonly Row[];
  readonly letter?: HTMLTableRowElement;
}

const blockSize = 100;

export class ListTable {
  readonly rows: readonly Row[];
  readonly #table: HTMLTableElement;
  readonly #order: Order;
  readonly #printed: readonly Block[];
  #blocks: readonly Block[];

  /** @param printed the order that the rows are printed in */
  constructor(table: HTMLTableElement, printed: Order) {
    this.#table = table;
    this.#order = printed;
    this.#printed = [...table.tBodies].map((body) => {
      const letter = body.querySelector<HTMLTableRowElement>('.list-letter');
      const rows = [...body.rows].filter((row) => row !== letter).map(rowOf);
      return { body, rows, ...(letter && { letter }) };
    });
    this.#blocks = this.#printed;
    this.rows = this.#printed.flatMap(({ rows }) => rows);
  }

  /** Puts the rows in an order. By title they are printed under letters; any other order is without them. */
  sort(column: Column, isDescending: boolean): void {
    for (const { body } of this.#blocks) body.remove();
    const isPrinted = column === this.#order.column && isDescending === this.#order.isDescending;
    this.#blocks = isPrinted ? this.#printed : this.#inOrder(column, isDescending);
    for (const { body, rows, letter } of this.#blocks)
      body.replaceChildren(...(letter ? [letter] : []), ...rows.map(({ element }) => element));
    this.#table.append(...this.#blocks.map(({ body }) => body));
  }

  /** Shows the rows that match and hides the others. @returns how many are shown, and the letters under which any is */
  show(matches: (row: Row) => boolean): { shown: number; letters: ReadonlySet<string> } {
    const letters = new Set<string>();
    let shown = 0;
    let head: Block | undefined;
    let ofLetter = 0;
    for (const block of this.#blocks) {
      const matching = new Set(block.rows.filter(matches));
      const count = matching.size;
      // Rows of a block that is not shown may stay as they are.
      if (count > 0) for (const row of block.rows) hide(row.element, !matching.has(row));
      if (block.letter) {
        head = block;
        ofLetter = 0;
      }
      ofLetter += count;
      shown += count;
      block.body.style.setProperty('--rows', String(count));
      hide(block.body, count === 0);
      // The head of a letter stands in its first block, though only a later one may have rows to show.
      if (!head?.letter) continue;
      hide(head.letter, ofLetter === 0);
      if (ofLetter === 0) continue;
      if (head.body.hidden) for (const { element } of head.rows) hide(element, true);
      hide(head.body, false);
      letters.add(head.body.id);
    }
    return { shown, letters };
  }

  #inOrder(column: Column, isDescending: boolean): Block[] {
    const sign = isDescending ? -1 : 1;
    const isByIndex = column === 'title' && this.#order.column === 'title';
    const keyed = this.rows.map((row, index) => ({ row, index, key: isByIndex ? index : sortKey(row.element, column) }));
    // Equal rows keep the order they are printed in, whichever way the column goes.
    keyed.sort((a, b) => sign * compare(a.key, b.key) || a.index - b.index);
    const blocks: Block[] = [];
    for (let at = 0; at < keyed.length; at += blockSize)
      blocks.push({ body: document.createElement('tbody'), rows: keyed.slice(at, at + blockSize).map(({ row }) => row) });
    return blocks;
  }
}

/** Asks for the words of rows while nothing else is to do, so that the first letter typed waits for none of them. */
export function readAhead(rows: readonly Row[]): void {
  let next = 0;
  const read = (): void => {
    const until = performance.now() + 8;
    while (next < rows.length && performance.now() < until) void rows[next++]?.words;
    if (next < rows.length) setTimeout(read);
  };
  read();
}

/** Writing what an element has already would cost as much as a change. */
function hide(element: HTMLElement, isHidden: boolean): void {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}

function rowOf(element: HTMLTableRowElement): Row {
  const { type, tags } = element.dataset;
  let words: string | undefined;
  return {
    element,
    type,
    tags: new Set(tags?.split(' ')),
    // Read when first asked for: most readers filter nothing.
    get words() {
      const [title, ...others] = element.cells;
      words ??= fold(`${title?.textContent} ${others.at(-3)?.textContent}`);
      return words;
    },
  };
}

/** A count, the instant of a date, or words; nothing sorts as the least. */
function sortKey({ cells }: HTMLTableRowElement, column: Column): number | string {
  switch (column) {
    case 'title':
      return cells[0]?.textContent.trim() ?? '';
    case 'type':
      return cells[1]?.textContent.trim() ?? '';
    case 'links':
      return Number(cells[cells.length - 2]?.textContent.replace(/\D/g, ''));
    case 'changed':
      return Date.parse(cells[cells.length - 1]?.querySelector('time')?.dateTime ?? '') || 0;
  }
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b);
  return Number(a) - Number(b);
}
