// Lists the optional packages that package-lock.json lacks. If a registry does not serve the package for a platform, npm leaves it
// out of the lock file, and then `npm ci` fails on every machine.
import { readFileSync } from 'node:fs';

/** @type {Record<string, { optionalDependencies?: Record<string, string> }>} */
const packages = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')).packages;

/** @param {string} from @param {string} name */
function isLocked(from, name) {
  let at = from;
  while (!packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) {
    if (at === '') return false;
    const above = at.lastIndexOf('/node_modules/');
    at = above < 0 ? '' : at.slice(0, above);
  }
  return true;
}

const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isLocked(from, name))
    .map(([name, version]) => `${name}@${version}, which ${from === '' ? 'the project' : from} may need`),
);
for (const line of missing) console.log(`missing in package-lock.json: ${line}`);
process.exitCode = missing.length === 0 ? 0 : 1;
