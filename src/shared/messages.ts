/** Messages of the interface: text with placeholders such as `{title}`, and forms for counts. */
import { numberText } from './numbers.ts';

/** Forms by plural category (Unicode CLDR); a category without a form takes `other`. */
export type PluralForms = { readonly [Category in Intl.LDMLPluralRule]?: string } & { readonly other: string };

export type Message = string | PluralForms;

export type MessageTable = Readonly<Record<string, Message>>;

/** Messages in one language. */
export interface Words {
  /** Tag whose rules plurals and numbers follow. */
  readonly lang: string;
  readonly messages: MessageTable;
}

type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

type ValuesOf<M> = M extends string
  ? { readonly [Name in PlaceholdersOf<M>]: string | number }
  : M extends { readonly other: infer Text extends string }
    ? { readonly [Name in Exclude<PlaceholdersOf<Text>, 'count'>]: string | number } & { readonly count: number }
    : never;

/** Prints messages of a table: `say('articleCount', { count: 3 })`. A placeholder without a value does not compile. */
export interface Saying<Table extends MessageTable> {
  <Key extends keyof Table & string>(
    key: Key,
    ...values: keyof ValuesOf<Table[Key]> extends never ? [] : [ValuesOf<Table[Key]>]
  ): string;
  /** A number as the language writes it. */
  readonly number: (value: number) => string;
}

const rules = new Map<string, Intl.PluralRules>();

/** Caches the rules of each language: creating them takes as long as printing many messages. */
function rulesOf(lang: string): Intl.PluralRules {
  const known = rules.get(lang) ?? new Intl.PluralRules(lang);
  rules.set(lang, known);
  return known;
}

/** @param load called for the first message */
export function saying<Table extends MessageTable>(load: () => Words): Saying<Table> {
  let words: Words | undefined;
  const number = (value: number): string => {
    words ??= load();
    return numberText(value, words.lang);
  };
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    words ??= load();
    const message = words.messages[key] ?? key;
    const text =
      typeof message === 'string' ? message : (message[rulesOf(words.lang).select(Number(values['count']))] ?? message.other);
    if (!text.includes('{')) return text;
    return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values[name] ?? placeholder;
      return typeof value === 'number' ? number(value) : value;
    });
  };
  return Object.assign(say, { number }) as Saying<Table>;
}

/** Names of the placeholders of a message, of all its forms, each once. */
export function placeholdersOf(message: Message): string[] {
  const texts = typeof message === 'string' ? [message] : Object.values(message);
  const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
  return [...new Set(names)];
}
