/** What a preview of a footnote or a source is called. */
export const previewWords = {
  sourceNumber: 'Source {number}',
  noteNumber: 'Note {number}',
} as const;
