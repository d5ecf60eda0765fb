/**
 * Typesetting that a wiki may enable: smart punctuation, and abbreviations with their meaning. Applied to the HTML after
 * everything else has read the article: titles, summaries, sentences of links and offsets refer to the text as written. Code is
 * not changed, not even text within raw HTML in it.
 *
 * The quotes of a language are known only once the language of the article is; until then they are slots.
 */
import type { Element, ElementContent, Root } from 'hast';
import type { BodyTree } from '../../wiki/parse/body-tree.ts';
import { slotElement, slotOf } from '../print/slot-elements.ts';

const literal: ReadonlySet<string> = new Set(['code', 'kbd', 'math', 'pre', 'samp', 'svg', 'tt', 'var']);

const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite del dfn em i ins mark q s small span strike strong sub sup time u wbr'.split(' '),
);

/** A token of an article's text, in order. */
interface Token {
  readonly kind: 'text' | 'literal' | 'word' | 'link' | 'linkEnd' | 'block';
  readonly value: string;
  /** Whether it is inside a link. */
  readonly isLinked: boolean;
}

/** A typeset text; quotes are indices of slots. */
type SetText = readonly (string | Quote)[];

/** Typesets the texts of `root`, in place. */
export function setTexts(
  root: Root,
  { smartPunctuation, abbreviations }: Pick<BodyTree, 'smartPunctuation' | 'abbreviations'>,
): void {
  if (!smartPunctuation && abbreviations.size === 0) return;
  const { tokens, tokenOf } = tokenized(root);
  const set = smartPunctuation ? punctuated(tokens) : new Map<Token, SetText>();
  const explain = explainer(abbreviations);
  const visit = (node: Root | Element): void => {
    node.children = (node.children as ElementContent[]).flatMap((child): ElementContent[] => {
      if (child.type === 'element') visit(child);
      const token = child.type === 'text' ? tokenOf.get(child) : undefined;
      if (!token) return [child];
      return (set.get(token) ?? [token.value]).flatMap((part): ElementContent[] => {
        if (typeof part === 'number') return [slotElement('quote', part)];
        return token.isLinked ? [{ type: 'text', value: part }] : explain(part);
      });
    });
  };
  visit(root);
}

/** All texts outside code with what separates them, and the token of each text node. */
function tokenized(root: Root): { tokens: Token[]; tokenOf: Map<ElementContent, Token> } {
  const tokens: Token[] = [];
  const tokenOf = new Map<ElementContent, Token>();
  let inLink = 0;
  const add = (kind: Token['kind'], value = ''): Token => {
    const token = { kind, value, isLinked: inLink > 0 };
    tokens.push(token);
    return token;
  };
  const visitAs = (node: Element, before: Token['kind'], after: Token['kind'], isLink: boolean): void => {
    add(before);
    if (isLink) inLink++;
    visit(node);
    if (isLink) inLink--;
    add(after);
  };
  const visit = (node: Root | Element): void => {
    for (const child of node.children) {
      if (child.type === 'text') tokenOf.set(child, add('text', child.value));
      if (child.type !== 'element') continue;
      const slot = slotOf(child);
      if (typeof slot === 'string') add('literal', slot);
      else if (slot?.slot === 'link')
        visitAs(child, slot.isInLink ? 'word' : 'link', slot.isInLink ? 'word' : 'linkEnd', !slot.isInLink);
      else if (slot || literal.has(child.tagName)) add('word');
      // A quotation continues on the next line.
      else if (child.tagName === 'br') add('text', '\n');
      else visitElement(child);
    }
  };
  const visitElement = (element: Element): void => {
    const isExplained = element.tagName === 'a' || element.tagName === 'abbr';
    const isBlock = !inline.has(element.tagName);
    if (isBlock) add('block');
    if (isExplained) inLink++;
    visit(element);
    if (isExplained) inLink--;
    if (isBlock) add('block');
  };
  visit(root);
  return { tokens, tokenOf };
}

/** Substitute for content that counts as a word but is not text. */
const word = 'x';

/** The texts with smart punctuation. */
function punctuated(tokens: readonly Token[]): Map<Token, SetText> {
  const set = new Map<Token, SetText>();
  const punctuation = new Punctuation();
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'block') punctuation.startBlock();
    else if (token.kind === 'text') set.set(token, punctuation.set(token.value, firstAfter(tokens, index)));
    else if (token.kind === 'literal') punctuation.follow(token.value);
    // A link without a label shows the name of its target.
    else if (token.kind !== 'link') punctuation.follow(word);
  }
  return set;
}

/** The first character after a token in its block; empty at the end. */
function firstAfter(tokens: readonly Token[], index: number): string {
  for (let at = index + 1; at < tokens.length; at++) {
    const { kind, value } = tokens[at] as Token;
    if (kind === 'block') return '';
    if (kind === 'text' || kind === 'literal') return [...value.slice(0, 2)][0] ?? '';
    if (kind !== 'link' || tokens[at + 1]?.kind === 'linkEnd') return word;
  }
  return '';
}

/** Slot indices of quotes. */
const openQuotes = { double: 0, single: 2 } as const;
const closeQuotes = { double: 1, single: 3 } as const;
type Quote = 0 | 1 | 2 | 3;

const isWord = (character: string): boolean => /[\p{L}\p{N}\p{M}]/u.test(character);
const isSpace = (character: string): boolean => character === '' || /\s/.test(character);
/** Words that start with an apostrophe because their beginning is cut off. */
const clipped = /^'(?:tis|twas|em|til|cause|n|round|bout)\b|^'\d/i;

/** Punctuation to typeset, and the text between. */
const runs = /["']|-{2,}|\.{3,}|[^"'.-]+|[.-]/gsu;

/** Processes the texts of a block in order. */
class Punctuation {
  #before = '';
  #isOpen = { double: false, single: false };

  startBlock(): void {
    this.#before = '';
    this.#isOpen = { double: false, single: false };
  }

  /** Continues after content that is not text. */
  follow(character: string): void {
    this.#before = character;
  }

  /** @param behind the text that follows */
  set(text: string, behind: string): SetText {
    const parts: (string | Quote)[] = [];
    for (const { 0: run, index: at } of text.matchAll(runs)) {
      const set = this.#setRun(run, text.slice(at + run.length) || behind, text.slice(at));
      if (typeof set === 'number') this.#before = set === openQuotes.double || set === openQuotes.single ? '(' : ')';
      else this.#before = [...set.slice(-2)].at(-1) ?? '';
      const last = parts.at(-1);
      if (typeof set === 'string' && typeof last === 'string') parts[parts.length - 1] = last + set;
      else parts.push(set);
    }
    return parts;
  }

  #setRun(run: string, after: string, from: string): string | Quote {
    const next = [...after.slice(0, 2)][0] ?? '';
    const before = this.#before;
    const opens = isSpace(before) || /[\p{Ps}\p{Pi}\p{Pd}/=]/u.test(before);
    switch (run[0]) {
      case '"':
        if (opens && !isSpace(next)) return this.#open('double');
        // A sign for inches, or a quote that closes nothing.
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
        // A command-line option.
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

  #open(kind: 'double' | 'single'): Quote {
    this.#isOpen[kind] = true;
    return openQuotes[kind];
  }

  #closeOr(kind: 'double' | 'single', set: string | Quote): string | Quote {
    this.#isOpen[kind] = false;
    return set;
  }
}

/** Splits a text at the abbreviations that are words in it. */
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
