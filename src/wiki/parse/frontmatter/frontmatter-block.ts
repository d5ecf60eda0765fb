/**
 * Finds the frontmatter of a file, even if its marks are slightly wrong, and reads it. Returns problems with their positions;
 * never throws.
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
  /** Keys and values as written; empty without frontmatter. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Span in the file of the value at a path (`['sources', 0]`); if it has none, of the nearest value above it. */
  readonly spanOf: (path: readonly PropertyKey[]) => Span;
  /** The source text of the number at a path: `007` for the value 7. */
  readonly writtenAt: (path: readonly PropertyKey[]) => string | undefined;
  readonly problems: readonly FrontmatterProblem[];
  readonly isPresent: boolean;
  /** Offset at which the body starts. */
  readonly bodyStart: number;
  /** If the end of the block was guessed: how far its lines may have been meant to extend. */
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

/** Reads the frontmatter at the start of `text`. */
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
    // Text between two thematic breaks is not frontmatter.
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

/** Readers by language of the block. */
const readers: Readonly<Record<string, (source: string) => FrontmatterValues>> = {
  '': readWithMatter,
  yaml: readWithMatter,
  yml: readWithMatter,
  toml: readToml,
  json: readJson,
};

/** @returns undefined for a block in an unsupported language */
function readBlock(text: string, { source, language }: LocatedBlock): FrontmatterValues | undefined {
  const name = language.toLowerCase();
  const values = Object.hasOwn(readers, name) ? readers[name]?.(text.slice(source.start, source.end)) : undefined;
  return values && liftTables(values);
}

/**
 * Reads the block with gray-matter and our own engine, which keeps positions. Always passes an options object, since gray-matter
 * caches broken blocks without one, and only YAML: its JavaScript engine would execute the block.
 */
function readWithMatter(source: string): FrontmatterValues {
  let block = noValues;
  const parse = (): Record<string, unknown> => {
    block = readYaml(source);
    return { ...block.data };
  };
  // gray-matter's search for comments is quadratic in blank lines, and it finds an end mark in the middle of a line.
  const condensed = source.replace(/^[^\S\n]*-{3}.*$/gm, '-').replace(/\n\s+/g, '\n');
  matter(`---\n${condensed}\n---\n`, { engines: { yaml: { parse } } });
  return block;
}
