/** Prints findings for `check`. */
import { relative, resolve } from 'node:path';
import type { Diagnostic } from '../wiki/model.ts';
import type { LineReader } from './line-reader.ts';
import { githubOf, plural, textOf } from './report.ts';

export const formats = ['text', 'json', 'github'] as const;
export type Format = (typeof formats)[number];

/** Maximum number of notes printed per code. `--all` and JSON print all. */
export const maxNotes = 10;

/** Prints each finding with its source line; unless `all` is set, only the first notes of each code. */
export function printText(diagnostics: readonly Diagnostic[], { all, texts }: { all: boolean; texts: LineReader }): void {
  const shown = all ? diagnostics : withoutManyNotes(diagnostics);
  const lines = shown.map((diagnostic) => textOf(diagnostic, process.stdout, texts.lineOf(diagnostic)));
  if (lines.length > 0) console.log(lines.join('\n'));
  if (shown.length < diagnostics.length)
    console.error(`${plural(diagnostics.length - shown.length, 'more note')}; --all shows them.`);
}

/** Prints GitHub annotations, with paths from the root of the checkout. */
export function printAnnotations(diagnostics: readonly Diagnostic[], content: string): void {
  // Works from any current folder.
  const root = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  const folder = relative(root, resolve(content)).replaceAll('\\', '/');
  for (const diagnostic of diagnostics) console.log(githubOf(diagnostic, folder === '' ? '' : `${folder}/`));
}

/** All errors and warnings, and the first notes of each code. */
export function withoutManyNotes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, number>();
  return diagnostics.filter(({ code, severity }) => {
    if (severity !== 'info') return true;
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= maxNotes;
  });
}
