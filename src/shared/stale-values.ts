/**
 * Values of the search filter `is` for articles with an expiry. The index holds the instant of each, since it is read long after
 * it was built; the browser shows one value, `stale`, for all that have passed.
 */
const mark = 'stale ';

/** The value in the index for an article that is stale from an instant on. */
export function staleValue(iso: string): string {
  return mark + iso;
}

/** The value that readers see for one of the index; undefined for an article that is not stale yet. */
export function shownState(value: string, now: number): string | undefined {
  if (!value.startsWith(mark)) return value;
  return Date.parse(value.slice(mark.length)) <= now ? 'stale' : undefined;
}
