/** Results of a list filter. */
export const listWords = {
  noArticleMatches: 'No article matches.',
  noSourceMatches: 'No source matches.',
  noTypeMatches: 'No type matches.',
  noTagMatches: 'No tag matches.',
  articlesShown: { one: '{shown} of {count} article.', other: '{shown} of {count} articles.' },
  sourcesShown: { one: '{shown} of {count} source.', other: '{shown} of {count} sources.' },
  typesShown: { one: '{shown} of {count} type.', other: '{shown} of {count} types.' },
  tagsShown: { one: '{shown} of {count} tag.', other: '{shown} of {count} tags.' },
} as const;
