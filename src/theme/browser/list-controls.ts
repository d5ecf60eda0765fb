/** What the controls of all lists have in common. */

import type { Noun } from './list-words.ts';

/**
 * Shows in a control what the address asks for, unless the reader was there before the script: what was typed or chosen stays.
 *
 * @returns whether the reader was there before
 */
export function showAsked(control: HTMLInputElement | HTMLSelectElement, asked: string): boolean {
  const printed = control instanceof HTMLInputElement ? control.defaultValue : (control.options[0]?.value ?? '');
  const isEarly = control.value !== printed;
  if (!isEarly) control.value = asked;
  // What is not there to choose chooses the first, which is any.
  if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0;
  return isEarly;
}

/** The address with these in its query; what is empty is left out. */
export function keepAddress(chosen: Readonly<Record<string, string | readonly string[] | undefined>>): void {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(chosen)) {
    for (const each of typeof value === 'string' ? [value] : (value ?? [])) if (each !== '') query.append(key, each);
  }
  const text = query.size > 0 ? `?${query}` : '';
  history.replaceState(history.state, '', `${location.pathname}${text}${location.hash}`);
}

/** Links to letters lead on only where something is under them; the others stay in their places, so that nothing jumps. */
export function letterBar(): (letters: ReadonlySet<string>) => void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.jump-bar a')];
  const anchors = links.map((link) => decodeURIComponent(link.hash.slice(1)));
  return (letters) => {
    for (const [index, link] of links.entries()) link.inert = !letters.has(anchors[index] ?? '');
  };
}

/** Says how many are shown, to those who listen too, in place of how many there are. The words are loaded when a list is first narrowed. */
export function shownCounter(all: number, noun: Noun): (shown: number) => Promise<void> {
  const status = document.querySelector('[data-list-count]');
  const whole = status?.textContent ?? '';
  let last = all;
  return async (shown) => {
    if (!status) return;
    last = shown;
    const text = shown === all ? whole : (await import('./list-words.ts')).shownText(noun, shown, all);
    // The reader may have typed on meanwhile.
    if (last === shown) status.textContent = text;
  };
}
