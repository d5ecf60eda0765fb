/** `names.0.json`, `names.1.json` …: what articles are called, for the reader's browser, in files small enough to be asked for by the way. */
import type { RenderContext } from './context.ts';

/** So many articles a file. */
const size = 500;

export interface NamesFile {
  readonly path: string;
  readonly render: () => string;
}

/** Version 1. `articles` counts those of all files; a name is the id of an article, its title and its aliases. No article is called so: ids hold no dots. */
export function namesFiles({ wiki }: Pick<RenderContext, 'wiki'>): NamesFile[] {
  const { articles } = wiki;
  return Array.from({ length: Math.ceil(articles.length / size) }, (_, number) => ({
    path: `names.${number}.json`,
    render: () =>
      JSON.stringify({
        version: 1,
        articles: articles.length,
        size,
        names: articles
          .slice(number * size, (number + 1) * size)
          .map(({ id, parsed }) => [id, parsed.title, ...parsed.properties.aliases]),
      }),
  }));
}
