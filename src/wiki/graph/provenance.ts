import type { Stamp, Trust } from '../model.ts';

/** OKF v0.2, trust tiers: human-reviewed when any `by` starts with `human:`, machine-confirmed when only others do. */
export function trustOf(verified: readonly Stamp[]): Trust {
  if (verified.some(({ by }) => by.startsWith('human:'))) return 'human-reviewed';
  return verified.length > 0 ? 'machine-confirmed' : 'unverified';
}

/** OKF v0.2, `stale_after`: an article is stale from that instant on. A day without a time starts at midnight UTC. */
export function isStale(staleAfter: string | undefined, now: Date): boolean {
  return staleAfter !== undefined && now.getTime() >= Date.parse(staleAfter);
}
