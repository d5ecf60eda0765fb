/** A field that finds an article by its title (ARIA APG: combobox with a list). */
import { fold } from '../../../shared/letters.ts';
import { Listbox } from '../listbox.ts';
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
  const list = new Listbox(field, `${field.id}-list`, 'graph-options', field.labels?.[0]?.textContent?.trim() ?? '');
  field.after(list.element);
  let found: readonly number[] = [];

  const choose = (number: number | undefined): void => {
    field.value = number === undefined ? '' : (graph.titles[number] ?? '');
    list.close();
    onChoose(number);
  };
  const open = (): void => {
    found = finder.find(field.value, most);
    list.open(
      found.map((number) => [shapeOf(graph, number), bdiOf(graph.titles[number] ?? '')]),
      (index) => choose(found[index]),
      0,
    );
  };

  field.addEventListener('input', () => {
    if (field.value.trim() === '') {
      list.close();
      onChoose(undefined);
    } else open();
  });
  field.addEventListener('blur', () => list.close());
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.isOpen) list.move(event.key === 'ArrowDown' ? 1 : -1);
      else open();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (list.isOpen) choose(found[list.active]);
    } else if (event.key === 'Escape' && list.isOpen) {
      event.preventDefault();
      list.close();
    }
  });
  return {
    show(number) {
      field.value = number === undefined ? '' : (graph.titles[number] ?? '');
      list.close();
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
