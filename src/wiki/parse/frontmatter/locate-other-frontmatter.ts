/** Locates TOML and JSON frontmatter, tolerating small faults in its marks. */
import { keepsPrivate } from '../../schema/privacy-keys.ts';
import { propertyNamed } from '../../schema/property-keys.ts';
import type { FrontmatterProblem } from './frontmatter-values.ts';
import { type LocatedBlock, linesFrom, maxReach, repaired } from './locate-frontmatter.ts';
import { isTomlMapping } from './toml-block.ts';

/** The TOML or JSON block at the start of `text`; undefined if there is none. */
export function locateOtherBlock(text: string): LocatedBlock | undefined {
  switch (/\S/.exec(text)?.[0]) {
    case '+':
    case '`':
    case '~':
    case '-':
      return locateToml(text) ?? locateNamedJson(text);
    case ';':
      return locateNamedJson(text);
    case '{':
      return locateBraces(text);
    default:
      return undefined;
  }
}

const tomlKey = /^[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([\p{L}\p{N}_][\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]+){0,3}))[ \t]*=(?!=)/u;
const yamlKey = /^([\p{L}_][\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]+){0,3})[ \t]*:(?:\s|$)/u;
/** `[name]` or `[[name]]`: the header of a TOML table, or of an entry in a list of tables. */
const tableHeader = /^[ \t]*\[{1,2}[^[\]]+\]{0,2}[ \t]*(?:#.*)?\r?$/;

function isKnown(key: string | undefined): boolean {
  return key !== undefined && (propertyNamed(key.split('.').at(-1) ?? '') !== undefined || keepsPrivate(key, '?'));
}

function tomlKeyOf(line: string): string | undefined {
  const found = tomlKey.exec(line);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

function isTomlLine(line: string): boolean {
  return tomlKey.test(line) || tableHeader.test(line);
}

/** `+++` (Hugo, Zola), `---toml` (gray-matter), `---` followed by TOML keys; or `+++` inside a code fence. */
const openToml = /^\s*(?:(`{3,}|~{3,})[^\n="'{]*\n)?(\+{3}|---)[ \t]*(toml)?[ \t]*\r?\n/i;

function locateToml(text: string): LocatedBlock | undefined {
  const open = openToml.exec(text);
  if (!open) return undefined;
  const [{ length: start }, fence, marker = '', language] = open;
  const isNamed = marker === '+++' || (fence === undefined && language !== undefined);
  if (!isNamed && (fence !== undefined || !startsLikeToml(text, start))) return undefined;
  const problems: FrontmatterProblem[] = [];
  const lead = text.search(/\S/);
  if (lead > 0) problems.push(repaired({ start: 0, end: lead }, 'Blank lines before the frontmatter were skipped.'));
  const end = endOfToml(text, start, marker);
  const source = text.slice(start, end.sourceEnd);
  const lines = source.split('\n');
  const isYaml = marker === '+++' && !lines.some(isTomlLine) && lines.some((line) => isKnown(yamlKey.exec(line)?.[1]));
  if (!isYaml && !isToml(source, lines, end.how !== 'unclosed')) return undefined;
  if (isYaml) problems.push(repaired({ start: lead, end: lead + 3 }, `The block between \`+++\` is YAML, and was read as that.`));
  else if (marker === '---' && language === undefined)
    problems.push(repaired({ start: lead, end: lead + 3 }, 'The block between `---` is TOML, and was read as that.'));
  if (end.how === 'odd')
    problems.push(
      repaired(end.marker, `The closing \`${marker}\` was expected here; this line was read as the end of the frontmatter.`),
    );
  if (end.how === 'glued')
    problems.push(repaired(end.marker, `Text glued to the closing \`${marker}\` was read as the start of the body.`));
  if (end.how === 'unclosed') {
    const message = 'The frontmatter is never closed; it was read up to the first line that is not TOML.';
    problems.push(repaired({ start: lead, end: lead + 3 }, message));
  }
  const fenceEnd =
    fence === undefined ? '' : (new RegExp(`^\\s*${fence}[ \\t]*(?:\\n|$)`).exec(text.slice(end.bodyStart))?.[0] ?? '');
  if (fence !== undefined) {
    if (fenceEnd === '' && !/^[ \t]*(?:`{3,}|~{3,})(?:markdown|md)?[ \t]*\n/i.test(text)) return undefined;
    problems.push(repaired({ start: 0, end: start }, 'The frontmatter is in a code fence; the fence was ignored.'));
  }
  const doubt = end.doubtEnd === undefined ? {} : { doubtEnd: end.doubtEnd };
  const bodyStart = end.bodyStart + fenceEnd.length;
  return { source: { start, end: end.sourceEnd }, language: isYaml ? 'yaml' : 'toml', bodyStart, ...doubt, problems };
}

/** Whether a block between `---` starts with a known key in TOML and is valid TOML. */
function startsLikeToml(text: string, from: number): boolean {
  for (const { text: line } of linesFrom(text, from)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    if (!isKnown(tomlKeyOf(line))) return false;
    const close = /^---[ \t]*\r?$/m.exec(text.slice(from, from + maxReach));
    return close !== null && isTomlMapping(text.slice(from, from + close.index));
  }
  return false;
}

/** Whether a block is frontmatter rather than text: it is valid TOML, mostly TOML, or has a known key. */
function isToml(source: string, lines: readonly string[], isClosed: boolean): boolean {
  const first = lines.find((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (first === undefined) return isClosed && source.trim() === '';
  if (isClosed && isTomlMapping(source)) return true;
  const likeToml = lines.filter(isTomlLine).length;
  if (isClosed && isTomlLine(first) && likeToml * 2 >= lines.filter((line) => line.trim() !== '').length) return true;
  return lines.some((line) => isKnown(tomlKeyOf(line)) || isKnown(yamlKey.exec(line)?.[1])) && lines.some(isTomlLine);
}

type TomlEnd = { readonly sourceEnd: number; readonly bodyStart: number; readonly doubtEnd?: number } & (
  | { readonly how: 'closed' | 'unclosed' }
  | { readonly how: 'odd' | 'glued'; readonly marker: { readonly start: number; readonly end: number } }
);

/**
 * The end of a TOML block: the first line that is its marker. If text follows the last line of TOML before that marker, the
 * marker belongs to the text, and the block is unclosed.
 */
function endOfToml(text: string, from: number, marker: string): TomlEnd {
  const sign = marker.charAt(0) === '+' ? '\\+' : '-';
  const odd = new RegExp(`^\\s*${sign}{3,}\\s*$`);
  const glued = new RegExp(`^${sign}{3}[ \\t]*(?=[^\\s${sign}])`);
  let firstOdd: TomlEnd | undefined;
  /** End of the last line of TOML; `hasText` says whether text follows it after a blank line. */
  let tomlEnd = from;
  let isBlank = false;
  let hasText = false;
  for (const { text: line, start, next } of linesFrom(text, from)) {
    const span = { start: start + line.search(/\S/), end: start + line.trimEnd().length };
    if (line.trimEnd() === marker)
      return hasText
        ? (firstOdd ?? { ...unclosedToml(text, from), doubtEnd: start })
        : { how: 'closed', sourceEnd: start, bodyStart: next };
    const stuck = glued.exec(line);
    if (stuck && !hasText) {
      const bodyStart = start + stuck[0].length;
      return { how: 'glued', marker: { start: bodyStart, end: span.end }, sourceEnd: start, bodyStart };
    }
    if (odd.test(line)) firstOdd ??= { how: 'odd', marker: span, sourceEnd: start, bodyStart: next };
    if (isTomlLine(line)) {
      tomlEnd = next;
      hasText = false;
    } else if (line.trim() !== '' && isBlank && !/^\s*(?:#\s|["'\]},]|\d)/.test(line)) hasText = true;
    isBlank = line.trim() === '' || (isBlank && start > tomlEnd);
  }
  return firstOdd ?? unclosedToml(text, from);
}

/** The end of an unclosed block, which continues as long as its lines look like TOML, including blank lines between them. */
function unclosedToml(text: string, from: number): TomlEnd {
  let end = from;
  /** The closing mark of a list or text that spans lines. */
  let open: string | undefined;
  for (const { text: line, start, next } of linesFrom(text, from)) {
    if (/^(?:---|\+{3,})\s*$/.test(line))
      return { how: 'odd', marker: { start, end: start + line.trimEnd().length }, sourceEnd: start, bodyStart: next };
    if (open !== undefined) {
      if (line.includes(open)) open = undefined;
      else if (line.trim() === '' && open === ']') break;
      end = next;
    } else if (isTomlLine(line)) {
      end = next;
      const value = line.slice(line.indexOf('=') + 1).trim();
      const quotes = /^(?:"""|''')/.exec(value)?.[0];
      if (quotes !== undefined) open = value.indexOf(quotes, 3) < 0 ? quotes : undefined;
      else if (value.startsWith('[') && tomlKey.test(line)) open = value.includes(']') ? undefined : ']';
    } else if (line.trim() !== '') break;
  }
  return { how: 'unclosed', sourceEnd: end, bodyStart: end };
}

/** Locates `---json` up to `---` (gray-matter), or `;;;` up to `;;;` (Hexo); the braces may be missing. */
function locateNamedJson(text: string): LocatedBlock | undefined {
  const open = /^\s*(?:---[ \t]*json|;;;[ \t]*(?:json)?)[ \t]*\r?\n/i.exec(text);
  if (!open) return undefined;
  const marker = text.trimStart().slice(0, 3);
  const start = open[0].length;
  for (const { text: line, start: end, next } of linesFrom(text, start)) {
    if (line.trimEnd() !== marker) continue;
    const source = text.slice(start, end);
    if (marker === ';;;' && !holdsKnownJsonKey(source)) return undefined;
    // Includes the line break before the block, which a missing brace replaces without moving columns.
    return { source: { start: start - 1, end }, language: 'json', bodyStart: next, problems: [] };
  }
  const brace = /^\s*(?=\{)/.exec(text.slice(start))?.[0].length;
  const unclosed = brace === undefined ? undefined : locateBraces(text, start + brace);
  if (!unclosed) return undefined;
  const lead = text.search(/\S/);
  const problem = repaired(
    { start: lead, end: lead + 3 },
    `The closing \`${marker}\` is missing; the frontmatter was read up to its last brace.`,
  );
  return { ...unclosed, problems: [problem, ...unclosed.problems] };
}

/** Locates an object at the very start, as Hugo reads it. Without a known key it is text in braces. */
function locateBraces(text: string, from = text.indexOf('{')): LocatedBlock | undefined {
  const head = text.slice(from, from + maxReach);
  if (!/^\{(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*\/)*(?:["'“][^"'“”\n]+["'”]|[\w-]+)\s*:/.test(head)) return undefined;
  const problems: FrontmatterProblem[] = [];
  if (from > 0 && text.slice(0, from).trim() === '')
    problems.push(repaired({ start: 0, end: from }, 'Blank lines before the frontmatter were skipped.'));
  const end = endOfBraces(head);
  const source = head.slice(0, end.end);
  if (!holdsKnownJsonKey(source)) return undefined;
  const rest = /^[ \t\r]*(?:\n|$)/.exec(head.slice(end.end));
  const isWithinLine = !rest && !source.includes('\n');
  // `{"title": "x"} is JSON.` is a sentence.
  if (isWithinLine) return undefined;
  if (!end.isClosed)
    problems.push(
      repaired(
        { start: from, end: from + 1 },
        'The frontmatter is never closed; it was read up to the first line that is not JSON.',
      ),
    );
  else if (!rest)
    problems.push(
      repaired(
        { start: from + end.end - 1, end: from + end.end },
        'Text glued to the closing `}` was read as the start of the body.',
      ),
    );
  const bodyStart = from + end.end + (rest?.[0].length ?? 0);
  return { source: { start: from, end: from + end.end }, language: 'json', bodyStart, problems };
}

/** Offset after the brace that closes the first one. An unclosed string ends with its line. */
function endOfBraces(text: string): { end: number; isClosed: boolean } {
  let depth = 0;
  // Strings, comments, brackets.
  for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|[{}[\]]/g)) {
    if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    if (depth === 0) return { end: index + 1, isClosed: true };
  }
  const lone = /^\}(?=[ \t\r]*$)/m.exec(text);
  if (lone) return { end: lone.index + 1, isClosed: true };
  let end = 0;
  for (const { text: line, next } of linesFrom(text, 0)) {
    if (!/^\s*(?:["'“{}[\]]|[\w-]+\s*:|\/[/*])/.test(line)) break;
    end = next;
  }
  return { end, isClosed: false };
}

function holdsKnownJsonKey(source: string): boolean {
  for (const [, key] of source.matchAll(/(?:^|[{,\n])\s*["'“]?([A-Za-z][\w -]*)["'”]?\s*:/g)) if (isKnown(key)) return true;
  return false;
}
