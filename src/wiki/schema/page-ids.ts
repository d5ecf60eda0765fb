/** Ids of the panels of an article and of other parts of the page. */
const parts = [
  'main',
  'contents-list',
  'article-sources',
  'article-connections',
  'article-properties',
  'article-computation',
  'article-record',
  'article-cited-by',
  'backlinks',
  'related',
  'footnote-label',
  'featured',
  'topics',
  'most-used',
  'narrower',
  'nearest',
];

/**
 * Ids of page elements outside the text (CONTRACT §5), with those of their headings. A heading or an author's element with one of
 * these gets another id, so that ids are unique. Ids with a capital are not listed, since ids of headings have none.
 */
export const pageIds: readonly string[] = parts.flatMap((id) => [id, `${id}-heading`]);

const known: ReadonlySet<string> = new Set(pageIds);

/** The id that an author's element gets: its own, unless the page uses it. */
export function ownId(id: string): string {
  return known.has(id) ? `text-${id}` : id;
}
