import type { Article, Properties, Stamp, Trust } from '../model.ts';

/** OKF v0.2, trust tiers: human-reviewed when any `by` starts with `human:`, machine-confirmed when only others do. */
export function trustOf(verified: readonly Stamp[]): Trust {
  if (verified.some(({ by }) => by.startsWith('human:'))) return 'human-reviewed';
  return verified.length > 0 ? 'machine-confirmed' : 'unverified';
}

/** OKF v0.2, `stale_after`: an article is stale from that instant on. A day without a time starts at midnight UTC. */
export function isStale(staleAfter: string | undefined, now: Date): boolean {
  return staleAfter !== undefined && now.getTime() >= Date.parse(staleAfter);
}

/**
 * The instant from which an article is stale: its `stale_after`, else so many days after it was last updated; undefined when
 * that is never, or beyond the year 9999.
 *
 * @param afterDays `staleAfterDays` of sourcebook.yaml
 */
export function staleSince({ staleAfter, updated }: Properties, afterDays: number | undefined): string | undefined {
  if (staleAfter !== undefined || updated === undefined || afterDays === undefined) return staleAfter;
  const instant = Date.parse(updated) + afterDays * millisecondsPerDay;
  return instant < endOfYears ? new Date(instant).toISOString() : undefined;
}

const millisecondsPerDay = 24 * 60 * 60 * 1000;

/** Years have four digits. */
const endOfYears = Date.UTC(10_000, 0);

/** The instant at which the next of these articles becomes stale; undefined when none will. */
export function nextStale(articles: readonly Article[], afterDays: number | undefined, now: Date): string | undefined {
  let next: string | undefined;
  for (const { parsed } of articles) {
    const since = staleSince(parsed.properties, afterDays);
    if (since === undefined || isStale(since, now)) continue;
    if (next === undefined || Date.parse(since) < Date.parse(next)) next = since;
  }
  return next;
}
