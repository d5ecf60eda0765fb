/**
 * Details that are open wherever the window has some width (`data-open-from="48rem"`). Styles show their content there without
 * this; opening them tells so to assistive technology, and to browsers that know no `::details-content`.
 */
export function openFromWidths(): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details[data-open-from]')) {
    const wide = widthOf(details);
    const apply = (): void => {
      details.open = wide.matches;
    };
    wide.addEventListener('change', apply);
    if (wide.matches) apply();
  }
}

export function closeUnlessWide(details: HTMLDetailsElement | null): void {
  if (details && !widthOf(details).matches) details.open = false;
}

function widthOf(details: HTMLDetailsElement): MediaQueryList {
  return matchMedia(`(min-width: ${details.dataset['openFrom']})`);
}
