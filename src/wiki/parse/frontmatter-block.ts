/**
 * Finds the frontmatter of a file, also where it stands a little wrong, and reads it. What is found wrong comes back as
 * problems at their places; nothing here throws.
 */
import matter from 'gray-matter';
import type { Span } from '../model.ts';
import { type LocatedBlock, locateBlock, secondBlock } from './locate-frontmatter.ts';
import { emptyYaml, readYaml, type YamlBlock, type YamlProblem } from './yaml-block.ts';

export interface FrontmatterBlock {
  /** Keys and values as written; empty when there is no frontmatter. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Where the value at a path (`['sources', 0]`) stands in the file; of the nearest node above when it has no place. */
  readonly spanOf: (path: readonly PropertyKey[]) => Span;
  /** What was written for the number at a path: `007` where its value is 7. */
  readonly writtenAt: (path: readonly PropertyKey[]) => string | undefined;
  readonly problems: readonly YamlProblem[];
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
  const located = locateBlock(text);
  if (!located) return noBlock;
  const block = readWithMatter(text, located);
  if (!block) {
    const language = located.language.trim();
    const message = `Frontmatter is YAML; a block in \`${language}\` is not read.`;
    const refused: YamlProblem = { kind: 'invalid', span: { start: 0, end: 3 + language.length }, message };
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
  const problems = [...located.problems, ...block.problems.map((p) => ({ ...p, span: shift(p.span, located.yaml.start) }))];
  if (!second) {
    const spanOf = (path: readonly PropertyKey[]): Span => shift(block.spanOf(path), located.yaml.start);
    return { ...block, spanOf, problems, isPresent: true, bodyStart: located.bodyStart, doubtEnd: located.doubtEnd };
  }
  const extra = readYaml(text.slice(second.yaml.start, second.yaml.end));
  problems.push({
    kind: 'repaired',
    span: { start: second.yaml.start, end: second.yaml.end },
    message: 'A second frontmatter block was joined to the first; where both give a key, the first counts.',
  });
  problems.push(...extra.problems.map((problem) => ({ ...problem, span: shift(problem.span, second.yaml.start) })));
  const ownsKey = (path: readonly PropertyKey[]): boolean => typeof path[0] === 'string' && Object.hasOwn(block.data, path[0]);
  return {
    data: { ...extra.data, ...block.data },
    spanOf: (path) =>
      ownsKey(path) || path.length === 0
        ? shift(block.spanOf(path), located.yaml.start)
        : shift(extra.spanOf(path), second.yaml.start),
    writtenAt: (path) => (ownsKey(path) ? block : extra).writtenAt(path),
    problems,
    isPresent: true,
    bodyStart: second.bodyStart,
    doubtEnd: located.doubtEnd,
  };
}

/**
 * gray-matter reads the block through our engine, which keeps positions. It always gets an options object, since it
 * caches broken blocks without one, and nothing but YAML: its JavaScript engine would run the block.
 *
 * @returns undefined for a block in another language
 */
function readWithMatter(text: string, { yaml, language }: LocatedBlock): YamlBlock | undefined {
  if (!/^(?:ya?ml)?$/i.test(language)) return undefined;
  const source = text.slice(yaml.start, yaml.end);
  let block = emptyYaml;
  const parse = (): Record<string, unknown> => {
    block = readYaml(source);
    return { ...block.data };
  };
  // It looks for comments with the square of the blank lines' number, and for an end in the middle of a line.
  const condensed = source.replace(/^[^\S\n]*-{3}.*$/gm, '-').replace(/\n\s+/g, '\n');
  matter(`---\n${condensed}\n---\n`, { engines: { yaml: { parse } } });
  return block;
}
