/** Words of the script of every page. */
export const pageWords = {
  schemeAuto: 'Colour scheme: automatic',
  schemeLight: 'Colour scheme: light',
  schemeDark: 'Colour scheme: dark',
  searchNotLoaded: 'Search could not be loaded. Try again when you are online.',
} as const;
