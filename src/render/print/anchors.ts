/** The id of the element that marks citation number `index` on the page of an article. */
export function citationAnchor(index: number): string {
  return `Cite-${index + 1}`;
}
