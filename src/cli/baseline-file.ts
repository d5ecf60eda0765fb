/** Reads, writes and summarises the file of known findings that `check --baseline` names. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { replaceFile } from '../publish/memory/files.ts';
import { reasonOf } from '../vault/read-vault.ts';
import { type Comparison, type KnownFinding, printBaseline, readBaseline } from '../wiki/review/baseline.ts';
import { UsageError } from './command.ts';
import { plural, visible } from './report.ts';

/** @throws UsageError when the file is not a baseline, or is missing and not about to be written */
export function knownFrom(file: string, mayBeMissing: boolean): readonly KnownFinding[] {
  if (!existsSync(file)) {
    if (mayBeMissing) return [];
    throw new UsageError(`There is no baseline ${file}; create it with --update-baseline.`, 'baseline-missing');
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The baseline ${file} cannot be read: ${reasonOf(error)}.`, 'baseline-invalid');
  }
  const findings = readBaseline(text);
  if (!findings)
    throw new UsageError(
      `${file} is not a baseline that this version of Sourcebook can read; delete it, then create it again with --update-baseline.`,
      'baseline-invalid',
    );
  return findings;
}

/** @throws UsageError when the file cannot be written */
export function writeBaseline(file: string, findings: readonly KnownFinding[]): void {
  try {
    // Writes to the target of a symbolic link, so that the link is kept.
    const target = existsSync(file) ? realpathSync(file) : file;
    replaceFile(target, printBaseline(findings));
  } catch (error) {
    throw new UsageError(`The baseline ${file} cannot be written: ${reasonOf(error)}.`, 'baseline-unwritable');
  }
}

/** Prints the number of known findings, and those that are gone. */
export function printComparison(file: string, { known, gone }: Comparison): void {
  if (known > 0) console.error(`${plural(known, 'known finding')} in ${file} not shown.`);
  if (gone.length === 0) return;
  console.error(`${plural(countOf(gone), 'known finding')} gone; --update-baseline removes them from ${file}:`);
  for (const { path, code, text, count } of gone.slice(0, maxGone))
    console.error(visible(`  ${path}  ${code}${text === '' ? '' : `  ${text}`}${count > 1 ? ` (${count})` : ''}`));
  if (gone.length > maxGone) console.error(`  … and ${numberOf(gone.length - maxGone)} more`);
}

/** Maximum number of gone findings to name. */
const maxGone = 20;

/** Prints a summary of a baseline update: what was written and how it differs from the last one. */
export function printUpdate(file: string, { known, fresh, gone }: Comparison): void {
  console.error(
    `${file}: ${plural(known + fresh.length, 'finding')}, ${numberOf(fresh.length)} new and ${numberOf(countOf(gone))} gone since it was last written.`,
  );
}

function numberOf(count: number): string {
  return count.toLocaleString('en');
}

function countOf(findings: readonly KnownFinding[]): number {
  return findings.reduce((sum, { count }) => sum + count, 0);
}
