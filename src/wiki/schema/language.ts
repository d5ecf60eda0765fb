/** Language tags (BCP 47): `en`, `pt-BR`, `zh-Hant`. */

/** Normalizes a tag: `de_at` becomes `de-AT`. Returns undefined for an invalid tag; every returned tag is valid for `Intl`. */
export function languageTag(written: string): string | undefined {
  const tag = written.trim().replaceAll('_', '-');
  // `Intl` accepts words of up to eight letters as languages, but `english` is not meant as a tag.
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

/** The writing direction of a tag's script, or of the usual script of its language. The tag must be valid for `Intl`. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return fromTheRight.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
}
