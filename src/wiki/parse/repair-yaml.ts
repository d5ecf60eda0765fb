/** The faults of YAML that are seen in real wikis, one line at a time. A mend never touches a line that parses. */

export interface Mend {
  readonly text: string;
  readonly message: string;
}

interface Fault {
  readonly message: string;
  /** The mended line, or undefined when the line does not have this fault. */
  readonly mend: (line: string) => string | undefined;
}

/** A longer line is prose or data, and not mended. Characters. */
const maxLine = 4000;

/** `key: value` or `- value`, cut before the value; undefined for a line that is neither, or has no value. */
function keyedLine(line: string): { head: string; value: string } | undefined {
  if (line.length > maxLine) return undefined;
  const text = line.trimEnd();
  const marker = /^\s*(?:-\s+)?/.exec(text)?.[0] ?? '';
  const rest = text.slice(marker.length);
  const quote = /^["']/.exec(rest)?.[0];
  const keyEnd = quote === undefined ? rest.indexOf(':') : rest.indexOf(quote, 1) + 1;
  const colon = quote === undefined ? keyEnd : /^\s*:/.test(rest.slice(keyEnd)) ? rest.indexOf(':', keyEnd) : -1;
  const isKey =
    keyEnd > 0 &&
    colon > 0 &&
    /^\s/.test(rest.slice(colon + 1)) &&
    (quote !== undefined || /^[^#"'[\]{}][^#]*$/.test(rest.slice(0, keyEnd)));
  if (!isKey) return marker.includes('-') && rest !== '' ? { head: marker, value: rest } : undefined;
  const value = rest.slice(colon + 1).trimStart();
  return value === '' ? undefined : { head: text.slice(0, text.length - value.length), value };
}

const faults: readonly Fault[] = [
  {
    message: 'Tabs cannot indent YAML; they were read as two spaces each.',
    mend: (line) => (/^ *\t/.test(line) ? line.replace(/^[ \t]+/, (indent) => indent.replaceAll('\t', '  ')) : undefined),
  },
  {
    message: 'Wikilinks need quotes in YAML; they were read as a list of links.',
    mend: (line) => {
      const { head, value } = keyedLine(line) ?? {};
      if (head === undefined || value === undefined || !/^(?:\[\[[^[\]]*\]\][\s,;]*)+$/.test(value)) return undefined;
      const links = value.match(/\[\[[^\]]*\]\]/g) ?? [];
      return `${head}[${links.map(quoted).join(', ')}]`;
    },
  },
  {
    message: 'The list is never closed; its `]` was added.',
    mend: (line) => {
      const { head, value } = keyedLine(line) ?? {};
      if (head === undefined || value === undefined || !value.startsWith('[') || value.endsWith(']')) return undefined;
      return `${head}${value.replace(/,$/, '')}]`;
    },
  },
  {
    message: 'The value needs quotes (it holds `: `, a quote or a special character); it was read as text.',
    mend: (line) => {
      const { head, value } = keyedLine(line) ?? {};
      if (head === undefined || value === undefined) return undefined;
      // A quote that is never closed is no part of the text; an apostrophe is.
      const inner = /^"(.*?)"?$/.exec(value)?.[1] ?? /^'(.*)'$/.exec(value)?.[1] ?? value;
      const text = quoted(inner);
      return text === value ? undefined : `${head}${text}`;
    },
  },
];

/** So many lines above the one where YAML noticed a fault are looked at for its cause. */
const reach = 40;

/**
 * The line that is at fault for an error that YAML noticed in `line`: the nearest one, there or above, that is no YAML by
 * itself. Undefined when every line is.
 */
export function faultyLine(lines: readonly string[], line: number, isValid: (text: string) => boolean): number | undefined {
  for (let at = Math.min(line, lines.length - 1); at >= Math.max(0, line - reach); at--) {
    const text = lines[at] ?? '';
    if (text.trim() !== '' && !isValid(text)) return at;
  }
  return undefined;
}

/** A mend of one line after which it is YAML by itself. */
export function mendLine(text: string, isValid: (text: string) => boolean): Mend | undefined {
  for (const { message, mend } of faults) {
    const mended = mend(text);
    if (mended !== undefined && mended !== text && isValid(mended)) return { text: mended, message };
  }
  return undefined;
}

/**
 * `-tag` without a space is valid YAML and means one long string, which nobody means: gives each such item under an
 * empty key its space, in place.
 *
 * @returns the lines that were changed
 */
export function mendListMarkers(lines: string[]): number[] {
  const changed: number[] = [];
  let inList = false;
  for (const [index, line] of lines.entries()) {
    if (/^[\w-]+:\s*$/.test(line)) inList = true;
    else if (inList && /^\s*-[^\s-]/.test(line)) {
      lines[index] = line.replace('-', '- ');
      changed.push(index);
    } else if (!/^\s*(?:- |-?$)/.test(line)) inList = false;
  }
  return changed;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
