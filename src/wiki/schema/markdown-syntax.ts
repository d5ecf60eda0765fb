/** Optional markdown syntax beyond GitHub's; each is off unless the wiki enables it. */

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

/** All options off. */
export const plainSyntax: MarkdownSyntax = {
  breaks: false,
  definitionLists: false,
  subscript: false,
  superscript: false,
  smartPunctuation: false,
  emoji: false,
  abbreviations: false,
};

/** A key for a set of options: equal for equal options. */
export function syntaxKey(syntax: MarkdownSyntax): string {
  return syntaxNames.filter((name) => syntax[name]).join(' ');
}
