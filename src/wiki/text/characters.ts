/** Kinds of characters, as they determine the words of a text. */

/** Kinds of characters at word boundaries. */
export const kinds = {
  unknown: 0,
  other: 1,
  space: 2,
  lineBreak: 3,
  /** Joins its neighbours into one word. */
  glue: 4,
  /** Letter, digit or mark of a script with spaces. */
  word: 5,
  /** Letter, digit or mark of a script without spaces. */
  unspaced: 6,
  /** Katakana, also without spaces: a run of it is one word, which the segmenter may not know. */
  katakana: 7,
} as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

export function isSpace(kind: Kind): boolean {
  return kind === kinds.space || kind === kinds.lineBreak;
}

export function isUnspaced(kind: Kind): boolean {
  return kind >= kinds.unspaced;
}

/** By code point, filled on demand: testing each character of a wiki with regular expressions is too slow. */
const knownKinds = new Uint8Array(0x110000);

export function kindOf(point: number): Kind {
  const known = knownKinds[point] as Kind;
  if (known !== kinds.unknown) return known;
  const kind = classify(String.fromCodePoint(point));
  knownKinds[point] = kind;
  return kind;
}

function classify(character: string): Kind {
  if (/[\n\r]/.test(character)) return kinds.lineBreak;
  if (/\s/.test(character)) return kinds.space;
  if (/[-_\u2010\u2011]/.test(character)) return kinds.glue;
  if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return kinds.other;
  if (katakana.test(character)) return kinds.katakana;
  return withoutSpaces.test(character) ? kinds.unspaced : kinds.word;
}

/** Includes the marks shared with hiragana. `Script_Extensions` would be too wide: it includes accents of Latin. */
const katakana = /[\p{Script=Katakana}\u3031-\u3035\u3099\u309a\u30fc\uff70\uff9e\uff9f]/u;
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3006\u302a-\u302d\u303c]/u;
