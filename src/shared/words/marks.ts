/** Search matches marked on a page. */
export const markWords = {
  foundTimes: { one: 'Found once', other: 'Found {count} times' },
  foundAt: '{at} of {count}',
  foundPrevious: 'To the one before',
  foundNext: 'To the next',
  foundClear: 'Clear the marks',
  foundWords: 'Words of the search',
} as const;
