/**
 * Finds the frontmatter of a file, also where it stands a little wrong, and reads it. What is found wrong comes back as
 * problems at their places; nothing here throws.
 */
import matter from 'gray-matter';
import type { Span } from '../../model.ts';
import { type FrontmatterProblem, type FrontmatterValues, noValues } from './frontmatter-values.ts';
import { readJson } from './json-block.ts';
import { liftTables } from './lift-tables.ts';
import { type LocatedBlock, locateBlock, secondBlock } from './locate-frontmatter.ts';
import { locateOtherBlock } from './locate-other-frontmatter.ts';
import { readToml } from './toml-block.ts';
import { readYaml } from './yaml-block.ts';

export interface FrontmatterBlock {
  /** Keys and values as written; empty when there is no frontmatter. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Where the value at a path (`['sources', 0]`) stands in the file; of the nearest node above when it has no place. */
  readonly spanOf: (path: readonly PropertyKey[]) => Span;
  /** What was written for the number at a path: `007` where its value is 7. */
  readonly writtenAt: (path: readonly PropertyKey[]) => string | undefined;
  readonly problems: readonly FrontmatterProblem[];
  readonly isPresent: boolean;
  /** Offset at which the body starts. */
  readonly bodyStart: number;
  /** Where the end of the block had to be guessed: how far its lines may have been meant to reach. */
  readonly doubtEnd?: number | undefined;
}

const noBlock: FrontmatterBlock = {
  data: {},
  spanOf: () => ({ start: 0, end: 0 }),
  writtenAt: () => undefined,
  problems: [],
  isPresent: false,
  bodyStart: 0,
};

/** Reads the frontmatter at the head of `text`. */
export function readFrontmatterBlock(text: string): FrontmatterBlock {
  const located = locateOtherBlock(text) ?? locateBlock(text);
  if (!located) return noBlock;
  const block = readBlock(text, located);
  if (!block) {
    const language = located.language.trim();
    const message = `Frontmatter is YAML, TOML or JSON; a block in \`${language}\` is not read.`;
    const refused: FrontmatterProblem = { kind: 'invalid', span: { start: 0, end: 3 + language.length }, message };
    return {
      data: {},
      spanOf: () => refused.span,
      writtenAt: () => undefined,
      problems: [...located.problems, refused],
      isPresent: true,
      bodyStart: located.bodyStart,
    };
  }
  if (!block.isMapping) {
    // Text between two thematic breaks is text, not frontmatter.
    return noBlock;
  }
  const second = secondBlock(text, located.bodyStart);
  const shift = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });
  const problems = [...located.problems, ...block.problems.map((p) => ({ ...p, span: shift(p.span, located.source.start) }))];
  if (!second) {
    const spanOf = (path: readonly PropertyKey[]): Span => shift(block.spanOf(path), located.source.start);
    return { ...block, spanOf, problems, isPresent: true, bodyStart: located.bodyStart, doubtEnd: located.doubtEnd };
  }
  const extra = readYaml(text.slice(second.source.start, second.source.end));
  problems.push({
    kind: 'repaired',
    span: { start: second.source.start, end: second.source.end },
    message: 'A second frontmatter block was joined to the first; where both give a key, the first counts.',
  });
  problems.push(...extra.problems.map((problem) => ({ ...problem, span: shift(problem.span, second.source.start) })));
  const ownsKey = (path: readonly PropertyKey[]): boolean => typeof path[0] === 'string' && Object.hasOwn(block.data, path[0]);
  return {
    data: { ...extra.data, ...block.data },
    spanOf: (path) =>
      ownsKey(path) || path.length === 0
        ? shift(block.spanOf(path), located.source.start)
        : shift(extra.spanOf(path), second.source.start),
    writtenAt: (path) => (ownsKey(path) ? block : extra).writtenAt(path),
    problems,
    isPresent: true,
    bodyStart: second.bodyStart,
    doubtEnd: located.doubtEnd,
  };
}

/** How a block is read, by the language that it is in. */
const readers: Readonly<Record<string, (source: string) => FrontmatterValues>> = {
  '': readWithMatter,
  yaml: readWithMatter,
  yml: readWithMatter,
  toml: readToml,
  json: readJson,
};

/** @returns undefined for a block in a language that is not read */
function readBlock(text: string, { source, language }: LocatedBlock): FrontmatterValues | undefined {
  const name = language.toLowerCase();
  const values = Object.hasOwn(readers, name) ? readers[name]?.(text.slice(source.start, source.end)) : undefined;
  return values && liftTables(values);
}

/**
 * gray-matter reads the block through our engine, which keeps positions. It always gets an options object, since it
 * caches broken blocks without one, and nothing but YAML: its JavaScript engine would run the block.
 */
function readWithMatter(source: string): FrontmatterValues {
  let block = noValues;
  const parse = (): Record<string, unknown> => {
    block = readYaml(source);
    return { ...block.data };
  };
  // It looks for comments with the square of the blank lines' number, and for an end in the middle of a line.
  const condensed = source.replace(/^[^\S\n]*-{3}.*$/gm, '-').replace(/\n\s+/g, '\n');
  matter(`---\n${condensed}\n---\n`, { engines: { yaml: { parse } } });
  return block;
}
