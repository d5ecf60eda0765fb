/**
 * Finds unlinked mentions: the title or an alias of another article in prose, without a link.
 *
 * The names are in two tries: one for names whose case must match, one for the others. Prose is read once from left to right.
 * Wherever a name may start, both tries are followed as far as they match, and the longest name that consists of whole words
 * is taken. The time grows with the prose, not with the number of names.
 */
import type { ArticleId, Span } from '../model.ts';
import { isSpace, isUnspaced, type Kind, kindOf, kinds } from '../text/characters.ts';

/** A title or an alias. */
export interface MentionableName {
  readonly name: string;
  readonly id: ArticleId;
}

/** The offsets of `span` are those of the searched text. */
export interface FoundMention {
  readonly id: ArticleId;
  readonly span: Span;
}

export interface MentionFinder {
  /**
   * The first mention in `prose` of each article that is not linked, in the order of the text.
   *
   * @param prose start, end, start, end … of the stretches to search. A mention is within one stretch. The edge of a stretch is
   *   a word boundary, so `_Venus_` mentions Venus if its markers are left out.
   * @param isLinked called once per article. The name of a linked article still takes its words: if `Mercury Program` is linked,
   *   these words do not mention `Mercury`.
   */
  readonly find: (text: string, prose: readonly number[], isLinked: (id: ArticleId) => boolean) => FoundMention[];
}

/**
 * Indexes the names once, for any number of texts.
 *
 * Names that would be found by chance are left out (see `isDistinctive`). A name that two articles share takes its words, like
 * every longest name, but is not reported.
 */
export function mentionFinder(names: readonly MentionableName[]): MentionFinder {
  const index = indexNames(names);
  return {
    find: (text, prose, isLinked) => {
      const mentions: FoundMention[] = [];
      const seen = new Set<ArticleId>();
      for (const stretch of stretchesOf(text, prose)) {
        for (let match = nextMatch(index, stretch, stretch.start); match; match = nextMatch(index, stretch, match.end)) {
          const id = match.bearer;
          if (id === shared || seen.has(id)) continue;
          seen.add(id);
          if (!isLinked(id)) mentions.push({ id, span: spanOf(stretch, match) });
        }
      }
      return mentions;
    },
  };
}

// Which names count, and whether their case must match.

/** Maximum length of a name. Longer names are sentences, which are not repeated by chance. Also bounds the search at each place. */
const longestName = 200;
const fewLetters = 4;

/** The form in which names are compared if case must match: NFC, with each run of white space as one space. */
function spellingOf(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Folds case and keeps all offsets: only `İ` gets longer in lower case. A final `ς` becomes `σ`. */
function fold(text: string): string {
  return text.replaceAll('İ', 'I').toLowerCase().replaceAll('ς', 'σ');
}

/** False for names that prose often contains without meaning the article: `C`, `1969-07-20`, `note`. */
function isDistinctive(spelling: string): boolean {
  const letters = countLetters(spelling);
  if (letters === 0 || spelling.length > longestName) return false;
  const characters = [...spelling];
  if (characters.some((character) => isUnspaced(kindOf(character.codePointAt(0) ?? 0)))) return characters.length >= 2;
  return characters.length >= 3 && !(letters <= fewLetters && isInLowerCase(spelling) && !spelling.includes(' '));
}

/** Whether case must match: `Mars` is a planet and `mars` a verb; `IT` is a trade and `it` a pronoun. */
function needsExactCase(spelling: string): boolean {
  return countLetters(spelling) <= fewLetters || isInCapitals(spelling);
}

function countLetters(spelling: string): number {
  return spelling.match(/\p{L}/gu)?.length ?? 0;
}

/** Both functions are false for a script without case. */
function isInLowerCase(spelling: string): boolean {
  return spelling === spelling.toLowerCase() && spelling !== spelling.toUpperCase();
}

function isInCapitals(spelling: string): boolean {
  return spelling === spelling.toUpperCase() && spelling !== spelling.toLowerCase();
}

// Which article has a name.

/** In place of the article, for a name that several articles share. */
const shared = null;
type Bearer = ArticleId | typeof shared;

/** If two names differ only in case, `SPARC` means the article with exactly that name; `Sparc` and `sparc` mean the other. */
interface Index {
  readonly exactCase: Trie;
  readonly anyCase: Trie;
}

function indexNames(names: readonly MentionableName[]): Index {
  const exactCase = new Map<string, Bearer>();
  const anyCase = new Map<string, Bearer>();
  for (const { name, id } of names) {
    const spelling = spellingOf(name);
    if (!isDistinctive(spelling)) continue;
    if (needsExactCase(spelling)) addBearer(exactCase, spelling, id);
    else addBearer(anyCase, fold(spelling), id);
  }
  return { exactCase: trieOf(exactCase), anyCase: trieOf(anyCase) };
}

function addBearer(bearers: Map<string, Bearer>, name: string, id: ArticleId): void {
  const sofar = bearers.get(name);
  bearers.set(name, sofar === undefined || sofar === id ? id : shared);
}

// The trie.

/** A trie of UTF-16 code units. Nodes are numbered from 1. */
interface Trie {
  readonly root: number;
  /** The child of `node` for `unit`; 0 if no name continues with it. */
  readonly step: (node: number, unit: number) => number;
  /** Undefined if no name ends at the node. */
  readonly bearerAt: (node: number) => Bearer | undefined;
}

/**
 * Nodes are numbered in the order in which they are made, so the first child of a node has the next number, and most of a name is a
 * run of consecutive numbers. A name leaves such a run at most once, at a node with several children. Those other children, at
 * most one per name, are in an open hash table. A `Map` per node would take many times the memory and the time.
 */
function trieOf(bearers: ReadonlyMap<string, Bearer>): Trie {
  let units = 0;
  for (const name of bearers.keys()) units += name.length;
  /** For each node, the unit of its first child, and flags. */
  const nodes = new Int32Array(units + 2);
  const bits = Math.ceil(Math.log2(2 * bearers.size + 2));
  const mask = 2 ** bits - 1;
  const parentOf = new Int32Array(2 ** bits);
  const unitOf = new Uint16Array(2 ** bits);
  const childOf = new Int32Array(2 ** bits);
  const ends = new Map<number, Bearer>();

  /** The slot of a child, or a free slot for it. Half of the slots remain free. */
  const slotOf = (node: number, unit: number): number => {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> (32 - bits);
    while (parentOf[slot] !== 0 && (parentOf[slot] !== node || unitOf[slot] !== unit)) slot = (slot + 1) & mask;
    return slot;
  };
  const step = (node: number, unit: number): number => {
    const head = nodes[node] ?? 0;
    if ((head & hasChild) !== 0 && (head & 0xffff) === unit) return node + 1;
    return (head & hasMore) === 0 ? 0 : (childOf[slotOf(node, unit)] ?? 0);
  };

  let last = 1;
  const grow = (node: number, unit: number): number => {
    const head = nodes[node] ?? 0;
    last++;
    if ((head & hasChild) === 0) {
      nodes[node] = head | hasChild | unit;
      return last;
    }
    nodes[node] = head | hasMore;
    const slot = slotOf(node, unit);
    parentOf[slot] = node;
    unitOf[slot] = unit;
    childOf[slot] = last;
    return last;
  };
  // Longest names first, so that no name continues at the end of another one, whose next number is taken by then.
  for (const [name, bearer] of [...bearers].sort(([one], [other]) => other.length - one.length)) {
    let node = 1;
    for (let index = 0; index < name.length; index++) {
      const unit = name.charCodeAt(index);
      node = step(node, unit) || grow(node, unit);
    }
    nodes[node] = (nodes[node] ?? 0) | endsName;
    ends.set(node, bearer);
  }
  return { root: 1, step, bearerAt: (node) => (((nodes[node] ?? 0) & endsName) === 0 ? undefined : ends.get(node)) };
}

// Flags of a node, above the unit of its first child.
const hasChild = 1 << 16;
const hasMore = 1 << 17;
const endsName = 1 << 18;

// Matching.

/** A name in a stretch. Offsets are those of the stretch's text. */
interface Match {
  readonly bearer: Bearer;
  readonly start: number;
  readonly end: number;
}

/** The first name at or after `from`; of several at the same place, the longest. */
function nextMatch(index: Index, stretch: Stretch, from: number): Match | undefined {
  let before = kindBefore(stretch, from);
  for (let at = from; at < stretch.end; ) {
    const point = stretch.text.codePointAt(at) ?? 0;
    const kind = kindOf(point);
    const match = isSpace(kind) || !mayEnd(kind, before) ? undefined : longestMatch(index, stretch, at);
    if (match) return match;
    before = kind;
    at += point > 0xffff ? 2 : 1;
  }
  return undefined;
}

function longestMatch(index: Index, stretch: Stretch, start: number): Match | undefined {
  const exact = longestIn(index.exactCase, stretch.text, stretch, start);
  const anyCase = longestIn(index.anyCase, stretch.folded, stretch, start);
  return exact === undefined || (anyCase !== undefined && anyCase.end > exact.end) ? anyCase : exact;
}

/** @param units the text of the stretch, in the form of the names in the trie */
function longestIn(trie: Trie, units: string, stretch: Stretch, start: number): Match | undefined {
  let longest: Match | undefined;
  let node = trie.root;
  for (let end = start; end < stretch.end; ) {
    const unit = units.charCodeAt(end);
    const space = isSpace(kindOf(unit)) ? endOfSpace(stretch, end) : end;
    node = trie.step(node, space > end ? 0x20 : unit);
    if (node === 0) break;
    end = space > end ? space : end + 1;
    const bearer = trie.bearerAt(node);
    if (bearer !== undefined && isWhole(stretch, start, end)) longest = { bearer, start, end };
  }
  return longest;
}

/** End of the white space at `offset` that counts as one space. Returns `offset` if it contains two line breaks. */
function endOfSpace({ text, end: stretchEnd }: Stretch, offset: number): number {
  let end = offset;
  let breaks = 0;
  for (; end < stretchEnd; end++) {
    const unit = text.charCodeAt(end);
    const kind = kindOf(unit);
    if (!isSpace(kind)) break;
    const isSecondHalf = unit === 0x0a && end > offset && text.charCodeAt(end - 1) === 0x0d;
    if (kind === kinds.lineBreak && !isSecondHalf && ++breaks > 1) return offset;
  }
  return end;
}

/** Whether the text from `start` to `end` consists of whole words. */
function isWhole(stretch: Stretch, start: number, end: number): boolean {
  return (
    isEdge(stretch, start, kindAfter(stretch, start), kindBefore(stretch, start)) &&
    isEdge(stretch, end, kindBefore(stretch, end), kindAfter(stretch, end))
  );
}

/** Each end follows the rule of its script: `RNN模型` starts as Latin and ends as Chinese. */
function isEdge(stretch: Stretch, offset: number, inside: Kind, outside: Kind): boolean {
  return mayEnd(inside, outside) && (!isUnspaced(inside) || stretch.isCut(offset));
}

/**
 * Whether a name can start or end with a character of kind `inside` next to one of kind `outside`. A script without spaces ends
 * a Latin word, as in `使用RNN`. Such scripts are segmented into words later, and only where a name is, since that is slow.
 */
function mayEnd(inside: Kind, outside: Kind): boolean {
  switch (inside) {
    case kinds.word:
      return outside !== kinds.word && outside !== kinds.glue;
    case kinds.katakana:
      return outside !== kinds.katakana;
    default:
      return true;
  }
}

// The prose.

/** A stretch of prose: the part of `text` from `start` to `end`. */
interface Stretch {
  /** In NFC. */
  readonly text: string;
  /** `text` with case folded; offsets are the same. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  /** Offset in the given text of each unit of `text`, and of its end; undefined if both texts are the same. */
  readonly origins: readonly number[] | undefined;
  /** Whether a word in a script without spaces starts or ends at `offset`. */
  readonly isCut: (offset: number) => boolean;
}

/** Nearly all texts are in NFC and are searched unchanged. In other texts, each stretch is composed separately. */
function* stretchesOf(text: string, prose: readonly number[]): Generator<Stretch> {
  const isComposed = text.normalize('NFC') === text;
  const folded = isComposed ? fold(text) : '';
  for (let index = 0; index + 1 < prose.length; index += 2) {
    const start = prose[index] ?? 0;
    const end = prose[index + 1] ?? 0;
    if (isComposed) yield { text, folded, start, end, origins: undefined, isCut: cutsOf(text, start, end) };
    else yield composedStretch(text, start, end);
  }
}

function composedStretch(text: string, start: number, end: number): Stretch {
  const origins: number[] = [];
  let composed = '';
  for (const { index, 0: cluster } of text.slice(start, end).matchAll(clusters)) {
    const shape = cluster.normalize('NFC');
    for (let unit = 0; unit < shape.length; unit++) origins.push(start + index + (shape === cluster ? unit : 0));
    composed += shape;
  }
  origins.push(end);
  return {
    text: composed,
    folded: fold(composed),
    start: 0,
    end: composed.length,
    origins,
    isCut: cutsOf(composed, 0, composed.length),
  };
}

/**
 * Pieces that NFC may compose or reorder: a character with its marks, or a Hangul syllable with its vowel and last consonant.
 * ASCII without marks is unaffected, so a whole run of it is one piece. The limits keep long runs from overflowing the stack of
 * the regular expression; UAX #15 allows 30 marks in a stream.
 */
const clusters = /[\0-\x7f]{1,999}(?![\p{M}\u1160-\u11ff])|\P{M}[\p{M}\u1160-\u11ff]{0,99}|\p{M}{1,99}/gu;

function spanOf({ origins }: Stretch, { start, end }: Match): Span {
  return origins ? { start: origins[start] ?? 0, end: origins[end] ?? 0 } : { start, end };
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Segments the stretch into words on the first call, and only once. */
function cutsOf(text: string, start: number, end: number): (offset: number) => boolean {
  let cuts: Set<number> | undefined;
  const cut = (): Set<number> => {
    const offsets = new Set([end]);
    for (const { index } of segmenter.segment(text.slice(start, end))) offsets.add(start + index);
    return offsets;
  };
  return (offset) => {
    cuts ??= cut();
    return cuts.has(offset);
  };
}

/** At the edge of a stretch, no character belongs to the word. */
function kindAfter({ text, end }: Stretch, offset: number): Kind {
  return offset < end ? kindOf(text.codePointAt(offset) ?? 0) : kinds.other;
}

function kindBefore({ text, start }: Stretch, offset: number): Kind {
  if (offset <= start) return kinds.other;
  const unit = text.charCodeAt(offset - 1);
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff && offset - 1 > start;
  const point = isSecondHalf ? (text.codePointAt(offset - 2) ?? 0) : unit;
  return kindOf(point > 0xffff ? point : unit);
}
