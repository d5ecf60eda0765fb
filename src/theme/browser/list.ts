/**
 * Lists of articles sort by the heads of their columns and are narrowed by words, types and a tag. What is chosen stands in
 * the address: `?q=latent&type=concept&tag=sky/planets&sort=links`.
 */

import { fold } from '../../shared/letters.ts';
import { keepAddress, letterBar, showAsked, shownCounter } from './list-controls.ts';
import { type Column, columns, ListTable, type Order, type Row, readAhead } from './list-table.ts';
import type { Noun } from './list-words.ts';

export function startList(): void {
  const element = document.querySelector<HTMLTableElement>('table[data-list]');
  if (!element) return;
  const heads = [...element.querySelectorAll<HTMLTableCellElement>('thead th[data-sort]')];
  const printed = orderOf(heads);
  const table = new ListTable(element, printed);
  const filter = document.querySelector<HTMLElement>('[data-list-filter]');
  const field = filter?.querySelector('input');
  const select = filter?.querySelector('select');
  const chips = [...(filter?.querySelectorAll<HTMLButtonElement>('button[name="type"]') ?? [])];
  const jump = letterBar();
  const tell = shownCounter(table.rows.length, (element.dataset['list'] || 'article') as Noun);
  let { column, isDescending } = printed;
  const isPrinted = (): boolean => column === printed.column && isDescending === printed.isDescending;

  const refresh = (): void => {
    const { shown, letters } = table.show(matcher());
    jump(isPrinted() ? letters : new Set());
    void tell(shown);
  };

  const matcher = (): ((row: Row) => boolean) => {
    const words = fold(field?.value ?? '')
      .split(/\s+/)
      .filter((word) => word !== '');
    const types = new Set(chips.flatMap(({ ariaPressed }, index) => (ariaPressed === 'true' ? [String(index)] : [])));
    // The first option is any tag.
    const tag = select && select.selectedIndex > 0 ? String(select.selectedIndex - 1) : undefined;
    return (row) =>
      (types.size === 0 || types.has(row.type ?? '')) &&
      (tag === undefined || row.tags.has(tag)) &&
      words.every((word) => row.words.includes(word));
  };

  const sortBy = (chosen: Column, descending: boolean): void => {
    column = chosen;
    isDescending = descending;
    for (const head of heads) {
      if (head.dataset['sort'] === chosen) head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    table.sort(chosen, descending);
  };

  const changed = (): void => {
    refresh();
    keepAddress({
      q: field?.value.trim(),
      type: chips.filter(({ ariaPressed }) => ariaPressed === 'true').map(({ value }) => value),
      tag: select?.value,
      sort: isPrinted() ? '' : column,
      order: isDescending === startsDescending(column) ? '' : isDescending ? 'descending' : 'ascending',
    });
  };

  for (const head of heads) {
    const own = columns.find((each) => each === head.dataset['sort']);
    if (own === undefined) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => {
      sortBy(own, own === column ? !isDescending : startsDescending(own));
      changed();
    });
    head.append(button);
  }
  for (const chip of chips) {
    chip.addEventListener('click', () => {
      chip.ariaPressed = String(chip.ariaPressed !== 'true');
      changed();
    });
  }
  field?.addEventListener('focus', () => readAhead(table.rows), { once: true });
  field?.addEventListener('input', changed);
  select?.addEventListener('change', changed);

  const asked = new URLSearchParams(location.search);
  const hasTyped = !!field && showAsked(field, asked.get('q') ?? '');
  const hasChosen = !!select && showAsked(select, asked.get('tag') ?? '');
  for (const chip of chips) chip.ariaPressed = String(asked.getAll('type').includes(chip.value));
  const sort = heads.length > 0 ? columns.find((each) => each === asked.get('sort')) : undefined;
  const order = asked.get('order');
  if (sort !== undefined || order !== null) {
    const by = sort ?? printed.column;
    if (heads.some((head) => head.dataset['sort'] === by))
      sortBy(by, order === null ? startsDescending(by) : order === 'descending');
  }
  if (hasTyped || hasChosen) changed();
  else if (location.search !== '') refresh();
}

/** The order that a list is printed in, as its heads tell; by title where none does. */
function orderOf(heads: readonly HTMLTableCellElement[]): Order {
  const head = heads.find((each) => each.hasAttribute('aria-sort'));
  const column = columns.find((each) => each === head?.dataset['sort']) ?? 'title';
  return { column, isDescending: head?.getAttribute('aria-sort') === 'descending' };
}

/** Counts and dates are asked for from the most and the latest. */
function startsDescending(column: Column): boolean {
  return column === 'links' || column === 'changed';
}
