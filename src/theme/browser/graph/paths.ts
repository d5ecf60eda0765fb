/** How two articles are connected: the shortest ways from one to the other over links, whichever way these run. */
import { type Graph, linksAt, otherEnd } from './graph.ts';

export interface Way {
  /** From the first article to the last. */
  readonly articles: readonly number[];
  /** Between each two of them one link more than none: the most telling. */
  readonly links: readonly number[];
}

const maxWays = 10;

/**
 * All ways of the shortest length, at most ten, those through the least linked articles first: a way over a page that links
 * everything says little.
 *
 * @returns none when no way leads from one to the other
 */
export function shortestWays(graph: Graph, from: number, to: number): Way[] {
  if (from === to) return [];
  const steps = stepsFrom(graph, to, Number.POSITIVE_INFINITY, from);
  const length = steps[from] ?? -1;
  if (length < 0) return [];
  const ways: number[][] = [];
  const walk = (way: readonly number[]): void => {
    const last = way.at(-1) ?? from;
    if (last === to) {
      ways.push([...way]);
      return;
    }
    const left = (steps[last] ?? 0) - 1;
    const next = new Set<number>();
    for (const link of linksAt(graph.links, last)) {
      const other = otherEnd(graph.links, link, last);
      if (steps[other] === left) next.add(other);
    }
    for (const other of [...next].sort((a, b) => busyness(graph, a) - busyness(graph, b) || a - b)) {
      if (ways.length >= maxWays) return;
      walk([...way, other]);
    }
  };
  walk([from]);
  return ways.map((articles) => ({
    articles,
    links: articles.slice(1).map((number, index) => tellingLink(graph, articles[index] ?? 0, number)),
  }));
}

/** How many steps each article is away; -1 for one that is farther than `limit`, or that no way leads to. */
export function stepsFrom({ count, links }: Graph, start: number, limit: number, until?: number): Int32Array {
  const steps = new Int32Array(count).fill(-1);
  steps[start] = 0;
  let reached = [start];
  for (let step = 1; step <= limit && reached.length > 0; step++) {
    const next: number[] = [];
    for (const number of reached) {
      for (const link of linksAt(links, number)) {
        const other = otherEnd(links, link, number);
        if (steps[other] !== -1) continue;
        steps[other] = step;
        next.push(other);
      }
    }
    reached = next;
    if (until !== undefined && steps[until] !== -1) break;
  }
  return steps;
}

/**
 * The label of a link, read from the article before it: `Augmented by ←`.
 *
 * @param quoted puts the label of a relation without an inverse between quotes
 */
export function wordsOf({ links, sorts }: Graph, link: number, before: number, quoted: (label: string) => string): string {
  const sort = sorts[links.sort[link] ?? 0];
  const runsBack = links.from[link] !== before;
  const words = runsBack ? (sort?.inverse ?? quoted(sort?.label ?? '')) : (sort?.label ?? '');
  // A symmetric relation runs neither way.
  const arrow = sort?.inverse === sort?.label ? '↔' : runsBack ? '←' : '→';
  return `${words} ${arrow}`;
}

/** A typed connection tells more than a link in the text, and that more than a source in common. */
function tellingLink({ links, sorts }: Graph, a: number, b: number): number {
  const between = [...linksAt(links, a)].filter((link) => otherEnd(links, link, a) === b);
  const rank = (link: number): number => {
    const sort = sorts[links.sort[link] ?? 0];
    if (sort?.relation !== undefined) return 0;
    return sort?.kind === 'connection' ? 1 : sort?.kind === 'body' ? 2 : 3;
  };
  // A link that runs onwards reads better than one that runs back.
  const backwards = (link: number): number => (links.from[link] === a ? 0 : 1);
  return between.sort((m, n) => rank(m) - rank(n) || backwards(m) - backwards(n) || m - n)[0] ?? 0;
}

function busyness({ linksIn, linksOut }: Graph, number: number): number {
  return (linksIn[number] ?? 0) + (linksOut[number] ?? 0);
}
