/** The faults of YAML that are seen in real wikis, one line at a time. A mend never touches a line that parses. */

export interface Mend {
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

interface Fault {
  readonly message: string;
  /** The mended line, or undefined when the line does not have this fault. */
  readonly mend: (line: string) => string | undefined;
}

/** `key: value` or `- value`, split before the value. */
const keyed = /^(\s*(?:-\s+)?(?:"[^"]*"|'[^']*'|[^\s:#"'[\]{}][^:#]*?)\s*:\s+|\s*-\s+)(\S.*?)\s*$/;

const faults: readonly Fault[] = [
  {
    message: 'Tabs cannot indent YAML; they were read as two spaces each.',
    mend: (line) => (/^ *\t/.test(line) ? line.replace(/^[ \t]+/, (indent) => indent.replaceAll('\t', '  ')) : undefined),
  },
  {
    message: 'Wikilinks need quotes in YAML; they were read as a list of links.',
    mend: (line) => {
      const [, head, value] = keyed.exec(line) ?? [];
      if (head === undefined || value === undefined || !/^\[\[[^\]]*\]\]/.test(value)) return undefined;
      const links = value.match(/\[\[[^\]]*\]\]/g) ?? [];
      return `${head}[${links.map(quoted).join(', ')}]`;
    },
  },
  {
    message: 'The list is never closed; its `]` was added.',
    mend: (line) => {
      const [, head, value] = keyed.exec(line) ?? [];
      if (head === undefined || value === undefined || !value.startsWith('[') || value.endsWith(']')) return undefined;
      return `${head}${value.replace(/,\s*$/, '')}]`;
    },
  },
  {
    message: 'The value needs quotes (it holds `: `, a quote or a special character); it was read as text.',
    mend: (line) => {
      const [, head, value] = keyed.exec(line) ?? [];
      if (head === undefined || value === undefined) return undefined;
      const inner = /^"(.*)"$/.exec(value)?.[1] ?? /^'(.*)'$/.exec(value)?.[1] ?? value;
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
export function mendLine(text: string, line: number, isValid: (text: string) => boolean): Mend | undefined {
  for (const { message, mend } of faults) {
    const mended = mend(text);
    if (mended !== undefined && mended !== text && isValid(mended)) return { line, text: mended, message };
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
