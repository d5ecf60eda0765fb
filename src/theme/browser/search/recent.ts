/** What was looked for lately, kept by the reader's browser and sent to nobody. */
import { store, stored } from '../stored.ts';

const key = 'recent-searches';
const most = 8;

/** The latest first. */
export function recentSearches(): string[] {
  try {
    const kept = JSON.parse(stored(key) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

export function keepSearch(query: string): void {
  const text = query.trim();
  if (text !== '') keep([text, ...recentSearches().filter((each) => each !== text)]);
}

export function forgetSearch(query: string): void {
  keep(recentSearches().filter((each) => each !== query));
}

export function forgetSearches(): void {
  keep([]);
}

function keep(searches: readonly string[]): void {
  store(key, JSON.stringify(searches.slice(0, most)));
}
