/**
 * Known findings, so that a check fails on new ones only. A finding is identified by its file, its code and the text it points at,
 * not by its line, so it may move within its file.
 */
import { z } from 'zod';
import { compareStrings } from '../diagnostics.ts';
import type { Diagnostic } from '../model.ts';

export interface KnownFinding {
  readonly path: string;
  readonly code: string;
  /** The text at its place; empty for a finding about a whole file. */
  readonly text: string;
  /** Number of equal findings. */
  readonly count: number;
}

export interface Comparison {
  /** Findings that are not in the baseline. Of equal findings, the last ones. */
  readonly fresh: readonly Diagnostic[];
  /** Number of findings that are in the baseline. */
  readonly known: number;
  /** Findings of the baseline that are gone. */
  readonly gone: readonly KnownFinding[];
}

/** Maximum length of the text, in characters. Longer texts are cut. */
const maxText = 160;

const schema = z.object({
  version: z.literal(1),
  findings: z.array(z.object({ path: z.string(), code: z.string(), text: z.string(), count: z.number().int().positive() })),
});

/** Errors and warnings in the form of a baseline, by path, code and text. Notes are left out, since they never fail a check. */
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
 * Compares findings with a baseline. A finding in a file that is not in the baseline matches one with the same code and text in a
 * file that is gone, so a renamed file keeps its known findings.
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
  // Findings of files that are gone, by code and text; in reverse, since they are taken from the end.
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

/** The text of a baseline file: one finding per line, so that diffs show what changed. */
export function printBaseline(findings: readonly KnownFinding[]): string {
  const lines = findings.map((finding) => `    ${JSON.stringify(finding)}`);
  return `{\n  "version": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** Reads the text of a baseline file; undefined if it is not one. */
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
