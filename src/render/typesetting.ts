/**
 * What is made of the words of an article where its wiki asks for it: smart punctuation, and abbreviations that say what they
 * stand for. It is done to the HTML, behind everything that reads the article: titles, summaries, sentences of links and offsets
 * are of what was written. Code, and in it the text of raw HTML, stays as it is.
 *
 * Which signs are the quotes of a language is known when the article's language is: until then they are slots.
 */
import type { Element, ElementContent, Root, Text } from 'hast';
import type { BodyTree } from '../wiki/parse/parse-article.ts';
import { closeQuotes, closeSlot, escaped, openQuotes, slotStart, slots } from './slots.ts';

const literal: ReadonlySet<string> = new Set(['code', 'kbd', 'math', 'pre', 'samp', 'svg', 'tt', 'var']);

const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite del dfn em i ins mark q s small span strike strong sub sup time u wbr'.split(' '),
);

/** A part of the texts of an article, in their order. */
interface Token {
  readonly kind: 'text' | 'word' | 'link' | 'linkEnd' | 'block';
  /** As it is written: a text, or a slot. */
  readonly value: string;
  /** Within a link. */
  readonly isLinked: boolean;
}

/** Sets the texts of `root`, in place. */
export function setTexts(
  root: Root,
  { smartPunctuation, abbreviations }: Pick<BodyTree, 'smartPunctuation' | 'abbreviations'>,
): void {
  if (!smartPunctuation && abbreviations.size === 0) return;
  const { tokens, tokensOf } = tokenized(root);
  const set = smartPunctuation ? punctuated(tokens) : new Map<Token, string>();
  const explain = explainer(abbreviations);
  const visit = (node: Root | Element): void => {
    node.children = (node.children as ElementContent[]).flatMap((child): ElementContent[] => {
      if (child.type === 'element') visit(child);
      const parts = child.type === 'text' ? tokensOf.get(child) : undefined;
      if (!parts) return [child];
      return parts.flatMap((token): ElementContent[] => {
        const value = set.get(token) ?? token.value;
        return token.kind === 'text' && !token.isLinked ? explain(value) : [{ type: 'text', value }];
      });
    });
  };
  visit(root);
}

/** All texts outside of code, cut at their slots; and which are those of each node. */
function tokenized(root: Root): { tokens: Token[]; tokensOf: Map<Text, Token[]> } {
  const tokens: Token[] = [];
  const tokensOf = new Map<Text, Token[]>();
  let inLink = 0;
  const add = (kind: Token['kind'], value = ''): void => {
    tokens.push({ kind, value, isLinked: inLink > 0 });
  };
  const addText = (text: Text): void => {
    const from = tokens.length;
    for (const part of text.value.split(slots)) {
      if (part === '') continue;
      if (part.startsWith(slotStart)) {
        add('link', part);
        inLink++;
      } else if (part === closeSlot) {
        inLink--;
        add('linkEnd', part);
      } else add(slots.test(part) ? 'word' : 'text', part);
    }
    tokensOf.set(text, tokens.slice(from));
  };
  const visit = (node: Root | Element): void => {
    for (const child of node.children) {
      if (child.type === 'text') addText(child);
      if (child.type !== 'element') continue;
      if (child.tagName === 'br') {
        // A quotation goes on in the next line.
        add('text', '\n');
        continue;
      }
      if (literal.has(child.tagName)) {
        add('word');
        continue;
      }
      const isExplained = child.tagName === 'a' || child.tagName === 'abbr';
      const isBlock = !inline.has(child.tagName);
      if (isBlock) add('block');
      if (isExplained) inLink++;
      visit(child);
      if (isExplained) inLink--;
      if (isBlock) add('block');
    }
  };
  visit(root);
  return { tokens, tokensOf };
}

/** What stands for something that is not read as text, but as a word. */
const word = 'x';

/** The texts with their punctuation set. */
function punctuated(tokens: readonly Token[]): Map<Token, string> {
  const set = new Map<Token, string>();
  const punctuation = new Punctuation();
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'block') punctuation.startBlock();
    else if (token.kind === 'text') set.set(token, punctuation.set(token.value, firstAfter(tokens, index)));
    // A link without a label shows the name of its target.
    else if (token.kind !== 'link') punctuation.follow(word);
  }
  return set;
}

/** The first character behind a token of its block; empty at the end. */
function firstAfter(tokens: readonly Token[], index: number): string {
  for (let at = index + 1; at < tokens.length; at++) {
    const { kind, value = '' } = tokens[at] as Token;
    if (kind === 'block') return '';
    if (kind === 'text') return [...value.replace(escaped, '').slice(0, 2)][0] ?? '';
    if (kind !== 'link' || tokens[at + 1]?.kind === 'linkEnd') return word;
  }
  return '';
}

const isWord = (character: string): boolean => /[\p{L}\p{N}\p{M}]/u.test(character);
const isSpace = (character: string): boolean => character === '' || /\s/.test(character);
/** What a word may be cut off at. */
const clipped = /^'(?:tis|twas|em|til|cause|n|round|bout)\b|^'\d/i;

/** Reads the texts of a block one after the other. */
class Punctuation {
  #before = '';
  #isOpen = { double: false, single: false };

  startBlock(): void {
    this.#before = '';
    this.#isOpen = { double: false, single: false };
  }

  /** Something that is no text stands here. */
  follow(character: string): void {
    this.#before = character;
  }

  /** @param behind what follows the text */
  set(text: string, behind: string): string {
    return text.replace(
      new RegExp(`${escaped}(.)|["']|-{2,}|\\.{3,}|[^"'.${escaped}-]+|[.-]`, 'gsu'),
      (run: string, plain: string | undefined, at: number) => {
        const after = text.slice(at + run.length) || behind;
        const set = plain ?? this.#setRun(run, after, text.slice(at));
        if (set === openQuotes.double || set === openQuotes.single) this.#before = '(';
        else if (set === closeQuotes.double || set === closeQuotes.single) this.#before = ')';
        else this.#before = [...set.slice(-2)].at(-1) ?? '';
        return set;
      },
    );
  }

  #setRun(run: string, after: string, from: string): string {
    const next = [...after.slice(0, 2)][0] ?? '';
    const before = this.#before;
    const opens = isSpace(before) || /[\p{Ps}\p{Pi}\p{Pd}/=]/u.test(before);
    switch (run[0]) {
      case '"':
        if (opens && !isSpace(next)) return this.#open('double');
        // Inches, and a quote by itself.
        if (!this.#isOpen.double || opens)
          return this.#closeOr('double', /\p{N}/u.test(before) || opens ? run : closeQuotes.double);
        return this.#closeOr('double', closeQuotes.double);
      case "'":
        if (isWord(before) && isWord(next)) return '’';
        if (opens && clipped.test(from)) return '’';
        if (opens && !isSpace(next)) return this.#open('single');
        if (opens) return run;
        return this.#isOpen.single ? this.#closeOr('single', closeQuotes.single) : '’';
      case '-': {
        const isArrow = next === '>' || before === '<' || before === '!';
        // An option of a command.
        const isOption = isSpace(before) && isWord(next);
        if (isArrow || isOption) return run;
        return run.length === 2 ? '–' : run.length === 3 ? '—' : run;
      }
      case '.':
        return run.length === 3 ? '…' : run;
      default:
        return run;
    }
  }

  #open(kind: 'double' | 'single'): string {
    this.#isOpen[kind] = true;
    return openQuotes[kind];
  }

  #closeOr(kind: 'double' | 'single', set: string): string {
    this.#isOpen[kind] = false;
    return set;
  }
}

/** Cuts a text at the abbreviations in it, which are words of their own. */
function explainer(abbreviations: ReadonlyMap<string, string>): (text: string) => ElementContent[] {
  if (abbreviations.size === 0) return (value) => [{ type: 'text', value }];
  const names = [...abbreviations.keys()].sort((a, b) => b.length - a.length);
  const name = names.map((each) => each.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  const found = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}_])(${name})(?![\\p{L}\\p{N}\\p{M}_])`, 'u');
  return (text) =>
    text.split(found).flatMap((part, index): ElementContent[] => {
      if (part === '') return [];
      if (index % 2 === 0) return [{ type: 'text', value: part }];
      const title = abbreviations.get(part) ?? '';
      return [
        {
          type: 'element',
          tagName: 'abbr',
          properties: title === '' ? {} : { title },
          children: [{ type: 'text', value: part }],
        },
      ];
    });
}
