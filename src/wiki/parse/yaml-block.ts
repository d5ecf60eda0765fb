/** Reads a block of YAML, mending what people and models get wrong, and remembers where each value stands. */
import { type Document, isMap, isNode, isScalar, type ParsedNode, parseDocument } from 'yaml';
import type { Span } from '../model.ts';
import { lineStartsOf } from './lines.ts';
import { faultyLine, mendLine, mendListMarkers } from './repair-yaml.ts';

export interface YamlProblem {
  /** `repaired`: read all the same; `invalid`: left out. */
  readonly kind: 'repaired' | 'invalid';
  readonly span: Span;
  readonly message: string;
}

export interface YamlBlock {
  readonly data: Readonly<Record<string, unknown>>;
  /** Span of the value at a path, in offsets of the block. */
  readonly spanOf: (path: readonly PropertyKey[]) => Span;
  /** What was written for the number at a path: `007` where its value is 7. */
  readonly writtenAt: (path: readonly PropertyKey[]) => string | undefined;
  readonly problems: readonly YamlProblem[];
  /** False when the block is text or a list instead of keys and values. */
  readonly isMapping: boolean;
}

const noSpan: Span = { start: 0, end: 0 };

export const emptyYaml: YamlBlock = {
  data: {},
  spanOf: () => noSpan,
  writtenAt: () => undefined,
  problems: [],
  isMapping: true,
};

/** So many lines of a block are mended or left out before the rest is given up. */
const maxMends = 40;

/** Reads `source`; a line that cannot be read or mended is left out and reported, the others are kept. */
export function readYaml(source: string): YamlBlock {
  const problems: YamlProblem[] = [];
  const sourceStarts = lineStartsOf(source);
  const lines = source.split('\n');
  const lineSpan = (line: number): Span => {
    const start = sourceStarts[line] ?? source.length;
    const indent = /^\s*/.exec(source.slice(start))?.[0].length ?? 0;
    const end = start + (source.split('\n', line + 1)[line]?.trimEnd().length ?? 0);
    return { start: Math.min(start + indent, end), end };
  };
  for (const line of mendListMarkers(lines)) {
    problems.push({ kind: 'repaired', span: lineSpan(line), message: 'A list item needs a space behind its `-`; it was added.' });
  }

  let document = parse(lines);
  for (let n = 0; n < maxMends && document.errors.length > 0; n++) {
    const noticed = lineOfError(document, lines);
    const line = faultyLine(lines, noticed, isValid) ?? lastUnreadLine(lines, noticed);
    if (line === undefined) break;
    const fix = mendLine(lines[line] ?? '', line, isValid);
    if (fix) problems.push({ kind: 'repaired', span: lineSpan(line), message: fix.message });
    else {
      const reason = reasonOf(document);
      problems.push({
        kind: 'invalid',
        span: lineSpan(line),
        message: `This line is not valid YAML and was left out: ${reason}`,
      });
    }
    lines[line] = fix?.text ?? '';
    document = parse(lines);
  }
  if (document.errors.length > 0) {
    problems.push({ kind: 'invalid', span: lineSpan(0), message: `The frontmatter is not valid YAML: ${reasonOf(document)}` });
    return { ...emptyYaml, problems };
  }

  problems.push(...duplicateKeys(document, lines, sourceStarts));
  return {
    ...valuesOf(document),
    problems,
    spanOf: spanFinder(document, lines, sourceStarts),
    writtenAt: (path) => {
      const node: unknown = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

function parse(lines: readonly string[]): Document.Parsed<ParsedNode> {
  // Core schema: dates stay strings. Duplicate keys are reported by us, with the line.
  return parseDocument(lines.join('\n'), { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
}

function isValid(line: string): boolean {
  return parse([line]).errors.length === 0;
}

function valuesOf(document: Document.Parsed<ParsedNode>): { data: Record<string, unknown>; isMapping: boolean } {
  if (document.contents === null) return { data: {}, isMapping: true };
  if (!isMap(document.contents)) return { data: {}, isMapping: false };
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>, isMapping: true };
  } catch {
    // Too many aliases, or an alias to itself.
    return { data: {}, isMapping: true };
  }
}

function duplicateKeys(
  document: Document.Parsed<ParsedNode>,
  lines: readonly string[],
  sourceStarts: readonly number[],
): YamlProblem[] {
  if (!isMap(document.contents)) return [];
  const seen = new Set<string>();
  const problems: YamlProblem[] = [];
  for (const pair of document.contents.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (key === undefined) continue;
    if (seen.has(key)) {
      const [start, end] = pair.key?.range ?? [0, 0];
      const span = toSource({ start, end }, lines, sourceStarts);
      problems.push({ kind: 'repaired', span, message: `\`${key}\` is given twice; the last one counts.` });
    }
    seen.add(key);
  }
  return problems;
}

function spanFinder(
  document: Document.Parsed<ParsedNode>,
  lines: readonly string[],
  sourceStarts: readonly number[],
): YamlBlock['spanOf'] {
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const found: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(found) && found.range) return toSource({ start: found.range[0], end: found.range[1] }, lines, sourceStarts);
    }
    return noSpan;
  };
}

/** Mends keep the number of lines, so a place is found again by its line; columns of a mended line may be off by a quote. */
function toSource(span: Span, lines: readonly string[], sourceStarts: readonly number[]): Span {
  let offset = 0;
  let line = 0;
  while (line < lines.length - 1 && offset + (lines[line]?.length ?? 0) + 1 <= span.start) {
    offset += (lines[line]?.length ?? 0) + 1;
    line++;
  }
  const start = (sourceStarts[line] ?? 0) + span.start - offset;
  const limit = sourceStarts[sourceStarts.length - 1] ?? 0;
  const last = Math.max(limit, (sourceStarts[line + 1] ?? Number.MAX_SAFE_INTEGER) - 1);
  return { start: Math.min(start, last), end: Math.min(start + span.end - span.start, last) };
}

function lineOfError(document: Document.Parsed<ParsedNode>, lines: readonly string[]): number {
  const offset = document.errors[0]?.pos[0] ?? 0;
  let end = 0;
  for (const [line, text] of lines.entries()) {
    end += text.length + 1;
    if (offset < end) return line;
  }
  return lines.length - 1;
}

/** The line to leave out: the one the error points at, or the nearest one above that still has text. */
function lastUnreadLine(lines: readonly string[], from: number): number | undefined {
  for (let line = from; line >= 0; line--) if (lines[line]?.trim()) return line;
  for (let line = from + 1; line < lines.length; line++) if (lines[line]?.trim()) return line;
  return undefined;
}

/** A parser's message in a sentence of ours. */
function reasonOf(document: Document.Parsed<ParsedNode>): string {
  switch (document.errors[0]?.code) {
    case 'BAD_INDENT':
      return 'its indentation fits no level above.';
    case 'MISSING_CHAR':
      return 'a quote, bracket or comma is missing.';
    case 'TAB_AS_INDENT':
      return 'tabs cannot indent.';
    case 'BAD_ALIAS':
    case 'BAD_SCALAR_START':
    case 'UNEXPECTED_TOKEN':
      return 'a value that starts with a special character needs quotes.';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'expected `key: value`.';
    default:
      return 'expected `key: value` or `- item`.';
  }
}
