/** The CycloneDX document of npm, made complete and reproducible. */
import { idOf, type Package } from './lock-file.ts';

/** A CycloneDX document, as far as it is used here. */
export interface Bill {
  $schema?: string;
  specVersion: string;
  serialNumber?: string;
  metadata: { timestamp?: string; component: { 'bom-ref': string; name: string } };
  components: { 'bom-ref': string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/**
 * The document about what users install, in CycloneDX 1.6, which takes any document of 1.5. It depends on the lock file and on the
 * version of npm alone: it has no serial number, its lists are sorted, and it has a time only if `seconds` gives one.
 *
 * `npm sbom --omit dev` would leave out whatever developers need too, such as Vite, so `bill` is the one without `--omit`.
 *
 * @param bill the document that npm made about all packages
 * @param packages all packages of the lock file
 * @param name of the project; npm takes that of the folder
 * @param seconds since 1970
 */
export function reproducible(bill: Bill, packages: readonly Package[], name: string, seconds: number | undefined): Bill {
  const { serialNumber: _, metadata, components, dependencies, ...rest } = bill;
  const { timestamp: __, component, ...about } = metadata;
  const shipped = new Set(packages.filter(({ use }) => use !== 'dev').map(idOf));
  const self = component['bom-ref'];
  const time = seconds === undefined ? {} : { timestamp: new Date(seconds * 1000).toISOString() };
  return {
    ...rest,
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    specVersion: '1.6',
    metadata: { ...time, ...about, component: { ...component, name } },
    components: sorted(components, (each) => each['bom-ref']).filter((each) => shipped.has(each['bom-ref'])),
    dependencies: sorted(dependencies, ({ ref }) => ref)
      .filter(({ ref }) => ref === self || shipped.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: sorted(dependsOn, (each) => each).filter((each) => shipped.has(each)) })),
  };
}

/** In the order of a key, and one for each key: older versions of npm name a package twice if it is in two folders. */
function sorted<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
