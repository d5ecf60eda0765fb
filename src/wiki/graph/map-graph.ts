/** The wiki as its map sees it: articles by number, and between those that are linked a tie that says how much. */
import type { ArticleId, LinkKind } from '../model.ts';
import type { Graph } from './build-graph.ts';

export interface MapGraph {
  readonly ids: readonly ArticleId[];
  /** With how many others each article is linked, either way. */
  readonly degrees: readonly number[];
  /** How many links lead to each, several of one article to the same counted once for each kind. */
  readonly linksIn: readonly number[];
  /** Numbers of the articles that a tie is between, the lesser first; no two ties are between the same. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly weights: readonly number[];
}

/** What an author meant to say counts for more than what a text happens to name. */
const weightOf: Readonly<Record<LinkKind, number>> = { connection: 2, embed: 1.5, body: 1, property: 1, source: 0.7 };
const kinds = Object.keys(weightOf) as LinkKind[];

/** A tie counts where it is among so many strongest of one of its ends: the others would only blur the picture. */
const strongest = 8;

/**
 * Ties of all articles, whichever way their links go and however often. A tie to an article that very many are linked with says
 * little: pages that list everything would hold everything together.
 *
 * @param ids in the order that numbers them
 */
export function mapGraph(ids: readonly ArticleId[], { links }: Pick<Graph, 'links'>): MapGraph {
  const { pairs, sums, linksIn } = sumByPair(ids, links);
  const firsts = Uint32Array.from(pairs, (pair) => Math.floor(pair / ids.length));
  const seconds = Uint32Array.from(pairs, (pair) => pair % ids.length);
  const degrees = new Uint32Array(ids.length);
  for (const ends of [firsts, seconds]) for (const end of ends) degrees[end] = (degrees[end] ?? 0) + 1;
  const weights = sums.map(
    (sum, tie) => sum / Math.sqrt(Math.max(degrees[firsts[tie] ?? 0] ?? 0, degrees[seconds[tie] ?? 0] ?? 0)),
  );
  const kept = [...keptTies(ids.length, firsts, seconds, weights)].sort((a, b) => a - b);
  return {
    ids,
    degrees: [...degrees],
    linksIn,
    from: kept.map((tie) => firsts[tie] ?? 0),
    to: kept.map((tie) => seconds[tie] ?? 0),
    weights: kept.map((tie) => weights[tie] ?? 0),
  };
}

interface PairSums {
  /** Each linked pair once, as `lesser × ids + greater`, ascending. */
  readonly pairs: number[];
  /** What its links weigh together. */
  readonly sums: number[];
  readonly linksIn: number[];
}

function sumByPair(ids: readonly ArticleId[], links: Graph['links']): PairSums {
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const coded = new Float64Array(links.length);
  const linksIn = ids.map(() => 0);
  let count = 0;
  for (const { from, to, kind } of links) {
    const a = numbers.get(from);
    const b = numbers.get(to);
    if (a === undefined || b === undefined || a === b) continue;
    linksIn[b] = (linksIn[b] ?? 0) + 1;
    coded[count++] = (Math.min(a, b) * ids.length + Math.max(a, b)) * kinds.length + kinds.indexOf(kind);
  }
  const pairs: number[] = [];
  const sums: number[] = [];
  for (const code of coded.subarray(0, count).sort()) {
    const pair = Math.floor(code / kinds.length);
    const weight = weightOf[kinds[code % kinds.length] ?? 'body'];
    if (pairs.at(-1) === pair) sums[sums.length - 1] = (sums.at(-1) ?? 0) + weight;
    else {
      pairs.push(pair);
      sums.push(weight);
    }
  }
  return { pairs, sums, linksIn };
}

function keptTies(count: number, firsts: Uint32Array, seconds: Uint32Array, weights: readonly number[]): Set<number> {
  const ties: number[][] = Array.from({ length: count }, () => []);
  for (const tie of weights.keys()) {
    ties[firsts[tie] ?? 0]?.push(tie);
    ties[seconds[tie] ?? 0]?.push(tie);
  }
  const kept = new Set<number>();
  for (const own of ties) {
    if (own.length > strongest) own.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
    for (const tie of own.slice(0, strongest)) kept.add(tie);
  }
  return kept;
}
