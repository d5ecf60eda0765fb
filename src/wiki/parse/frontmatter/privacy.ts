/** Finds signs that an article is meant to be private although its frontmatter, as read, does not say so. */
import type { Span } from '../../model.ts';
import { type Privacy, privacyOf, privacyOfLine } from '../../schema/privacy-keys.ts';
import { foldKey } from '../../schema/property-keys.ts';
import type { FrontmatterBlock } from './frontmatter-block.ts';
import { linesFrom } from './locate-frontmatter.ts';

/** A place in a file that keeps the article from being public. */
export interface PrivacySign {
  readonly span: Span;
  readonly privacy: 'draft' | 'private';
}

/** A key with its value in YAML, TOML or JSON, without a comment after it. */
const privacyLine = /^([ \t]*)-?["']?\**([A-Za-z][\w-]*)\**["']?[ \t]*[:=：][ \t]*([^\n#]{0,200})/gm;

/** A key with its value within braces: in a block that is a flow mapping, or in an inline TOML table. */
const privacyInBraces = /[{,]\s*["']?([A-Za-z][\w-]*)["']?[ \t]*[:=][ \t]*([^\n,}#]{0,200})/g;
const opensBraces = /^\s*(?:(?:---|;;;)[^\n]*\n\s*)?\{|^\s*\+{3}/;

/** A block that looks like frontmatter but was not read as such; it may say that the article is private. */
const otherFrontmatter = /^\s*(?:(\+{3}|;;;)[^\n]*\n[\s\S]{0,4000}?\n\1|\{\s*\n[\s\S]{0,4000}?\n\}|\{[^{}\n]{0,4000}\})/;

/** The same in a code fence that contains only privacy keys, on at most five lines. */
const fencedFrontmatter = /^\s*(`{3,}|~{3,})[ \t]*(?:ya?ml|toml|front-?matter)?[ \t]*\n((?:[^\n]*\n){1,5}?)[ \t]*\1/i;

/**
 * The line of the frontmatter that says that the article is private, although YAML reads it differently or another line says the
 * opposite; undefined if there is none. If the block has no problems, YAML's reading counts.
 */
export function heldBackAt(
  text: string,
  { problems, bodyStart, doubtEnd = bodyStart, isPresent }: FrontmatterBlock,
): PrivacySign | undefined {
  if (isPresent && problems.length === 0) {
    // A second block in another language than the first: `---…---` followed by `+++ private = true +++`.
    return doubtIn(otherBlock(text.slice(bodyStart)), bodyStart);
  }
  if (!isPresent) return doubtIn(otherBlock(text));
  // After a guessed end, only unindented lines count, since keys are not indented.
  return doubtIn(text.slice(0, Math.max(bodyStart, doubtEnd)), 0, (indent, index) => indent === '' || index < bodyStart);
}

function otherBlock(text: string): string {
  const fenced = fencedFrontmatter.exec(text);
  const lines = fenced?.[2]?.split('\n').filter((line) => line.trim() !== '') ?? [];
  const isPrivacy = (line: string): boolean =>
    [...line.matchAll(privacyLine)].some(([, , key = '', value = '']) => privacyOf(key, bare(value)) !== undefined);
  if (fenced && lines.every(isPrivacy)) return fenced[0];
  return otherFrontmatter.exec(text)?.[0] ?? '';
}

/**
 * The strictest entry of a block that makes an article private; the first of several.
 *
 * @param offset offset of the block in the file
 */
function doubtIn(
  block: string,
  offset = 0,
  counts: (indent: string, index: number) => boolean = () => true,
): PrivacySign | undefined {
  const found: PrivacySign[] = [];
  const add = (key: string, value: string, start: number, end: number): void => {
    const privacy = privacyOf(key, bare(value)) ?? 'public';
    if (isHeldBack(privacy)) found.push({ span: { start: offset + start, end: offset + end }, privacy });
  };
  for (const { index, 0: line, 1: indent = '', 2: key = '', 3: value = '' } of block.matchAll(privacyLine))
    if (counts(indent, index)) add(key, value, index + indent.length, index + line.trimEnd().length);
  if (found.length === 0 && opensBraces.test(block))
    for (const { index, 0: entry, 1: key = '', 2: value = '' } of block.matchAll(privacyInBraces))
      add(key, value, index + 1, index + entry.trimEnd().length);
  return found.find(({ privacy }) => privacy === 'private') ?? found[0];
}

function isHeldBack(privacy: Privacy): privacy is 'draft' | 'private' {
  return privacy !== 'public';
}

/** `**Private**: yes`, `> - **Draft:** yes`, and Logseq's `- private:: true`. A plain `private: yes` is prose. */
const keyedLine =
  /^(?:[\s>]|[-*+]\s)*(?:(\*\*|__)([A-Za-z][\w -]{0,30}?)(?:\s*[:：]\s*\1|\1\s*[:：]{1,2})|([A-Za-z][\w-]{0,30})::)[ \t]*(.*?)\s*$/;

/** Maximum number of lines that may open a body. */
const maxLines = 40;

/**
 * The line at the start of the body that keeps the article from being public. A key of the frontmatter takes precedence. Reading
 * stops at the first line below the title that is not a key with a value.
 */
export function lineOfBody(
  text: string,
  { bodyStart, data }: Pick<FrontmatterBlock, 'bodyStart' | 'data'>,
): (PrivacySign & { readonly key: string; readonly isPublicIf: boolean }) | undefined {
  const given = new Set(Object.keys(data).map(foldKey));
  let hasTitle = false;
  let count = 0;
  for (const { text: line, start } of linesFrom(text, bodyStart)) {
    if (line.trim() === '' || /^\s*>?\s*\[!/.test(line)) continue;
    if (count++ > maxLines) return undefined;
    if (!hasTitle && /^#\s/.test(line)) {
      hasTitle = true;
      continue;
    }
    const [, , bold = '', plain = '', value = ''] = keyedLine.exec(line) ?? [];
    const key = bold || plain;
    if (key === '') return undefined;
    const privacy = given.has(foldKey(key)) ? undefined : privacyOfLine(key, value);
    if (privacy) {
      const from = start + line.search(/[^\s>]/);
      const folded = foldKey(key);
      return {
        span: { start: from, end: start + line.trimEnd().length },
        privacy,
        key: folded,
        isPublicIf: !/^(?:draft|private)$/.test(folded),
      };
    }
  }
  return undefined;
}

/** A value without quotes and without YAML tags and anchors (`!!bool false`, `&name false`); `~` is empty. */
function bare(value: string): string {
  const plain = value.replace(/^\s*(?:[&!]\S*\s+)+/, '').trim();
  return plain === '~' ? '' : plain.replace(/^["'“”‘’\s]+|["'“”‘’\s,]+$/g, '');
}
