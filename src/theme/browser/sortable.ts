/**
 * Lists sort by a click on a column's head. They are printed by title in groups of a letter; any other order is one
 * group without letters, and sorting by title again puts the groups back.
 */
export function sortTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sortable]')) makeSortable(table);
}

function makeSortable(table: HTMLTableElement): void {
  const groups = [...table.tBodies];
  const members = groups.map((group) => [...group.rows]);
  const rows = members.flat().filter((row) => !row.classList.contains('list-letter'));
  const merged = document.createElement('tbody');
  const heads = [...table.querySelectorAll<HTMLTableCellElement>('thead th[data-sort]')];

  const sortBy = (head: HTMLTableCellElement): void => {
    const isText = head.dataset['sort'] === 'text';
    const before = head.getAttribute('aria-sort');
    const order = before ? (before === 'ascending' ? 'descending' : 'ascending') : isText ? 'ascending' : 'descending';
    for (const other of heads) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', order);
    merged.remove();
    for (const group of groups) group.remove();
    if (isText && order === 'ascending') {
      for (const [index, group] of groups.entries()) group.append(...(members[index] ?? []));
      table.append(...groups);
      return;
    }
    // Equal rows keep the order of their titles, whichever way the column goes.
    const sign = order === 'ascending' ? 1 : -1;
    const values = new Map(rows.map((row, index) => [row, isText ? index : sortValue(row.cells[head.cellIndex])]));
    merged.append(...rows.toSorted((a, b) => sign * ((values.get(a) ?? 0) - (values.get(b) ?? 0))));
    table.append(merged);
  };

  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sortBy(head));
    head.append(button);
  }
}

/** A count, or the instant of a date; nothing sorts as the least. */
function sortValue(cell: HTMLTableCellElement | undefined): number {
  const time = cell?.querySelector('time');
  return time ? Date.parse(time.dateTime) : Number(cell?.textContent || 0);
}
