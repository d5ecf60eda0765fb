/** Which links have a preview, and the little that every page runs for them: the rest is loaded at the first sign of interest. */
import { stored } from './stored.ts';

/** Numbers of footnotes and sources: what they stand for is on their own page. */
export const noteMarks = 'a[data-footnote-ref], a[data-citation]';
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

export function offerPreviews(): void {
  if (!document.querySelector('main[data-previews]')) return;
  const load = (): Promise<typeof import('./previews.ts')> => import('./previews.ts');
  const interests = ['pointerover', 'focusin', 'touchstart'];
  const begin = async (event: Event): Promise<void> => {
    if (!previewedLink(event.target) || stored('previews') === 'off') return;
    for (const type of interests) document.removeEventListener(type, begin);
    try {
      (await load()).startPreviews(event);
    } catch {
      // The links still lead on.
    }
  };
  for (const type of interests) document.addEventListener(type, begin, { passive: true });
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
