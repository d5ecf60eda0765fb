/**
 * Repairs for faults in YAML that occur in real wikis. Lines are repaired in place and their number does not change. A line that
 * is valid by itself and fits the lines around it is never changed.
 */
import { keepsPrivate } from '../../schema/privacy-keys.ts';
import { propertyNamed } from '../../schema/property-keys.ts';
import { findWikilinks, replaceBrackets } from '../../text/wikilinks.ts';

/** A repair of lines; `line` is the first one, which is reported. */
export interface Mend {
  readonly line: number;
  readonly message: string;
}

interface Fault {
  readonly message: string;
  /** The repaired line; undefined if the line does not have this fault. */
  readonly mend: (line: string) => string | undefined;
}

/** Maximum length of a line to repair, in characters; longer ones are prose or data. */
const maxLine = 4000;

/** Splits `key: value` or `- value` before the value; undefined for a line that is neither, or has no value. */
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

/** A fault in the value of a line. */
function ofValue(mend: (value: string) => string | undefined): Fault['mend'] {
  return (line) => {
    const { head, value } = keyedLine(line) ?? {};
    const mended = value === undefined ? undefined : mend(value);
    return head === undefined || mended === undefined ? undefined : head + mended;
  };
}

/** `title:Mars`, `**title**: Mars`, `title：Mars` with a known key: not a key in YAML, but clearly meant as one. */
const looseKey: Fault = {
  message: 'A key, a colon and a space were expected; the key was read as one.',
  mend: (line) => {
    const [, indent = '', key = '', value = ''] =
      /^([\s\u00A0]*)\**([A-Za-z][\w -]*?)\**[:：]\**[\s\u00A0]*(.*)$/.exec(line) ?? [];
    return isKnownKey(key) ? `${indent.replaceAll('\u00A0', ' ')}${key}: ${value}` : undefined;
  },
};

function isKnownKey(key: string): boolean {
  return propertyNamed(key) !== undefined || keepsPrivate(key, '?');
}

const faults: readonly Fault[] = [
  looseKey,
  {
    message: 'Tabs cannot indent YAML; they were read as two spaces each.',
    mend: (line) => (/^ *\t/.test(line) ? line.replace(/^[ \t]+/, (indent) => indent.replaceAll('\t', '  ')) : undefined),
  },
  {
    message: 'Wikilinks need quotes in YAML; they were read as a list of links.',
    mend: ofValue((value) => {
      const links = findWikilinks(value);
      if (links.length === 0 || !/^[\s,;]*$/.test(replaceBrackets(value, () => ''))) return undefined;
      return `[${links.map(({ raw }) => quoted(raw)).join(', ')}]`;
    }),
  },
  {
    message: 'The list is never closed; its `]` was added.',
    mend: ofValue((value) => (value.startsWith('[') && !value.endsWith(']') ? `${value.replace(/,$/, '')}]` : undefined)),
  },
  {
    message: 'The list is not one that YAML can read; it was cut at its commas.',
    mend: ofValue((value) => {
      if (!/^\[(?!\[)/.test(value) || !value.includes(',')) return undefined;
      const items = value.replace(/^\[+|\]+$/g, '').split(',');
      return `[${items
        .map((item) => quoted(withoutQuotes(item.trim())))
        .filter((item) => item !== "''")
        .join(', ')}]`;
    }),
  },
  {
    message: 'The value needs quotes (it holds `: `, a quote or a special character); it was read as text.',
    mend: ofValue((value) => {
      const text = quoted(withoutQuotes(value));
      return text === value ? undefined : text;
    }),
  },
];

/** A text without the quotes around it, if they enclose all of it; an unclosed quote is removed too. */
function withoutQuotes(value: string): string {
  const quote = value.charAt(0);
  if (quote !== '"' && quote !== "'") return value;
  const count = value.split(quote).length - 1;
  if (count === 1) return quote === '"' ? value.slice(1) : value;
  if (!value.endsWith(quote)) return value;
  const inner = value.slice(1, -1);
  const next = inner.indexOf(quote);
  // `"The "red" planet"`, but not `"He said" and "she said"`.
  return next < 0 || /[\s(]/.test(inner.charAt(next - 1)) || quote === "'" ? inner : value;
}

/** Maximum number of lines above the one where YAML found a fault that are searched for its cause. */
const reach = 40;

/**
 * Repairs the cause of a fault that YAML found in line `noticed`: the nearest line, at or above it, that is invalid by itself; if
 * all are valid, one that does not fit the line above it.
 *
 * @param done lines that were repaired before; a repair that did not help is not tried again
 * @returns undefined if nothing could be repaired; `culprit` then gives the line to leave out
 */
export function mendNear(
  lines: string[],
  noticed: number,
  done: ReadonlySet<number>,
  isValid: (text: string) => boolean,
): Mend | undefined {
  const faulty = faultyLine(lines, noticed, isValid);
  if (faulty !== undefined) {
    if (done.has(faulty)) return undefined;
    return joinList(lines, faulty, isValid) ?? mendLine(lines, faulty, isValid);
  }
  for (const line of [noticed, previousLine(lines, noticed)]) {
    const mended = line === undefined || done.has(line) ? undefined : looseKey.mend(lines[line] ?? '');
    if (line === undefined || mended === undefined || mended === lines[line] || !isValid(mended)) continue;
    lines[line] = mended;
    return { line, message: looseKey.message };
  }
  const above = parentOf(lines, noticed);
  return above === undefined || done.has(above) ? undefined : joinText(lines, above, isValid);
}

/**
 * Repairs a block that is valid YAML but not the intended keys and values: `title:Mars` alone is a text, `- title: Mars` a list.
 * Repairs nothing if no key is known, since the block is then something else.
 */
export function mendKeys(lines: string[]): Mend[] {
  const mends: Mend[] = [];
  for (const [line, text] of lines.entries()) {
    const mended = looseKey.mend(text.replace(/^-\s+/, ''));
    if (mended === undefined || mended === text) continue;
    lines[line] = mended;
    mends.push({ line, message: looseKey.message });
  }
  return mends;
}

/** The line to leave out: the faulty one, a child of a line that already has a value, else the one where YAML found the fault. */
export function culprit(lines: readonly string[], noticed: number, isValid: (text: string) => boolean): number | undefined {
  const faulty = faultyLine(lines, noticed, isValid);
  if (faulty !== undefined) return faulty;
  const above = parentOf(lines, noticed);
  if (above !== undefined) return nextLine(lines, above);
  for (let line = noticed; line >= 0; line--) if (lines[line]?.trim()) return line;
  return nextLine(lines, noticed);
}

function faultyLine(lines: readonly string[], line: number, isValid: (text: string) => boolean): number | undefined {
  for (let at = Math.min(line, lines.length - 1); at >= Math.max(0, line - reach); at--) {
    const text = lines[at] ?? '';
    if (text.trim() !== '' && !isValid(text)) return at;
  }
  return undefined;
}

/** Repairs one line so that it is valid YAML by itself. */
export function mendLine(lines: string[], line: number, isValid: (text: string) => boolean): Mend | undefined {
  const text = lines[line] ?? '';
  for (const { message, mend } of faults) {
    const mended = mend(text);
    if (mended === undefined || mended === text || !isValid(mended)) continue;
    lines[line] = mended;
    return { line, message };
  }
  return undefined;
}

/** Joins the lines of an unclosed list in brackets. */
function joinList(lines: string[], line: number, isValid: (text: string) => boolean): Mend | undefined {
  const { value } = keyedLine(lines[line] ?? '') ?? {};
  if (value === undefined || !value.startsWith('[') || value.includes(']')) return undefined;
  let end = line + 1;
  while (end < lines.length && /^(?:\s+[^\s-]|\s*\])/.test(lines[end] ?? '') && end - line < reach) end++;
  if (end === line + 1) return undefined;
  const joined = [lines[line]?.trimEnd(), ...lines.slice(line + 1, end).map((text) => text.trim())].join(' ');
  const mended = joined.endsWith(']') ? joined : `${joined.replace(/,$/, '')}]`;
  if (!isValid(mended)) return undefined;
  lines.splice(line, end - line, mended, ...new Array<string>(end - line - 1).fill(''));
  return { line, message: 'The list is never closed; its `]` was added.' };
}

/** The line with a value that cannot have the content below it: the one where YAML found the fault, or the one above it. */
function parentOf(lines: readonly string[], noticed: number): number | undefined {
  for (const line of [noticed, previousLine(lines, noticed)]) {
    if (line === undefined || keyedLine(lines[line] ?? '') === undefined) continue;
    const below = nextLine(lines, line);
    if (below === undefined) continue;
    const text = lines[below] ?? '';
    const isDeeper = indentOf(text) > indentOf(lines[line] ?? '');
    if (isDeeper || (/^\s*-\s/.test(text) && !/^\s*-\s/.test(lines[line] ?? ''))) return line;
  }
  return undefined;
}

/** Repairs indented lines below a text: a key is moved out to the level of keys, anything else continues the text. */
function joinText(lines: string[], above: number, isValid: (text: string) => boolean): Mend | undefined {
  const below = nextLine(lines, above);
  const { head, value } = keyedLine(lines[above] ?? '') ?? {};
  if (below === undefined || head === undefined || value === undefined) return undefined;
  const text = lines[below] ?? '';
  if (/^\s*-\s/.test(text)) return undefined;
  const key = /^\s*([A-Za-z][\w -]*):(?:\s|$)/.exec(text)?.[1];
  if (key !== undefined && isKnownKey(key)) {
    const indent = indentOf(text);
    // Move out the lines at its level too.
    for (let line = below; line < lines.length && (lines[line]?.trim() === '' || indentOf(lines[line] ?? '') >= indent); line++)
      lines[line] = (lines[line] ?? '').slice(indent - indentOf(lines[above] ?? ''));
    return { line: below, message: 'The key is indented below one that has a value already; it was read as a key beside it.' };
  }
  if (/^["'[{|>&*!]/.test(value)) return undefined;
  let end = below;
  const parts = [value];
  while (end < lines.length && (lines[end]?.trim() === '' || indentOf(lines[end] ?? '') > indentOf(lines[above] ?? ''))) {
    if (lines[end]?.trim()) parts.push(lines[end]?.trim() ?? '');
    end++;
  }
  const mended = head + quoted(parts.join(' '));
  if (!isValid(mended)) return undefined;
  lines[above] = mended;
  for (let line = below; line < end; line++) lines[line] = '';
  return { line: above, message: 'The value goes on in the next line and holds a `: `; it was read as text.' };
}

function nextLine(lines: readonly string[], line: number): number | undefined {
  for (let at = line + 1; at < lines.length; at++) if (lines[at]?.trim()) return at;
  return undefined;
}

function previousLine(lines: readonly string[], line: number): number | undefined {
  for (let at = line - 1; at >= 0; at--) if (lines[at]?.trim()) return at;
  return undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** `key: |`, `- >-`: the deeper lines below are text. */
const blockScalarHead = /^(\s*(?:-\s+)*)(?:[^\s#"'[{|>-][^#]*:\s+)?(?:[&!]\S+\s+)*[|>][-+\d]{0,2}\s*(?:#.*)?$/;

/** Indices of the lines that are text within a block scalar, even if they look like YAML. */
export function linesOfBlockTexts(lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  /** Column of the key or item that the text belongs to. */
  let column: number | undefined;
  for (const [line, text] of lines.entries()) {
    const isDeeper = column !== undefined && (text.trim() === '' || indentOf(text) > column);
    if (isDeeper) {
      found.add(line);
      continue;
    }
    const head = blockScalarHead.exec(text)?.[1];
    const isItem = head !== undefined && /^\s*(?:-\s+)+(?:[&!]\S+\s+)*[|>]/.test(text);
    column = head === undefined ? undefined : isItem ? head.lastIndexOf('-') : head.length;
  }
  return found;
}

/**
 * Repairs valid YAML that is never intended, in place: `-tag` without a space is one long text, `- #tag` and `tags: #a #b` are
 * comments.
 */
export function mendMarkers(lines: string[]): Mend[] {
  const mends: Mend[] = [];
  const texts = linesOfBlockTexts(lines);
  let inList = false;
  for (const [line, text] of lines.entries()) {
    if (texts.has(line)) continue;
    if (isNumberAlone(lines, line)) inList = false;
    else if (/^\s*[\w-]+:\s*$/.test(text)) inList = true;
    else if (inList && /^\s*-[^\s-]/.test(text) && !/^\s*-[\w-]+:\s/.test(text)) {
      lines[line] = text.replace('-', '- ');
      mends.push({ line, message: 'A list item needs a space behind its `-`; it was added.' });
    } else if (!/^\s*(?:- |-?$)/.test(text)) inList = false;
    const hashed = /^(\s*-\s+|tags?:\s+)(#[^\s#].*?)\s*$/i.exec(lines[line] ?? '');
    if (!hashed) continue;
    // A comment after the dash of an item whose content is below it.
    const below = nextLine(lines, line);
    if (/^\s*-/.test(text) && below !== undefined && indentOf(lines[below] ?? '') > indentOf(text)) continue;
    lines[line] = `${hashed[1]}${quoted(hashed[2] ?? '')}`;
    mends.push({ line, message: 'What starts with `#` is a comment in YAML; it was read as a tag.' });
  }
  return mends;
}

/** `-5` as the value of the key above: a negative number, not a list item. */
function isNumberAlone(lines: readonly string[], line: number): boolean {
  const isItem = (at: number | undefined): boolean => at !== undefined && /^\s*-/.test(lines[at] ?? '');
  if (!/^\s*-\d+(?:\.\d+)?\s*$/.test(lines[line] ?? '')) return false;
  return !isItem(previousLine(lines, line)) && !isItem(nextLine(lines, line));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
