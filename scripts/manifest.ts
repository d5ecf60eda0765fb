/** The package.json of a package: that of the project without what only a clone needs. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ofClones: ReadonlySet<string> = new Set(['devDependencies', 'optionalDependencies', 'overrides', 'allowScripts']);

const nameOf = (root: string): string => join(root, 'package.json');
const aside = (root: string): string => join(root, '.package.json');

/** Puts the package.json of the package in the place of that of the project, which is kept aside. */
export function replaceManifest(root: string): void {
  restoreManifest(root);
  const text = readFileSync(nameOf(root), 'utf8');
  writeFileSync(aside(root), text);
  const manifest = Object.entries(JSON.parse(text) as object).filter(([key]) => !ofClones.has(key));
  writeFileSync(nameOf(root), `${JSON.stringify(Object.fromEntries(manifest), null, 2)}\n`);
}

/** Puts the package.json of the project back, if it is aside. */
export function restoreManifest(root: string): void {
  if (existsSync(aside(root))) renameSync(aside(root), nameOf(root));
}
