/** Finds articles by what they are called, from the first letter on: titles and aliases in the reader's memory, typing errors allowed. */
import MiniSearch, { type Options } from 'minisearch';
import { unspaced } from '../../../shared/indexed-text.ts';
import type { Name } from '../names.ts';
import { alikeByPairs, alikeBySpelling, pairsOf, spacedWords, wordsOf } from '../nearest-names.ts';

export interface FoundName {
  readonly name: Name;
  readonly match: Match;
  /** The alias that matched, where the title did not. */
  readonly alias?: string;
}

/** How what was typed and a name match, the best first. */
export const matches = ['same', 'begins', 'begins-word', 'words', 'alike'] as const;
export type Match = (typeof matches)[number];

interface Spelling {
  readonly id: number;
  readonly number: number;
  readonly alias?: string;
  readonly words: string;
  /** By what it is found, with spaces between: its words, and the parts of `OpenAI`. */
  readonly tokens: string;
}

/** From 0, nothing alike, to 1, the same. */
const leastAlike = 0.55;
/** Of names that share words with what was typed, so many are looked at closely. */
const maxAlike = 60;
/** Shorter ones are another word with another letter. */
const leastLetters = 4;

const wordByWord = {
  processTerm: (term: string) => term,
  searchOptions: { tokenize: (text: string) => text.split(' '), combineWith: 'AND', prefix: true },
} as const;
const options: Options<Spelling> = { ...wordByWord, fields: ['tokens'], tokenize: tokensOf };

export class NameFinder {
  readonly #index = new MiniSearch<Spelling>(options);
  readonly #terms = new MiniSearch<{ readonly id: string }>({ ...wordByWord, fields: ['id'] });
  /** Not in the index yet: nobody has typed a word that might be an error. */
  #newTerms: readonly string[] = [];
  readonly #names = new Map<number, Name>();
  readonly #spellings: Spelling[] = [];

  /** @param first the number of the first of these; a lower number is the more important article */
  add(names: readonly Name[], first: number): void {
    const from = this.#spellings.length;
    for (const [index, name] of names.entries()) {
      const number = first + index;
      this.#names.set(number, name);
      for (const spelled of [name.title, ...name.aliases]) {
        const words = spacedWords(spelled);
        if (words === '') continue;
        const id = this.#spellings.length;
        const parts = wordsOf(spelled);
        const tokens = parts === words ? words : `${words} ${parts}`;
        this.#spellings.push({ id, number, words, tokens, ...(spelled !== name.title && { alias: spelled }) });
      }
    }
    this.#index.addAll(this.#spellings.slice(from));
  }

  /** @param terms words that are no typing errors, though no name has them */
  addTerms(terms: readonly string[]): void {
    this.#newTerms = [...this.#newTerms, ...terms];
  }

  /** Those with all words typed, each as it is or as a beginning: the best match first, of several words the shorter name, then the more important article. */
  find(typed: string): FoundName[] {
    const wanted = spacedWords(typed);
    if (wanted === '') return [];
    return this.#ranked(
      this.#index.search(wanted).map(({ id }) => {
        const spelling = this.#spellings[id] as Spelling;
        return { spelling, rank: matches.indexOf(matchOf(wanted, spelling.words)) + restOf(wanted, spelling.words) };
      }),
    );
  }

  /** Those that may have been meant: called almost so. */
  findAlike(typed: string): FoundName[] {
    const wanted = spacedWords(typed);
    if (wanted.length < leastLetters) return [];
    const pairs = pairsOf(wanted);
    const apart = wanted
      .split(' ')
      .map((word) => this.#takenApart(word))
      .join(' ');
    const near = this.#index.search(apart, { combineWith: 'OR', fuzzy: editsAllowed }).slice(0, maxAlike);
    return this.#ranked(
      near.flatMap(({ id }) => {
        const spelling = this.#spellings[id] as Spelling;
        const alike = likeness(wanted, pairs, spelling.words);
        return alike >= leastAlike ? [{ spelling, rank: matches.length - alike }] : [];
      }),
    );
  }

  /** What was typed with each unknown word replaced by the known one nearest to it; undefined where no word is. */
  correct(typed: string): string | undefined {
    const words = spacedWords(typed).split(' ');
    const corrected = words.map((word) => this.#nearestWord(word) ?? word);
    return corrected.some((word, index) => word !== words[index]) ? corrected.join(' ') : undefined;
  }

  /** A word that no name has, as two that names have: the space between them was left out. */
  #takenApart(word: string): string {
    if (word.length < 2 * leastLetters || this.#index.search(word).length > 0) return word;
    for (let at = word.length - 2; at > 1; at--) {
      const [before, after] = [word.slice(0, at), word.slice(at)];
      if (this.#index.search(before, { prefix: false }).length > 0 && this.#index.search(after).length > 0)
        return `${before} ${after}`;
    }
    return word;
  }

  #allTerms(): MiniSearch<{ readonly id: string }> {
    const folded = new Set(this.#newTerms.map(spacedWords));
    this.#newTerms = [];
    this.#terms.addAll([...folded].filter((id) => id !== '' && !this.#terms.has(id)).map((id) => ({ id })));
    return this.#terms;
  }

  /** Undefined for a word that is known, or the beginning of one. */
  #nearestWord(word: string): string | undefined {
    if (word.length < leastLetters || this.#index.search(word).length > 0) return undefined;
    const terms = this.#allTerms();
    if (terms.search(word).length > 0) return undefined;
    const known = [this.#index, terms];
    const counts = new Map<string, number>();
    for (const { terms: near } of known.flatMap((index) => index.search(word, { prefix: false, fuzzy: editsAllowed })))
      for (const term of near) counts.set(term, (counts.get(term) ?? 0) + 1);
    const nearest = [...counts].map(([term, count]) => ({ term, count, alike: alikeBySpelling(word, term) }));
    return nearest.sort((a, b) => b.alike - a.alike || b.count - a.count)[0]?.term;
  }

  /** Each article once, by the best of its spellings. */
  #ranked(found: readonly { readonly spelling: Spelling; readonly rank: number }[]): FoundName[] {
    const best = new Map<number, { readonly spelling: Spelling; readonly rank: number }>();
    for (const each of found) {
      const known = best.get(each.spelling.number);
      if (!known || each.rank < known.rank || (each.rank === known.rank && each.spelling.id < known.spelling.id))
        best.set(each.spelling.number, each);
    }
    return [...best.values()]
      .sort((a, b) => a.rank - b.rank || a.spelling.number - b.spelling.number)
      .map(({ spelling: { number, alias }, rank }) => ({
        name: this.#names.get(number) as Name,
        match: matches[Math.min(Math.floor(rank), matches.length - 1)] as Match,
        ...(alias !== undefined && { alias }),
      }));
  }
}

function tokensOf(words: string): string[] {
  return words.split(' ').flatMap((word) => (unspaced.test(word) ? [...word].map((_, at, all) => all.slice(at).join('')) : word));
}

function matchOf(wanted: string, words: string): Match {
  if (words === wanted) return 'same';
  if (words.startsWith(wanted)) return 'begins';
  return words.includes(` ${wanted}`) ? 'begins-word' : 'words';
}

/** In tenths, below 1: how much of a name with several of the typed words was not typed; who has typed one may mean any with it. */
function restOf(wanted: string, words: string): number {
  return wanted.includes(' ') ? Math.floor(9 * Math.max(0, 1 - wanted.length / words.length)) / 10 : 0;
}

/** Two neighbours that changed places count as two edits. */
function editsAllowed(word: string): number {
  return word.length < leastLetters ? 0 : word.length < 8 ? 2 : 3;
}

/** The words may be in another order, and the last of them not all typed. */
function likeness(wanted: string, pairs: ReadonlySet<string>, words: string): number {
  const begun = words.slice(0, wanted.length);
  return Math.max(
    alikeByPairs(pairs, pairsOf(words)),
    alikeBySpelling(wanted, words),
    words.length > wanted.length ? 0.95 * alikeBySpelling(wanted, begun) : 0,
  );
}
