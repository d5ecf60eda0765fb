/** Offers the values of the operator that is being typed (ARIA APG: combobox with a list, chosen by hand). */
import { elementOf } from '../element.ts';
import { fold } from '../fold.ts';
import { type Operator, type OperatorName, operatorText, parseQuery, valuesMeant } from './query.ts';

const most = 8;

export interface Completion {
  /** Whether a key was meant for the list. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
  readonly close: () => void;
}

/** @param valuesOf values with the number of articles that have them, where that is known */
export function completeOperators(
  field: HTMLInputElement,
  valuesOf: (name: OperatorName) => Promise<ReadonlyMap<string, number | undefined>>,
): Completion {
  const list = elementOf('ul', 'search-values');
  list.id = 'search-values';
  list.role = 'listbox';
  list.ariaLabel = 'Values';
  list.hidden = true;
  field.form?.append(list);
  field.role = 'combobox';
  field.ariaExpanded = 'false';
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  let active = -1;
  let turn = 0;

  const close = (): void => {
    turn++;
    list.hidden = true;
    field.ariaExpanded = 'false';
    activate(-1);
  };
  const activate = (index: number): void => {
    active = index;
    for (const [at, option] of [...list.children].entries()) option.ariaSelected = String(at === index);
    const option = list.children[index];
    if (option) {
      field.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else field.removeAttribute('aria-activedescendant');
  };
  const choose = (value: string): void => {
    const operator = operatorAtCaret(field);
    if (!operator) return;
    const before = field.value.slice(0, operator.from) + (operator.isExcluded ? '-' : '') + operatorText(operator.name, value);
    field.value = `${before} ${field.value.slice(operator.to).trimStart()}`;
    field.setSelectionRange(before.length + 1, before.length + 1);
    close();
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const offer = async (): Promise<void> => {
    const operator = operatorAtCaret(field);
    if (!operator) return close();
    const mine = ++turn;
    const values = await valuesOf(operator.name).catch(() => new Map<string, number | undefined>());
    if (mine !== turn || document.activeElement !== field) return;
    const offered = valuesLike(operator.text, values);
    if (offered.length === 0) return close();
    list.replaceChildren(
      ...offered.map((value, index) => {
        const count = values.get(value);
        const option = elementOf('li', '', elementOf('bdi', '', value));
        if (count !== undefined) option.append(' ', elementOf('span', 'count', count.toLocaleString('en')));
        option.id = `${list.id}-${index}`;
        option.role = 'option';
        // Before the field loses the focus, and the list goes with it.
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          choose(value);
        });
        option.dataset['value'] = value;
        return option;
      }),
    );
    list.hidden = false;
    field.ariaExpanded = 'true';
    activate(-1);
  };

  field.addEventListener('input', () => void offer());
  // What was typed before this came.
  void offer();
  field.addEventListener('blur', close);
  return {
    close,
    takesKey(event) {
      if (list.hidden || event.isComposing) return false;
      const count = list.children.length;
      const chosen = list.children[event.key === 'Tab' ? Math.max(0, active) : active];
      if (event.key === 'ArrowDown') activate((active + 1) % count);
      else if (event.key === 'ArrowUp') activate((Math.max(0, active) + count - 1) % count);
      else if (event.key === 'Escape') close();
      else if (chosen instanceof HTMLElement && !event.shiftKey && (event.key === 'Enter' || event.key === 'Tab'))
        choose(chosen.dataset['value'] ?? '');
      else return false;
      return true;
    },
  };
}

function operatorAtCaret(field: HTMLInputElement): Operator | undefined {
  const caret = field.selectionEnd ?? field.value.length;
  return parseQuery(field.value).find(
    (part): part is Operator => part.kind === 'operator' && part.valueFrom <= caret && caret <= part.to,
  );
}

/** Those that begin so, else those that hold it, the most used first; none when it is one already. */
function valuesLike(written: string, values: ReadonlyMap<string, number | undefined>): string[] {
  const all = [...values.keys()].sort((a, b) => (values.get(b) ?? 0) - (values.get(a) ?? 0) || a.localeCompare(b));
  if (written === '') return all.slice(0, most);
  const begun = valuesMeant(written, all);
  if (begun.some((value) => fold(value) === fold(written))) return [];
  return (begun.length > 0 ? begun : all.filter((value) => fold(value).includes(fold(written)))).slice(0, most);
}
