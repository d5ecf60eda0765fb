/** Diagrams that the browser draws. */
export const diagramWords = {
  diagram: 'Diagram',
  diagramSource: 'Source',
  diagramFailed: 'This diagram could not be drawn; this is its source.',
} as const;
