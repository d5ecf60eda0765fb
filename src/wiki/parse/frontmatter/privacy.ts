/** Whether an article is private though its frontmatter, as it was read, does not say so. */
import type { Span } from '../../model.ts';
import { keepsPrivate } from '../../schema/frontmatter.ts';
import type { FrontmatterBlock } from './frontmatter-block.ts';

/** A key with its value, as YAML, TOML or JSON write it; a comment behind it is none of the value. */
const privacyLine = /^([ \t]*)-?["']?\**([A-Za-z]+)\**["']?[ \t]*[:=：][ \t]*([^\n#]{0,200})/gm;

/** The same within braces, of a block that is one mapping in braces, or of a table of TOML in one line. */
const privacyInBraces = /[{,]\s*["']?([A-Za-z]+)["']?[ \t]*[:=][ \t]*([^\n,}#]{0,200})/g;
const opensBraces = /^\s*(?:(?:---|;;;)[^\n]*\n\s*)?\{|^\s*\+{3}/;

/** A block that looks like frontmatter but was not read as that; it may say that the article is private. */
const otherFrontmatter = /^\s*(?:(\+{3}|;;;)[^\n]*\n[\s\S]{0,4000}?\n\1|\{\s*\n[\s\S]{0,4000}?\n\}|\{[^{}\n]{0,4000}\})/;

/**
 * The line of the frontmatter that says that the article is private, though YAML reads it as something else, or another line says
 * the opposite; undefined where there is none. A block in which nothing is wrong is what YAML reads it as.
 */
export function heldBackAt(
  text: string,
  { problems, bodyStart, doubtEnd = bodyStart, isPresent }: FrontmatterBlock,
): Span | undefined {
  if (isPresent && problems.length === 0) {
    // A second block, in another language than the first: `---…---` followed by `+++ private = true +++`.
    return doubtIn(otherFrontmatter.exec(text.slice(bodyStart))?.[0] ?? '', bodyStart);
  }
  if (!isPresent) return doubtIn(otherFrontmatter.exec(text)?.[0] ?? '');
  // After a guessed end only a line without indentation, where keys are, is a doubt.
  return doubtIn(text.slice(0, Math.max(bodyStart, doubtEnd)), 0, (indent, index) => indent === '' || index < bodyStart);
}

/**
 * The first entry of a block that keeps an article private.
 *
 * @param offset of the block in the file
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

/** A value without its quotes, and what YAML may write before it: `!!bool false`, `&name false`; `~` is nothing. */
function bare(value: string): string {
  const plain = value.replace(/^\s*(?:[&!]\S*\s+)+/, '').trim();
  return plain === '~' ? '' : plain.replace(/^["'“”‘’\s]+|["'“”‘’\s,]+$/g, '');
}
