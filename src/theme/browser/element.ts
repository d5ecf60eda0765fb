/** An element with what stands in it. */
export function elementOf<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

export function buttonOf(text: string, onClick: () => void, className = 'chip'): HTMLButtonElement {
  const button = elementOf('button', className, text);
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}
