/** Reads a JSON block with the position of each value, repairing common faults. */

import { lineAt } from '../../text/lines.ts';
import {
  type Finding,
  type FrontmatterValues,
  maxBlock,
  maxMends,
  maxParsed,
  noValues,
  SourceLines,
  startsOf,
  tooLong,
} from './frontmatter-values.ts';
import { mendJson } from './repair-json.ts';
import { parseLines, valuesOfDocument } from './yaml-block.ts';

/**
 * Reads an object; if `source` starts with an empty line, its braces may be missing. A line that can be neither read nor repaired
 * is left out and reported; the others are kept.
 */
export function readJson(source: string): FrontmatterValues {
  const sourceLines = new SourceLines(source);
  if (source.length > maxBlock) return tooLong(sourceLines, source.length);
  const lines = [...sourceLines.lines];
  if (lines[0]?.trim() === '' && !/^\s*\{/.test(source)) {
    lines[0] = '{';
    lines.push('}');
  }
  const findings = new Map<number, Finding>();
  for (const { kind, line, message } of mendJson(lines))
    if (findings.get(line)?.kind !== 'invalid') findings.set(line, { kind, message });
  // JSON is a subset of YAML, whose parser gives the position of every value.
  let document = parseLines(lines);
  for (let n = 0; n < maxMends && n * source.length < maxParsed && document.errors.length > 0; n++) {
    const line = faultyLine(lines, document.errors[0]?.pos[0] ?? 0);
    if (line === undefined) break;
    lines[line] = '';
    findings.set(line, {
      kind: 'invalid',
      message: 'This line is not valid JSON and was left out: expected `"key": value` and a comma.',
    });
    document = parseLines(lines);
  }
  const problems = sourceLines.problems(findings);
  if (document.errors.length === 0) {
    const values = valuesOfDocument(document, sourceLines, lines, problems);
    // In YAML an unquoted text may be parsed as a map or a list; JSON has no such ambiguity.
    return { ...values, writtenAt: (path) => (isObject(values.data, path) ? undefined : values.writtenAt(path)) };
  }
  const message = 'The frontmatter is not valid JSON: expected `"key": value` between `{` and `}`.';
  return { ...noValues, problems: [...problems, { kind: 'invalid', span: sourceLines.lineSpan(0), message }] };
}

function isObject(data: unknown, path: readonly PropertyKey[]): boolean {
  const value = path.reduce((each, step) => (each as Record<PropertyKey, unknown> | undefined | null)?.[step], data);
  return typeof value === 'object' && value !== null;
}

/** The line of an offset, or the nearest above it that has more than brackets. */
function faultyLine(lines: readonly string[], offset: number): number | undefined {
  const noticed = lineAt(startsOf(lines), offset);
  for (let line = noticed; line >= 0; line--) if (/[^\s{}[\],]/.test(lines[line] ?? '')) return line;
  return undefined;
}
