/** What styles write. Each is a custom property of the page where it is not English (layouts/Base.astro). */
export const styleWords = {
  styleLinksIn: 'Links in: ',
  styleArticles: 'Articles: ',
  styleCitedBy: 'Cited by: ',
  styleLinkCopied: ' link copied',
  styleInserted: 'inserted: ',
  styleDeleted: 'deleted: ',
} as const;
