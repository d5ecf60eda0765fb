import { type MessageTable, type Saying, saying, type Words } from '../../shared/messages.ts';

let given: Words | undefined;

/** What the page brings along: the words of its scripts that differ from English (components/ScriptWords.astro). */
export function givenWords(): Words {
  given ??= JSON.parse(document.querySelector('[data-words]')?.textContent ?? '{"lang":"en","messages":{}}') as Words;
  return given;
}

/** Says words of a part in the language of the wiki. @param english what is said where the page brings nothing */
export function sayingOf<Table extends MessageTable>(english: Table): Saying<Table> {
  return saying(() => {
    const { lang, messages } = givenWords();
    return { lang, messages: { ...english, ...messages } };
  });
}
