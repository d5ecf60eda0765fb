/** A click on a heading's # follows the link and also copies its address. */
export function copyHeadingLinks(): void {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLAnchorElement && target.classList.contains('anchor')) void copy(target.href, target);
  });
}

/** Gives every block of code a button that copies it. */
export function copyCode(): void {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll('.prose pre')) {
    const code = block.querySelector('code');
    if (!code) continue;
    const frame = document.createElement('div');
    frame.className = 'code-block';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', () => void copy(code.textContent, button));
    block.replaceWith(frame);
    frame.append(block, button);
  }
}

/** Copies, and says so on the element for a second and a half. */
async function copy(text: string, element: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return;
  }
  element.dataset['copied'] = '';
  setTimeout(() => delete element.dataset['copied'], 1500);
}
