/** Titles of previews of footnotes and sources. */
export const previewWords = {
  sourceNumber: 'Source {number}',
  noteNumber: 'Note {number}',
} as const;
