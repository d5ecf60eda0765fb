/** Kinds of callouts: Obsidian's, which include GitHub's five alerts. */

/** Each kind with its aliases (Obsidian Help, "Callouts"). */
const kinds = {
  note: [],
  abstract: ['summary', 'tldr'],
  info: [],
  todo: [],
  tip: ['hint'],
  important: [],
  success: ['check', 'done'],
  question: ['help', 'faq'],
  warning: ['caution', 'attention'],
  failure: ['fail', 'missing'],
  danger: ['error'],
  bug: [],
  example: [],
  quote: ['cite'],
} as const satisfies Record<string, readonly string[]>;

const kindOfWord = new Map<string, string>(
  Object.entries(kinds).flatMap(([kind, others]) => [[kind, kind], ...others.map((other): [string, string] => [other, kind])]),
);

export interface CalloutKind {
  /** One of the kinds, or the author's own word in lower case, which themes may style. */
  readonly kind: string;
  /** Title of a callout without one: the author's word. */
  readonly label: string;
}

/** @param word as written: `NOTE`, `faq`, `my-kind` */
export function calloutKind(word: string): CalloutKind {
  const name = word.trim().toLowerCase();
  const words = name.replace(/[-_]+/g, ' ');
  return { kind: kindOfWord.get(name) ?? name.replace(/\s+/g, '-'), label: words.charAt(0).toUpperCase() + words.slice(1) };
}
