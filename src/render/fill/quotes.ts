/** The quotes of languages, as the Unicode CLDR has them (delimiters); where a language says none, those of English. */

/** Opening and closing, outside and within others. */
export type Quotes = readonly [string, string, string, string];

const english: Quotes = ['“', '”', '‘', '’'];
const low: Quotes = ['„', '“', '‚', '‘'];
const lowHigh: Quotes = ['„', '”', '‚', '’'];
const pointed: Quotes = ['«', '»', '“', '”'];
const same: Quotes = ['”', '”', '’', '’'];

const byLanguage: Readonly<Record<string, Quotes>> = {
  ar: ['”', '“', '’', '‘'],
  be: ['«', '»', '„', '“'],
  bg: low,
  bs: lowHigh,
  ca: pointed,
  cs: low,
  da: same,
  de: low,
  'de-CH': ['«', '»', '‹', '›'],
  el: pointed,
  es: pointed,
  et: ['„', '“', '«', '»'],
  eu: pointed,
  fa: ['«', '»', '‹', '›'],
  fi: same,
  // Narrow spaces that do not break stand inside.
  fr: ['«\u202f', '\u202f»', '“', '”'],
  he: same,
  hr: lowHigh,
  hu: ['„', '”', '»', '«'],
  hy: ['«', '»', '«', '»'],
  is: low,
  it: pointed,
  // Written as they are meant: 「…」.
  ja: ['"', '"', "'", "'"],
  ka: ['„', '“', '«', '»'],
  lt: ['„', '“', '„', '“'],
  mk: ['„', '“', '’', '‘'],
  nb: ['«', '»', '‘', '’'],
  nn: ['«', '»', '‘', '’'],
  no: ['«', '»', '‘', '’'],
  pl: ['„', '”', '«', '»'],
  pt: pointed,
  'pt-BR': english,
  ro: ['„', '”', '«', '»'],
  ru: ['«', '»', '„', '“'],
  sk: low,
  sl: low,
  sq: ['«', '»', '“', '”'],
  sr: ['„', '”', '’', '’'],
  sv: same,
  uk: ['«', '»', '„', '“'],
};

/** @param lang tag of a language */
export function quotesOf(lang: string): Quotes {
  return byLanguage[lang] ?? byLanguage[lang.split('-')[0] ?? ''] ?? english;
}
