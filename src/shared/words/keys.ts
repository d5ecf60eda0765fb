/** The list of keyboard shortcuts. */
export const keyWords = {
  keys: 'Keys',
  search: 'Search',
  close: 'Close',
  keyEnterPreview: 'Go into the preview of a link',
  keyClosePreview: 'Close a preview',
  keyThisList: 'This list',
  keyOr: 'or',
  keySingle: 'Keys of one character, such as / and ?',
  keyPreviews: 'Previews: rest on a link, or press it, to see what it leads to',
} as const;
