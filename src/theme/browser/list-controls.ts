/** What the controls of all lists have in common. */

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

/** Says how many are shown, to those who listen too, in place of how many there are. */
export function shownCounter(all: number, noun: string): (shown: number) => void {
  const status = document.querySelector('[data-list-count]');
  const whole = status?.textContent ?? '';
  const number = new Intl.NumberFormat('en');
  return (shown) => {
    if (!status) return;
    if (shown === all) status.textContent = whole;
    else status.textContent = shown === 0 ? `No ${noun} matches.` : `${number.format(shown)} of ${number.format(all)} ${noun}s.`;
  };
}
