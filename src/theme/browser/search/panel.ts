/** Search as you type, over the index Pagefind wrote beside the pages. One panel: in the dialog, or on the search page. */
import { keepAddress, showAsked } from './list-controls.ts';
import { loadPagefind, type Pagefind, type PagefindResult } from './pagefind.ts';
import { resultItem } from './search-results.ts';

const pause = 100;
const pageSize = 12;

interface Options {
  /** The address follows what is typed, as `?q=`. */
  readonly keepsAddress: boolean;
}

const started = new WeakSet<HTMLElement>();

/** Brings a panel to life; later calls for the same panel do nothing. */
export function startSearch(panel: HTMLElement, { keepsAddress }: Options): void {
  const field = panel.querySelector('input');
  const form = panel.querySelector('form');
  const status = panel.querySelector<HTMLElement>('.search-status');
  const results = panel.querySelector<HTMLElement>('.search-results');
  const types = panel.querySelector<HTMLElement>('.search-types');
  const indexHref = panel.dataset['indexHref'];
  if (started.has(panel) || !field || !form || !status || !results || !types || !indexHref) return;
  started.add(panel);

  let chosenType: string | undefined;
  let turn = 0;
  let timer = 0;

  /** Looks up what the field says now; an answer that comes after a newer question is dropped. */
  const search = async (): Promise<void> => {
    const mine = ++turn;
    const query = field.value.trim();
    if (keepsAddress) keepAddress({ q: query });
    if (status.textContent === '') status.textContent = 'Loading…';
    try {
      const pagefind = await loadPagefind(indexHref);
      await showTypes(pagefind);
      if (mine !== turn) return;
      if (query === '') return show([], '');
      const found = await pagefind.search(query, chosenType === undefined ? {} : { filters: { type: chosenType } });
      const first = await Promise.all(found.results.slice(0, pageSize).map((result) => result.data()));
      if (mine === turn) show(namedFirst(first, query), countOf(found.results.length, query));
    } catch (error) {
      if (mine === turn) show([], `Search could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  const show = (found: readonly PagefindResult[], message: string): void => {
    status.textContent = message;
    results.replaceChildren(...found.map((result) => resultItem(result, panel)));
  };

  const showTypes = async (pagefind: Pagefind): Promise<void> => {
    if (!types.hidden) return;
    const { type: counts = {} } = await pagefind.filters();
    const labels = Object.keys(counts);
    if (labels.length < 2 || !types.hidden) return;
    for (const label of labels) {
      const chip = document.createElement('button');
      chip.type = 'button';
      chip.className = 'chip';
      chip.ariaPressed = 'false';
      chip.append(
        panel.querySelector<HTMLTemplateElement>(`template[data-badge-of="${CSS.escape(label)}"]`)?.content.cloneNode(true) ??
          label,
      );
      chip.addEventListener('click', () => {
        chosenType = chosenType === label ? undefined : label;
        for (const other of types.querySelectorAll('button')) other.ariaPressed = String(other === chip && chosenType === label);
        void search();
      });
      types.append(chip);
    }
    types.hidden = false;
  };

  if (keepsAddress) showAsked(field, new URLSearchParams(location.search).get('q') ?? '');
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void search(), pause);
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await search();
    results.querySelector('a')?.click();
  });
  panel.addEventListener('keydown', (event) => moveWithArrows(event, field, results));
  void search();
}

/** An article called what was typed comes before those that speak of it more; the order is kept otherwise. */
function namedFirst(found: readonly PagefindResult[], query: string): PagefindResult[] {
  const wanted = query.toLowerCase();
  const isNamed = ({ meta: { title = '', aliases = '' } }: PagefindResult): boolean =>
    [title, ...aliases.split(', ')].some((name) => name.toLowerCase() === wanted);
  return [...found.filter(isNamed), ...found.filter((result) => !isNamed(result))];
}

function countOf(count: number, query: string): string {
  if (count === 0) return `Nothing found for “${query}”.`;
  return count === 1 ? '1 article' : `${count} articles${count > pageSize ? `, the first ${pageSize} shown` : ''}`;
}

/** Up and down go through the field and the links of the results. */
function moveWithArrows(event: KeyboardEvent, field: HTMLElement, results: HTMLElement): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [field, ...results.querySelectorAll<HTMLElement>('a')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
