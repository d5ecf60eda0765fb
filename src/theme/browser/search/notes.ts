/** What to do when little or nothing was found: another spelling, fewer conditions, the list of all articles. */
import { searchWords } from '../../../shared/words/search.ts';
import { buttonOf, elementOf, sentenceOf } from '../element.ts';
import { sayingOf } from '../say.ts';
import { type Operator, plainWords, type QueryPart, withoutPart } from './query.ts';

const say = sayingOf(searchWords);

export interface Finding {
  /** What was typed, and its parts. */
  readonly text: string;
  readonly parts: readonly QueryPart[];
  /** Operators with a value that nothing has. */
  readonly unknown: readonly Operator[];
  /** How many articles were found. */
  readonly count: number;
  /** The words as they may have been meant. */
  readonly corrected: string | undefined;
}

/** @param type puts other words into the field */
export function notesOn({ text, parts, unknown, count, corrected }: Finding, type: (text: string) => void): HTMLElement[] {
  const written = ({ from, to }: QueryPart): string => text.slice(from, to);
  const instead = (words: string, whole: string): HTMLElement => buttonOf(words, () => type(whole), 'search-instead');
  const notes = unknown.map(({ name, text: value }) =>
    elementOf('p', '', name === 'is' ? say('searchNoState', { value }) : say('searchNoValue', { operator: name, value })),
  );
  const narrowing = parts.filter((part) => part.isExcluded || part.kind !== 'word');
  if (corrected !== undefined) {
    const whole = [corrected, ...narrowing.map(written)].join(' ');
    notes.push(elementOf('p', '', ...sentenceOf((query) => say('searchDidYouMean', { query }), instead(corrected, whole))));
  }
  if (count > 0) return notes;
  if (narrowing.length > 0 && (plainWords(parts) !== '' || narrowing.length > 1)) {
    const without = narrowing.flatMap((part, at) => [
      ...(at > 0 ? [` ${say('searchOr')} `] : []),
      instead(written(part), withoutPart(text, part)),
    ]);
    notes.push(elementOf('p', '', ...sentenceOf((those) => say('searchWithout', { parts: those }), ...without)));
  }
  const all = elementOf('a', '', say('searchListOfAll'));
  all.href = `${document.documentElement.dataset['home'] ?? '/'}all/`;
  notes.push(elementOf('p', '', ...sentenceOf((list) => say('searchFewerWords', { list }), all)));
  return notes;
}

/** @param again asks once more */
export function noteOnFailure(error: unknown, again: () => void): HTMLElement[] {
  const reason = error instanceof Error ? error.message : String(error);
  return [elementOf('p', 'search-reason', reason), elementOf('p', '', buttonOf(say('searchTryAgain'), again, 'search-instead'))];
}
