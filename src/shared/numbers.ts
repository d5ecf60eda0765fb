/** Numbers as readers are shown them, in the language of the words around them. */

const format = new Intl.NumberFormat('en');

/** `32,751` */
export function numberText(value: number): string {
  return format.format(value);
}

/** `1 article`, `1,204 articles`; for a noun whose plural has an `s`. */
export function countOf(count: number, noun: string): string {
  return `${numberText(count)} ${count === 1 ? noun : `${noun}s`}`;
}

/** From this many minutes on, a duration is told in hours. */
const leastInHours = 90;

/** `74 min`, `2 h 29 min`, `3 h`. */
export function durationText(minutes: number): string {
  if (minutes < leastInHours) return `${minutes} min`;
  const hours = `${numberText(Math.floor(minutes / 60))} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
}
