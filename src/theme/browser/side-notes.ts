/** Footnotes beside their lines, below the glance, as far as they fit there; the others stay with the list at the end. */
import styles from '../styles/side-notes.css?inline';
import { adoptStyles } from './adopt-styles.ts';
import { adopted } from './preview-nodes.ts';

/** In pixels: between two notes, and how far below its line a note may stand. */
const space = { between: 14, drift: 160 } as const;

interface SideNote {
  readonly mark: HTMLAnchorElement;
  readonly note: HTMLElement;
}

/** @param wide whether the window has a column for notes */
export function showSideNotes(article: HTMLElement, wide: MediaQueryList): void {
  adoptStyles(styles);
  const notes = notesOf(article);
  const column = document.createElement('div');
  column.className = 'side-notes';
  // Whoever listens has the list at the end.
  column.ariaHidden = 'true';
  column.append(...notes.map(({ note }) => note));
  article.append(column);
  const arrange = (): void => arrangeNotes(article, column, wide.matches ? notes : []);
  // Whatever changes a height (fonts, zoom, what is folded out) moves the lines.
  const observer = new ResizeObserver(arrange);
  for (const part of [article, ...article.querySelectorAll('.glance, .article-head, .prose')]) observer.observe(part);
  for (const { mark, note } of notes) {
    mark.addEventListener('pointerenter', () => note.classList.add('pointed-at'));
    mark.addEventListener('pointerleave', () => note.classList.remove('pointed-at'));
  }
}

/** A note for the first mark of each footnote, in the order of the text. */
function notesOf(article: HTMLElement): SideNote[] {
  const seen = new Set<string>();
  return [...article.querySelectorAll<HTMLAnchorElement>('a[data-footnote-ref]')].flatMap((mark) => {
    const item = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (!item || seen.has(mark.hash) || mark.closest('[data-footnotes]')) return [];
    seen.add(mark.hash);
    const note = document.createElement('div');
    note.className = 'side-note';
    const number = document.createElement('span');
    number.className = 'side-note-number';
    number.textContent = mark.textContent;
    note.append(number, ...adopted([...item.children], new URL(location.href)));
    for (const link of note.querySelectorAll('a, summary')) link.setAttribute('tabindex', '-1');
    return [{ mark, note }];
  });
}

/** From the top: each beside its line, or below the one before it; one that would be too far from its line is not shown. */
function arrangeNotes(article: HTMLElement, column: HTMLElement, shown: readonly SideNote[]): void {
  for (const mark of article.querySelectorAll('[data-beside]')) mark.removeAttribute('data-beside');
  column.hidden = shown.length === 0;
  const glance = article.querySelector<HTMLElement>('.glance');
  if (!glance || shown.length === 0) return;
  const origin = article.getBoundingClientRect();
  const heights = shown.map(({ note }) => note.offsetHeight);
  let free = glance.getBoundingClientRect().bottom - origin.top + space.between;
  for (const [index, { mark, note }] of shown.entries()) {
    const height = heights[index] ?? 0;
    const line = mark.getBoundingClientRect().top - origin.top;
    const top = Math.max(line, free);
    const fits = mark.checkVisibility() && top - line <= space.drift && top + height <= origin.height;
    note.style.top = `${top}px`;
    note.classList.toggle('beside', fits);
    mark.toggleAttribute('data-beside', fits);
    if (fits) free = top + height + space.between;
  }
}
