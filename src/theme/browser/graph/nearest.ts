/** Finds the article under a point of the map without asking all of them. */
import { full } from './filter.ts';
import type { Graph } from './graph.ts';

const cells = 100;
const extent = 10_000;

export class Nearest {
  readonly #graph: Graph;
  readonly #cells = new Map<number, number[]>();

  constructor(graph: Graph) {
    this.#graph = graph;
    for (let number = 0; number < graph.count; number++) {
      const key = cellOf(graph.y[number] ?? 0) * cells + cellOf(graph.x[number] ?? 0);
      const own = this.#cells.get(key);
      if (own) own.push(number);
      else this.#cells.set(key, [number]);
    }
  }

  /**
   * The article whose edge is nearest to a point and no farther than `slack`, all in the unit of the map.
   *
   * @param growth how much larger than their radius articles are drawn
   */
  find(x: number, y: number, slack: number, growth: number, standing: Uint8Array): number | undefined {
    const { radius, spacing } = this.#graph;
    const reach = slack + spacing * growth;
    let best: number | undefined;
    let least = slack;
    for (let row = cellOf(y - reach); row <= cellOf(y + reach); row++) {
      for (let column = cellOf(x - reach); column <= cellOf(x + reach); column++) {
        for (const number of this.#cells.get(row * cells + column) ?? []) {
          if (standing[number] !== full) continue;
          const distance =
            Math.hypot((this.#graph.x[number] ?? 0) - x, (this.#graph.y[number] ?? 0) - y) - (radius[number] ?? 0) * growth;
          if (distance > least) continue;
          least = distance;
          best = number;
        }
      }
    }
    return best;
  }
}

function cellOf(value: number): number {
  return Math.max(0, Math.min(cells - 1, Math.floor((value / extent) * cells)));
}
