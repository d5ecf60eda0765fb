/** Keys of one character. They count while nobody types and no dialog is open, until the reader turns them off. */
import { stored } from './stored.ts';

/** In milliseconds, between the two keys of a way to a place. */
const patience = 1500;

/** The character that was pressed as a shortcut; undefined for all else. */
export function shortcutOf(event: KeyboardEvent): string | undefined {
  const { key, target } = event;
  if (key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return undefined;
  return stored('keys') === 'off' || document.querySelector('dialog[open]') ? undefined : key;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** `?` opens the list of keys, and so does the link to it; `g` and the letter of a place go there. */
export function listenToKeys(): void {
  const open = async (): Promise<void> => (await import('./key-sheet.ts')).openKeySheet();
  document.querySelector('[data-keys-open]')?.addEventListener('click', () => void open());
  let goingSince = Number.NEGATIVE_INFINITY;
  document.addEventListener('keydown', (event) => {
    const key = shortcutOf(event);
    if (key === undefined) return;
    const isGoing = event.timeStamp - goingSince < patience;
    goingSince = key === 'g' && !isGoing ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (key === '?') void open();
    else if (isGoing) document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.click();
  });
}
