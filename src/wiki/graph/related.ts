/** Related articles, with reasons. */
import type { Article, ArticleId } from '../model.ts';
import type { Relations } from '../schema/relations.ts';
import type { Graph } from './build-graph.ts';
import { Evidence } from './evidence.ts';
import type { Similarity } from './similarity.ts';

export interface Related {
  readonly id: ArticleId;
  readonly score: number;
  /** Reasons stated by the authors first, then computed ones. */
  readonly reasons: readonly Reason[];
}

export type Reason =
  | { readonly kind: 'connection'; readonly label: string }
  /** Sources in common. */
  | { readonly kind: 'sources'; readonly count: number }
  /** Linked by both, from this article, or to it. */
  | { readonly kind: 'both' | 'from' | 'to' }
  /** Articles that both are linked with. */
  | { readonly kind: 'neighbours'; readonly count: number }
  | { readonly kind: 'words'; readonly words: readonly string[] };

const maxRelated = 6;
/** More than are shown, since some are similar for no reason that can be stated. */
const maxConsidered = 2 * maxRelated;
const maxSharedWords = 3;

/**
 * Weights of the kinds of evidence. The last three are scaled by rarity and tuned to predict removed links (`npm run
 * bench:related`).
 */
const weights = { connection: 2, bothWays: 1.5, oneWay: 0.6, neighbours: 1, sources: 2, words: 5 } as const;

/**
 * The six most closely related articles of each: by typed connections, links, shared neighbours, shared sources and shared words.
 * Takes a second or two for 10,000 articles.
 *
 * @param sourceKeys for each article, the keys of its sources
 * @param similarity of the words; without it, only the graph counts
 */
export function relate(
  articles: readonly Article[],
  graph: Graph,
  sourceKeys: ReadonlyMap<ArticleId, readonly string[]>,
  relations: Relations,
  similarity?: Similarity,
): Map<ArticleId, Related[]> {
  const evidence = new Evidence(articles, graph, sourceKeys, relations, similarity);
  const related = new Map<ArticleId, Related[]>();
  for (const [self, article] of articles.entries()) {
    evidence.gather(self);
    const found: Related[] = [];
    for (const { other, score } of bestOf(evidence, maxConsidered, (each) => relatedScore(evidence, each))) {
      const id = articles[other]?.id;
      if (id === undefined || found.length === maxRelated) break;
      const words = evidence.words[other] ? (similarity?.sharedWords(self, other, maxSharedWords) ?? []) : [];
      const reasons = reasonsFor(evidence, self, other, words);
      if (reasons.length > 0) found.push({ id, score: Math.round(score * 1000) / 1000, reasons });
    }
    related.set(article.id, found);
  }
  return related;
}

/** The score of `other` by the gathered evidence; 0 if there is none. */
export function relatedScore(evidence: Evidence, other: number): number {
  const ways = (evidence.linksTo[other] ?? 0) + (evidence.linkedFrom[other] ?? 0);
  return (
    weights.connection * (evidence.connection[other] ?? 0) +
    (ways === 2 ? weights.bothWays : ways * weights.oneWay) +
    weights.neighbours * (evidence.neighbours[other] ?? 0) +
    weights.sources * (evidence.sources[other] ?? 0) +
    weights.words * (evidence.words[other] ?? 0)
  );
}

export interface Scored {
  readonly other: number;
  readonly score: number;
}

/** The articles with the highest scores above 0, best first; ties go to the lower number. */
export function bestOf(evidence: Evidence, most: number, scoreOf: (other: number) => number): Scored[] {
  const best: Scored[] = [];
  for (let at = 0; at < evidence.count; at++) {
    const other = evidence.others[at] ?? 0;
    const score = scoreOf(other);
    const last = best[most - 1];
    // Most scores are too low to be worth an object.
    if (score <= 0 || (last && score < last.score)) continue;
    const scored: Scored = { other, score };
    if (last && !isBefore(scored, last)) continue;
    let place = Math.min(best.length, most - 1);
    for (let above = best[place - 1]; above && isBefore(scored, above); above = best[place - 1]) {
      best[place] = above;
      place--;
    }
    best[place] = scored;
  }
  return best;
}

function isBefore(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.other < b.other);
}

function reasonsFor(evidence: Evidence, self: number, other: number, words: readonly string[]): Reason[] {
  const reasons: Reason[] = [];
  const label = evidence.labelOf(self, other);
  const sources = evidence.shared[other] ?? 0;
  const neighbours = evidence.common[other] ?? 0;
  if (label !== undefined) reasons.push({ kind: 'connection', label });
  if (sources > 0) reasons.push({ kind: 'sources', count: sources });
  if (evidence.linksTo[other] && evidence.linkedFrom[other]) reasons.push({ kind: 'both' });
  else if (evidence.linksTo[other]) reasons.push({ kind: 'from' });
  else if (evidence.linkedFrom[other]) reasons.push({ kind: 'to' });
  if (neighbours > 0) reasons.push({ kind: 'neighbours', count: neighbours });
  if (words.length > 0) reasons.push({ kind: 'words', words });
  return reasons;
}
