/** Claims that are still made, without the source that they cited. */
import { likeness, wordsIn } from '../text/likeness.ts';

/** A sentence and a source that it cites. */
export interface Claim {
  /** Plain text. */
  readonly sentence: string;
  /** Key of the source (graph/sources.ts). */
  readonly source: string;
}

export interface LostClaim {
  /** As it was. */
  readonly sentence: string;
  /** Keys of the sources that it no longer cites. */
  readonly lost: readonly string[];
  /** Keys of those that it cites instead; empty if it cites none. */
  readonly instead: readonly string[];
}

/** Sentences with at least this much in common are versions of one. */
const sameSentence = 0.6;

/**
 * Finds the sentences that have lost a citation, reworded or not. A sentence that is gone has lost nothing.
 *
 * @param texts of the article before and now, as plain text, blocks on lines of their own
 */
export function lostClaims(
  before: readonly Claim[],
  after: readonly Claim[],
  texts: { readonly before: string; readonly after: string },
): LostClaim[] {
  const old = bySentence(before);
  const now = bySentence(after);
  let uncited: Sentence[] | undefined;
  const allWords = ` ${wordsIn(texts.after).join(' ')} `;
  const found: LostClaim[] = [];
  for (const [key, { sentence, words, sources }] of old) {
    if (words.length === 0) continue;
    const candidates = [...now].filter(([other]) => other === key || !old.has(other)).map(([, each]) => each);
    const same = now.get(key) ?? mostLike(words, candidates);
    const lost = [...sources].filter((source) => !same?.sources.has(source));
    if (lost.length === 0) continue;
    uncited ??= newSentences(texts);
    const isKept = same !== undefined || allWords.includes(` ${key} `) || mostLike(words, uncited) !== undefined;
    if (isKept) found.push({ sentence, lost, instead: [...(same?.sources ?? [])].filter((source) => !sources.has(source)) });
  }
  return found;
}

interface Sentence {
  readonly sentence: string;
  readonly words: readonly string[];
  readonly sources: Set<string>;
}

/** By its words. */
function bySentence(claims: readonly Claim[]): Map<string, Sentence> {
  const found = new Map<string, Sentence>();
  for (const { sentence, source } of claims) {
    const words = wordsIn(sentence);
    const key = words.join(' ');
    const known = found.get(key) ?? { sentence, words, sources: new Set() };
    found.set(key, known);
    known.sources.add(source);
  }
  return found;
}

/** The sentences that were not there before: a new version of another may be among them. */
function newSentences({ before, after }: { readonly before: string; readonly after: string }): Sentence[] {
  const known = new Set(sentencesIn(before).map(({ words }) => words.join(' ')));
  return sentencesIn(after).filter(({ words }) => !known.has(words.join(' ')));
}

function sentencesIn(text: string): Sentence[] {
  return text
    .split(/(?<=[.!?])\s+|(?<=[。！？])|\n+/)
    .map((sentence) => ({ sentence, words: wordsIn(sentence), sources: new Set<string>() }));
}

function mostLike(words: readonly string[], sentences: readonly Sentence[]): Sentence | undefined {
  let best: Sentence | undefined;
  let most = sameSentence;
  for (const each of sentences) {
    // Lists of very different lengths cannot have that much in common.
    if (Math.min(words.length, each.words.length) * 2 < sameSentence * (words.length + each.words.length)) continue;
    const common = likeness(words, each.words);
    if (common < most) continue;
    most = common;
    best = each;
  }
  return best;
}
