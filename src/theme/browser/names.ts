/** What the articles of the wiki are called (render/names-json.ts), asked for when somebody wants to know. */
interface NamesFile {
  readonly articles: number;
  readonly size: number;
  readonly names: readonly Name[];
}

/** The id of an article, its title, its aliases. */
export type Name = readonly [id: string, title: string, ...aliases: string[]];

const files = new Map<number, Promise<NamesFile>>();

/** @param home the path of the home page */
function namesFile(home: string, number: number): Promise<NamesFile> {
  const known = files.get(number);
  if (known) return known;
  const asked = fetch(`${home}names.${number}.json`).then((response) => {
    if (!response.ok) throw new Error(`names.${number}.json: ${response.status}`);
    return response.json() as Promise<NamesFile>;
  });
  files.set(number, asked);
  return asked;
}

/** One of all articles, each as likely as the others. */
export async function randomName(home: string): Promise<Name | undefined> {
  const first = await namesFile(home, 0);
  const chosen = Math.floor(Math.random() * first.articles);
  const { names } = await namesFile(home, Math.floor(chosen / first.size));
  return names[chosen % first.size];
}

export async function allNames(home: string): Promise<readonly Name[]> {
  const first = await namesFile(home, 0);
  const count = Math.ceil(first.articles / first.size);
  const all = await Promise.all(Array.from({ length: count }, (_, number) => namesFile(home, number)));
  return all.flatMap(({ names }) => names);
}

/** The path of an article's page. */
export function pathOf(home: string, id: string): string {
  return new URL(`${home}${id}/`, location.href).pathname;
}
