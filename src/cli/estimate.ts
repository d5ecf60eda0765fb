/** How long work that is under way will still take. */

/** How much was done at a moment. */
export interface Sample {
  /** In milliseconds. */
  readonly at: number;
  readonly done: number;
}

/** Time before which a pace says little, in milliseconds. */
const minTime = 1500;

/**
 * Seconds that the rest will take at the pace of the samples, which are in order of time. Undefined if they tell no pace: too short
 * a time, or no progress in it.
 */
export function secondsLeft(samples: readonly Sample[], of: number): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < minTime || last.done <= first.done) return undefined;
  const pace = (last.done - first.done) / (last.at - first.at);
  return (of - last.done) / pace / 1000;
}

/** `about 12 s left`; coarser the longer it is. Empty below a second, which is over before it is read. */
export function timeLeftText(seconds: number | undefined): string {
  if (seconds === undefined || seconds < 1) return '';
  if (seconds < 20) return `about ${Math.round(seconds)} s left`;
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} h left`;
}
