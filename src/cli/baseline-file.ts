/** The file of known findings that `check --baseline` names: read, written, and told of. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { writeWhole } from '../publish/memory/files.ts';
import { reasonOf } from '../vault/read-vault.ts';
import { type Comparison, type KnownFinding, printBaseline, readBaseline } from '../wiki/review/baseline.ts';
import { UsageError } from './command.ts';
import { plural, visible } from './report.ts';

/** @throws UsageError when the file is missing, unless it is about to be written, or is no baseline */
export function knownFrom(file: string, mayBeMissing: boolean): readonly KnownFinding[] {
  if (!existsSync(file)) {
    if (mayBeMissing) return [];
    throw new UsageError(`There is no baseline ${file}; make it with --update-baseline.`);
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The baseline ${file} cannot be read: ${reasonOf(error)}.`);
  }
  const findings = readBaseline(text);
  if (!findings)
    throw new UsageError(
      `${file} is no baseline of this version of sourcebook check; delete it, then make it anew with --update-baseline.`,
    );
  return findings;
}

/** @throws UsageError when the file cannot be written */
export function writeBaseline(file: string, findings: readonly KnownFinding[]): void {
  try {
    // What a symbolic link names is written, not the link.
    const target = existsSync(file) ? realpathSync(file) : file;
    writeWhole(target, printBaseline(findings));
  } catch (error) {
    throw new UsageError(`The baseline ${file} cannot be written: ${reasonOf(error)}.`);
  }
}

/** How much of what was found is known, and what is known and gone. */
export function tellBaseline(file: string, { known, gone }: Comparison): void {
  if (known > 0) console.error(`${plural(known, 'known finding')} of ${file} not told.`);
  if (gone.length === 0) return;
  console.error(`${plural(countOf(gone), 'known finding')} gone; --update-baseline takes them out of ${file}:`);
  for (const { path, code, text, count } of gone.slice(0, maxGone))
    console.error(visible(`  ${path}  ${code}${text === '' ? '' : `  ${text}`}${count > 1 ? ` (${count})` : ''}`));
  if (gone.length > maxGone) console.error(`  … and ${numberOf(gone.length - maxGone)} more`);
}

/** So many findings that are gone are named. */
const maxGone = 20;

/** What was written, and how it differs from what was known before. */
export function tellUpdate(file: string, { known, fresh, gone }: Comparison): void {
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
