/** Places names on the map so that none covers another or an article: those that matter most first, as many as there is room for. */

import type { Box } from './view.ts';

/** The side of a cell, in pixels: about half of the smallest shape that a name should not cover. */
const cell = 6;
const shape = 1;
const name = 2;

/** What is taken of the screen, in cells. */
export class Room {
  readonly #columns: number;
  readonly #rows: number;
  readonly #taken: Uint8Array;
  readonly #left: number;
  readonly #top: number;

  /**
   * @param origin where a fixed point of the map is: cells move along with the map, so that names keep their places while it is moved
   */
  constructor(
    { width, height }: { readonly width: number; readonly height: number },
    origin: { readonly x: number; readonly y: number },
  ) {
    this.#columns = Math.ceil(width / cell) + 1;
    this.#rows = Math.ceil(height / cell) + 1;
    this.#taken = new Uint8Array(this.#columns * this.#rows);
    this.#left = origin.x - Math.ceil(origin.x / cell) * cell;
    this.#top = origin.y - Math.ceil(origin.y / cell) * cell;
  }

  /** Takes the place of an article's shape. */
  addShape(x: number, y: number, radius: number): void {
    this.#each({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }, (at) => {
      this.#taken[at] = (this.#taken[at] ?? 0) | shape;
    });
  }

  addName(box: Box): void {
    this.#each(box, (at) => {
      this.#taken[at] = (this.#taken[at] ?? 0) | name;
    });
  }

  /** How much of it shapes take, from 0 to 1; undefined where a name is. What lies outside the screen is free. */
  coverOf(box: Box): number | undefined {
    let cells = 0;
    let shapes = 0;
    let names = 0;
    this.#each(box, (at) => {
      const taken = this.#taken[at] ?? 0;
      cells++;
      if (taken & shape) shapes++;
      if (taken & name) names++;
    });
    if (names > 0) return undefined;
    return cells === 0 ? 0 : shapes / cells;
  }

  #each({ left, top, right, bottom }: Box, visit: (at: number) => void): void {
    const firstRow = Math.max(0, Math.floor((top - this.#top) / cell));
    const lastRow = Math.min(this.#rows - 1, Math.floor((bottom - this.#top) / cell));
    const firstColumn = Math.max(0, Math.floor((left - this.#left) / cell));
    const lastColumn = Math.min(this.#columns - 1, Math.floor((right - this.#left) / cell));
    for (let row = firstRow; row <= lastRow; row++)
      for (let column = firstColumn; column <= lastColumn; column++) visit(row * this.#columns + column);
  }
}

/** A name is rather moved by so many pixels than that shapes cover all of it. */
const costOfCover = 500;

/**
 * Of these places the one that covers least and is nearest to the first; undefined where no name fits.
 *
 * @param mostCovered how much of a name shapes may take, from 0 to 1
 */
export function freePlace(room: Room, places: Iterable<Box>, mostCovered: number): Box | undefined {
  let best: Box | undefined;
  let first: Box | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    first ??= place;
    const distance = Math.hypot(place.left - first.left, place.top - first.top);
    if (distance >= least) continue;
    const cover = room.coverOf(place);
    if (cover === undefined || cover > mostCovered) continue;
    const cost = distance + cover * costOfCover;
    if (cost >= least) continue;
    least = cost;
    best = place;
  }
  return best;
}

/**
 * Places for the name of a topic: its middle, then farther and farther from it, to the sides less than up and down, since
 * names are wide.
 *
 * @param reach how far from the middle, in pixels
 */
export function* placesAround(x: number, y: number, half: number, reach: number): Generator<Box> {
  const step = 7;
  for (let distance = 0; distance <= reach; distance += step) {
    const sideways = distance === 0 ? [0] : [0, -distance, distance];
    for (const dy of distance === 0 ? [0] : [-distance, distance])
      for (const dx of sideways) yield boxAt(x + dx, y + dy, half, 9);
    if (distance > 0) for (const dx of [-distance, distance]) yield boxAt(x + dx, y, half, 9);
  }
}

/** Places for the name of an article: after its shape, before it, below and above. */
export function* placesBeside(x: number, y: number, radius: number, width: number): Generator<Box> {
  const gap = radius + 4;
  const half = width / 2;
  yield boxAt(x + gap + half, y, half, 7);
  yield boxAt(x - gap - half, y, half, 7);
  yield boxAt(x, y + gap + 7, half, 7);
  yield boxAt(x, y - gap - 7, half, 7);
}

function boxAt(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

const longest = 34;

/**
 * Short names for all titles. Of long ones that begin alike up to a colon, what tells them apart: `Checkpoint: Sprint 12` is
 * `… Sprint 12` where many are checkpoints.
 */
export function namesOf(titles: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const title of titles) {
    const start = beginningOf(title);
    if (start !== '') counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return titles.map((title) => {
    const start = beginningOf(title);
    return shortened(start !== '' && (counts.get(start) ?? 0) > 2 ? `… ${title.slice(start.length)}` : title);
  });
}

function beginningOf(title: string): string {
  return title.length > longest ? (/^.*?: /.exec(title)?.[0] ?? '') : '';
}

/** At most so many letters that a name does not cross the whole map. */
export function shortened(title: string, length = longest): string {
  return title.length <= length ? title : `${title.slice(0, length - 1).trimEnd()}…`;
}
