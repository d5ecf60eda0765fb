/** The syntax beyond GitHub's that a wiki may ask for; each is off until it does. */

export const syntaxNames = [
  'breaks',
  'definitionLists',
  'subscript',
  'superscript',
  'smartPunctuation',
  'emoji',
  'abbreviations',
] as const;

export type MarkdownSyntax = Readonly<Record<(typeof syntaxNames)[number], boolean>>;

/** None of it. */
export const plainSyntax: MarkdownSyntax = {
  breaks: false,
  definitionLists: false,
  subscript: false,
  superscript: false,
  smartPunctuation: false,
  emoji: false,
  abbreviations: false,
};

/** The same for the same syntax. */
export function syntaxKey(syntax: MarkdownSyntax): string {
  return syntaxNames.filter((name) => syntax[name]).join(' ');
}
