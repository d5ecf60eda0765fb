/** Which links have a preview, and the little that every page runs for them: the rest is loaded at the first sign of interest. */
import { stored } from './stored.ts';

/** Numbers of footnotes and sources: what they stand for is on their own page, unless it stands beside them. */
export const noteMarks = 'a[data-footnote-ref]:not([data-beside]), a[data-citation]';
/** Links to articles, in a text, in panels and cards, in lists. */
const articleLinks = 'a[data-article-id], .card-title a, .list th a, .entry-list a';
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

export function offerPreviews(): void {
  if (!document.querySelector('main[data-previews]')) return;
  const load = (): Promise<typeof import('./previews.ts')> => import('./previews.ts');
  const interests = ['pointerover', 'focusin', 'keydown', 'touchstart', 'touchmove', 'touchend', 'touchcancel'];
  let isLoading = false;
  const begin = async (event: Event): Promise<void> => {
    // What happens while the rest is on its way is told to it in order.
    if (!isLoading && (!previewedLink(event.target) || stored('previews') === 'off')) return;
    if (event instanceof KeyboardEvent && entersPreview(event)) event.preventDefault();
    isLoading = true;
    try {
      const { handle } = await load();
      for (const type of interests) document.removeEventListener(type, begin);
      handle(event);
    } catch {
      // The links still lead on.
      isLoading = false;
    }
  };
  for (const type of interests) document.addEventListener(type, begin, { passive: type.startsWith('touch') });
  // A finger cannot point at a number without going there: a tap shows the note.
  document.addEventListener('click', async (event) => {
    const link = previewedLink(event.target);
    if (!link?.matches(noteMarks) || !(event instanceof PointerEvent) || event.pointerType !== 'touch') return;
    if (stored('previews') === 'off') return;
    event.preventDefault();
    try {
      await (await load()).showPreview(link);
    } catch {
      location.assign(link.href);
    }
  });
}
