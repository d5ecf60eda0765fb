/** A static page outlives its build: what has become stale since then is marked by the reader's clock. */
export function markStale(now: number, within: ParentNode = document): void {
  for (const mark of within.querySelectorAll<HTMLElement>('[data-stale-after]')) {
    if (!(Date.parse(mark.dataset['staleAfter'] ?? '') <= now)) continue;
    mark.dataset['stale'] = '';
    mark.hidden = false;
  }
}
