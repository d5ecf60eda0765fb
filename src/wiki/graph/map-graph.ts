/** The wiki as a weighted graph for the map: numbered articles, and a tie between each linked pair. */
import type { ArticleId, LinkKind } from '../model.ts';
import type { Graph } from './build-graph.ts';

export interface MapGraph {
  readonly ids: readonly ArticleId[];
  /** Number of other articles linked with each, in either direction. */
  readonly degrees: readonly number[];
  /** Number of links to each article; several from one article count once per kind. */
  readonly linksIn: readonly number[];
  /** Numbers of the two articles of each tie, the lower first; one tie per pair. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly weights: readonly number[];
}

/** A deliberate connection weighs more than a passing mention. */
const weightOf: Readonly<Record<LinkKind, number>> = { connection: 2, embed: 1.5, body: 1, property: 1, source: 0.7 };
const kinds = Object.keys(weightOf) as LinkKind[];

/** A tie counts only if it is among this many strongest ties of one of its ends; others would only blur the map. */
const strongest = 8;

/**
 * Ties between articles, regardless of the direction and number of links. A tie to an article with very many links weighs little:
 * pages that list everything would otherwise hold the whole graph together.
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
  /** Each linked pair once, as `lower × ids + higher`, ascending. */
  readonly pairs: number[];
  /** Total weight of the links of each pair. */
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
