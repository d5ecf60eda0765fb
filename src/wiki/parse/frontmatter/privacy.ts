/** Finds signs that an article is meant to be private although its frontmatter, as read, does not say so. */
import type { Span } from '../../model.ts';
import { keepsPrivate } from '../../schema/privacy-keys.ts';
import type { FrontmatterBlock } from './frontmatter-block.ts';

/** A key with its value in YAML, TOML or JSON, without a comment after it. */
const privacyLine = /^([ \t]*)-?["']?\**([A-Za-z]+)\**["']?[ \t]*[:=：][ \t]*([^\n#]{0,200})/gm;

/** A key with its value within braces, for a block that is a mapping in braces, or an inline TOML table. */
const privacyInBraces = /[{,]\s*["']?([A-Za-z]+)["']?[ \t]*[:=][ \t]*([^\n,}#]{0,200})/g;
const opensBraces = /^\s*(?:(?:---|;;;)[^\n]*\n\s*)?\{|^\s*\+{3}/;

/** A block that looks like frontmatter but was not read as such; it may say that the article is private. */
const otherFrontmatter = /^\s*(?:(\+{3}|;;;)[^\n]*\n[\s\S]{0,4000}?\n\1|\{\s*\n[\s\S]{0,4000}?\n\}|\{[^{}\n]{0,4000}\})/;

/**
 * The line of the frontmatter that says that the article is private, although YAML reads it differently or another line says the
 * opposite; undefined if there is none. A block without problems means what YAML reads.
 */
export function heldBackAt(
  text: string,
  { problems, bodyStart, doubtEnd = bodyStart, isPresent }: FrontmatterBlock,
): Span | undefined {
  if (isPresent && problems.length === 0) {
    // A second block in another language than the first: `---…---` followed by `+++ private = true +++`.
    return doubtIn(otherFrontmatter.exec(text.slice(bodyStart))?.[0] ?? '', bodyStart);
  }
  if (!isPresent) return doubtIn(otherFrontmatter.exec(text)?.[0] ?? '');
  // After a guessed end, only unindented lines count, since keys are not indented.
  return doubtIn(text.slice(0, Math.max(bodyStart, doubtEnd)), 0, (indent, index) => indent === '' || index < bodyStart);
}

/**
 * The first entry of a block that makes an article private.
 *
 * @param offset offset of the block in the file
 */
function doubtIn(block: string, offset = 0, counts: (indent: string, index: number) => boolean = () => true): Span | undefined {
  for (const { index, 0: line, 1: indent = '', 2: key = '', 3: value = '' } of block.matchAll(privacyLine)) {
    if (counts(indent, index) && keepsPrivate(key, bare(value)))
      return { start: offset + index + indent.length, end: offset + index + line.trimEnd().length };
  }
  if (!opensBraces.test(block)) return undefined;
  for (const { index, 0: entry, 1: key = '', 2: value = '' } of block.matchAll(privacyInBraces))
    if (keepsPrivate(key, bare(value))) return { start: offset + index + 1, end: offset + index + entry.trimEnd().length };
  return undefined;
}

/** A value without quotes and without YAML tags and anchors (`!!bool false`, `&name false`); `~` is empty. */
function bare(value: string): string {
  const plain = value.replace(/^\s*(?:[&!]\S*\s+)+/, '').trim();
  return plain === '~' ? '' : plain.replace(/^["'“”‘’\s]+|["'“”‘’\s,]+$/g, '');
}
