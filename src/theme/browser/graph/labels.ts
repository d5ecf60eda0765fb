/** Places names on the map so that none lies over another: those that matter most first, as many as there is room for. */

/** What is taken of the screen, in cells. */
export class Room {
  readonly #taken = new Set<number>();

  /** @returns false where something is there already; then nothing is taken */
  take(left: number, top: number, right: number, bottom: number): boolean {
    const cells: number[] = [];
    for (let row = Math.floor(top / cellHeight); row <= Math.floor(bottom / cellHeight); row++) {
      for (let column = Math.floor(left / cellWidth); column <= Math.floor(right / cellWidth); column++) {
        const cell = row * 10_000 + column;
        if (this.#taken.has(cell)) return false;
        cells.push(cell);
      }
    }
    for (const cell of cells) this.#taken.add(cell);
    return true;
  }
}

const cellWidth = 12;
const cellHeight = 9;

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
