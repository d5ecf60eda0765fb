/** Numbers for readers, in the language of the page text. */

let format: Intl.NumberFormat | undefined;

/** `32,751` */
export function numberText(value: number): string {
  // Creating a format is slow in browsers, and most numbers are small.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  format ??= new Intl.NumberFormat('en');
  return format.format(value);
}

/** `1 article`, `1,204 articles`; for nouns with a plural in `s`. */
export function countOf(count: number, noun: string): string {
  return `${numberText(count)} ${count === 1 ? noun : `${noun}s`}`;
}

/** Durations of this many minutes or more are given in hours. */
const leastInHours = 90;

/** `74 min`, `2 h 29 min`, `3 h`. */
export function durationText(minutes: number): string {
  if (minutes < leastInHours) return `${minutes} min`;
  const hours = `${numberText(Math.floor(minutes / 60))} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
}
