/** The words that readers see, in the language of the wiki: one table a language in words/, and what sourcebook.yaml says instead. */
import { type Message, type Saying, saying, type Words } from '../shared/messages.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en, type WordKey } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { ja } from './words/ja.ts';
import { pt } from './words/pt.ts';
import { zh } from './words/zh.ts';

/** Says any message of the table. */
export type Say = Saying<typeof en>;

/** By language. Each has every message, with the forms that its plurals need. */
export const translations: Readonly<Record<string, Readonly<Record<WordKey, Message>>>> = { ar, de, en, es, fr, ja, pt, zh };

/** What sourcebook.yaml says instead of the table. */
export type OwnWords = { readonly [Key in WordKey]?: Message };

export const wordKeys = Object.keys(en) as WordKey[];

/** The message of the table in English. */
export function englishOf(key: string): Message | undefined {
  return Object.hasOwn(en, key) ? en[key as WordKey] : undefined;
}

/** @param lang of the wiki: `de-CH` gets German, a language without a table English */
export function wordsOf({ lang, words }: { readonly lang: string; readonly words: OwnWords }): Words {
  const table = translations[new Intl.Locale(lang).language];
  return { lang: table ? lang : 'en', messages: { ...(table ?? en), ...words } };
}

export function sayingOf(words: Words): Say {
  return saying(() => words);
}
