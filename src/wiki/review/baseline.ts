/**
 * Known findings, so that a check fails on new ones only. A finding is known by its file, its code and the text it points at,
 * not by its line: what moves within a file stays known.
 */
import { z } from 'zod';
import { compareStrings } from '../diagnostics.ts';
import type { Diagnostic } from '../model.ts';

export interface KnownFinding {
  readonly path: string;
  readonly code: string;
  /** What stands at its place; empty for a finding about a whole file. */
  readonly text: string;
  /** How many are alike. */
  readonly count: number;
}

export interface Comparison {
  /** Findings that the baseline does not know; of several alike, the last. */
  readonly fresh: readonly Diagnostic[];
  /** How many findings it knows. */
  readonly known: number;
  /** What it knows and is no longer there. */
  readonly gone: readonly KnownFinding[];
}

/** Longer texts are told apart by their start. */
const maxText = 160;

const schema = z.object({
  version: z.literal(1),
  findings: z.array(z.object({ path: z.string(), code: z.string(), text: z.string(), count: z.number().int().positive() })),
});

/** Errors and warnings as a baseline keeps them, by path, code and text. Notes never fail a check and are not kept. */
export function knownFindings(diagnostics: readonly Diagnostic[], textAt: (diagnostic: Diagnostic) => string): KnownFinding[] {
  const counts = new Map<string, KnownFinding>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === 'info') continue;
    const finding = findingOf(diagnostic, textAt);
    const key = keyOf(finding);
    counts.set(key, { ...finding, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort(
    (a, b) => compareStrings(a.path, b.path) || compareStrings(a.code, b.code) || compareStrings(a.text, b.text),
  );
}

/**
 * Sets findings against a baseline. A finding in a file that the baseline does not know is that of a file that is gone when it
 * has the same code and text: a renamed file keeps what is known of it.
 */
export function compareToBaseline(
  diagnostics: readonly Diagnostic[],
  baseline: readonly KnownFinding[],
  textAt: (diagnostic: Diagnostic) => string,
): Comparison {
  const left = new Map(baseline.map((finding) => [keyOf(finding), finding.count]));
  const unknown: Diagnostic[] = [];
  let known = 0;
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === 'info') continue;
    const key = keyOf(findingOf(diagnostic, textAt));
    const count = left.get(key) ?? 0;
    if (count === 0) unknown.push(diagnostic);
    else {
      known++;
      left.set(key, count - 1);
    }
  }
  const paths = new Set(diagnostics.map(({ path }) => path));
  const knownPaths = new Set(baseline.map(({ path }) => path));
  // Of files that are gone, what is alike: the first of them last, where it is taken off.
  const orphaned = new Map<string, string[]>();
  for (const finding of baseline.toReversed()) {
    if (paths.has(finding.path)) continue;
    const alike = `${finding.code}\0${finding.text}`;
    const others = orphaned.get(alike);
    if (others) others.push(keyOf(finding));
    else orphaned.set(alike, [keyOf(finding)]);
  }
  const fresh = unknown.filter((diagnostic) => {
    if (knownPaths.has(diagnostic.path)) return true;
    const { code, text } = findingOf(diagnostic, textAt);
    const alike = orphaned.get(`${code}\0${text}`);
    const key = alike?.at(-1);
    if (alike === undefined || key === undefined) return true;
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    if (count <= 1) alike.pop();
    known++;
    return false;
  });
  const gone = baseline.flatMap((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    return count > 0 ? [{ ...finding, count }] : [];
  });
  return { fresh, known, gone };
}

/** The text of a baseline file: one finding a line, so that version control shows what came and went. */
export function printBaseline(findings: readonly KnownFinding[]): string {
  const lines = findings.map((finding) => `    ${JSON.stringify(finding)}`);
  return `{\n  "version": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** Reads the text of a baseline file; undefined when it is none. */
export function readBaseline(text: string): readonly KnownFinding[] | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data?.findings;
  } catch {
    return undefined;
  }
}

function findingOf(diagnostic: Diagnostic, textAt: (diagnostic: Diagnostic) => string): KnownFinding {
  const { path, code } = diagnostic;
  return { path, code, text: textAt(diagnostic).slice(0, maxText), count: 1 };
}

function keyOf({ path, code, text }: KnownFinding): string {
  return `${path}\0${code}\0${text}`;
}
