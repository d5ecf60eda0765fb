/** The values of a frontmatter block in any language. */
import type { Span } from '../../model.ts';
import { lineAt } from '../../text/lines.ts';

export interface FrontmatterProblem {
  /** `repaired`: the value was read; `invalid`: it was left out. */
  readonly kind: 'repaired' | 'invalid';
  readonly span: Span;
  readonly message: string;
}

export interface FrontmatterValues {
  readonly data: Readonly<Record<string, unknown>>;
  /** Span of the value at a path, as offsets in the block; if it has none, of the nearest value above it. */
  readonly spanOf: (path: readonly PropertyKey[]) => Span;
  /** The source text of the number at a path: `007` for the value 7. */
  readonly writtenAt: (path: readonly PropertyKey[]) => string | undefined;
  readonly problems: readonly FrontmatterProblem[];
  /** False if the block is a text or a list instead of keys and values. */
  readonly isMapping: boolean;
}

/** A problem with one line. */
export type Finding = Pick<FrontmatterProblem, 'kind' | 'message'>;

export const noSpan: Span = { start: 0, end: 0 };

export const noValues: FrontmatterValues = {
  data: {},
  spanOf: () => noSpan,
  writtenAt: () => undefined,
  problems: [],
  isMapping: true,
};

/** Maximum number of lines of a block that are repaired or left out one by one. */
export const maxMends = 40;

/** Maximum number of characters that are parsed again for repairs. */
export const maxParsed = 400_000;

/** Maximum length of a block, in characters; longer ones are not read. */
export const maxBlock = 256_000;

/** Maximum depth of nested values. */
export const maxDepth = 60;

/** The result for a block longer than `maxBlock`: no values, and a problem. */
export function tooLong(source: SourceLines, length: number): FrontmatterValues {
  const message = `The frontmatter has ${length.toLocaleString('en')} characters, more than the ${maxBlock.toLocaleString('en')} that are read.`;
  return { ...noValues, problems: [{ kind: 'invalid', span: source.lineSpan(0), message }] };
}

/** Whether a value is nested more deeply than `depth`; true for one that contains itself. */
export function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((each) => isDeeper(each, depth - 1));
}

/** Offsets of the starts of lines in the joined text. */
export function startsOf(lines: readonly string[]): number[] {
  let start = 0;
  return lines.map((line) => {
    const own = start;
    start += line.length + 1;
    return own;
  });
}

/** The original lines of a block, to which positions in the repaired lines are mapped back. */
export class SourceLines {
  readonly lines: readonly string[];
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(source: string) {
    this.lines = source.split('\n');
    this.#starts = startsOf(this.lines);
    this.#length = source.length;
  }

  /** Span of a line without surrounding white space. */
  lineSpan(line: number): Span {
    const text = this.lines[line] ?? '';
    const start = this.#starts[line] ?? this.#length;
    return { start: start + text.length - text.trimStart().length, end: start + text.trimEnd().length };
  }

  /** Findings as problems, sorted by line. */
  problems(findings: ReadonlyMap<number, Finding>): FrontmatterProblem[] {
    return [...findings]
      .sort(([a], [b]) => a - b)
      .map(([line, { kind, message }]) => ({ kind, span: this.lineSpan(line), message }));
  }

  /**
   * Maps offsets in the repaired lines to the block. Repairs keep the number of lines, so the line is exact; columns in a
   * repaired line may be off by a quote.
   */
  offsetFrom(mended: readonly string[]): (offset: number) => number {
    const mendedStarts = startsOf(mended);
    return (offset) => {
      const line = lineAt(mendedStarts, offset);
      return (this.#starts[line] ?? this.#length) + Math.min(offset - (mendedStarts[line] ?? 0), this.lines[line]?.length ?? 0);
    };
  }
}
