/** Quotation marks by language, from the Unicode CLDR (delimiters); English for languages without an entry. */

/** Opening and closing marks, outer then inner. */
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
  // With narrow no-break spaces inside.
  fr: ['«\u202f', '\u202f»', '“', '”'],
  he: same,
  hr: lowHigh,
  hu: ['„', '”', '»', '«'],
  hy: ['«', '»', '«', '»'],
  is: low,
  it: pointed,
  // Straight quotes are kept; Japanese authors write 「…」 themselves.
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

/** @param lang language tag */
export function quotesOf(lang: string): Quotes {
  return byLanguage[lang] ?? byLanguage[lang.split('-')[0] ?? ''] ?? english;
}
