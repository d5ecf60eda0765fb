/** Letters as readers type them: lower case, without accents, and plain letters for those that have no accent to drop. */

/** Latin letters that Unicode does not decompose, each with its plain spelling. */
export const spellings: readonly (readonly [letter: string, plain: string])[] =
  'æae œoe ßss þth øo ɔo łl đd ðd ɗd ıi ħh ŋn ŧt ĸk ƙk ɓb əe ɛe ƴy'.split(' ').map((each) => [each.charAt(0), each.slice(1)]);
const plainOf = new Map(spellings);
const special = new RegExp(`[${[...plainOf.keys()].join('')}]`, 'g');

/**
 * Folds text for comparison with a query: `Ærøskøbing` equals `aeroskobing`, `Größe` equals `GROSSE`. The result may be longer
 * than the text.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (!/[^ -~\s]/.test(lower)) return lower;
  return lower
    .replaceAll('ŀ', 'l')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(special, (letter) => plainOf.get(letter) ?? letter);
}
