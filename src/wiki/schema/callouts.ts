/** The kinds of callouts, as Obsidian has them, with GitHub's five alerts among them. */

/** Each kind with the other words for it (Obsidian Help, "Callouts"). */
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
  /** One of the kinds, or the author's own word in lower case: themes may style it. */
  readonly kind: string;
  /** What a callout without a title is called: the author's word. */
  readonly label: string;
}

/** @param word as written: `NOTE`, `faq`, `my-kind` */
export function calloutKind(word: string): CalloutKind {
  const name = word.trim().toLowerCase();
  const words = name.replace(/[-_]+/g, ' ');
  return { kind: kindOfWord.get(name) ?? name.replace(/\s+/g, '-'), label: words.charAt(0).toUpperCase() + words.slice(1) };
}
