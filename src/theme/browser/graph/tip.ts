/** What an article is, beside the pointer that is over it. */
import { elementOf } from '../element.ts';
import { bdiOf, shapeOf } from './elements.ts';
import type { Graph } from './graph.ts';
import { summaryOf } from './summaries.ts';

/** A pointer that only passes asks for nothing, in milliseconds. */
const pause = 140;

export class Tip {
  readonly #graph: Graph;
  readonly #element = elementOf('div', 'graph-tip');
  #shown: number | undefined;

  constructor(graph: Graph, stage: HTMLElement) {
    this.#graph = graph;
    this.#element.hidden = true;
    this.#element.ariaHidden = 'true';
    stage.append(this.#element);
    stage.addEventListener('pointermove', ({ clientX, clientY }) => {
      const { left, top, width, height } = stage.getBoundingClientRect();
      const [x, y] = [clientX - left, clientY - top];
      this.#element.style.translate = `${x > width / 2 ? `calc(${x - 14}px - 100%)` : `${x + 14}px`} ${y > height / 2 ? `calc(${y - 14}px - 100%)` : `${y + 18}px`}`;
    });
  }

  show(number: number | undefined): void {
    if (number === this.#shown) return;
    this.#shown = number;
    this.#element.hidden = number === undefined;
    if (number === undefined) return;
    const graph = this.#graph;
    const title = elementOf('strong', '', bdiOf(graph.titles[number] ?? ''));
    const kind = elementOf('span', 'type-badge', shapeOf(graph, number), graph.types[graph.type[number] ?? 0]?.label ?? '');
    this.#element.replaceChildren(kind, title);
    setTimeout(async () => {
      if (this.#shown !== number) return;
      const summary = await summaryOf(graph, number);
      if (this.#shown === number && summary !== '') this.#element.append(elementOf('p', '', bdiOf(summary)));
    }, pause);
  }
}
