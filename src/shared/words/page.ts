/** What scripts say on any page. */
export const pageWords = {
  copy: 'Copy',
  copied: 'Copied',
  linkCopied: 'Link copied',
  code: 'Code',
  schemeAuto: 'Colour scheme: automatic',
  schemeLight: 'Colour scheme: light',
  schemeDark: 'Colour scheme: dark',
  searchNotLoaded: 'Search could not be loaded. Try again when you are online.',
} as const;
