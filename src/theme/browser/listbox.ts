/** The list of a field that offers what may be meant (ARIA APG: combobox with a list): which option is active, and who is told. */
import { elementOf } from './element.ts';

export class Listbox {
  /** Empty and hidden at first; whoever makes it gives it its place. */
  readonly element: HTMLUListElement;
  readonly #field: HTMLInputElement;
  #active = -1;

  /** @param id of the list; those of its options begin with it */
  constructor(field: HTMLInputElement, id: string, className: string, label: string) {
    this.#field = field;
    this.element = elementOf('ul', className);
    this.element.id = id;
    this.element.role = 'listbox';
    this.element.ariaLabel = label;
    this.element.hidden = true;
    field.role = 'combobox';
    field.ariaExpanded = 'false';
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', id);
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Number of the option that keys have gone to; -1 for none. */
  get active(): number {
    return this.#active;
  }

  /**
   * Shows these options; without any the list is closed.
   *
   * @param options what stands in each
   * @param onPress called with the number of the option that was pressed
   * @param active number of the one that is active at first; -1 for none
   */
  open(options: readonly (readonly (Node | string)[])[], onPress: (index: number) => void, active: number): void {
    if (options.length === 0) {
      this.close();
      return;
    }
    this.element.replaceChildren(
      ...options.map((content, index) => {
        const option = elementOf('li', '', ...content);
        option.id = `${this.element.id}-${index}`;
        option.role = 'option';
        // Before the field loses the focus, and the list goes with it.
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          onPress(index);
        });
        return option;
      }),
    );
    this.element.hidden = false;
    this.#field.ariaExpanded = 'true';
    this.#activate(active);
  }

  close(): void {
    this.element.hidden = true;
    this.#field.ariaExpanded = 'false';
    this.#activate(-1);
  }

  /** To the option below, or above; from the last to the first. */
  move(step: 1 | -1): void {
    const count = this.element.children.length;
    this.#activate(step > 0 ? (this.#active + 1) % count : (Math.max(0, this.#active) + count - 1) % count);
  }

  #activate(index: number): void {
    this.#active = index;
    for (const [at, option] of [...this.element.children].entries()) option.ariaSelected = String(at === index);
    const option = this.element.children[index];
    if (option) this.#field.setAttribute('aria-activedescendant', option.id);
    else this.#field.removeAttribute('aria-activedescendant');
  }
}
