/**
 * Words of the interface within the text of an article. Text is compiled for any language of the wiki: a mark keeps the place of a
 * message until the page is printed.
 */
import type { Say } from '../../site/words.ts';
import { htmlMark } from '../../wiki/text/noncharacters.ts';

/** Messages in the text of articles, each without a placeholder or with this one. */
const placeholders = {
  code: undefined,
  codeIn: 'language',
  diagram: undefined,
  diagramSource: undefined,
  footnotes: undefined,
  backToReference: 'number',
  formula: undefined,
  sectionLink: undefined,
  table: undefined,
  taskDone: undefined,
  taskOpen: undefined,
  calloutNote: undefined,
  calloutAbstract: undefined,
  calloutSummary: undefined,
  calloutTldr: undefined,
  calloutInfo: undefined,
  calloutTodo: undefined,
  calloutTip: undefined,
  calloutHint: undefined,
  calloutImportant: undefined,
  calloutSuccess: undefined,
  calloutCheck: undefined,
  calloutDone: undefined,
  calloutQuestion: undefined,
  calloutHelp: undefined,
  calloutFaq: undefined,
  calloutWarning: undefined,
  calloutCaution: undefined,
  calloutAttention: undefined,
  calloutFailure: undefined,
  calloutFail: undefined,
  calloutMissing: undefined,
  calloutDanger: undefined,
  calloutError: undefined,
  calloutBug: undefined,
  calloutExample: undefined,
  calloutQuote: undefined,
  calloutCite: undefined,
} as const;

export type MarkedWord = keyof typeof placeholders;

export interface WordMark {
  readonly word: MarkedWord;
  /** Value of its placeholder; absent if it has none. */
  readonly value?: string;
}

const { start, end } = htmlMark;
const pattern = `${start}(\\w+) ([^${end}]*)${end}`;
const marks = new RegExp(pattern, 'g');
const mark = new RegExp(`^${pattern}$`);

/** The mark as text. */
export function wordMark(word: MarkedWord, value = ''): string {
  return `${start}${word} ${value}${end}`;
}

/** Undefined for any other text. */
export function wordOfMark(text: string): WordMark | undefined {
  const [, word = '', value = ''] = mark.exec(text) ?? [];
  return isMarkedWord(word) ? { word, ...(value !== '' && { value }) } : undefined;
}

export function isMarkedWord(word: string): word is MarkedWord {
  return Object.hasOwn(placeholders, word);
}

export function sayMark(say: Say, { word, value = '' }: WordMark): string {
  switch (placeholders[word]) {
    case 'language':
      return say('codeIn', { language: value });
    case 'number':
      return say('backToReference', { number: value });
    case undefined:
      return say(word as Exclude<MarkedWord, 'codeIn' | 'backToReference'>);
  }
}

/** HTML with its marks replaced by words. @param show escapes the words */
export function withWords(html: string, say: Say, show: (words: string) => string): string {
  if (!html.includes(start)) return html;
  return html.replace(marks, (text, word: string, value: string) =>
    isMarkedWord(word) ? show(sayMark(say, { word, value })) : text,
  );
}
