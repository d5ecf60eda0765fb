/** Stemmers by language, which unite the forms of a word: `decoding` and `decoded`, `Häuser` and `Haus`. */

/** Returns the stem of a word: the same text for all its forms. */
export type Stem = (word: string) => string;

interface Language {
  readonly load: () => Promise<{ readonly stemmer: Stem }>;
  /**
   * When to drop accents that authors often omit (`resume`): before stemming if the stemmer expects none, after it if endings
   * have accents. Absent for languages in which accents make different letters: `får`, `far`.
   */
  readonly dropsAccents?: 'before' | 'after';
}

/** Snowball's algorithms (https://snowballstem.org), by language code (ISO 639-1). */
const languages: Readonly<Record<string, Language>> = {
  ar: { load: () => import('@orama/stemmers/arabic') },
  bg: { load: () => import('@orama/stemmers/bulgarian') },
  da: { load: () => import('@orama/stemmers/danish') },
  de: { load: () => import('@orama/stemmers/german') },
  el: { load: () => import('@orama/stemmers/greek'), dropsAccents: 'after' },
  en: { load: () => import('@orama/stemmers/english'), dropsAccents: 'before' },
  es: { load: () => import('@orama/stemmers/spanish'), dropsAccents: 'after' },
  fi: { load: () => import('@orama/stemmers/finnish') },
  fr: { load: () => import('@orama/stemmers/french'), dropsAccents: 'after' },
  ga: { load: () => import('@orama/stemmers/irish'), dropsAccents: 'after' },
  hi: { load: () => import('@orama/stemmers/indian') },
  hu: { load: () => import('@orama/stemmers/hungarian') },
  hy: { load: () => import('@orama/stemmers/armenian') },
  id: { load: () => import('@orama/stemmers/indonesian') },
  it: { load: () => import('@orama/stemmers/italian'), dropsAccents: 'after' },
  lt: { load: () => import('@orama/stemmers/lithuanian') },
  nb: { load: () => import('@orama/stemmers/norwegian') },
  ne: { load: () => import('@orama/stemmers/nepali') },
  nl: { load: () => import('@orama/stemmers/dutch'), dropsAccents: 'after' },
  nn: { load: () => import('@orama/stemmers/norwegian') },
  no: { load: () => import('@orama/stemmers/norwegian') },
  pt: { load: () => import('@orama/stemmers/portuguese'), dropsAccents: 'after' },
  ro: { load: () => import('@orama/stemmers/romanian') },
  ru: { load: () => import('@orama/stemmers/russian') },
  sr: { load: () => import('@orama/stemmers/serbian') },
  sv: { load: () => import('@orama/stemmers/swedish') },
  ta: { load: () => import('@orama/stemmers/tamil') },
  tr: { load: () => import('@orama/stemmers/turkish') },
  uk: { load: () => import('@orama/stemmers/ukrainian') },
};

/**
 * Loads the stemmers of the given languages only.
 *
 * @param tags BCP 47 language tags: `en`, `pt-BR`
 * @returns the stemmer for a language tag. Without a stemmer for the language, words are only lower-cased.
 */
export async function loadStemmers(tags: Iterable<string>): Promise<(tag: string) => Stem> {
  const codes = [...new Set([...tags].map(codeOf))];
  const loaded = await Promise.all(
    codes.map(async (code): Promise<[string, Stem]> => {
      const language = Object.hasOwn(languages, code) ? languages[code] : undefined;
      if (!language) return [code, withoutCase];
      const { stemmer } = await language.load();
      switch (language.dropsAccents) {
        case 'before':
          return [code, (word) => stemmer(withoutAccents(withoutCase(word)))];
        case 'after':
          return [code, (word) => withoutAccents(stemmer(withoutCase(word)))];
        default:
          return [code, (word) => stemmer(withoutCase(word))];
      }
    }),
  );
  const stems = new Map(loaded);
  return (tag) => stems.get(codeOf(tag)) ?? withoutCase;
}

function codeOf(tag: string): string {
  return (/^[a-z]+/i.exec(tag)?.[0] ?? '').toLowerCase();
}

function withoutCase(word: string): string {
  return word.toLowerCase();
}

function withoutAccents(word: string): string {
  return /^[\0-\x7f]*$/.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(/[\u0300-\u036f]+/g, '')
        .normalize('NFC');
}
