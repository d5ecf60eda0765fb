/** A query put to the engine: words, phrases and what is excluded are questions of their own, of which the answers are combined. */
import type { FoundArticle, Pagefind, SearchOptions } from '../pagefind.ts';
import { plainWords, type QueryPart } from './query.ts';

/** What results are put in order by; the first is the engine's own. */
export const orders = ['relevance', 'changed', 'links'] as const;
export type Order = (typeof orders)[number];

/** In the order of the answer for the words, or the first phrase, or all there is. */
export async function askEngine(
  pagefind: Pagefind,
  parts: readonly QueryPart[],
  filters: SearchOptions['filters'],
  order: Order,
): Promise<readonly FoundArticle[]> {
  const ask = async (words: string | null, isSorted = false): Promise<readonly FoundArticle[]> => {
    const sort = isSorted && order !== 'relevance' ? { sort: { [order]: 'desc' as const } } : {};
    return (await pagefind.search(words, { ...(filters && { filters }), ...sort })).results;
  };
  const words = plainWords(parts);
  const phrases = parts.filter(({ kind, isExcluded }) => kind === 'phrase' && !isExcluded).map(({ text }) => quoted(text));
  const excluded = parts.filter(({ kind, isExcluded }) => kind !== 'operator' && isExcluded).map(({ text }) => quoted(text));
  const main = words !== '' ? words : (phrases.shift() ?? null);

  const [hits = [], ...others] = await Promise.all([ask(main, true), ...[...phrases, ...excluded].map((each) => ask(each))]);
  const ids = others.map((answer) => new Set(answer.map(({ id }) => id)));
  const wanted = ids.slice(0, phrases.length);
  const unwanted = ids.slice(phrases.length);
  return hits.filter(({ id }) => wanted.every((each) => each.has(id)) && !unwanted.some((each) => each.has(id)));
}

/** Whether the articles have each of these words as it stands, one or the other of them. */
export async function areKnown(pagefind: Pagefind, words: readonly string[]): Promise<boolean> {
  const answers = await Promise.all(words.map((word) => pagefind.search(quoted(word), {})));
  return answers.every(({ results }) => results.length > 0);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', ' ')}"`;
}

/**
 * What becomes of a promise, unless it takes too long.
 *
 * @throws an error that says so
 */
export function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not answer in time')), milliseconds);
  });
  return Promise.race([promise, tooLong]).finally(() => clearTimeout(timer));
}
