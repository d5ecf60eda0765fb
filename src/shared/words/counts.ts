/** Counts that pages and scripts tell. */
export const countWords = {
  articleCount: { one: '{count} article', other: '{count} articles' },
} as const;
