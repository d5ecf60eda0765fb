/** The graph as the reader's browser holds it: articles by number, links in columns, and for each article its links both ways. */
import type { GraphData } from '../../../render/payloads.ts';
import { readRice } from './rice.ts';

export interface Graph {
  readonly count: number;
  readonly titles: readonly string[];
  readonly ids: readonly string[];
  readonly base: string;
  readonly hasJson: boolean;
  readonly types: GraphData['types'];
  readonly tags: GraphData['tags'];
  readonly sorts: readonly LinkSort[];
  readonly type: readonly number[];
  readonly tagged: readonly (readonly number[])[];
  readonly community: readonly number[];
  readonly centres: readonly number[];
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** About how far an article is from the next, in the unit of the map. */
  readonly spacing: number;
  /** In the unit of the map, by how many articles link to it. */
  readonly radius: Float32Array;
  readonly linksIn: Uint32Array;
  readonly linksOut: Uint32Array;
  readonly links: Links;
  /** Articles, those first that most link to. */
  readonly byRank: Uint32Array;
  readonly numberOf: (id: string) => number | undefined;
}

export type LinkSort = Omit<GraphData['links'][number], 'pairs'>;

export interface Links {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly sort: Uint16Array;
  /** Where the links of an article start among `at`; those of the last end at the end. */
  readonly start: Uint32Array;
  /** Numbers of links, by article, both those that leave it and those that lead to it. */
  readonly at: Uint32Array;
}

export function graphOf(data: GraphData): Graph {
  const count = data.titles.length;
  const ids = data.titles.map((title, number) => {
    const name = data.names[number] || slugOfTitle(title);
    return `${data.folders[data.folder[number] ?? 0] ?? ''}${name}`;
  });
  const links = linksOf(data, count);
  const linksIn = new Uint32Array(count);
  const linksOut = new Uint32Array(count);
  for (const end of links.to) linksIn[end] = (linksIn[end] ?? 0) + 1;
  for (const end of links.from) linksOut[end] = (linksOut[end] ?? 0) + 1;
  const spacing = Math.min(900, 8000 / Math.sqrt(Math.max(1, count)));
  // Of few articles none grows as large as the room it has.
  const unit = Math.min(400, spacing);
  let numbers: Map<string, number> | undefined;
  return {
    count,
    titles: data.titles,
    ids,
    base: data.base,
    hasJson: data.hasJson,
    types: data.types,
    tags: data.tags,
    sorts: data.links.map(({ pairs: _, ...sort }) => sort),
    type: data.type,
    tagged: data.tagged,
    community: data.community,
    centres: data.centres,
    x: Float32Array.from(data.x),
    y: Float32Array.from(data.y),
    spacing,
    radius: Float32Array.from(linksIn, (number) => unit * (0.085 + 0.042 * Math.sqrt(Math.min(number, 150)))),
    linksIn,
    linksOut,
    links,
    byRank: Uint32Array.from(linksIn.keys()).sort((a, b) => (linksIn[b] ?? 0) - (linksIn[a] ?? 0) || a - b),
    numberOf(id) {
      numbers ??= new Map(ids.map((each, number) => [each, number]));
      return numbers.get(id);
    },
  };
}

export function hrefOf({ base, ids }: Graph, number: number): string {
  return `${base}${encodePath(ids[number] ?? '')}/`;
}

/** The article for programs, which tells its summary; undefined if the site has none. */
export function jsonHrefOf({ base, ids, hasJson }: Graph, number: number): string | undefined {
  return hasJson ? `${base}${encodePath(ids[number] ?? '')}.json` : undefined;
}

/** The other articles that an article is linked with, each once. */
export function neighboursOf({ links }: Graph, number: number): Set<number> {
  const found = new Set<number>();
  for (const link of linksAt(links, number)) found.add(otherEnd(links, link, number));
  found.delete(number);
  return found;
}

export function linksAt({ start, at }: Links, number: number): Uint32Array {
  return at.subarray(start[number], start[number + 1]);
}

export function otherEnd({ from, to }: Links, link: number, number: number): number {
  return (from[link] === number ? to[link] : from[link]) ?? number;
}

/** As the publisher leaves names out that are their titles. */
function slugOfTitle(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function linksOf(data: GraphData, count: number): Links {
  const size = data.links.reduce((sum, { count: own }) => sum + own, 0);
  const from = new Uint32Array(size);
  const to = new Uint32Array(size);
  const sort = new Uint16Array(size);
  const start = new Uint32Array(count + 1);
  let link = 0;
  for (const [number, { pairs, count: own }] of data.links.entries()) {
    for (const pair of readRice(pairs, own)) {
      const a = Math.floor(pair / count);
      const b = pair - a * count;
      from[link] = a;
      to[link] = b;
      sort[link++] = number;
      start[a + 1] = (start[a + 1] ?? 0) + 1;
      start[b + 1] = (start[b + 1] ?? 0) + 1;
    }
  }
  for (let number = 0; number < count; number++) start[number + 1] = (start[number + 1] ?? 0) + (start[number] ?? 0);
  const at = new Uint32Array(size * 2);
  const next = start.slice();
  for (let each = 0; each < size; each++) {
    for (const end of [from[each] ?? 0, to[each] ?? 0]) {
      const place = next[end] ?? 0;
      at[place] = each;
      next[end] = place + 1;
    }
  }
  return { from, to, sort, start, at };
}
