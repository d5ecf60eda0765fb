/** The text of an element without the numbers of its footnotes and sources. */
export function wordsOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const mark of copy.querySelectorAll('sup:has([data-footnote-ref]), sup.citation')) mark.remove();
  return copy.textContent.trim();
}
