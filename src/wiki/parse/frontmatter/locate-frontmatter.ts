/** Locates YAML frontmatter, tolerating small faults in its marks. */
import type { Span } from '../../model.ts';
import { keepsPrivate, type Privacy, privacyOf } from '../../schema/privacy-keys.ts';
import { propertyNamed } from '../../schema/property-keys.ts';
import type { FrontmatterProblem } from './frontmatter-values.ts';
import { isYamlMapping } from './yaml-block.ts';

export interface LocatedBlock {
  /** The text to parse. */
  readonly source: Span;
  /** The text after `---` on the opening line: a language, usually empty. */
  readonly language: string;
  readonly bodyStart: number;
  /** If the end was guessed: how far the lines may have been meant to extend. */
  readonly doubtEnd?: number;
  readonly problems: readonly FrontmatterProblem[];
}

/** The YAML block at the start of `text`, or one that names another language; undefined if there is none. */
export function locateBlock(text: string): LocatedBlock | undefined {
  return locateFenced(text) ?? locateDashed(text);
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** Offset after its line break. */
  readonly next: number;
}

/** Maximum number of characters searched for the end of the frontmatter. */
export const maxReach = 300_000;

/** The lines from an offset on, up to `maxReach` characters. */
export function* linesFrom(text: string, from: number): Generator<Line> {
  for (let start = from; start < Math.min(text.length, from + maxReach); ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const next = newline < 0 ? text.length : newline + 1;
    yield { text: text.slice(start, end), start, next };
    start = next;
  }
}

/** A line that ends a block: `---`, or `...`, which ends a YAML document. */
const closingMark = /^(?:---|\.\.\.)$/;

/** `key: value`, where the key is one to four words. */
const keyLine = /^["']?([\p{L}_][\p{L}\p{N}_./-]*(?: [\p{L}\p{N}_./-]+){0,3})["']?\s*:(?:\s|$)/u;

/** Whether a line may start YAML content: a key, an item, a comment, a bracket, a quote; or is indented. */
function looksLikeYaml(text: string): boolean {
  return text.trim() === '' || /^(?:\s|-|#|["'[\]{}])/.test(text) || keyLine.test(text);
}

/** Whether one of the keys is a known one. */
function holdsKnownKey(lines: Iterable<string>): boolean {
  for (const line of lines) if (knownKey(line) !== undefined) return true;
  return false;
}

/** The property that a line names, or a key that makes an article private. */
function knownKey(line: string): string | undefined {
  const key = keyLine.exec(line)?.[1] ?? /^\**([A-Za-z][\w -]*?)\**[:：]/.exec(line)?.[1];
  return key === undefined ? undefined : (propertyNamed(key) ?? (keepsPrivate(key, '?') ? key : undefined));
}

function locateDashed(text: string): LocatedBlock | undefined {
  const open = /^\s*---(?!-)([^\n]*)\n/.exec(text);
  if (!open) return undefined;
  const start = open[0].length;
  const problems: FrontmatterProblem[] = [];
  const lead = open[0].search(/\S/);
  if (lead > 0) problems.push(repaired({ start: 0, end: lead }, 'Blank lines before the frontmatter were skipped.'));
  const language = (open[1] ?? '').replace(/#.*/, '').trim();
  const guessed = endOfBlock(text, start);
  const closing = guessed.how === 'closed' ? undefined : closingLine(text, start);
  // If the text up to a plain `---` is YAML, the end is certain, however odd the keys are.
  const end = closing && isYamlMapping(text.slice(start, closing.yamlEnd)) ? closing : guessed;
  const source = text.slice(start, end.yamlEnd);
  // A thematic break that opens a text is not frontmatter, even before a line with a colon.
  if (end.how === 'unclosed' && !(keyLine.test(source) && holdsKnownKey(source.split('\n')))) return undefined;
  // Two thematic breaks with prose between them are not frontmatter.
  if (/^\s*\n/.test(source) && source.trim() !== '' && !holdsKnownKey(source.split('\n'))) return undefined;
  switch (end.how) {
    case 'closed':
      break;
    case 'odd':
      problems.push(repaired(end.marker, 'The closing `---` is indented, or longer; it was read as the end of the frontmatter.'));
      break;
    case 'glued':
      problems.push(repaired(end.marker, 'Text glued to the closing `---` was read as the start of the body.'));
      break;
    case 'unclosed':
      problems.push(
        repaired(
          { start: lead, end: lead + 3 },
          'The frontmatter is never closed; it was read up to the first line that is not YAML.',
        ),
      );
  }
  const doubt = end.how !== 'closed' && closing ? { doubtEnd: closing.yamlEnd } : {};
  return { source: { start, end: end.yamlEnd }, language, bodyStart: end.bodyStart, ...doubt, problems };
}

/** The first line that closes a block according to the specification, regardless of what precedes it. */
function closingLine(text: string, from: number): BlockEnd | undefined {
  for (const { text: line, start, next } of linesFrom(text, from)) {
    if (closingMark.test(line.trimEnd())) return { how: 'closed', yamlEnd: start, bodyStart: next };
  }
  return undefined;
}

type BlockEnd = { readonly yamlEnd: number; readonly bodyStart: number } & (
  | { readonly how: 'closed' | 'unclosed' }
  | { readonly how: 'odd' | 'glued'; readonly marker: Span }
);

/**
 * The end of a block that starts at `from`: a line of `---` (or `...`, which ends a YAML document). It ends earlier if a blank
 * line is followed by prose or a heading, since a later `---` is then a thematic break.
 */
function endOfBlock(text: string, from: number): BlockEnd {
  /** End of what is certainly YAML: before the last blank line that only headings and items follow. */
  let certain: number | undefined;
  /** An indented `---`: the end of the block if no other end or no YAML follows; else a line of text. */
  let indented: BlockEnd | undefined;
  for (const { text: line, start, next } of linesFrom(text, from)) {
    const trimmed = line.trim();
    if (closingMark.test(line.trimEnd())) return { how: 'closed', yamlEnd: start, bodyStart: next };
    if (/^-{3,}$/.test(trimmed)) {
      const at = start + line.indexOf('-');
      const odd: BlockEnd = { how: 'odd', marker: { start: at, end: at + trimmed.length }, yamlEnd: start, bodyStart: next };
      if (at === start) return odd;
      indented ??= odd;
      continue;
    }
    const glued = /^---(?=[^\s-])/.exec(line);
    if (glued)
      return { how: 'glued', marker: { start: start + 3, end: start + line.length }, yamlEnd: start, bodyStart: start + 3 };
    if (trimmed === '' || /^#{1,6}\s/.test(line)) {
      certain ??= start;
      continue;
    }
    if ((certain !== undefined || indented) && !looksLikeYaml(line)) break;
    if (certain !== undefined && (holdsKnownKey([line]) || /^[\w-]+:/.test(line))) certain = undefined;
  }
  return indented ?? unclosedEnd(text, from);
}

/** The end of an unclosed block, which continues as long as its lines look like YAML. */
function unclosedEnd(text: string, from: number): BlockEnd {
  let end = from;
  for (const { text: line, next } of linesFrom(text, from)) {
    if (line.trim() === '' || /^#\s/.test(line) || !looksLikeYaml(line)) break;
    end = next;
  }
  return { how: 'unclosed', yamlEnd: end, bodyStart: end };
}

/** Locates a block inside a code fence: ```` ```yaml ````, with or without `---` inside. */
function locateFenced(text: string): LocatedBlock | undefined {
  const first = /^\s*((`{3,}|~{3,})[^\n]*)\n/.exec(text);
  const fence = first?.[2];
  if (!first || fence === undefined) return undefined;
  const info = first[1]?.slice(fence.length).trim() ?? '';
  const dashes = /^---[ \t]*\n/.exec(text.slice(first[0].length))?.[0];
  // A fence with attributes (`title="config.yaml"`, `{2}`) is meant for readers.
  if (/[="'{]/.test(info)) return undefined;
  if (dashes === undefined ? !/^ya?ml\b/i.test(info) : !/^(?:(?:ya?ml|markdown|md|front-?matter)\b.*)?$/i.test(info))
    return undefined;
  const start = first[0].length + (dashes?.length ?? 0);
  const close = new RegExp(`^(?:---[ \\t]*\\n(?:\\s*${fence}[ \\t]*(?:\\n|$))?|${fence}[ \\t]*(?:\\n|$))`, 'm').exec(
    text.slice(start),
  );
  if (!close) return undefined;
  const yaml = { start, end: start + close.index };
  const lines = text.slice(yaml.start, yaml.end).split('\n');
  if (!keyLine.test(lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '')) return undefined;
  const isFrontmatter = dashes !== undefined && close[0].startsWith('---') ? holdsKnownKey(lines) : opensArticle(lines);
  if (!isFrontmatter || isManifest(lines)) return undefined;
  const problem = repaired({ start: 0, end: start }, 'The frontmatter is in a code fence; the fence was ignored.');
  return { source: yaml, language: '', bodyStart: yaml.end + close[0].length, problems: [problem] };
}

/**
 * Whether the keys are those of frontmatter rather than of a YAML example: a title or type and another known key; or only privacy
 * keys, one of which keeps the article from being public.
 */
function opensArticle(lines: readonly string[]): boolean {
  const keys = new Set(lines.map(knownKey));
  if (saysOnlyWhoReads(lines) && lines.some((line) => (privacyIn(line) ?? 'public') !== 'public')) return true;
  keys.delete(undefined);
  return keys.size > 1 && (keys.has('title') || keys.has('type'));
}

function saysOnlyWhoReads(lines: readonly string[]): boolean {
  return lines.every((line) => line.trim() === '' || line.startsWith('#') || privacyIn(line) !== undefined);
}

function privacyIn(line: string): Privacy | undefined {
  const [, key = '', value = ''] = /^([A-Za-z][\w-]*)\s*:\s*["']?(.*?)["']?\s*(?:#.*)?$/.exec(line) ?? [];
  return privacyOf(key, value);
}

/** Whether the lines are data for programs: Kubernetes manifests, schemas, interface descriptions. */
function isManifest(lines: readonly string[]): boolean {
  const has = (key: RegExp): boolean => lines.some((line) => key.test(line));
  return (
    has(/^["']?(?:apiVersion|openapi|swagger|\$schema)["']?:/) ||
    (has(/^kind:/) && has(/^(?:metadata|spec):/)) ||
    (has(/^type: *(?:object|array)\s*$/) && has(/^(?:properties|items):/))
  );
}

/** A second block directly after the first. */
export function secondBlock(text: string, from: number): LocatedBlock | undefined {
  const open = /^\s*---[ \t]*\n/.exec(text.slice(from, from + 2000));
  if (!open) return undefined;
  const start = from + open[0].length;
  const end = endOfBlock(text, start);
  const lines = text.slice(start, end.yamlEnd).split('\n');
  if (end.how !== 'closed' || !keyLine.test(lines[0] ?? '') || !holdsKnownKey(lines)) return undefined;
  return { source: { start, end: end.yamlEnd }, language: '', bodyStart: end.bodyStart, problems: [] };
}

/** A problem for a repaired fault. */
export function repaired(span: Span, message: string): FrontmatterProblem {
  return { kind: 'repaired', span, message };
}
