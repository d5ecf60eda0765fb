/** How long a result remains valid if no file changes, since articles become stale with time. */
export interface TimeSpan {
  /** When it was made. Before that, if the clock is set back, fewer articles may be stale. */
  readonly from: string;
  /** The time at which the next article becomes stale; absent if none will. */
  readonly until?: string;
}

export function timeSpan(now: Date, until: string | undefined): TimeSpan {
  return { from: now.toISOString(), ...(until !== undefined && { until }) };
}

/** Whether `now` is in the span. False for a span that was written without its start. */
export function isWithin({ from, until }: TimeSpan, now: Date): boolean {
  return now.getTime() >= Date.parse(from) && (until === undefined || now.getTime() < Date.parse(until));
}
