/** The words a result was found by, on their way to its page: they are not in its address, which stays as it is. */
import { forget, store, stored } from '../stored.ts';

const key = 'found';
/** In milliseconds: a page that takes longer to open, in a tab that waits, is read without marks. */
const patience = 30_000;

interface Sent {
  readonly path: string;
  readonly words: readonly string[];
  readonly at: number;
}

export function sendFound(path: string, words: readonly string[]): void {
  if (words.length > 0) store(key, JSON.stringify([...waiting(), { path, words, at: Date.now() }]));
}

/** What was sent to this page, once. */
export function takeFound(path: string): readonly string[] | undefined {
  const all = waiting();
  const mine = all.findLast((sent) => sent.path === path);
  const rest = all.filter((sent) => sent !== mine);
  if (rest.length > 0) store(key, JSON.stringify(rest));
  else forget(key);
  return mine?.words;
}

function waiting(): Sent[] {
  try {
    const all = JSON.parse(stored(key) ?? '[]') as unknown;
    return Array.isArray(all) ? (all as Sent[]).filter(({ at }) => Math.abs(Date.now() - at) < patience) : [];
  } catch {
    return [];
  }
}
