/** The words that readers see: a table for each language in words/, and the replacements in sourcebook.yaml. */
import { type Message, type Saying, saying, type Words } from '../shared/messages.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en, type WordKey } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { ja } from './words/ja.ts';
import { pt } from './words/pt.ts';
import { zh } from './words/zh.ts';

/** Returns any message of the table. */
export type Say = Saying<typeof en>;

/** By language. Each table has every message, with its plural forms. */
export const translations: Readonly<Record<string, Readonly<Record<WordKey, Message>>>> = { ar, de, en, es, fr, ja, pt, zh };

/** Messages that sourcebook.yaml replaces. */
export type OwnWords = { readonly [Key in WordKey]?: Message };

export const wordKeys = Object.keys(en) as WordKey[];

/** The English message. */
export function englishOf(key: string): Message | undefined {
  return Object.hasOwn(en, key) ? en[key as WordKey] : undefined;
}

/** @param lang language of the wiki: `de-CH` gets German; a language without a table, English */
export function wordsOf({ lang, words }: { readonly lang: string; readonly words: OwnWords }): Words {
  const table = translations[new Intl.Locale(lang).language];
  return { lang: table ? lang : 'en', messages: { ...(table ?? en), ...words } };
}

export function sayingOf(words: Words): Say {
  return saying(() => words);
}
