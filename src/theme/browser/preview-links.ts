/** Which links have a preview. */

/** Numbers of footnotes and sources: what they stand for is on their own page, unless it stands beside them. */
export const noteMarks = 'a[data-footnote-ref]:not([data-beside]), a[data-citation]';
/** Links to articles, or to the page of an ambiguous name, in a text, in panels and cards, in lists. */
const articleLinks = 'a[data-article-id], a.ambiguous, .card-title a, .list th a, .entry-list a';
const previewed = `:is(main, .preview) :is(${noteMarks}, ${articleLinks})`;

/** The link that an event is about, where it has something to preview: not one to the page it stands on, nor to another site. */
export function previewedLink(target: EventTarget | null): HTMLAnchorElement | undefined {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link?.matches(previewed) || link.origin !== location.origin) return undefined;
  return isHere(link) && link.hash === '' ? undefined : link;
}

/** Whether an address is on the page that is being read. */
export function isHere({ pathname }: { readonly pathname: string }): boolean {
  return pathname === location.pathname;
}

/** Alt and arrow down: from a link into its preview. */
export function entersPreview({ key, altKey, target }: KeyboardEvent): boolean {
  return altKey && key === 'ArrowDown' && previewedLink(target) !== undefined;
}
