/**
 * npm run sbom -- FILE   writes what users install as a CycloneDX 1.6 document, from package-lock.json alone, with nothing installed
 *
 * The same lock file and the same npm give the same bytes. SOURCE_DATE_EPOCH, in seconds since 1970, adds a time.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bill, reproducible } from './bill-of-materials.ts';
import { type Lock, packagesOf } from './lock-file.ts';

const root = join(import.meta.dirname, '..');
const [file] = process.argv.slice(2);
const { SOURCE_DATE_EPOCH: epoch = '', npm_execpath: npm } = process.env;
if (file === undefined || !/^\d*$/.test(epoch)) {
  console.error(file === undefined ? 'Give the file to write.' : 'SOURCE_DATE_EPOCH must be a number of seconds.');
  process.exit(2);
}
const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only', '--offline'];
const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
const output =
  npm === undefined
    ? // On Windows npm is a script of the shell.
      execFileSync('npm', args, { ...options, shell: process.platform === 'win32' })
    : execFileSync(process.execPath, [npm, ...args], options);
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
const bill = reproducible(JSON.parse(output) as Bill, packagesOf(lock), name, epoch === '' ? undefined : Number(epoch));
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
console.log(`Wrote ${file}: ${bill.components.length} packages.`);
