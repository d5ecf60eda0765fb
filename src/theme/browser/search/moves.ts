/** Keys that go through the field and all there is to open: up and down; Home and End to the first and last. */
const stopsIn =
  '.search-notes button, .search-start :is(.search-again, .search-example, a), .search-results a, .search-more:not([hidden])';

export function moveFocus(event: KeyboardEvent, panel: HTMLElement, field: HTMLElement): void {
  const stops = [field, ...panel.querySelectorAll<HTMLElement>(stopsIn)];
  const at = stops.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  // In the field, Home and End are the caret's.
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: at > 0 ? 1 : -1, End: at > 0 ? stops.length - 1 : -1 }[event.key];
  const stop = stops[to ?? -1];
  if (!stop) return;
  event.preventDefault();
  stop.focus();
  (stop.closest('.result') ?? stop).scrollIntoView({ block: 'nearest' });
}
