/** Known vulnerabilities of packages, as registries publish them. */
import satisfies from 'semver/functions/satisfies.js';
import { idOf, type Package } from './lock-file.ts';

/** For each package, the advisories about it: the answer of a registry to the output of `npm run audit -- --versions`. */
export type Advisories = Readonly<Record<string, readonly Advisory[]>>;

interface Advisory {
  readonly id: number | string;
  readonly severity: string;
  /** A range of semver. */
  readonly vulnerable_versions: string;
  readonly title: string;
  readonly url: string;
}

/** The advisories that apply to the versions in use, a sentence each. */
export function warningsOf(packages: readonly Package[], advisories: Advisories): string[] {
  return packages.flatMap((each) =>
    (Object.hasOwn(advisories, each.name) ? (advisories[each.name] ?? []) : [])
      .filter(({ vulnerable_versions }) => satisfies(each.version, vulnerable_versions, { includePrerelease: true, loose: true }))
      .map(({ severity, title, url }) => {
        const note = each.use === 'dev' ? ', which only developers install,' : '';
        return `${idOf(each)}${note} has a vulnerability of severity ${severity}: ${title} (${url}).`;
      }),
  );
}

/** The versions of each package, as the advisory service of a registry takes them. */
export function versionsOf(packages: readonly Package[]): Record<string, string[]> {
  const versions: Record<string, string[]> = {};
  for (const { name, version, isOurs } of packages)
    if (!isOurs) versions[name] = [...new Set([...(versions[name] ?? []), version])];
  return versions;
}
