/** `names.0.json`, `names.1.json` …: what articles are called, for the reader's browser, in files small enough to be asked for by the way. */
import { compareStrings } from '../wiki/diagnostics.ts';
import type { Article } from '../wiki/model.ts';
import type { RenderContext } from './context.ts';

/** So many articles a file. */
const size = 500;

export interface NamesFile {
  readonly path: string;
  readonly render: () => string;
}

/**
 * Version 2. The most linked articles come first, so that of a wiki too large to be loaded the first files are the ones to have.
 * `articles` counts those of all files. In columns, which compress well: `titles`; `at`, of each the number of one of `places`,
 * which are folder and label of the type; `ids`, by number, the last segments of those ids that the title does not give
 * (`plainSegment`); `aliases`, by number. No article is called as these files are: ids hold no dots.
 */
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
        ...columnsOf(articles.slice(number * size, (number + 1) * size), (key) => config.types.of(key).label),
      }),
  }));
}

function columnsOf(articles: readonly Article[], labelOf: (type: string) => string): object {
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

/** What most ids end in, by the title; the reader of these files (theme/browser/names.ts) goes by the same rule. */
function plainSegment(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
