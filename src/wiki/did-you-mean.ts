/** Suggestions for a name that does not exist. */
import { distance } from 'fastest-levenshtein';
import { compareStrings } from './diagnostics.ts';

/** Finds existing names that resemble a missing one. */
export interface Suggester {
  /** Up to two nearest names, best first; empty if none is near. */
  readonly near: (written: string) => readonly string[];
}

const maxSuggestions = 2;

/**
 * Returns a suggester over a set of names. A name is near if it equals the written one apart from accents, punctuation and text
 * in parentheses, if its parentheses (`Model Spec Midtraining (MSM)`) or its initials equal the written one, or if it is a few
 * edits away: one for up to 5 letters, two for up to 9, else three.
 */
export function suggester(names: Iterable<string>): Suggester {
  let index: NameTable | undefined;
  const known = new Map<string, readonly string[]>();
  return {
    near(written) {
      let found = known.get(written);
      if (!found) {
        index ??= new NameTable(names);
        found = index.near(written);
        known.set(written, found);
      }
      return found;
    },
  };
}

/** `Did you mean \`A\` or \`B\`?`; undefined for no names. */
export function didYouMean(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `Did you mean ${names.map((name) => `\`${name}\``).join(' or ')}?`;
}

interface Entry {
  readonly name: string;
  readonly folded: string;
  /** Bit set of the letters in the name: two names that differ by n edits differ in at most 2n bits. */
  readonly letters: number;
}

/** Maximum number of edit distances computed in all. After that, only names that are spelled alike are suggested. */
const maxComparisons = 400_000;

/** Names indexed by length and letters, which rule out nearly all of them: comparing all by edit distance is slow. */
class NameTable {
  #comparisons = 0;
  readonly #byForm = new Map<string, string[]>();
  readonly #byLength: Entry[][] = [];

  constructor(names: Iterable<string>) {
    for (const name of new Set(names)) {
      for (const form of formsOf(name)) {
        const same = this.#byForm.get(form);
        if (same) same.push(name);
        else this.#byForm.set(form, [name]);
      }
      const folded = fold(name);
      this.#byLength[folded.length] ??= [];
      this.#byLength[folded.length]?.push({ name, folded, letters: lettersOf(folded) });
    }
  }

  near(written: string): readonly string[] {
    const same = new Set(formsOf(written).flatMap((form) => this.#byForm.get(form) ?? []));
    if (same.size > 0) return firstFew([...same].sort(compareStrings));
    const folded = fold(written);
    const edits = maxEdits(folded.length);
    const letters = lettersOf(folded);
    const found: { name: string; edits: number }[] = [];
    for (let length = Math.max(1, folded.length - edits); length <= folded.length + edits; length++) {
      for (const entry of this.#byLength[length] ?? []) {
        if (bitCount(entry.letters ^ letters) > 2 * edits || this.#comparisons > maxComparisons) continue;
        this.#comparisons++;
        // `GPT-4` is not a misspelling of `GPT-5`.
        if (digitsOf(entry.folded) !== digitsOf(folded)) continue;
        const needed = distance(entry.folded, folded);
        if (needed <= edits) found.push({ name: entry.name, edits: needed });
      }
    }
    found.sort((a, b) => a.edits - b.edits || compareStrings(a.name, b.name));
    const best = found[0]?.edits ?? 0;
    return firstFew(found.filter(({ edits: needed }) => needed === best).map(({ name }) => name));
  }
}

/** The first suggestions, each spelling once: a title and its file name are often the same name. */
function firstFew(names: readonly string[]): string[] {
  const bySpelling = new Map<string, string>();
  for (const name of names) if (!bySpelling.has(fold(name))) bySpelling.set(fold(name), name);
  return [...bySpelling.values()].slice(0, maxSuggestions);
}

function maxEdits(length: number): number {
  if (length < 4) return 0;
  return length <= 5 ? 1 : length <= 9 ? 2 : 3;
}

/** The spellings of a name that count as equal: the whole, without its parentheses, their content, its initials. */
function formsOf(name: string): string[] {
  const parenthesis = /^(.*?)\s*\(([^()]+)\)\s*$/.exec(name);
  const forms = [name, ...(parenthesis ? [parenthesis[1] ?? '', parenthesis[2] ?? ''] : [])].map(fold);
  const words = (parenthesis?.[1] ?? name).split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
  if (words.length > 2) forms.push(words.map((word) => fold(word).charAt(0)).join(''));
  return [...new Set(forms)].filter((form) => form.length > 1);
}

/** Letters and digits in lower case, without accents. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function digitsOf(folded: string): string {
  return folded.replace(/\P{N}+/gu, ' ').trim();
}

function lettersOf(folded: string): number {
  let bits = 0;
  for (let at = 0; at < folded.length; at++) bits |= 1 << (folded.charCodeAt(at) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
