/** Tags of languages (BCP 47): `en`, `pt-BR`, `zh-Hant`. */

/** A tag as it is usually written, `de_at` as `de-AT`; undefined for what is none. Every tag that is returned is one for `Intl`. */
export function languageTag(written: string): string | undefined {
  const tag = written.trim().replaceAll('_', '-');
  // `Intl` takes words of up to eight letters for languages: nobody means `english` so.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const fromTheRight: ReadonlySet<string> = new Set(
  'Adlm Arab Aran Armi Avst Hatr Hebr Mand Mani Nbat Nkoo Palm Phli Phnx Rohg Samr Syrc Thaa Yezi'.split(' '),
);

/** Of a tag for `Intl`: which way its script is written, where it names none the usual one of the language. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return fromTheRight.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
}
