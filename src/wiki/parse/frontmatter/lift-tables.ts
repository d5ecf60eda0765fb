/** Reads known keys out of the tables in which static site generators keep custom keys. */
import { keepsPrivate } from '../../schema/privacy-keys.ts';
import { foldKey, propertyNamed } from '../../schema/property-keys.ts';
import type { FrontmatterValues } from './frontmatter-values.ts';

/** Zola's `[taxonomies]` and `[extra]`, Hugo's `[params]`. The first table that gives a key counts. */
const tables: readonly string[] = ['taxonomies', 'extra', 'params'];

/**
 * Moves known keys in these tables to the top level, unless the article already has a key of the same meaning. Unknown keys stay
 * in their table. A key that makes the article private always counts, even if the top level says otherwise.
 */
export function liftTables(values: FrontmatterValues): FrontmatterValues {
  const { data } = values;
  const found = tables.filter((name) => isTable(data[name]));
  if (found.length === 0) return values;
  const lifted = new Map<string, string>();
  const given = new Set<string>(Object.keys(data).map(meaningOf));
  const all = new Map(Object.entries(data));
  for (const name of found) {
    const rest = Object.entries(data[name] as Record<string, unknown>).filter(([key, value]) => {
      const isPrivate = typeof value !== 'object' && keepsPrivate(key, String(value));
      const isKnown = propertyNamed(key) !== undefined || keepsPrivate(key, '?');
      if (!isPrivate && !(isKnown && !given.has(meaningOf(key)) && !all.has(key))) return true;
      given.add(meaningOf(key));
      all.set(key, value);
      lifted.set(key, name);
      return false;
    });
    if (rest.length > 0) all.set(name, Object.fromEntries(rest));
    else all.delete(name);
  }
  const written = (path: readonly PropertyKey[]): readonly PropertyKey[] => {
    const table = lifted.get(String(path[0]));
    return table === undefined ? path : [table, ...path];
  };
  return {
    ...values,
    data: Object.fromEntries(all),
    spanOf: (path) => values.spanOf(written(path)),
    writtenAt: (path) => values.writtenAt(written(path)),
  };
}

function meaningOf(key: string): string {
  return propertyNamed(key) ?? foldKey(key);
}

function isTable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
