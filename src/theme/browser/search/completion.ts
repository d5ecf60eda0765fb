/** Offers the values of the operator that is being typed (ARIA APG: combobox with a list, chosen by hand). */

import { fold } from '../../../shared/letters.ts';
import { searchWords } from '../../../shared/words/search.ts';
import { elementOf } from '../element.ts';
import { Listbox } from '../listbox.ts';
import type { FilterValues } from '../pagefind.ts';
import { sayingOf } from '../say.ts';
import type { ValuesOf } from './narrow.ts';
import { type Operator, operatorText, parseQuery, valuesMeant } from './query.ts';

const most = 8;
const say = sayingOf(searchWords);

export interface Completion {
  /** Whether a key was meant for the list. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
  readonly close: () => void;
}

export function completeOperators(field: HTMLInputElement, valuesOf: ValuesOf): Completion {
  const list = new Listbox(field, 'search-values', 'search-values', say('searchValues'));
  field.form?.append(list.element);
  let offered: readonly string[] = [];
  let turn = 0;

  const close = (): void => {
    turn++;
    list.close();
  };
  const choose = (value: string | undefined): void => {
    const operator = operatorAtCaret(field);
    if (!operator || value === undefined) return;
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
    const values = await valuesOf(operator.name).catch((): FilterValues => new Map());
    if (mine !== turn || document.activeElement !== field) return;
    offered = valuesLike(operator.text, values);
    if (offered.length === 0) return close();
    list.open(
      offered.map((value) => {
        const count = values.get(value)?.count;
        const name = elementOf('bdi', '', value);
        return count === undefined ? [name] : [name, ' ', elementOf('span', 'count', say.number(count))];
      }),
      (index) => choose(offered[index]),
      -1,
    );
  };

  field.addEventListener('input', () => void offer());
  // What was typed before this came.
  void offer();
  field.addEventListener('blur', close);
  return {
    close,
    takesKey(event) {
      if (!list.isOpen || event.isComposing) return false;
      const chosen = offered[event.key === 'Tab' ? Math.max(0, list.active) : list.active];
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        list.move(event.key === 'ArrowDown' ? 1 : -1);
        list.element.children[list.active]?.scrollIntoView({ block: 'nearest' });
      } else if (event.key === 'Escape') close();
      else if (chosen !== undefined && !event.shiftKey && (event.key === 'Enter' || event.key === 'Tab')) choose(chosen);
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
function valuesLike(written: string, values: FilterValues): string[] {
  const countOf = (value: string): number => values.get(value)?.count ?? 0;
  const all = [...values.keys()].sort((a, b) => countOf(b) - countOf(a) || a.localeCompare(b));
  if (written === '') return all.slice(0, most);
  const begun = valuesMeant(written, all);
  if (begun.some((value) => fold(value) === fold(written))) return [];
  return (begun.length > 0 ? begun : all.filter((value) => fold(value).includes(fold(written)))).slice(0, most);
}
