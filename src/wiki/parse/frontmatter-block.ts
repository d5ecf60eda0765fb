/**
 * Finds the frontmatter of a file, also where it stands a little wrong, and reads it. What is found wrong comes back as
 * problems at their places; nothing here throws.
 */
import matter from 'gray-matter';
import type { Span } from '../model.ts';
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
}

interface LocatedBlock {
  readonly yaml: Span;
  /** What stands on the opening line behind `---`: a language, normally nothing. */
  readonly language: string;
  readonly bodyStart: number;
  readonly problems: readonly YamlProblem[];
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
    return { ...block, spanOf, problems, isPresent: true, bodyStart: located.bodyStart };
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

function locateBlock(text: string): LocatedBlock | undefined {
  return locateFenced(text) ?? locateDashed(text);
}

const looksLikeYaml = /^\s*(?:[\p{L}_][\p{L}\p{N}_ .-]*:(?:\s|$)|-\s|-\S|#|$|["'[\]{}]|\s+\S)/u;

function locateDashed(text: string): LocatedBlock | undefined {
  const open = /^\s*---(?!-)([^\n]*)\n/.exec(text);
  if (!open) return undefined;
  const yamlStart = open[0].length;
  const problems: YamlProblem[] = [];
  const lead = open[0].search(/\S/);
  if (lead > 0)
    problems.push({
      kind: 'repaired',
      span: { start: 0, end: lead },
      message: 'Blank lines before the frontmatter were skipped.',
    });
  const language = (open[1] ?? '').replace(/#.*/, '').trim();
  const close = /^---[ \t]*(.*)$/m;
  const rest = text.slice(yamlStart);
  const closed = close.exec(rest);
  if (closed && !/^-+\s*$/.test(closed[1] ?? '')) {
    const yamlEnd = yamlStart + closed.index;
    const glued = (closed[1] ?? '').trim();
    const markerEnd = yamlEnd + 3;
    if (glued === '') {
      const lineEnd = text.indexOf('\n', markerEnd);
      return { yaml: { start: yamlStart, end: yamlEnd }, language, bodyStart: lineEnd < 0 ? text.length : lineEnd + 1, problems };
    }
    problems.push({
      kind: 'repaired',
      span: { start: markerEnd, end: yamlEnd + closed[0].length },
      message: 'Text glued to the closing `---` was read as the start of the body.',
    });
    return { yaml: { start: yamlStart, end: yamlEnd }, language, bodyStart: markerEnd, problems };
  }
  return locateUnclosed(text, yamlStart, language, problems);
}

/** An opening `---` without a closing one: the block goes on as long as its lines look like YAML, if there is one at all. */
function locateUnclosed(text: string, yamlStart: number, language: string, problems: YamlProblem[]): LocatedBlock | undefined {
  const first = text.slice(yamlStart, text.indexOf('\n', yamlStart) < 0 ? text.length : text.indexOf('\n', yamlStart));
  if (!/^[\p{L}_][\p{L}\p{N}_ -]*:(?:\s|$)/u.test(first)) return undefined;
  let end = yamlStart;
  while (end < text.length) {
    const newline = text.indexOf('\n', end);
    const lineEnd = newline < 0 ? text.length : newline + 1;
    const line = text.slice(end, lineEnd);
    if (line.trim() === '' || /^#\s/.test(line) || !looksLikeYaml.test(line)) break;
    end = lineEnd;
  }
  problems.push({
    kind: 'repaired',
    span: { start: 0, end: 3 },
    message: 'The frontmatter is never closed; it was read up to the first line that is not YAML.',
  });
  return { yaml: { start: yamlStart, end }, language, bodyStart: end, problems };
}

/** A block wrapped in a fence: ```` ```yaml ````, with or without `---` inside. */
function locateFenced(text: string): LocatedBlock | undefined {
  const first = /^\s*((`{3,}|~{3,})[^\n]*)\n/.exec(text);
  const fence = first?.[2];
  const info = first?.[1]?.slice(fence?.length).trim() ?? '';
  const dashes = /^---[ \t]*\n/.exec(text.slice(first?.[0].length ?? 0))?.[0];
  const isBlock = dashes === undefined ? /^ya?ml$/i.test(info) : /^(?:ya?ml|markdown|md)?$/i.test(info);
  if (!first || fence === undefined || !isBlock) return undefined;
  const start = first[0].length + (dashes?.length ?? 0);
  const close = new RegExp(`^(?:---[ \\t]*\\n(?:\\s*${fence}[ \\t]*(?:\\n|$))?|${fence}[ \\t]*(?:\\n|$))`, 'm').exec(
    text.slice(start),
  );
  if (!close) return undefined;
  const yaml = { start, end: start + close.index };
  if (
    !text
      .slice(yaml.start, yaml.end)
      .split('\n')
      .every((line) => looksLikeYaml.test(line))
  )
    return undefined;
  const problem: YamlProblem = {
    kind: 'repaired',
    span: { start: 0, end: start },
    message: 'The frontmatter stands in a code fence; the fence was taken away.',
  };
  return { yaml, language: '', bodyStart: yaml.end + close[0].length, problems: [problem] };
}

/** A second block right behind the first, every line of which looks like YAML. */
function secondBlock(text: string, from: number): LocatedBlock | undefined {
  const open = /^\s*---[ \t]*\n/.exec(text.slice(from));
  if (!open) return undefined;
  const start = from + open[0].length;
  const close = /^---[ \t]*(?:\n|$)/m.exec(text.slice(start));
  if (!close || close.index === 0) return undefined;
  const lines = text.slice(start, start + close.index).split('\n');
  const isYaml = /^[\p{L}_][\p{L}\p{N}_ -]*:(?:\s|$)/u.test(lines[0] ?? '') && lines.every((line) => looksLikeYaml.test(line));
  if (!isYaml) return undefined;
  const yaml = { start, end: start + close.index };
  return { yaml, language: '', bodyStart: yaml.end + close[0].length, problems: [] };
}
