import { copyWords } from '../../shared/words/copy.ts';
import { announce } from './announce.ts';
import { sayingOf } from './say.ts';

const say = sayingOf(copyWords);

/** Headings, citations and blocks of code can be copied. */
export function offerCopies(): void {
  copyHeadingLinks();
  copyCode();
  copyCitations();
}

/** A click on a heading's # follows the link and also copies its address. */
function copyHeadingLinks(): void {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLAnchorElement && target.classList.contains('anchor')) void copy(target.href, target);
  });
}

/** Gives citations a button that copies them. */
function copyCitations(): void {
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll<HTMLElement>('[data-copy]')) text.after(copyButton(text.textContent.trim()));
}

function copyButton(text: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = say('copy');
  button.addEventListener('click', () => void copy(text, button));
  return button;
}

/** Gives every block of code a button that copies it, and the keyboard a way into one that scrolls. */
function copyCode(): void {
  const blocks = document.querySelectorAll<HTMLElement>('.prose pre');
  // All are measured before any is changed: each change would have the page laid out anew.
  const scrolling = [...blocks].filter((block) => block.scrollWidth > block.clientWidth && !block.hasAttribute('tabindex'));
  for (const block of scrolling) letScroll(block);
  for (const block of blocks) {
    const code = block.querySelector('code');
    // Without a secure address there is no clipboard.
    if (!code || !navigator.clipboard) continue;
    // The line end behind the last line would run it in a shell.
    frameOf(block).append(copyButton(code.textContent.replace(/\n$/, '')));
  }
}

function letScroll(block: HTMLElement): void {
  block.tabIndex = 0;
  block.setAttribute('role', 'group');
  block.setAttribute('aria-label', say('code'));
}

/** What an author writes as HTML has no frame yet. */
function frameOf(block: HTMLElement): Element {
  const made = block.parentElement;
  if (made?.classList.contains('code')) return made;
  const frame = document.createElement('div');
  frame.className = 'code';
  block.replaceWith(frame);
  frame.append(block);
  return frame;
}

/** Copies, and says so: on the element, for a second and a half, and aloud. */
async function copy(text: string, element: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return;
  }
  announce(say(element instanceof HTMLAnchorElement ? 'linkCopied' : 'copied'));
  element.dataset['copied'] = '';
  setTimeout(() => delete element.dataset['copied'], 1500);
}
