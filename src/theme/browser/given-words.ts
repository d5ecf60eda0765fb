/** The words that the page brings along for its scripts. */
import type { Words } from '../../shared/messages.ts';
import { pageWords } from '../../shared/words/page.ts';

let given: Words | undefined;

/** Those that differ from English (components/ScriptWords.astro). */
export function givenWords(): Words {
  given ??= JSON.parse(document.querySelector('[data-words]')?.textContent ?? '{"lang":"en","messages":{}}') as Words;
  return given;
}

/** A word of the script of every page, which is too small for what says all messages (say.ts). */
export function pageWord(key: keyof typeof pageWords): string {
  return String(givenWords().messages[key] ?? pageWords[key]);
}
