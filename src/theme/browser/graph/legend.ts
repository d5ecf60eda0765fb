/** The legend is the filter: types as printed, tags and what links say from the data. */
import { graphWords } from '../../../shared/words/graph.ts';
import { sayingOf } from '../say.ts';
import { keyOfSort } from './filter.ts';
import type { Graph } from './graph.ts';
import type { Choice } from './view.ts';

const say = sayingOf(graphWords);

/** Relations that hardly any link has are not offered. */
const mostSorts = 60;

/** @returns what shows a choice */
export function startLegend(
  legend: HTMLElement,
  graph: Graph,
  onChange: (chosen: { types: readonly string[]; tag?: string; link?: string }) => void,
): (choice: Choice) => void {
  const chips = [...legend.querySelectorAll<HTMLButtonElement>('button[name="type"]')];
  const tags = legend.querySelector<HTMLSelectElement>('select[name="tag"]');
  const links = legend.querySelector<HTMLSelectElement>('select[name="link"]');
  tags?.append(...graph.tags.map(({ key, label }) => new Option(label, key)));
  if (tags && graph.tags.length === 0) hideField(tags);
  links?.append(
    ...graph.sorts.slice(0, mostSorts).map((sort) => new Option(`${sort.label} (${say.number(sort.count)})`, keyOfSort(sort))),
  );
  if (links && graph.sorts.length < 2) hideField(links);

  const changed = (): void => {
    const tag = tags?.value;
    const link = links?.value;
    onChange({
      types: chips.filter(({ ariaPressed }) => ariaPressed === 'true').map(({ value }) => value),
      ...(tag && { tag }),
      ...(link && { link }),
    });
  };
  for (const chip of chips) {
    chip.addEventListener('click', () => {
      chip.ariaPressed = String(chip.ariaPressed !== 'true');
      changed();
    });
  }
  tags?.addEventListener('change', changed);
  links?.addEventListener('change', changed);
  return ({ types, tag = '', link = '' }) => {
    for (const chip of chips) chip.ariaPressed = String(types.includes(chip.value));
    choose(tags, tag);
    choose(links, link);
  };
}

function hideField(select: HTMLSelectElement): void {
  const label = select.closest('label');
  if (label) label.hidden = true;
}

/** What is not to choose chooses any. */
function choose(select: HTMLSelectElement | null, value: string): void {
  if (!select) return;
  select.value = value;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}
