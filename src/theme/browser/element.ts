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

/** A sentence with elements in the place of its placeholder. @param say says it with this in that place */
export function sentenceOf(say: (placeholder: string) => string, ...elements: (Node | string)[]): (Node | string)[] {
  const [before = '', after = ''] = say('\0').split('\0');
  return [before, ...elements, after];
}
