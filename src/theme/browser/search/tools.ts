/** What stands between the field and the results: buttons for types, chips for all else that narrows the search, and the order. */
import { searchWords } from '../../../shared/words/search.ts';
import { buttonOf, elementOf } from '../element.ts';
import { sayingOf } from '../say.ts';
import { type Order, orders } from './ask-engine.ts';
import { parseQuery, type QueryPart, typesIn, valuesMeant, withOperator, withoutPart } from './query.ts';

const say = sayingOf(searchWords);
const orderWords = {
  relevance: 'searchByRelevance',
  changed: 'searchByChange',
  links: 'searchByLinks',
} as const satisfies Record<Order, unknown>;

export class Tools {
  readonly sort = elementOf('select', 'search-sort');
  readonly #chips = elementOf('ul', 'search-chips');
  readonly #types: HTMLElement;
  readonly #labels: readonly string[];
  readonly #type: (text: string, takesFocus: boolean) => void;
  #text = '';

  /**
   * @param panel with a place for the buttons, the status, and a badge for each type
   * @param labels of the types
   * @param type puts other words into the field
   */
  constructor(panel: HTMLElement, labels: readonly string[], type: (text: string, takesFocus: boolean) => void) {
    this.#labels = labels;
    this.#type = type;
    this.#types = panel.querySelector<HTMLElement>('.search-types') ?? elementOf('fieldset', '');
    for (const label of labels.length > 1 ? labels : []) {
      const button = buttonOf('', () => this.#toggleType(label));
      const badge = panel.querySelector<HTMLTemplateElement>(`template[data-badge-of="${CSS.escape(label)}"]`);
      button.dataset['type'] = label;
      button.append(badge?.content.cloneNode(true) ?? label);
      this.#types.append(button);
    }
    this.#types.hidden = labels.length < 2;
    for (const order of orders) this.sort.append(new Option(say(orderWords[order]), order));
    this.sort.ariaLabel = say('searchOrder');
    this.#chips.ariaLabel = say('searchNarrowedBy');
    const status = panel.querySelector('.search-status');
    const line = elementOf('div', 'search-line');
    status?.before(this.#chips, line);
    line.append(...(status ? [status] : []), this.sort);
  }

  get order(): Order {
    return orders.find((order) => order === this.sort.value) ?? orders[0];
  }

  /** Each chip takes its part out of the field; types stand among the buttons for types. */
  show(text: string, parts: readonly QueryPart[]): void {
    this.#text = text;
    const types = typesIn(parts);
    const meant = new Set(types.flatMap((operator) => valuesMeant(operator.text, this.#labels)));
    for (const button of this.#types.querySelectorAll('button'))
      button.ariaPressed = String(meant.has(button.dataset['type'] ?? ''));
    const hasButton = (part: QueryPart): boolean =>
      !this.#types.hidden && types.some((type) => type === part) && valuesMeant(part.text, this.#labels).length > 0;
    const shown = parts.filter((part) => part.text !== '' && (part.kind !== 'word' || part.isExcluded) && !hasButton(part));
    this.#chips.hidden = shown.length === 0;
    this.#chips.replaceChildren(...shown.map((part) => elementOf('li', '', this.#chipOf(part))));
    this.sort.hidden = parts.length === 0;
  }

  #chipOf(part: QueryPart): HTMLButtonElement {
    const written = this.#text.slice(part.from, part.to);
    const chip = buttonOf('', () => this.#type(withoutPart(this.#text, part), true));
    chip.append(elementOf('bdi', '', written), elementOf('span', 'chip-sign', '✕'));
    chip.ariaLabel = say('searchDrop', { part: written });
    return chip;
  }

  #toggleType(label: string): void {
    const operators = typesIn(parseQuery(this.#text)).filter(({ text }) => valuesMeant(text, this.#labels).includes(label));
    // From the last, so that those before it stay where they are.
    const without = operators.reduceRight<string>(withoutPart, this.#text);
    this.#type(operators.length > 0 ? without : withOperator(this.#text, 'type', label), false);
  }
}
