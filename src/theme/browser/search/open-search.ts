import { pageWord } from '../given-words.ts';
import { shortcutOf } from '../keys.ts';
import { stored } from '../stored.ts';

/** Ways into search: the header's link, `/` and Ctrl/⌘-K. The search itself is loaded when it is first wanted. */
export function openSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('[data-search-dialog]');
  const panel = document.querySelector<HTMLElement>('[data-search]');
  const opener = document.querySelector('[data-search-open]');
  if (!panel) return;

  const start = async (): Promise<void> => {
    try {
      const { startSearch } = await import('./panel.ts');
      startSearch(panel, { keepsAddress: !dialog });
    } catch {
      const status = panel.querySelector('.search-status');
      if (status) status.textContent = pageWord('searchNotLoaded');
    }
  };
  const open = (): void => {
    dialog?.showModal();
    const field = panel.querySelector('input');
    field?.focus();
    field?.select();
    void start();
  };

  opener?.addEventListener('click', (event) => {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    open();
  });
  opener?.addEventListener('pointerenter', () => void import('./panel.ts').catch(() => undefined), { once: true });
  document.addEventListener('keydown', (event) => {
    const isSlash = shortcutOf(event) === '/';
    const isCommandK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
    if (!(isSlash || isCommandK) || dialog?.open) return;
    event.preventDefault();
    open();
  });
  // A click on the backdrop is a click on the dialog itself.
  dialog?.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  if (!dialog) open();
}

/** Where a result has led to this page, the words that were looked for are marked on it (search/found.ts). */
export function markFound(): void {
  const isShown = (history.state as { found?: unknown } | null)?.found !== undefined;
  if (isShown || stored('found') !== undefined) void import('./mark-found.ts').then(({ startMarks }) => startMarks());
}
