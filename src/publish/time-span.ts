/** For how long what was made stays true though nothing is written: articles become stale by the clock alone. */
export interface TimeSpan {
  /** When it was made: before that, by a clock set back, fewer articles may be stale. */
  readonly from: string;
  /** The instant at which the next article becomes stale; absent when none will. */
  readonly until?: string;
}

export function timeSpan(now: Date, until: string | undefined): TimeSpan {
  return { from: now.toISOString(), ...(until !== undefined && { until }) };
}

/** Whether `now` lies in it; false for a span that was written without its start. */
export function isWithin({ from, until }: TimeSpan, now: Date): boolean {
  return now.getTime() >= Date.parse(from) && (until === undefined || now.getTime() < Date.parse(until));
}
