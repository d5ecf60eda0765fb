/** Numbers for readers, in the language of the page text. */

const formats = new Map<string, Intl.NumberFormat>();

/** `32,751`; in Latin digits in every language, since scripts sort by them. */
export function numberText(value: number, lang = 'en'): string {
  // Creating a format is slow in browsers, and most numbers are small.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  const format = formats.get(lang) ?? new Intl.NumberFormat(lang, { numberingSystem: 'latn' });
  formats.set(lang, format);
  return format.format(value);
}
