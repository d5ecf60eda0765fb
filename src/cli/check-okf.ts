import { resolve } from 'node:path';
import { readVaultConfig } from '../publish/library.ts';
import { listVault, readMarkdown } from '../vault/read-vault.ts';
import { countBySeverity } from '../wiki/diagnostics.ts';
import { judgeOkf } from '../wiki/review/okf.ts';
import { LineReader } from './line-reader.ts';
import { type Format, printAnnotations, printText } from './print-findings.ts';
import { plural } from './report.ts';

/**
 * Checks a folder as a bundle of the Open Knowledge Format v0.2 and prints violations and recommendations. OKF counts every
 * file: README.md, which Sourcebook skips, is a concept there.
 *
 * @returns the exit code of `check`
 */
export function checkOkf(content: string, format: Format, strict: boolean): number {
  const { config } = readVaultConfig(content);
  const listing = listVault(content, config);
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
      printText(diagnostics, { all: true, texts: new LineReader(content, listing) });
      console.error(
        `${plural(concepts, 'concept')}: ${conformant ? 'a conformant OKF v0.2 bundle' : `not a conformant OKF v0.2 bundle: ${plural(counts.error, 'place')} break its rules`}; ${plural(counts.warning, 'recommendation')} not followed.`,
      );
  }
  return conformant && !(strict && counts.warning > 0) ? 0 : 1;
}
