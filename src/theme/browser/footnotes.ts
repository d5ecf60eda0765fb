/** Shows a footnote, or the card of a source, beside its number while the pointer or the focus is on it; the list at the end stays the way without. */
export function previewFootnotes(): void {
  const numbers = document.querySelectorAll<HTMLAnchorElement>('a[data-footnote-ref], a[data-citation]');
  if (numbers.length === 0) return;
  const note = document.createElement('aside');
  note.className = 'footnote-preview';
  note.popover = 'manual';
  document.body.append(note);
  let leaving = 0;
  const hide = (): void => {
    leaving = window.setTimeout(() => note.hidePopover(), 120);
  };
  const show = (number: HTMLAnchorElement): void => {
    const text = document.getElementById(decodeURIComponent(number.hash.slice(1)))?.cloneNode(true);
    if (!(text instanceof HTMLElement)) return;
    clearTimeout(leaving);
    for (const back of text.querySelectorAll('[data-footnote-backref], [data-claims]')) back.remove();
    note.replaceChildren(...text.childNodes);
    note.showPopover();
    place(note, number.getBoundingClientRect());
  };
  for (const number of numbers) {
    number.addEventListener('mouseenter', () => show(number));
    number.addEventListener('mouseleave', hide);
    number.addEventListener('focus', () => show(number));
    number.addEventListener('blur', hide);
  }
  note.addEventListener('mouseenter', () => clearTimeout(leaving));
  note.addEventListener('mouseleave', hide);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') note.hidePopover();
  });
}

/** Under the number, or over it where there is no room; within the window. */
function place(note: HTMLElement, at: DOMRect): void {
  const { width, height } = note.getBoundingClientRect();
  const gap = 8;
  const left = Math.min(Math.max(gap, at.left - width / 2), document.documentElement.clientWidth - width - gap);
  const below = at.bottom + gap;
  note.style.left = `${left}px`;
  note.style.top = `${below + height > innerHeight ? Math.max(gap, at.top - height - gap) : below}px`;
}
