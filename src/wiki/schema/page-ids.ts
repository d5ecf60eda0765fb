/**
 * Ids of elements that every page has or may have beside its text (CONTRACT §5): a heading of the same name gets another, so that
 * each is there once. Ids with a capital need no place here: no heading's has one.
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
