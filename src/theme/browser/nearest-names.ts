/** Which articles may have been meant by an address that led nowhere: by the letters and words of their ids, titles and aliases. */
import { fold } from '../../shared/letters.ts';
import type { Name } from './names.ts';

/** Names are compared by pairs of letters; of the best by these so many are looked at closely. */
const maxCandidates = 40;
/** From 0, nothing alike, to 1, the same. */
const leastAlike = 0.42;

export interface Near {
  readonly id: string;
  readonly title: string;
}

/**
 * The nearest first.
 *
 * @param path below the home page, decoded
 */
export function nearestNames(names: readonly Name[], path: string, count: number): Near[] {
  const wanted = wordsOf(lastSegment(path.replace(/\.\w{2,5}$/, '').replace(/\/$/, '')));
  const whole = wordsOf(path.replace(/\.\w{2,5}$/, ''));
  if (wanted === '') return [];
  const wantedPairs = pairsOf(wanted);
  const rough = names.map((name) => {
    const spellings = new Set([lastSegment(name.id), name.title, ...name.aliases].map(wordsOf));
    const alike = Math.max(...[...spellings].map((each) => alikeByPairs(wantedPairs, pairsOf(each))));
    return { name, spellings, alike };
  });
  const close = rough.sort((a, b) => b.alike - a.alike).slice(0, maxCandidates);
  return close
    .map(({ name: { id, title }, spellings, alike }) => {
      const spelled = Math.max(...[...spellings].map((each) => alikeBySpelling(wanted, each)));
      // The folder tells two of one name apart.
      const place = alikeByPairs(pairsOf(whole), pairsOf(wordsOf(id)));
      return { id, title, alike: Math.max(alike, spelled), place };
    })
    .filter(({ alike }) => alike >= leastAlike)
    .sort((a, b) => b.alike - a.alike || b.place - a.place || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id, title }) => ({ id, title }));
}

/** `Latent_space-2` and `latentSpace 2` are `latent space 2`. */
export function wordsOf(text: string): string {
  return spacedWords(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
}

/** `Latent_space-2` is `latent space 2`, and `latentSpace` is `latentspace`. */
export function spacedWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Neighbouring letters, and the first of each word, so that the order of words counts little. */
export function pairsOf(words: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const word of words.split(' ')) {
    pairs.add(` ${word.slice(0, 1)}`);
    for (let at = 0; at + 1 < word.length; at++) pairs.add(word.slice(at, at + 2));
  }
  return pairs;
}

/** Sørensen and Dice's coefficient. */
export function alikeByPairs(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}

/** By how few letters one becomes the other. */
export function alikeBySpelling(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - distance(a, b) / longest;
}

/** Of Levenshtein. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
