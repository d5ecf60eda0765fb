/** Counts shown by pages and scripts. */
export const countWords = {
  articleCount: { one: '{count} article', other: '{count} articles' },
} as const;
