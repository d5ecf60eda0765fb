import { check as findingsOf } from '../api/index.ts';
import type { VaultReport } from '../publish/inspect.ts';
import { countBySeverity } from '../wiki/diagnostics.ts';
import type { Diagnostic } from '../wiki/model.ts';
import { type Comparison, compareToBaseline, knownFindings } from '../wiki/review/baseline.ts';
import { everyone } from '../wiki/schema/privacy-keys.ts';
import { knownFrom, printComparison, printUpdate, writeBaseline } from './baseline-file.ts';
import { checkOkf } from './check-okf.ts';
import { type Command, readOptions, UsageError } from './command.ts';
import { LineReader } from './line-reader.ts';
import { ownCodeFile, ownCodeHelp, ownCodeOptions } from './own-code.ts';
import { formats, maxNotes, printAnnotations, printText, withoutManyNotes } from './print-findings.ts';
import { codesText, countsText, noArticles, plural, progressLine } from './report.ts';

export const check: Command = {
  name: 'check',
  summary: 'reports problems in a wiki without building it',
  help: `Usage: sourcebook check [options]

  --content DIR       the folder of markdown                       (default: content)
  --format FORMAT     text, json, or github (annotations)          (default: text)
  --all               print all notes, not only the first ${maxNotes} of each kind
  --audience NAME     check the wiki as this audience gets it          (default: public)
  --strict            treat warnings as errors (\`build --strict\` fails on errors only)
  --baseline FILE     report only errors and warnings that are not in FILE
  --update-baseline   write the current errors and warnings to the baseline
  --okf               check against the Open Knowledge Format v0.2 instead
${ownCodeHelp}

Exit: 0 no errors, 1 errors (with --baseline: new ones), 2 could not run.`,
  async run(args) {
    const options = readOptions('check', args, {
      content: { type: 'string', default: 'content' },
      format: { type: 'string', default: 'text' },
      all: { type: 'boolean', default: false },
      audience: { type: 'string', default: everyone },
      strict: { type: 'boolean', default: false },
      baseline: { type: 'string' },
      'update-baseline': { type: 'boolean', default: false },
      okf: { type: 'boolean', default: false },
      ...ownCodeOptions,
    });
    const { content, strict, all, baseline } = options;
    const format = formats.find((each) => each === options.format);
    if (!format) throw new UsageError(`\`--format\` takes ${formats.join(', ')}, not \`${options.format}\`.`);
    const update = options['update-baseline'];
    if (options.okf) {
      if (update || baseline !== undefined)
        throw new UsageError(
          '`--okf` takes no baseline: the rules of the format are the same for every wiki.',
          'options-conflict',
        );
      return checkOkf(content, format, strict);
    }
    if (update && baseline === undefined)
      throw new UsageError('`--update-baseline` needs `--baseline FILE`, the file to write.', 'options-conflict');
    const known = baseline === undefined ? undefined : knownFrom(baseline, update);

    const report = await inspect(content, options.audience.toLowerCase(), ownCodeFile(options));
    const texts = new LineReader(content, report.listing);
    const textAt = (diagnostic: Diagnostic): string => texts.rangeOf(diagnostic);
    const comparison = known && compareToBaseline(report.diagnostics, known, textAt);
    if (update && baseline !== undefined && comparison) {
      writeBaseline(baseline, knownFindings(report.diagnostics, textAt));
      printUpdate(baseline, comparison);
      return 0;
    }
    const diagnostics = comparison?.fresh ?? report.diagnostics;
    switch (format) {
      case 'json':
        printJson(report, diagnostics, comparison);
        break;
      case 'github':
        printAnnotations(all ? diagnostics : withoutManyNotes(diagnostics), content);
        printCounts(report, diagnostics, comparison !== undefined);
        break;
      case 'text':
        printText(diagnostics, { all, texts });
        printCounts(report, diagnostics, comparison !== undefined);
    }
    if (comparison && baseline !== undefined && format !== 'json') printComparison(baseline, comparison);
    const counts = countBySeverity(diagnostics);
    return counts.error > 0 || (strict && counts.warning > 0) ? 1 : 0;
  },
};

async function inspect(content: string, audience: string, config: string | undefined): Promise<VaultReport> {
  const progress = progressLine();
  return findingsOf({ content, audience, config, onProgress: progress.show }).finally(progress.clear);
}

/** @param comparison with the baseline, if there is one */
function printJson({ articles }: VaultReport, diagnostics: readonly Diagnostic[], comparison: Comparison | undefined): void {
  const baseline = comparison && { known: comparison.known, gone: comparison.gone };
  const report = { version: 1, articles, diagnostics, counts: countBySeverity(diagnostics), ...(baseline && { baseline }) };
  console.log(JSON.stringify(report, null, 2));
}

function printCounts({ articles }: VaultReport, diagnostics: readonly Diagnostic[], isCompared: boolean): void {
  const counts = countBySeverity(diagnostics);
  const notes = counts.info > 0 ? `, ${plural(counts.info, 'note')}` : '';
  console.error(`${plural(articles, 'article')}: ${countsText(counts, isCompared ? 'new ' : '')}${notes}.`);
  if (diagnostics.length > 0) console.error(codesText(diagnostics));
  if (articles === 0) console.error(noArticles);
}
