/**
 * Similarity of articles by their words: the cosine between TF-IDF vectors (Salton and Buckley, "Term-weighting approaches in
 * automatic text retrieval", 1988). Words that occur everywhere weigh nothing, so no language needs a stop list.
 */
import type { Article, Terms } from '../model.ts';
import type { Stem } from './stemmers.ts';

/** The words of the articles, and stemmers for their languages. */
export interface Texts {
  readonly termsOf: (article: Article) => Terms;
  /** The same function for all articles in a language. */
  readonly stemOf: (article: Article) => Stem;
}

/** Articles are identified by their index in the list. */
export interface Similarity {
  /** Calls `found` for each article similar to `self`, with the cosine between them, at most 1. */
  readonly forEachSimilar: (self: number, found: (other: number, cosine: number) => void) => void;
  /** Words that make two articles similar, as written in `self`, strongest first: those that both use repeatedly. */
  readonly sharedWords: (self: number, other: number, most: number) => string[];
}

/** Maximum number of occurrences looked up for an article, starting with its strongest words. Keeps the time linear. */
const maxPlaces = 2000;

/** Minimum similarity; lower values are chance. */
const minCosine = 0.05;

/** Maximum number of words kept for an article, its strongest. More do not improve the result. */
const maxWords = 32;

/** Maximum number of articles that a word may occur in; a more common word does not distinguish them. */
const maxArticles = 400;

/** Maximum share of articles that a word may occur in. More common words are function words in any language. */
const maxPart = 0.25;

/** Words that occur in this many articles count in any wiki: in a wiki of three articles, two are more than the maximum share. */
const minArticles = 3;

/** Indexes the words of all articles. The time grows with the number of articles, not of pairs. */
export function measureSimilarity(articles: readonly Article[], texts: Texts): Similarity {
  const vectors = vectorsOf(articles, texts);
  const postings = postingsOf(vectors);
  const { starts, words, weights, shown, isRepeated } = vectors;
  const cosines = new Float64Array(articles.length);
  const touched = new Int32Array(articles.length);
  return {
    forEachSimilar(self, found) {
      let count = 0;
      let places = 0;
      for (let at = starts[self] ?? 0; at < (starts[self + 1] ?? 0) && places < maxPlaces; at++) {
        const word = words[at] ?? 0;
        const weight = weights[at] ?? 0;
        const end = postings.starts[word + 1] ?? 0;
        places += end - (postings.starts[word] ?? 0);
        for (let place = postings.starts[word] ?? 0; place < end; place++) {
          const other = postings.articles[place] ?? 0;
          const known = cosines[other] ?? 0;
          if (known === 0) touched[count++] = other;
          cosines[other] = known + weight * (postings.weights[place] ?? 0);
        }
      }
      for (let at = 0; at < count; at++) {
        const other = touched[at] ?? 0;
        const cosine = cosines[other] ?? 0;
        if (cosine >= minCosine && other !== self) found(other, cosine);
        cosines[other] = 0;
      }
    },
    sharedWords(self, other, most) {
      const theirs = new Map<number, number>();
      for (let at = starts[other] ?? 0; at < (starts[other + 1] ?? 0); at++) {
        if (isRepeated[at]) theirs.set(words[at] ?? 0, weights[at] ?? 0);
      }
      const shares: { word: string; share: number }[] = [];
      for (let at = starts[self] ?? 0; at < (starts[self + 1] ?? 0); at++) {
        if (!isRepeated[at] || isSmall(shown[at] ?? '')) continue;
        const share = (weights[at] ?? 0) * (theirs.get(words[at] ?? 0) ?? 0);
        if (share > 0) shares.push({ word: shown[at] ?? '', share });
      }
      return shares
        .sort((a, b) => b.share - a.share)
        .slice(0, most)
        .map(({ word }) => word);
    },
  };
}

/**
 * A probable function word: `are`, `für`, `для`. In a wiki of few articles counts cannot identify them. Never true in scripts
 * without case.
 */
function isSmall(word: string): boolean {
  return word.length < 4 && word === word.toLowerCase() && word !== word.toUpperCase();
}

/** The strongest words of each article: those of article `n` are at `starts[n]` up to `starts[n + 1]`, strongest first. */
interface Vectors {
  readonly starts: Int32Array;
  readonly words: Int32Array;
  /** For each article, the squares add up to 1. */
  readonly weights: Float64Array;
  /** The words as written in the article. */
  readonly shown: readonly string[];
  /** Whether the word occurs more than once in the article, which function words seldom do in a short one. */
  readonly isRepeated: Uint8Array;
  /** Number of distinct words. */
  readonly size: number;
}

function vectorsOf(articles: readonly Article[], texts: Texts): Vectors {
  const { numbered, counts: articlesWith } = numberWords(articles, texts);
  const starts = new Int32Array(articles.length + 1);
  const words = new Int32Array(articles.length * maxWords);
  const weights = new Float64Array(articles.length * maxWords);
  const isRepeated = new Uint8Array(articles.length * maxWords);
  const shown: string[] = [];
  let end = 0;
  for (const [index, { terms, numbers }] of numbered.entries()) {
    const strongest = entriesOf(terms, numbers, articlesWith, articles.length)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, maxWords);
    const length = Math.hypot(...strongest.map(({ weight }) => weight));
    for (const { number, count, weight, word } of strongest) {
      words[end] = number;
      weights[end] = weight / length;
      isRepeated[end] = count > 1 ? 1 : 0;
      shown.push(word);
      end++;
    }
    starts[index + 1] = end;
  }
  return { starts, words: words.subarray(0, end), weights, isRepeated, shown, size: articlesWith.length };
}

interface Numbered {
  readonly terms: Terms;
  /** For each word, the number that all its forms share. */
  readonly numbers: Int32Array;
}

/** Numbers the words, and counts the articles that have each. */
function numberWords(articles: readonly Article[], { termsOf, stemOf }: Texts): { numbered: Numbered[]; counts: number[] } {
  const numberOfStem = new Map<string, number>();
  // Each word is stemmed once per language: stemming is the slowest step.
  const numbersByStemmer = new Map<Stem, Map<string, number>>();
  const counts: number[] = [];
  const lastSeen: number[] = [];
  const numbered = articles.map((article, index): Numbered => {
    const terms = termsOf(article);
    const stem = stemOf(article);
    const known = numbersByStemmer.get(stem) ?? new Map<string, number>();
    numbersByStemmer.set(stem, known);
    const numbers = Int32Array.from(terms.words, (word) => {
      let number = known.get(word);
      if (number === undefined) {
        const common = stem(word);
        number = numberOfStem.get(common) ?? numberOfStem.size;
        numberOfStem.set(common, number);
        known.set(word, number);
      }
      if (lastSeen[number] !== index) counts[number] = (counts[number] ?? 0) + 1;
      lastSeen[number] = index;
      return number;
    });
    return { terms, numbers };
  });
  return { numbered, counts };
}

interface Entry {
  readonly number: number;
  /** The most frequent form. */
  readonly word: string;
  count: number;
  weight: number;
}

/** The words of one article that others also have, all forms of a word together, with their weights. */
function entriesOf({ words, counts }: Terms, numbers: Int32Array, articlesWith: readonly number[], articles: number): Entry[] {
  const most = Math.min(maxArticles, Math.max(minArticles, articles * maxPart), articles - 1);
  const entries = new Map<number, Entry>();
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    const frequency = articlesWith[number] ?? 0;
    if (frequency < 2 || frequency > most) continue;
    const count = counts[at] ?? 0;
    const known = entries.get(number);
    if (known) known.count += count;
    else entries.set(number, { number, word: words[at] ?? '', count, weight: 0 });
  }
  for (const entry of entries.values())
    entry.weight = (1 + Math.log(entry.count)) * Math.log(articles / (articlesWith[entry.number] ?? 1));
  return [...entries.values()];
}

/** The inverted index: the articles in which a word is strong. */
interface Postings {
  readonly starts: Int32Array;
  readonly articles: Int32Array;
  readonly weights: Float64Array;
}

function postingsOf({ starts: vectors, words, weights, size }: Vectors): Postings {
  const starts = new Int32Array(size + 1);
  for (const word of words) starts[word + 1] = (starts[word + 1] ?? 0) + 1;
  for (let word = 0; word < size; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
  const next = starts.slice();
  const postings: Postings = { starts, articles: new Int32Array(words.length), weights: new Float64Array(words.length) };
  for (let article = 0; article + 1 < vectors.length; article++) {
    for (let at = vectors[article] ?? 0; at < (vectors[article + 1] ?? 0); at++) {
      const word = words[at] ?? 0;
      const place = next[word] ?? 0;
      postings.articles[place] = article;
      postings.weights[place] = weights[at] ?? 0;
      next[word] = place + 1;
    }
  }
  return postings;
}
