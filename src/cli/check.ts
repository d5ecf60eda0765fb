import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { writeWhole } from '../publish/cache.ts';
import { Crew } from '../publish/crew.ts';
import { inspectVault, type VaultReport } from '../publish/inspect.ts';
import { readVaultConfig } from '../publish/library.ts';
import { listVault, readMarkdown, reasonOf } from '../vault/read-vault.ts';
import { countBySeverity } from '../wiki/diagnostics.ts';
import type { Diagnostic } from '../wiki/model.ts';
import {
  type Comparison,
  compareToBaseline,
  type KnownFinding,
  knownFindings,
  printBaseline,
  readBaseline,
} from '../wiki/review/baseline.ts';
import { judgeOkf } from '../wiki/review/okf.ts';
import { type Command, readOptions, UsageError } from './command.ts';
import { codesText, countsText, githubOf, plural, progressLine, textOf, visible } from './report.ts';

const formats = ['text', 'json', 'github'] as const;
type Format = (typeof formats)[number];

/** So many notes of one kind are printed; all with --all, and in JSON. */
const maxNotes = 10;

export const check: Command = {
  name: 'check',
  summary: 'says what is wrong in a wiki, without building it',
  help: `Usage: sourcebook check [options]

  --content DIR       the folder of markdown                       (default: content)
  --format FORMAT     text, json, or github (annotations)          (default: text)
  --all               print all notes, not the first ${maxNotes} of a kind
  --strict            warnings count as errors (\`build --strict\` fails on errors alone)
  --baseline FILE     errors and warnings in FILE are known: only new ones are told, and count
  --update-baseline   write the errors and warnings of now to the baseline
  --okf               judge the folder as a bundle of the Open Knowledge Format v0.2 instead

Exit: 0 no errors, 1 errors (with --baseline: new ones), 2 could not run.`,
  async run(args) {
    const options = readOptions('check', args, {
      content: { type: 'string', default: 'content' },
      format: { type: 'string', default: 'text' },
      all: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      baseline: { type: 'string' },
      'update-baseline': { type: 'boolean', default: false },
      okf: { type: 'boolean', default: false },
    });
    const { content, strict, all, baseline } = options;
    const format = formats.find((each) => each === options.format);
    if (!format) throw new UsageError(`\`--format\` takes ${formats.join(', ')}, not \`${options.format}\`.`);
    const update = options['update-baseline'];
    if (options.okf) {
      if (update || baseline !== undefined)
        throw new UsageError('`--okf` knows no baseline: the rules of the format are the same for everybody.');
      return checkOkf(content, format, strict);
    }
    if (update && baseline === undefined) throw new UsageError('`--update-baseline` needs `--baseline FILE`, the file to write.');
    const known = baseline === undefined ? undefined : knownFrom(baseline, update);

    const report = await inspect(content);
    const texts = new LineReader(content);
    const textAt = (diagnostic: Diagnostic): string => texts.rangeOf(diagnostic);
    const comparison = known && compareToBaseline(report.diagnostics, known, textAt);
    if (update && baseline !== undefined && comparison) {
      writeBaseline(baseline, knownFindings(report.diagnostics, textAt));
      const { known: kept, fresh, gone } = comparison;
      console.error(
        `${baseline}: ${plural(kept + fresh.length, 'finding')}, ${numberOf(fresh.length)} new and ${numberOf(countOf(gone))} gone since it was last written.`,
      );
      return 0;
    }
    const diagnostics = comparison?.fresh ?? report.diagnostics;
    const counts = countBySeverity(diagnostics);
    switch (format) {
      case 'json':
        console.log(
          JSON.stringify(
            {
              version: 1,
              articles: report.articles,
              diagnostics,
              counts,
              ...(comparison && { baseline: { known: comparison.known, gone: comparison.gone } }),
            },
            null,
            2,
          ),
        );
        break;
      case 'github':
        printAnnotations(all ? diagnostics : withoutManyNotes(diagnostics), content);
        tellCounts(report, diagnostics, comparison !== undefined);
        break;
      case 'text':
        printText(diagnostics, { all, texts });
        tellCounts(report, diagnostics, comparison !== undefined);
    }
    if (comparison && baseline !== undefined && format !== 'json') tellBaseline(baseline, comparison);
    return counts.error > 0 || (strict && counts.warning > 0) ? 1 : 0;
  },
};

async function inspect(content: string): Promise<VaultReport> {
  const progress = progressLine();
  const crew = new Crew();
  return inspectVault(content, new Date(), crew, progress.show).finally(() => {
    progress.clear();
    return crew.dismiss();
  });
}

function tellCounts({ articles }: VaultReport, diagnostics: readonly Diagnostic[], isCompared: boolean): void {
  const counts = countBySeverity(diagnostics);
  const notes = counts.info > 0 ? `, ${plural(counts.info, 'note')}` : '';
  console.error(`${plural(articles, 'article')}: ${isCompared ? 'new are ' : ''}${countsText(counts)}${notes}.`);
  if (diagnostics.length > 0) console.error(codesText(diagnostics));
  if (articles === 0) console.error('There is no article in this folder: is it the right one?');
}

function printText(diagnostics: readonly Diagnostic[], { all, texts }: { all: boolean; texts: LineReader }): void {
  const shown = all ? diagnostics : withoutManyNotes(diagnostics);
  const lines = shown.map((diagnostic) => textOf(diagnostic, process.stdout, texts.lineOf(diagnostic)));
  if (lines.length > 0) console.log(lines.join('\n'));
  if (shown.length < diagnostics.length)
    console.error(`${plural(diagnostics.length - shown.length, 'more note')}; --all shows them.`);
}

function printAnnotations(diagnostics: readonly Diagnostic[], content: string): void {
  // GitHub wants paths from the root of the checkout, wherever the command runs.
  const root = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  const folder = relative(root, resolve(content)).replaceAll('\\', '/');
  for (const diagnostic of diagnostics) console.log(githubOf(diagnostic, folder === '' ? '' : `${folder}/`));
}

/** All errors and warnings, and of each kind of note the first few. */
function withoutManyNotes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, number>();
  return diagnostics.filter(({ code, severity }) => {
    if (severity !== 'info') return true;
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= maxNotes;
  });
}

/** @throws UsageError when the file is missing, unless it is about to be written, or is no baseline */
function knownFrom(file: string, mayBeMissing: boolean): readonly KnownFinding[] {
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

function writeBaseline(file: string, findings: readonly KnownFinding[]): void {
  try {
    // What a symbolic link names is written, not the link.
    const target = existsSync(file) ? realpathSync(file) : file;
    writeWhole(target, printBaseline(findings));
  } catch (error) {
    throw new UsageError(`The baseline ${file} cannot be written: ${reasonOf(error)}.`);
  }
}

function tellBaseline(file: string, { known, gone }: Comparison): void {
  if (known > 0) console.error(`${plural(known, 'known finding')} of ${file} not told.`);
  if (gone.length === 0) return;
  console.error(`${plural(countOf(gone), 'known finding')} gone; --update-baseline takes them out of ${file}:`);
  for (const { path, code, text, count } of gone.slice(0, maxGone))
    console.error(visible(`  ${path}  ${code}${text === '' ? '' : `  ${text}`}${count > 1 ? ` (${count})` : ''}`));
  if (gone.length > maxGone) console.error(`  … and ${numberOf(gone.length - maxGone)} more`);
}

/** So many findings that are gone are named. */
const maxGone = 20;

function numberOf(count: number): string {
  return count.toLocaleString('en');
}

function countOf(findings: readonly KnownFinding[]): number {
  return findings.reduce((sum, { count }) => sum + count, 0);
}

/** OKF counts every file: what Sourcebook sets aside (README.md) is a concept there. */
function checkOkf(content: string, format: Format, strict: boolean): number {
  const { config } = readVaultConfig(content);
  const listing = listVault(content, config.exclude);
  const files = [...listing.markdown, ...listing.setAside.filter(({ path }) => /\.md$/i.test(path))].map((entry) =>
    readMarkdown(resolve(content), entry),
  );
  const unread = files.filter((file) => 'code' in file);
  const { diagnostics: found, concepts } = judgeOkf(files.filter((file) => 'text' in file));
  const diagnostics = [...unread, ...found];
  const counts = countBySeverity(diagnostics);
  const conformant = counts.error === 0;
  switch (format) {
    case 'json':
      console.log(JSON.stringify({ version: 1, okf: '0.2', conformant, concepts, diagnostics, counts }, null, 2));
      break;
    case 'github':
      printAnnotations(diagnostics, content);
      break;
    case 'text':
      printText(diagnostics, { all: true, texts: new LineReader(content) });
      console.error(
        `${plural(concepts, 'concept')}: ${conformant ? 'a conformant OKF v0.2 bundle' : `not a conformant OKF v0.2 bundle: ${plural(counts.error, 'place')} break its rules`}; ${plural(counts.warning, 'recommendation')} not followed.`,
      );
  }
  return conformant && !(strict && counts.warning > 0) ? 0 : 1;
}

/** The lines that findings point at. Findings come file by file, so one file is held at a time. */
class LineReader {
  readonly #root: string;
  #path: string | undefined;
  #lines: readonly string[] = [];

  constructor(content: string) {
    this.#root = resolve(content);
  }

  lineOf({ path, line }: Diagnostic): string {
    return this.#linesOf(path)[line - 1] ?? '';
  }

  /** What stands at the place of a finding; of several lines, the first. */
  rangeOf({ path, line, column, endLine = line, endColumn = column }: Diagnostic): string {
    const text = this.#linesOf(path)[line - 1] ?? '';
    return endLine === line ? text.slice(column - 1, endColumn - 1) : text.slice(column - 1);
  }

  #linesOf(path: string): readonly string[] {
    if (this.#path === path) return this.#lines;
    this.#path = path;
    const file = readMarkdown(this.#root, { path, bytes: 0, stamp: '' });
    this.#lines = 'text' in file ? file.text.split('\n') : [];
    return this.#lines;
  }
}
