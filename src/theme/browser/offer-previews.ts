/** The little that every page runs for previews: the rest is loaded at the first sign of interest in a link. */
import { entersPreview, noteMarks, previewedLink } from './preview-links.ts';
import { stored } from './stored.ts';

export function offerPreviews(): void {
  if (!document.querySelector('main[data-previews]')) return;
  // One promise for all who wait: each import of its own may be ready before an earlier one.
  let loading: Promise<typeof import('./previews.ts')> | undefined;
  const load = (): Promise<typeof import('./previews.ts')> => {
    loading ??= import('./previews.ts');
    return loading;
  };
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
      loading = undefined;
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
