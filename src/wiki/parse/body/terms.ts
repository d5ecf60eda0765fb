/** The words of an article that tell what it is about, for finding articles that are about the same. */
import type { Nodes } from 'mdast';
import type { ParsedArticle, Terms } from '../../model.ts';
import { textOf } from '../../syntax/node-text.ts';
import { kindOf, kinds } from '../../text/characters.ts';

/** What a word counts for, by where it stands. */
const weights = { title: 4, alias: 4, other: 1 } as const;

/** Words of longer articles are left out from the rarest on: they say least of what the article is about. */
const maxTerms = 128;

/** A longer one is no word but a digest or a path. */
const longestWord = 40;

/**
 * The words of title, aliases, tags, headings, summary and prose, those that count most first. Left out are code, numbers,
 * single characters, and the words of links into the vault: those speak of another article, and the graph knows them.
 *
 * @param parts of the body: what its page shows, without the sections that panels show
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
  /** As a reader knows it: `Steuerrecht`, `BERT`, and `attention` though a sentence began with it. */
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

  /** A run of letters: one word, or several of a script that writes no spaces. */
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
    // Sorting is stable: of words that count the same, the earlier one comes first.
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

/** Words of Chinese, Japanese, Thai and their like are cut by dictionaries, which are the same whatever language is named. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
