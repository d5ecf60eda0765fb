/**
 * Repairs frontmatter values: escapes in quotes (`"\frac"`) produce control characters that the text of the file does not
 * contain.
 */
import type { FoundControls, ReadableText, TexRepair } from './readable-text.ts';

type Path = readonly PropertyKey[];

export interface ReadableData {
  readonly data: Readonly<Record<string, unknown>>;
  /** Repaired commands, by path of the value. */
  readonly repairs: readonly (Pick<TexRepair, 'commands'> & { readonly path: Path })[];
  /** Removed control characters, by path of the value. */
  readonly controls: readonly (Omit<FoundControls, 'first'> & { readonly path: Path })[];
}

/** Repairs all texts in the values. Returns the same object if nothing changes. */
export function readableData(written: Readonly<Record<string, unknown>>, read: (text: string) => ReadableText): ReadableData {
  const repairs: ReadableData['repairs'][number][] = [];
  const controls: ReadableData['controls'][number][] = [];
  const readable = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') {
      const found = read(value);
      if (found.repairs.length > 0) repairs.push({ path, commands: found.repairs.flatMap(({ commands }) => commands) });
      if (found.controls) {
        const { first: _, ...others } = found.controls;
        controls.push({ path, ...others });
      }
      return found.text;
    }
    if (Array.isArray(value)) return changed(value, (each, index) => readable(each, [...path, index]));
    if (!isMap(value)) return value;
    const keys = Object.keys(value);
    const values = keys.map((key) => value[key]);
    const others = changed(values, (each, index) => readable(each, [...path, keys[index] ?? '']));
    return others === values ? value : Object.fromEntries(keys.map((key, index) => [key, others[index]]));
  };
  const data = readable(written, []) as ReadableData['data'];
  return { data, repairs, controls };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Maps an array; returns the same array if no value changes. */
function changed(values: readonly unknown[], other: (value: unknown, index: number) => unknown): readonly unknown[] {
  const others = values.map(other);
  return others.some((each, index) => each !== values[index]) ? others : values;
}
