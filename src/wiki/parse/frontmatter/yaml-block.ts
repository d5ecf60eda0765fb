/** Reads a YAML block with the position of each value, repairing common mistakes of people and language models. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  Scalar,
  visit,
  YAMLParseError,
} from 'yaml';
import type { Span } from '../../model.ts';
import { lineAt } from '../../text/lines.ts';
import {
  type Finding,
  type FrontmatterProblem,
  type FrontmatterValues,
  isDeeper,
  maxBlock,
  maxDepth,
  maxMends,
  maxParsed,
  noSpan,
  noValues,
  SourceLines,
  startsOf,
  tooLong,
} from './frontmatter-values.ts';
import { type PlainYaml, readPlainYaml } from './plain-yaml.ts';
import { culprit, linesOfBlockTexts, type Mend, mendKeys, mendLine, mendMarkers, mendNear } from './repair-yaml.ts';

/** Reads `source`. A line that can be neither read nor repaired is left out and reported; the others are kept. */
export function readYaml(source: string): FrontmatterValues {
  const plain = readPlainYaml(source);
  if (plain) return plainBlock(plain);
  const sourceLines = new SourceLines(source);
  if (source.length > maxBlock) return tooLong(sourceLines, source.length);
  const { document, lines, findings } = readMended(sourceLines.lines);
  const problems = sourceLines.problems(findings);
  if (document.errors.length > 0) {
    const message = `The frontmatter is not valid YAML: ${reasonOf(document)}`;
    return { ...noValues, problems: [...problems, { kind: 'invalid', span: sourceLines.lineSpan(0), message }] };
  }
  return valuesOfDocument(document, sourceLines, lines, problems);
}

/**
 * The values of a document without errors, with their positions.
 *
 * @param lines the lines that were parsed
 * @param problems the problems found so far
 */
export function valuesOfDocument(
  document: Document.Parsed<ParsedNode>,
  source: SourceLines,
  lines: readonly string[],
  problems: readonly FrontmatterProblem[],
): FrontmatterValues {
  const toSource = source.offsetFrom(lines);
  const placeOf = (node: unknown): Span | undefined =>
    isNode(node) && node.range ? { start: toSource(node.range[0]), end: toSource(node.range[1]) } : undefined;
  const all = [...problems, ...duplicateKeys(document, placeOf), ...unknownTags(document, toSource)];
  const refused = (message: string): FrontmatterValues => ({
    ...noValues,
    problems: [...all, { kind: 'invalid', span: source.lineSpan(0), message }],
  });
  const values = valuesOf(document);
  if (values === undefined) return refused('The values are nested too deeply, or hold themselves.');
  if (!values.isMapping && all.length > 0) return refused('The frontmatter holds no keys that could be read.');
  return {
    ...values,
    problems: all,
    spanOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const place = placeOf(document.getIn(path.slice(0, length), true));
        if (place) return place;
      }
      return noSpan;
    },
    writtenAt: (path) => {
      const node: unknown = document.getIn(path, true);
      if (isScalar(node)) return node.source;
      const text = lines.join('\n');
      return isNode(node) && node.range ? text.slice(node.range[0], node.range[1]).trim() : undefined;
    },
  };
}

/** Whether `source` is valid keys and values without any repair. */
export function isYamlMapping(source: string): boolean {
  if (source.length > maxBlock) return false;
  const { contents, errors } = parseLines(source.split('\n'));
  return errors.length === 0 && isMap(contents) && contents.items.length > 0;
}

/** Repairs lines until together they are valid YAML; leaves out those that cannot be repaired. */
function readMended(source: readonly string[]): {
  document: Document.Parsed<ParsedNode>;
  lines: readonly string[];
  findings: Map<number, Finding>;
} {
  const lines = [...source];
  const findings = new Map<number, Finding>();
  const leaveOut = (line: number, reason = ''): void => {
    findings.set(line, {
      kind: 'invalid',
      message: `This line is not valid YAML and was left out${reason === '' ? '.' : `: ${reason}`}`,
    });
    lines[line] = '';
  };
  const note = ({ line, message }: Mend): void => {
    findings.set(line, { kind: 'repaired', message });
  };
  // Nested complex keys (`? ? ?`) are never intended, and very slow to parse.
  const texts = linesOfBlockTexts(lines);
  for (const [line, text] of lines.entries()) if (!texts.has(line) && /^\s*(?:\?\s+){3,}/.test(text)) leaveOut(line);
  for (const mend of mendMarkers(lines)) note(mend);

  let document = parseLines(lines);
  if (document.errors.length === 0 && document.contents !== null && !isMap(document.contents)) {
    for (const mend of mendKeys(lines)) note(mend);
    document = parseLines(lines);
  }
  const done = new Set<number>();
  const size = lines.join('\n').length;
  for (let n = 0; n < maxMends && n * size < maxParsed && document.errors.length > 0; n++) {
    const noticed = lineAt(startsOf(lines), document.errors[0]?.pos[0] ?? 0);
    const mend = mendNear(lines, noticed, done, isValid);
    if (mend) {
      done.add(mend.line);
      note(mend);
    } else {
      const line = culprit(lines, noticed, isValid);
      if (line === undefined) break;
      leaveOut(line, reasonOf(document));
    }
    document = parseLines(lines);
  }
  if (document.errors.length === 0) return { document, lines, findings };
  // There are too many faults to parse everything again after each.
  for (const [line, text] of lines.entries()) {
    if (text.trim() === '' || isValid(text)) continue;
    const mend = mendLine(lines, line, isValid);
    if (mend) note(mend);
    else leaveOut(line);
  }
  return { document: parseLines(lines), lines, findings };
}

function plainBlock({ data, places }: PlainYaml): FrontmatterValues {
  return {
    ...noValues,
    data,
    spanOf: ([key, item]) => {
      const place = typeof key === 'string' ? places.get(key) : undefined;
      return (typeof item === 'number' ? place?.items[item] : undefined) ?? place?.value ?? noSpan;
    },
  };
}

/** Parses lines as YAML, which includes JSON. Allows duplicate keys. */
export function parseLines(lines: readonly string[]): Document.Parsed<ParsedNode> {
  // Recording the stack of each error costs more than everything else.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    // Core schema: dates stay strings. Duplicate keys are reported by us, with the line.
    const text = lines.join('\n');
    const document = parseMerged(text);
    if (text.includes('*') && document.errors.length === 0) addUnresolvedAlias(document);
    return document;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const options = { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

/** Parses with merge keys (`<<: *defaults`); a `<<` that merges nothing is an ordinary key. */
function parseMerged(text: string): Document.Parsed<ParsedNode> {
  try {
    if (!text.includes('<<')) return parseDocument(text, options);
    const document = parseDocument(text, { ...options, merge: true });
    keepOtherKeys(document);
    return document;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const document = parseDocument('', options);
    document.errors.push(new YAMLParseError([0, 0], 'IMPOSSIBLE', 'nested more deeply than the call stack allows'));
    return document;
  }
}

/** Turns merge keys that merge nothing into ordinary keys: reading one would fail and lose all other keys. */
function keepOtherKeys(document: Document.Parsed<ParsedNode>): void {
  visit(document, {
    Pair(_, pair) {
      const { key, value } = pair;
      if (!isScalar(key) || !isMergeKey(key.value) || isMergeable(document, value)) return;
      const plain = new Scalar('<<');
      plain.type = Scalar.QUOTE_DOUBLE;
      if (key.range) plain.range = key.range;
      pair.key = plain;
    },
  });
}

/** The parser represents it as a symbol if merging is on. */
function isMergeKey(value: unknown): boolean {
  return value === '<<' || (typeof value === 'symbol' && value.description === '<<');
}

function isMergeable(document: Document.Parsed<ParsedNode>, value: unknown): boolean {
  const source = isAlias(value) ? value.resolve(document) : value;
  if (isMap(source)) return true;
  return isSeq(source) && source.items.every((item) => isMap(isAlias(item) ? item.resolve(document) : item));
}

/** `**bold**` is an alias without an anchor in YAML: an error, which the parser reports only later. */
function addUnresolvedAlias(document: Document.Parsed<ParsedNode>): void {
  visit(document, {
    Alias(_, node) {
      if (node.resolve(document)) return undefined;
      const [start = 0, end = start] = node.range ?? [];
      document.errors.push(new YAMLParseError([start, end], 'BAD_ALIAS', 'unresolved'));
      return visit.BREAK;
    },
  });
}

function isValid(line: string): boolean {
  return parseLines([line]).errors.length === 0;
}

/** @returns undefined if the values are nested too deeply */
function valuesOf(document: Document.Parsed<ParsedNode>): { data: Record<string, unknown>; isMapping: boolean } | undefined {
  if (document.contents === null) return { data: {}, isMapping: true };
  if (!isMap(document.contents)) return { data: {}, isMapping: false };
  try {
    const data = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
    return isDeeper(data, maxDepth) ? undefined : { data, isMapping: true };
  } catch {
    // Too many aliases, or nested more deeply than the call stack allows.
    return undefined;
  }
}

function duplicateKeys(
  document: Document.Parsed<ParsedNode>,
  placeOf: (node: unknown) => Span | undefined,
): FrontmatterProblem[] {
  if (!isMap(document.contents)) return [];
  const seen = new Set<string>();
  const problems: FrontmatterProblem[] = [];
  for (const pair of document.contents.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (key === undefined) continue;
    if (seen.has(key)) {
      const span = placeOf(pair.key) ?? noSpan;
      problems.push({ kind: 'repaired', span, message: `\`${key}\` is given twice; the last one counts.` });
    }
    seen.add(key);
  }
  return problems;
}

/** Problems for unknown tags, which have no effect: no object is built, and no code is run. */
function unknownTags(document: Document.Parsed<ParsedNode>, toSource: (offset: number) => number): FrontmatterProblem[] {
  return document.warnings
    .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
    .map(({ pos: [start, end] }) => ({
      kind: 'repaired',
      span: { start: toSource(start), end: toSource(end) },
      message: 'A tag such as `!name` means nothing here; the value is read without it.',
    }));
}

/** A parser's message in our own words. */
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
