/** Extracts the words that characterize an article, for finding articles on the same subject. */
import type { Nodes } from 'mdast';
import type { ParsedArticle, Terms } from '../../model.ts';
import { textOf } from '../../syntax/node-text.ts';
import { kindOf, kinds } from '../../text/characters.ts';

/** Weight of a word, by the place it occurs in. */
const weights = { title: 4, alias: 4, other: 1 } as const;

/** Maximum number of words. Longer articles lose their rarest words, which say least about their subject. */
const maxTerms = 128;

/** Maximum length of a word; longer ones are digests or paths. */
const longestWord = 40;

/**
 * The words of title, aliases, tags, headings, summary and prose, heaviest first. Excludes code, numbers, single characters, and
 * the words of links into the vault, which are about another article and are covered by the graph.
 *
 * @param parts parts of the body that its page shows, without the sections shown in panels
 */
export function termsOf(
  article: Pick<ParsedArticle, 'title' | 'properties' | 'summary' | 'summaryOrigin'>,
  parts: readonly Nodes[],
): Terms {
  const { title, properties, summary, summaryOrigin } = article;
  const counter = new WordCounter();
  const walk = (node: Nodes): void => {
    if (node.type === 'text') counter.add(textOf(node), weights.other);
    else if (node.type === 'link' && node.data?.link !== undefined) return;
    else if ('children' in node && node.type !== 'wikiLink') for (const child of node.children) walk(child);
  };
  counter.add(title, weights.title);
  for (const alias of properties.aliases) counter.add(alias, weights.alias);
  for (const tag of properties.tags) counter.add(tag, weights.other);
  if (summaryOrigin === 'property') counter.add(summary, weights.other);
  for (const part of parts) walk(part);
  return counter.terms();
}

interface Counted {
  /** As readers know it: `Steuerrecht`, `BERT`, and `attention` even if it began a sentence. */
  shown: string;
  count: number;
}

class WordCounter {
  readonly #words = new Map<string, Counted>();

  add(text: string, weight: number): void {
    const composed = text.normalize('NFC');
    for (let at = 0; at < composed.length; ) {
      const kind = kindAt(composed, at);
      let end = at + widthAt(composed, at);
      if (kind >= kinds.word) {
        while (end < composed.length && kindAt(composed, end) === kind) end += widthAt(composed, end);
        this.#addRun(composed.slice(at, end), kind === kinds.unspaced, weight);
      }
      at = end;
    }
  }

  /** Adds a run of letters: one word, or several in a script without spaces. */
  #addRun(run: string, isToBeCut: boolean, weight: number): void {
    if (!isToBeCut) this.#addWord(run, weight);
    else for (const { segment } of segmenter.segment(run)) this.#addWord(segment, weight);
  }

  #addWord(word: string, weight: number): void {
    if (word.length < 2 || word.length > longestWord || onlyDigits.test(word)) return;
    const folded = word.toLowerCase();
    const known = this.#words.get(folded);
    if (!known) {
      this.#words.set(folded, { shown: word, count: weight });
      return;
    }
    known.count += weight;
    if (word === folded) known.shown = word;
  }

  terms(): Terms {
    // The sort is stable: of words with equal weight, the earlier one comes first.
    const sorted = [...this.#words.values()].sort((a, b) => b.count - a.count).slice(0, maxTerms);
    return { words: sorted.map(({ shown }) => shown), counts: sorted.map(({ count }) => count) };
  }
}

function kindAt(text: string, at: number): number {
  return kindOf(text.codePointAt(at) ?? 0);
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

const onlyDigits = /^\p{N}+$/u;

/** Splits Chinese, Japanese, Thai and similar text by dictionaries, which do not depend on the language given here. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
