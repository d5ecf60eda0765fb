/** Queries with known answers, as typed by readers who remember an article only in part. The same each time. */
import { distance } from 'fastest-levenshtein';
import type { Library } from '../../src/publish/library.ts';
import { randomFrom, seedOf } from '../../src/wiki/graph/random.ts';
import type { Article, ArticleId } from '../../src/wiki/model.ts';

export const queryKinds = ['title', 'alias', 'heading', 'typo', 'rare words'] as const;
export type QueryKind = (typeof queryKinds)[number];

export interface KnownItem {
  readonly kind: QueryKind;
  readonly query: string;
  /** Articles that the query describes equally well; any of them is right. */
  readonly answers: ReadonlySet<ArticleId>;
}

/** Maximum number of queries of a kind. */
const most = 100;
/** Maximum number of articles with a heading; a more common one does not identify an article. */
const mostWithHeading = 3;
const mostWithWord = 3;

export function knownItems({ wiki: { articles }, sourceOf }: Pick<Library, 'wiki' | 'sourceOf'>): KnownItem[] {
  const titles = articles.map(({ id, parsed }) => ({ id, title: parsed.title, words: wordsOf(parsed.title) }));
  const named = byText(articles, ({ parsed }) => [parsed.title, ...parsed.properties.aliases]);
  const headed = byText(articles, ({ parsed }) => [parsed.title, ...parsed.headings.map(({ text }) => text)]);
  /** Titles that contain all these words, and at most `longest` words. */
  const entitled = (words: readonly string[], longest: number): Set<ArticleId> => {
    const wanted = words.map((word) => word.toLowerCase());
    const fits = (own: readonly string[]): boolean => {
      const known = new Set(own.map((word) => word.toLowerCase()));
      return own.length <= longest && wanted.every((word) => known.has(word));
    };
    return new Set(titles.filter(({ words: own }) => fits(own)).map(({ id }) => id));
  };

  const shortened = chosen('title', titles, (random, { words }) => {
    if (words.length < 3) return undefined;
    const left = words.toSpliced(Math.floor(random() * words.length), 1);
    return { query: left.join(' '), answers: entitled(left, words.length) };
  });
  const aliases = articles.flatMap(({ parsed }) => parsed.properties.aliases).map((alias) => ({ alias }));
  const other = chosen('alias', aliases, (_, { alias }) => ({ query: alias, answers: named.get(folded(alias)) ?? new Set() }));
  const headings = articles.flatMap(({ parsed }) => parsed.headings.filter(({ lifted }) => lifted === undefined));
  const sections = chosen('heading', headings, (_, { text }) => {
    const answers = headed.get(folded(text)) ?? new Set();
    const words = wordsOf(text);
    return words.length < 2 || answers.size > mostWithHeading ? undefined : { query: words.join(' '), answers };
  });
  const misspelt = chosen('typo', titles, (random, { title, words }) => {
    const long = words.filter((word) => /^\p{L}{5,}$/u.test(word));
    const word = long[Math.floor(random() * long.length)];
    if (word === undefined) return undefined;
    return { query: title.replace(word, withTypo(word, random)), answers: named.get(folded(title)) ?? new Set() };
  });
  return [...shortened, ...other, ...sections, ...misspelt, ...rareWords(articles, sourceOf)];
}

/** Up to `most` different queries from candidates in a shuffled order. */
function chosen<T>(
  kind: QueryKind,
  candidates: readonly T[],
  make: (random: () => number, candidate: T) => Omit<KnownItem, 'kind'> | undefined,
): KnownItem[] {
  const random = randomFrom(seedOf(kind));
  const shuffled = candidates
    .map((candidate) => ({ candidate, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ candidate }) => candidate);
  const items = new Map<string, KnownItem>();
  for (const candidate of shuffled) {
    if (items.size === most) break;
    const made = make(random, candidate);
    if (made && made.query.trim() !== '' && made.answers.size > 0) items.set(made.query, { kind, ...made });
  }
  return [...items.values()];
}

/** The two rarest words of a paragraph. */
function rareWords(articles: readonly Article[], sourceOf: Library['sourceOf']): KnownItem[] {
  const bearers = new Map<string, Set<ArticleId>>();
  const paragraphs: string[][] = [];
  for (const { id, parsed } of articles)
    for (const paragraph of paragraphsOf(parsed, sourceOf(id))) {
      const words = wordsOf(paragraph).map((word) => word.toLowerCase());
      paragraphs.push(words);
      for (const word of words) {
        const known = bearers.get(word);
        if (known) known.add(id);
        else bearers.set(word, new Set([id]));
      }
    }
  const countOf = (word: string): number => bearers.get(word)?.size ?? 0;
  return chosen('rare words', paragraphs, (_, words) => {
    const rare = [...new Set(words)]
      .filter((word) => /^\p{L}{2,20}$/u.test(word) && (word.length > 3 || isIdeographic(word)))
      .sort((a, b) => countOf(a) - countOf(b) || (a < b ? -1 : 1));
    const [one, two] = rare;
    if (one === undefined || two === undefined || countOf(two) > mostWithWord) return undefined;
    const answers = bearers.get(one)?.intersection(bearers.get(two) ?? new Set()) ?? new Set();
    return { query: `${one} ${two}`, answers };
  });
}

/** Prose between empty lines, without code, links and headings. */
function paragraphsOf({ prose, bodyStart }: Article['parsed'], source: string): string[] {
  const paragraphs: string[] = [];
  let end = -1;
  for (let at = 0; at + 1 < prose.length; at += 2) {
    const start = prose[at] ?? 0;
    const next = prose[at + 1] ?? start;
    if (start < bodyStart) continue;
    const text = source.slice(start, next);
    if (end >= 0 && !/\n\s*\n/.test(source.slice(end, start))) paragraphs.push(`${paragraphs.pop() ?? ''} ${text}`);
    else paragraphs.push(text);
    end = next;
  }
  return paragraphs;
}

function byText(articles: readonly Article[], textsOf: (article: Article) => readonly string[]): Map<string, Set<ArticleId>> {
  const found = new Map<string, Set<ArticleId>>();
  for (const article of articles)
    for (const text of textsOf(article)) {
      const known = found.get(folded(text));
      if (known) known.add(article.id);
      else found.set(folded(text), new Set([article.id]));
    }
  return found;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function wordsOf(text: string): string[] {
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}

function folded(text: string): string {
  return wordsOf(text).join(' ').toLowerCase();
}

function isIdeographic(word: string): boolean {
  return /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/u.test(word);
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A typing error: a letter is missing, doubled, replaced, or swapped with the next. The first letter is kept. */
function withTypo(word: string, random: () => number): string {
  for (;;) {
    const at = 1 + Math.floor(random() * (word.length - 2));
    const letter = letters[Math.floor(random() * letters.length)] ?? 'x';
    const kinds = [
      word.slice(0, at) + word.slice(at + 1),
      word.slice(0, at) + word.charAt(at) + word.slice(at),
      word.slice(0, at) + letter + word.slice(at + 1),
      word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
    ];
    const typed = kinds[Math.floor(random() * kinds.length)] ?? word;
    if (distance(typed, word) > 0) return typed;
  }
}
