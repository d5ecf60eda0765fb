import { type MessageTable, type Saying, saying } from '../../shared/messages.ts';
import { givenWords } from './given-words.ts';

/** Says words of a part in the language of the wiki. @param english what is said where the page brings nothing */
export function sayingOf<Table extends MessageTable>(english: Table): Saying<Table> {
  return saying(() => {
    const { lang, messages } = givenWords();
    return { lang, messages: { ...english, ...messages } };
  });
}
