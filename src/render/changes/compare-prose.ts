/**
 * What a reader sees changed between two versions of a text, block by block: blocks are aligned by content, and in two versions of
 * one block, the words that differ are marked. The result is prose with `ins` and `del`, and gaps for what stays the same.
 */
import { diffArrays } from 'diff';
import { likeness, wordsIn } from '../../wiki/text/likeness.ts';
import { attributeOf, headingLevel, isElement, type Prose, type ProseElement, type ProseNode, sizeOf } from '../print/prose.ts';
import { isBlockName, textOfProse } from './settled-prose.ts';

export interface TextChange {
  readonly prose: Prose;
  /** Numbers of blocks: paragraphs, headings, items, rows. */
  readonly added: number;
  readonly removed: number;
  /** Blocks with other words. */
  readonly changed: number;
}

/** @returns undefined if readers see no difference */
export function compareProse(before: Prose, after: Prose, maxSize: number): TextChange | undefined {
  const tally = { added: 0, removed: 0, changed: 0 };
  const entries = compareBlocks(blocksIn(before), blocksIn(after), tally);
  if (tally.added + tally.removed + tally.changed === 0) return undefined;
  return { prose: withGaps(entries, 'div', maxSize), ...tally };
}

/** A whole text within a size: the rest is counted. */
export function shortened(prose: Prose, maxSize: number): Prose {
  const all = blocksIn(prose);
  const shown: ProseElement[] = [];
  let size = 0;
  for (const block of all) {
    size += sizeOf([block]);
    if (size > maxSize) break;
    shown.push(block);
  }
  const left = all.length - shown.length;
  return left === 0 ? shown : [...shown, gap('div', `${left} more ${left === 1 ? 'block' : 'blocks'}, not shown`)];
}

interface Entry {
  readonly state: 'same' | 'added' | 'removed' | 'changed';
  readonly node: ProseElement;
}

type Tally = { added: number; removed: number; changed: number };

/** The blocks of a text; text beside blocks becomes a paragraph. */
function blocksIn(prose: Prose): ProseElement[] {
  const found: ProseElement[] = [];
  let loose: ProseNode[] = [];
  const flush = (): void => {
    if (loose.some((node) => typeof node !== 'string' || node.trim() !== '')) found.push(['p', null, loose]);
    loose = [];
  };
  for (const node of prose) {
    if (isElement(node) && isBlockName(node[0])) {
      flush();
      found.push(node);
    } else loose.push(node);
  }
  flush();
  return found;
}

/** A block without blocks in it. */
function isLeaf([, , content]: ProseElement): boolean {
  return !content.some((node) => isElement(node) && isBlockName(node[0]));
}

/** Longest edit script that is looked for; beyond it, everything counts as different. */
const maxEdits = 4000;

function compareBlocks(before: readonly ProseElement[], after: readonly ProseElement[], tally: Tally): Entry[] {
  const steps = diffArrays(before.map(signatureOf), after.map(signatureOf), { maxEditLength: maxEdits });
  const entries: Entry[] = [];
  let [old, now] = [0, 0];
  let removed: ProseElement[] = [];
  let added: ProseElement[] = [];
  const flush = (): void => {
    entries.push(...pairUp(removed, added, tally));
    removed = [];
    added = [];
  };
  for (const step of steps ?? [
    { removed: true, added: false, count: before.length },
    { added: true, removed: false, count: after.length },
  ]) {
    if (step.removed) {
      removed.push(...before.slice(old, old + step.count));
      old += step.count;
    } else if (step.added) {
      added.push(...after.slice(now, now + step.count));
      now += step.count;
    } else {
      flush();
      entries.push(...after.slice(now, now + step.count).map((node): Entry => ({ state: 'same', node })));
      old += step.count;
      now += step.count;
    }
  }
  flush();
  return entries;
}

/** Two blocks with at least this much in common are versions of one. */
const sameBlock = 0.4;
/** How far a block is looked for. */
const reach = 12;

/** Puts the versions of one block side by side, in order. */
function pairUp(removed: readonly ProseElement[], added: readonly ProseElement[], tally: Tally): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  const add = (end: number): void => {
    for (; at < end; at++) {
      const node = added[at];
      if (node) entries.push(whole(node, 'added', tally));
    }
  };
  for (const old of removed) {
    const found = mostLike(old, added.slice(at, at + reach));
    const now = added[at + found];
    if (found < 0 || !now) {
      entries.push(whole(old, 'removed', tally));
      continue;
    }
    add(at + found);
    entries.push(compareBlock(old, now, tally));
    at++;
  }
  add(added.length);
  return entries;
}

/** Index of the block that is most like `old`; -1 if none is. */
function mostLike(old: ProseElement, candidates: readonly ProseElement[]): number {
  let [best, most] = [-1, sameBlock];
  for (const [index, each] of candidates.entries()) {
    if (kindOf(each) !== kindOf(old)) continue;
    const common = likeness(wordsOf(old), wordsOf(each));
    if (common <= most) continue;
    [best, most] = [index, common];
  }
  return best;
}

function kindOf([name]: ProseElement): string {
  return headingLevel(name) === undefined ? name : 'heading';
}

const words = new WeakMap<ProseElement, readonly string[]>();

function wordsOf(block: ProseElement): readonly string[] {
  const known = words.get(block) ?? wordsIn(textOfProse(block[2]));
  words.set(block, known);
  return known;
}

function compareBlock(old: ProseElement, now: ProseElement, tally: Tally): Entry {
  const [name, attributes, content] = now;
  if (isLeaf(old) && isLeaf(now)) {
    const marked = name === 'pre' ? compareLines(old, now) : compareWords(old[2], content);
    if (!marked) return { state: 'same', node: now };
    tally.changed++;
    return { state: 'changed', node: [name, withClass(attributes, 'changed'), marked] };
  }
  const before = tally.added + tally.removed + tally.changed;
  const entries = compareBlocks(blocksIn(old[2]), blocksIn(content), tally);
  const isSame = before === tally.added + tally.removed + tally.changed;
  return isSame ? { state: 'same', node: now } : { state: 'changed', node: [name, attributes, withGaps(entries, name)] };
}

/** A block that is new or gone. */
function whole(node: ProseElement, state: 'added' | 'removed', tally: Tally): Entry {
  tally[state] += leavesIn(node);
  const [name, attributes, content] = node;
  const mark = state === 'added' ? 'ins' : 'del';
  return { state, node: [name, withClass(attributes, mark), markedWhole(content, mark, isLeaf(node))] };
}

function markedWhole(content: Prose, mark: 'ins' | 'del', isText: boolean): Prose {
  if (isText) return content.length === 0 ? content : [[mark, null, content]];
  return blocksIn(content).map((block): ProseElement => [block[0], block[1], markedWhole(block[2], mark, isLeaf(block))]);
}

function leavesIn(node: ProseElement): number {
  // A row is one, however many cells it has.
  if (node[0] === 'tr' || node[0] === 'li' || isLeaf(node)) return 1;
  return blocksIn(node[2]).reduce((sum, each) => sum + leavesIn(each), 0);
}

function withClass(attributes: ProseElement[1], name: string): NonNullable<ProseElement[1]> {
  const own = attributes?.['class'];
  return { ...attributes, class: typeof own === 'string' ? `${own} ${name}` : name };
}

/** Largest unchanged block that is shown beside a change, in characters. */
const maxContext = 1500;

/** Keeps what differs, the blocks beside it and the heading above it; gaps stand for the rest. */
function withGaps(entries: readonly Entry[], container: string, maxSize = Number.POSITIVE_INFINITY): Prose {
  const isShown = shownEntries(entries, container);
  const shown: ProseNode[] = [];
  let [left, size, cut] = [0, 0, 0];
  const flush = (): void => {
    if (left > 0) shown.push(gap(container, `${left} ${left === 1 ? 'block' : 'blocks'} unchanged`));
    left = 0;
  };
  let number = 0;
  for (const [index, { state, node }] of entries.entries()) {
    if (state !== 'removed') number++;
    const own = sizeOf([node]);
    if (!isShown[index] || (state === 'same' && own > maxContext)) left++;
    else if (size + own > maxSize) cut += state === 'same' ? 0 : 1;
    else {
      flush();
      size += own;
      shown.push(container === 'ol' && state !== 'removed' ? ['li', { ...node[1], value: String(number) }, node[2]] : node);
    }
  }
  flush();
  if (cut > 0) shown.push(gap(container, `${cut} more ${cut === 1 ? 'change' : 'changes'}, not shown`));
  return shown;
}

function shownEntries(entries: readonly Entry[], container: string): boolean[] {
  // The cells of a row stay together.
  if (container === 'tr') return entries.map(() => true);
  const isShown = entries.map(({ state }, index) =>
    [state, entries[index - 1]?.state, entries[index + 1]?.state].some((each) => each !== undefined && each !== 'same'),
  );
  let heading = -1;
  for (const [index, { state, node }] of entries.entries()) {
    if (headingLevel(node[0]) !== undefined) heading = index;
    else if (state !== 'same' && heading >= 0) isShown[heading] = true;
  }
  // The names of columns.
  if (container === 'table' && entries[0]?.node[0] === 'thead') isShown[0] = true;
  return isShown;
}

function gap(container: string, text: string): ProseElement {
  switch (container) {
    case 'ul':
    case 'ol':
      return ['li', { class: 'gap' }, [text]];
    case 'tbody':
    case 'thead':
    case 'tfoot':
      return ['tr', { class: 'gap' }, [['td', { colspan: '100' }, [text]]]];
    case 'table':
      return ['tbody', null, [gap('tbody', text)]];
    case 'dl':
      return ['dd', { class: 'gap' }, [text]];
    default:
      return ['p', { class: 'gap' }, [text]];
  }
}

const signatures = new WeakMap<ProseElement, string>();

/** Equal for blocks that look the same. Citations count by their source, since their numbers change with any other. */
function signatureOf(element: ProseElement): string {
  const known = signatures.get(element);
  if (known !== undefined) return known;
  const [name, attributes, content] = element;
  const inside = attributeOf(element, 'class') === 'citation' ? '' : content.map(signatureOfNode).join('');
  const made = `<${name} ${JSON.stringify(attributes ?? {})}>${inside}</${name}>`.replace(/\s+/g, ' ');
  signatures.set(element, made);
  return made;
}

function signatureOfNode(node: ProseNode): string {
  if (typeof node === 'string') return node;
  return isElement(node) ? signatureOf(node) : JSON.stringify(node);
}

/** A word, a space, a sign, or a mark that is compared as a whole, with the elements around it. */
interface Token {
  readonly node: ProseNode;
  readonly path: readonly ProseElement[];
  readonly key: string;
  readonly isSpace: boolean;
}

const pieces =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}]+)*|./gsu;

function tokensOf(prose: Prose, path: readonly ProseElement[] = [], outside = ''): Token[] {
  return prose.flatMap((node): Token[] => {
    if (typeof node === 'string')
      return (node.match(pieces) ?? []).map((text): Token => {
        const isSpace = /^\s/.test(text);
        return { node: isSpace ? ' ' : text, path, key: isSpace ? ' ' : `${outside}${text}`, isSpace };
      });
    const isWhole = !isElement(node) || node[2].length === 0 || attributeOf(node, 'class') === 'citation';
    if (isWhole) return [{ node, path, key: `${outside}${signatureOfNode(node)}`, isSpace: false }];
    const own: ProseElement = [node[0], node[1], []];
    return tokensOf(node[2], [...path, own], `${outside}${signatureOf(own)}`);
  });
}

type Mark = 'same' | 'ins' | 'del';

/** @returns undefined if no word differs */
function compareWords(before: Prose, after: Prose): Prose | undefined {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  const steps = diffArrays(
    old.map(({ key }) => key),
    now.map(({ key }) => key),
    { maxEditLength: maxEdits },
  );
  if (!steps) return [['del', null, before], ' ', ['ins', null, after]];
  const marked: [Mark, Token][] = [];
  let [from, to] = [0, 0];
  for (const { added, removed, count } of steps) {
    if (removed) for (const token of old.slice(from, from + count)) marked.push(['del', token]);
    else for (const token of now.slice(to, to + count)) marked.push([added ? 'ins' : 'same', token]);
    if (!added) from += count;
    if (!removed) to += count;
  }
  if (marked.every(([mark, { isSpace }]) => mark === 'same' || isSpace)) return undefined;
  return printed(inPhrases(marked));
}

/** Takes a space between two changed words for changed, and puts what was removed before what came for it. */
function inPhrases(marked: readonly [Mark, Token][]): [Mark, Token][] {
  const phrases: [Mark, Token][] = [];
  let removed: [Mark, Token][] = [];
  let added: [Mark, Token][] = [];
  const flush = (): void => {
    phrases.push(...removed, ...added);
    removed = [];
    added = [];
  };
  for (const [index, [mark, token]] of marked.entries()) {
    const next = marked[index + 1]?.[0] ?? 'same';
    if (mark === 'del') removed.push([mark, token]);
    else if (mark === 'ins') added.push([mark, token]);
    else if (token.isSpace && next !== 'same' && removed.length > 0 && added.length > 0) {
      removed.push(['del', token]);
      added.push(['ins', token]);
    } else {
      flush();
      phrases.push([mark, token]);
    }
  }
  flush();
  return phrases;
}

/** Joins neighbours with the same mark and elements. */
function printed(marked: readonly [Mark, Token][]): Prose {
  const made: ProseNode[] = [];
  let at = 0;
  while (at < marked.length) {
    const [mark, { path }] = marked[at] as [Mark, Token];
    const around = JSON.stringify(path);
    const content: ProseNode[] = [];
    for (; at < marked.length; at++) {
      const [other, token] = marked[at] as [Mark, Token];
      if (other !== mark || (token.path !== path && JSON.stringify(token.path) !== around)) break;
      const last = content.at(-1);
      if (typeof token.node === 'string' && typeof last === 'string') content[content.length - 1] = last + token.node;
      else content.push(token.node);
    }
    const inside: Prose = mark === 'same' ? content : [[mark, null, content]];
    made.push(...path.reduceRight<Prose>((within, [name, attributes]) => [[name, attributes, within]], inside));
  }
  return made;
}

/** Unchanged lines that are shown beside a change in code. */
const contextLines = 3;

/** @returns undefined if no line differs */
function compareLines(before: ProseElement, after: ProseElement): Prose | undefined {
  const [old, now] = [before, after].map((each) => textOfProse(each[2]).split('\n')) as [string[], string[]];
  const steps = diffArrays(old, now, { maxEditLength: maxEdits });
  if (!steps) return [['del', null, [old.join('\n')]], '\n', ['ins', null, [now.join('\n')]]];
  if (steps.every(({ added, removed }) => !added && !removed)) return undefined;
  return steps.flatMap(({ added, removed, value }, index): Prose => {
    if (added || removed) return [[added ? 'ins' : 'del', null, [value.join('\n')]], '\n'];
    const [first, last] = [index === 0, index === steps.length - 1];
    const head = first ? [] : value.slice(0, contextLines);
    const tail = last ? [] : value.slice(Math.max(head.length, value.length - contextLines));
    const left = value.length - head.length - tail.length;
    const skipped: Prose =
      left > 0 ? [['span', { class: 'gap' }, [`${left} ${left === 1 ? 'line' : 'lines'} unchanged`]], '\n'] : [];
    const lines = (each: readonly string[]): Prose => (each.length > 0 ? [`${each.join('\n')}\n`] : []);
    return [...lines(head), ...skipped, ...lines(tail)];
  });
}
