/** What package-lock.json says about the packages of this project, and what is wrong with them. */
import { licenceOf, mayHaveLicence } from './licences.ts';

/** An entry of `packages` in a lock file, as far as it is used here. */
interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly deprecated?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A lock file, by the folders of packages; the project itself has the folder `''`. */
export interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly licence: string | undefined;
  /** Who gets it: everybody, those whose platform it is for, or only developers of Sourcebook. */
  readonly use: 'required' | 'optional' | 'dev';
  /** Whether the lock file has a SHA-512 of it. */
  readonly isHashed: boolean;
  readonly hasInstallScript: boolean;
  readonly isDeprecated: boolean;
  /** Where it comes from, if that is not the registry: a git repository, an address, a file. */
  readonly origin: string | undefined;
  /** Whether it is a folder of this repository. */
  readonly isOurs: boolean;
}

/** All packages but the project itself, by name and version. */
export function packagesOf(lock: Lock): Package[] {
  return Object.entries(lock.packages)
    .filter(
      ([folder, { link }]) => folder !== '' && (!link || !Object.hasOwn(lock.packages, lock.packages[folder]?.resolved ?? '')),
    )
    .map(([folder, entry]) => packageOf(folder, entry))
    .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

function packageOf(folder: string, entry: Entry): Package {
  const name = entry.name ?? folder.replace(/^.*node_modules\//, '');
  const version = entry.version ?? '';
  return {
    name,
    version,
    licence: licenceOf(name, version, entry.license),
    use: entry.dev ? 'dev' : entry.optional || entry.devOptional ? 'optional' : 'required',
    // What is in the archive of another package is covered by the hash of that archive.
    isHashed: entry.inBundle === true || entry.integrity?.startsWith('sha512-') === true,
    hasInstallScript: entry.hasInstallScript === true,
    isDeprecated: entry.deprecated !== undefined,
    // .npmrc keeps the addresses of the registry out of the lock file, so any that is left is another one.
    origin: entry.resolved,
    isOurs: !folder.includes('node_modules/') && !folder.startsWith('..'),
  };
}

/** `name@version`. */
export function idOf({ name, version }: Package): string {
  return `${name}@${version}`;
}

/**
 * What is wrong with the packages, a sentence each.
 *
 * @param refused packages whose install scripts npm is told not to run
 */
export function faultsOf(lock: Lock, refused: readonly string[]): string[] {
  return [...packagesOf(lock).flatMap((each) => faultsOfPackage(each, refused)), ...missingIn(lock)];
}

function faultsOfPackage(item: Package, refused: readonly string[]): string[] {
  const { name, licence, origin } = item;
  const id = idOf(item);
  const faults: string[] = [];
  if (item.hasInstallScript && !refused.includes(name))
    faults.push(`${id} has an install script: see that it works without, and refuse the script in package.json (allowScripts).`);
  // The licence of this repository covers its folders, and they need no hash.
  if (item.isOurs) return faults;
  if (licence === undefined) faults.push(`${id} names no licence: read its files, and add it to scripts/licences.ts.`);
  else if (!mayHaveLicence(name, licence))
    faults.push(`${id} has the licence ${licence}, which scripts/licences.ts does not allow.`);
  if (origin !== undefined) faults.push(`${id} comes from ${origin}, not from the registry.`);
  if (!item.isHashed) faults.push(`${id} has no SHA-512 in package-lock.json.`);
  return faults;
}

/**
 * Optional packages that the lock file lacks. If a registry does not serve the package for a platform, npm leaves it out, and then
 * `npm ci` fails on every machine.
 */
function missingIn({ packages }: Lock): string[] {
  const isLocked = (from: string, name: string): boolean => {
    let at = from;
    while (!packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) {
      if (at === '') return false;
      const above = at.lastIndexOf('/node_modules/');
      at = above < 0 ? '' : at.slice(0, above);
    }
    return true;
  };
  return Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(from, name))
      .map(
        ([name, version]) => `package-lock.json lacks ${name}@${version}, which ${from === '' ? 'the project' : from} may need.`,
      ),
  );
}
