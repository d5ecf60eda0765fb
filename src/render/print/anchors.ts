/** The id of the mark of citation number `index` on the page of an article. */
export function citationAnchor(index: number): string {
  return `Cite-${index + 1}`;
}
