/** The map of the wiki. */
export const graphWords = {
  graphFailed: 'The map could not be loaded: {reason}',
  graphShown: { one: '{shown} of {count} article', other: '{shown} of {count} articles' },
  graphNoArticle: 'Choose no article',
  graphLinks: { one: '{count} link here, {out} from here', other: '{count} links here, {out} from here' },
  graphAll: 'All',
  graphWithin: { one: 'Within {count} step', other: 'Within {count} steps' },
  allArticles: 'All articles',
  graphSteps: 'Steps around it',
  andMore: { one: 'and {count} more', other: 'and {count} more' },
  graphLinked: { one: '{count} linked article', other: '{count} linked articles' },
  graphNoWay: 'No links lead from one to the other.',
  graphWays: { one: 'One way', other: '{count} ways' },
  graphWaysOf: { one: '{ways} of {count} step.', other: '{ways} of {count} steps.' },
  graphQuoted: '“{relation}”',
} as const;
