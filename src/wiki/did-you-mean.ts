/** What somebody who wrote a name that does not exist may have meant. */
import { distance } from 'fastest-levenshtein';
import { compareStrings } from './diagnostics.ts';

/** Finds names like one that does not exist. */
export interface Suggester {
  /** The nearest names, best first, at most two; none when nothing is near. */
  readonly near: (written: string) => readonly string[];
}

const maxSuggestions = 2;

/**
 * A suggester over any number of names. A name is near that reads the same without accents, punctuation and what stands in
 * parentheses, whose parentheses (`Model Spec Midtraining (MSM)`) or initials are what was written, or that is a few edits
 * away: one in up to five letters, two in up to nine, else three.
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

/** `Did you mean \`A\` or \`B\`?`; undefined when there is nothing to say. */
export function didYouMean(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `Did you mean ${names.map((name) => `\`${name}\``).join(' or ')}?`;
}

interface Entry {
  readonly name: string;
  readonly folded: string;
  /** Which letters it holds, as bits: two names that differ by n edits differ in at most 2n of them. */
  readonly letters: number;
}

/** Of names that length and letters do not rule out, so many are compared in all. Beyond that, only spellings count. */
const maxComparisons = 400_000;

/** Comparing all names by edit distance is slow; length and letters rule nearly all of them out. */
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
        // `GPT-4` is not a way to write `GPT-5`.
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

/** A title and its file name are one name in two spellings: one of them is enough. */
function firstFew(names: readonly string[]): string[] {
  const bySpelling = new Map<string, string>();
  for (const name of names) if (!bySpelling.has(fold(name))) bySpelling.set(fold(name), name);
  return [...bySpelling.values()].slice(0, maxSuggestions);
}

function maxEdits(length: number): number {
  if (length < 4) return 0;
  return length <= 5 ? 1 : length <= 9 ? 2 : 3;
}

/** The ways to write a name that count as one: all of it, without its parentheses, what they hold, its initials. */
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
