/** What to do when little or nothing was found: another spelling, fewer conditions, the list of all articles. */
import { buttonOf, elementOf } from '../element.ts';
import { type Operator, plainWords, type QueryPart, withoutPart } from './query.ts';

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
    elementOf('p', '', `No article has ${name === 'is' ? 'the state' : `a ${name} that begins with`} “${value}”.`),
  );
  const narrowing = parts.filter((part) => part.isExcluded || part.kind !== 'word');
  if (corrected !== undefined) {
    const whole = [corrected, ...narrowing.map(written)].join(' ');
    notes.push(elementOf('p', '', 'Did you mean ', instead(corrected, whole), '?'));
  }
  if (count > 0) return notes;
  if (narrowing.length > 0 && (plainWords(parts) !== '' || narrowing.length > 1)) {
    const without = narrowing.flatMap((part, at) => [at > 0 ? ' or ' : ' ', instead(written(part), withoutPart(text, part))]);
    notes.push(elementOf('p', '', 'Search without', ...without));
  }
  const all = elementOf('a', '', 'list of all articles');
  all.href = `${document.documentElement.dataset['home'] ?? '/'}all/`;
  notes.push(elementOf('p', '', 'Fewer or other words may find it; so may the ', all, '.'));
  return notes;
}

/** @param again asks once more */
export function noteOnFailure(error: unknown, again: () => void): HTMLElement[] {
  const reason = error instanceof Error ? error.message : String(error);
  return [elementOf('p', 'search-reason', reason), elementOf('p', '', buttonOf('Try again', again, 'search-instead'))];
}
