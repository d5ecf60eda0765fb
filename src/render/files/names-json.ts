/** `names.0.json`, `names.1.json` …: the names of articles for the browser, in files small enough to load in the background. */
import { type NamesFile as FileContent, plainSegment } from '../../shared/names-file.ts';
import { compareStrings } from '../../wiki/diagnostics.ts';
import type { Article } from '../../wiki/model.ts';
import type { RenderContext } from '../context.ts';

/** Maximum number of articles per file. */
const size = 500;
/**
 * Maximum number of words that are not part of names, their minimum length in letters, and the minimum number of articles that
 * use them.
 */
const maxTerms = 1000;
const leastLetters = 5;
const leastArticles = 3;

export interface NamesFile {
  readonly path: string;
  readonly render: () => string;
}

/** The names of all articles, most linked first. No article can have the path of these files, since ids contain no dots. */
export function namesFiles({ wiki, config }: Pick<RenderContext, 'wiki' | 'config'>): NamesFile[] {
  const linksIn = ({ id }: Article): number => wiki.graph.backlinks.get(id)?.length ?? 0;
  const articles = [...wiki.articles].sort((a, b) => linksIn(b) - linksIn(a) || compareStrings(a.id, b.id));
  return Array.from({ length: Math.ceil(articles.length / size) }, (_, number) => ({
    path: `names.${number}.json`,
    render: () =>
      JSON.stringify({
        version: 2,
        articles: articles.length,
        size,
        ...(number === 0 && { terms: termsOf(articles) }),
        ...columnsOf(articles.slice(number * size, (number + 1) * size), (key) => config.types.of(key).label),
      } satisfies FileContent),
  }));
}

type Columns = Pick<FileContent, 'places' | 'titles' | 'at' | 'ids' | 'aliases'>;

function columnsOf(articles: readonly Article[], labelOf: (type: string) => string): Columns {
  const places = new Map<string, number>();
  const ids: Record<number, string> = {};
  const aliases: Record<number, readonly string[]> = {};
  const at = articles.map(({ id, type, parsed }, number) => {
    const folder = id.slice(0, id.lastIndexOf('/') + 1);
    const segment = id.slice(folder.length);
    if (segment !== plainSegment(parsed.title)) ids[number] = segment;
    if (parsed.properties.aliases.length > 0) aliases[number] = parsed.properties.aliases;
    const place = JSON.stringify([folder, labelOf(type)]);
    const known = places.get(place) ?? places.size;
    places.set(place, known);
    return known;
  });
  return {
    places: [...places.keys()].map((place) => JSON.parse(place) as [string, string]),
    titles: articles.map(({ parsed }) => parsed.title),
    at,
    ids,
    aliases,
  };
}

/** Most frequent first. */
function termsOf(articles: readonly Article[]): string[] {
  const named = new Set(articles.flatMap(({ parsed }) => wordsOf([parsed.title, ...parsed.properties.aliases])));
  const counts = new Map<string, number>();
  for (const { parsed } of articles) {
    const words = new Set(wordsOf([parsed.summary, ...parsed.headings.map(({ text }) => text)]));
    for (const word of words) if (word.length >= leastLetters && !named.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= leastArticles)
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || compareStrings(a, b))
    .slice(0, maxTerms)
    .map(([word]) => word);
}

function wordsOf(texts: readonly string[]): string[] {
  return (
    texts
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  );
}
