/**
 * Ids of page elements outside the text (CONTRACT §5). A heading with one of these gets another id, so that ids are unique. Ids
 * with a capital are not listed, since ids of headings have none.
 */
export const pageIds: readonly string[] = [
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
];
