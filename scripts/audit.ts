/**
 * npm run audit                          lists every package in package-lock.json, and says what is wrong; needs no network
 * npm run audit -- --quiet               says only what is wrong
 * npm run audit -- --advisories FILE     also matches the packages with the advisories of a registry, a file of JSON:
 *                                        { "name": [{ "id", "severity", "vulnerable_versions", "title", "url" }] }
 * npm run --silent audit -- --versions   prints the names and versions to ask a registry about. To fetch its advisories:
 *
 *   npm run --silent audit -- --versions > versions.json
 *   curl --json @versions.json "$(npm config get registry)-/npm/v1/security/advisories/bulk" > advisories.json
 *
 * Exits with 0 if nothing is wrong, with 1 if something is, with 2 if it cannot run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Advisories, versionsOf, warningsOf } from './advisories.ts';
import { faultsOf, type Lock, type Package, packagesOf } from './lock-file.ts';

const root = join(import.meta.dirname, '..');

try {
  process.exitCode = audit();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

function audit(): number {
  const { values } = parseArgs({
    options: { advisories: { type: 'string' }, quiet: { type: 'boolean' }, versions: { type: 'boolean' } },
  });
  const lock = readJson(join(root, 'package-lock.json')) as Lock;
  const { allowScripts = {} } = readJson(join(root, 'package.json')) as { allowScripts?: Record<string, boolean> };
  const packages = packagesOf(lock);
  if (values.versions) {
    console.log(JSON.stringify(versionsOf(packages), null, 2));
    return 0;
  }
  const refused = Object.keys(allowScripts).filter((name) => allowScripts[name] === false);
  const advisories = values.advisories === undefined ? {} : (readJson(values.advisories) as Advisories);
  const wrong = [...faultsOf(lock, refused), ...warningsOf(packages, advisories)];
  if (!values.quiet) console.log(`${tableOf(packages)}\n\n${summaryOf(packages)}`);
  if (wrong.length > 0) console.error(wrong.join('\n'));
  return wrong.length === 0 ? 0 : 1;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function tableOf(packages: readonly Package[]): string {
  const rows = packages.map((each) => [
    each.name,
    each.version,
    each.use,
    each.licence ?? (each.isOurs ? 'ours' : 'none'),
    each.isHashed ? 'sha512' : each.isOurs ? 'ours' : 'no hash',
    [each.hasInstallScript ? 'install script' : '', each.isDeprecated ? 'deprecated' : ''].filter(Boolean).join(', '),
  ]);
  const table = [['package', 'version', 'use', 'licence', 'hash', 'notes'], ...rows];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function summaryOf(packages: readonly Package[]): string {
  const count = (isCounted: (item: Package) => boolean): number => packages.filter(isCounted).length;
  const licences = Map.groupBy(packages, ({ licence, isOurs }) => licence ?? (isOurs ? 'ours' : 'none'));
  const byCount = [...licences].map(([name, { length }]) => ({ name, length })).sort((a, b) => b.length - a.length);
  return [
    `${packages.length} packages: ${count(({ use }) => use === 'required')} for every user, ${count(({ use }) => use === 'optional')} for some platforms, ${count(({ use }) => use === 'dev')} for developers only.`,
    `Install scripts, none of which runs: ${count(({ hasInstallScript }) => hasInstallScript)}. Deprecated: ${count(({ isDeprecated }) => isDeprecated)}.`,
    `Licences: ${byCount.map(({ name, length }) => `${name} ${length}`).join(', ')}.`,
  ].join('\n');
}
