/** A field that finds an article by its title (ARIA APG: combobox with a list). */
import { fold } from '../fold.ts';
import { bdiOf, shapeOf } from './elements.ts';
import type { Graph } from './graph.ts';

const most = 8;

export interface Combobox {
  readonly show: (number: number | undefined) => void;
}

/** @param onChoose called with the article, or with nothing when the field was emptied */
export function startCombobox(
  field: HTMLInputElement,
  graph: Graph,
  finder: TitleFinder,
  onChoose: (number: number | undefined) => void,
): Combobox {
  const list = document.createElement('ul');
  list.id = `${field.id}-list`;
  list.className = 'graph-options';
  list.role = 'listbox';
  list.ariaLabel = field.labels?.[0]?.textContent?.trim() ?? 'Articles';
  list.hidden = true;
  field.after(list);
  field.role = 'combobox';
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-autocomplete', 'list');
  field.ariaExpanded = 'false';
  let found: readonly number[] = [];
  let active = -1;

  const close = (): void => {
    list.hidden = true;
    field.ariaExpanded = 'false';
    field.removeAttribute('aria-activedescendant');
    active = -1;
  };
  const choose = (number: number | undefined): void => {
    field.value = number === undefined ? '' : (graph.titles[number] ?? '');
    close();
    onChoose(number);
  };
  const activate = (index: number): void => {
    active = index;
    for (const [at, option] of [...list.children].entries()) option.ariaSelected = String(at === index);
    if (index < 0) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `${list.id}-${index}`);
  };
  const open = (): void => {
    found = finder.find(field.value, most);
    list.replaceChildren(
      ...found.map((number, index) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${index}`;
        option.role = 'option';
        option.ariaSelected = 'false';
        option.append(shapeOf(graph, number), bdiOf(graph.titles[number] ?? ''));
        // Before the field loses the focus, and the list goes with it.
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          choose(number);
        });
        return option;
      }),
    );
    list.hidden = found.length === 0;
    field.ariaExpanded = String(found.length > 0);
    activate(found.length > 0 ? 0 : -1);
  };

  field.addEventListener('input', () => {
    if (field.value.trim() === '') {
      close();
      onChoose(undefined);
    } else open();
  });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) open();
      else activate((active + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (!list.hidden && active >= 0) choose(found[active]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  return {
    show(number) {
      field.value = number === undefined ? '' : (graph.titles[number] ?? '');
      close();
    },
  };
}

/** Finds articles by words of their titles, without case and accents. Titles are folded when somebody first asks. */
export class TitleFinder {
  readonly #graph: Graph;
  #folded: readonly string[] | undefined;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** Titles that begin so come first, then those where a word does, else by how many articles link to them. */
  find(query: string, count: number): number[] {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const [first] = words;
    if (first === undefined) return [];
    this.#folded ??= this.#graph.titles.map(fold);
    const folded = this.#folded;
    const ranks: number[][] = [[], [], []];
    for (const number of this.#graph.byRank) {
      const title = folded[number] ?? '';
      if (!words.every((word) => title.includes(word))) continue;
      const rank = title.startsWith(first) ? 0 : title.includes(` ${first}`) ? 1 : 2;
      ranks[rank]?.push(number);
    }
    return ranks.flat().slice(0, count);
  }
}
