/** What the articles of the wiki are called, fetched when it is asked for. */
import { type NamesFile, plainSegment } from '../../shared/names-file.ts';

export interface Name {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  /** The label of its type. */
  readonly type: string;
}

export interface Names {
  /** Of how many articles all files together hold the names. */
  readonly articles: number;
  readonly size: number;
  readonly names: readonly Name[];
  /** Frequent words that no name has; in the first file only. */
  readonly terms: readonly string[];
}

const files = new Map<number, Promise<Names>>();

/** @param home the path of the home page */
function namesFile(home: string, number: number): Promise<Names> {
  const known = files.get(number);
  if (known) return known;
  const asked = fetch(`${home}names.${number}.json`).then(async (response) => {
    if (!response.ok) throw new Error(`names.${number}.json: ${response.status}`);
    return readNames((await response.json()) as NamesFile);
  });
  files.set(number, asked);
  // Whoever asks again later asks the server again.
  asked.catch(() => files.delete(number));
  return asked;
}

export function readNames({ articles, size, terms = [], places, titles, at, ids, aliases }: NamesFile): Names {
  const names = titles.map((title, number) => {
    const [folder = '', type = ''] = places[at[number] ?? 0] ?? [];
    return { id: folder + (ids[number] ?? plainSegment(title)), title, aliases: aliases[number] ?? [], type };
  });
  return { articles, size, terms, names };
}

/** One of all articles, each as likely as the others. */
export async function randomName(home: string): Promise<Name | undefined> {
  const first = await namesFile(home, 0);
  const chosen = Math.floor(Math.random() * first.articles);
  const { names } = await namesFile(home, Math.floor(chosen / first.size));
  return names[chosen % first.size];
}

/**
 * The most linked articles first.
 *
 * @param most no more than these, to the end of a file
 * @param onNames called with each file as it comes and the number of its first name, in no order
 */
export async function allNames(
  home: string,
  most = Number.POSITIVE_INFINITY,
  onNames?: (file: Names, first: number) => void,
): Promise<readonly Name[]> {
  const { articles, size } = await namesFile(home, 0);
  const all = await Promise.all(
    Array.from({ length: Math.ceil(Math.min(articles, most) / size) }, async (_, number) => {
      const file = await namesFile(home, number);
      onNames?.(file, number * size);
      return file.names;
    }),
  );
  return all.flat();
}

/** The path of an article's page. */
export function pathOf(home: string, id: string): string {
  return new URL(`${home}${id}/`, location.href).pathname;
}
