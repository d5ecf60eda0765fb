/** Whether an article is private though its frontmatter, as it was read, does not say so. */
import type { Span } from '../model.ts';
import { keepsPrivate } from '../schema/frontmatter.ts';
import type { FrontmatterBlock } from './frontmatter-block.ts';

/** A key with its value, as YAML, TOML or JSON write it; a comment behind it is none of the value. */
const privacyLine = /^([ \t]*)-?["']?\**([A-Za-z]+)\**["']?[ \t]*[:=：][ \t]*([^\n#]{0,200})/gm;

/** The same within braces, of a block that is one mapping in braces, or of a table of TOML in one line. */
const privacyInBraces = /[{,]\s*["']?([A-Za-z]+)["']?[ \t]*[:=][ \t]*([^\n,}#]{0,200})/g;
const opensBraces = /^\s*(?:(?:---|;;;)[^\n]*\n\s*)?\{|^\s*\+{3}/;

/** A block that looks like frontmatter but was not read as that; it may say that the article is private. */
const otherFrontmatter =
  /^\s*(?:(\+{3}|;;;)[^\n]*\n[\s\S]{0,4000}?\n\1|\{\s*\n[\s\S]{0,4000}?\n\}|\{[^{}\n]{0,4000}\}[ \t]*(?:\n|$))/;

/**
 * The line of the frontmatter that says that the article is private, though YAML reads it as something else, or another line says
 * the opposite; undefined where there is none. A block in which nothing is wrong is what YAML reads it as.
 */
export function heldBackAt(
  text: string,
  { problems, bodyStart, doubtEnd = bodyStart, isPresent }: FrontmatterBlock,
): Span | undefined {
  if (isPresent && problems.length === 0) return undefined;
  const head = text.slice(0, isPresent ? Math.max(bodyStart, doubtEnd) : (otherFrontmatter.exec(text)?.[0].length ?? 0));
  for (const { index, 0: line, 1: indent = '', 2: key = '', 3: value = '' } of head.matchAll(privacyLine)) {
    // Behind a guessed end only a line that stands where keys stand is a doubt.
    const counts = indent === '' || !isPresent || index < bodyStart;
    if (counts && keepsPrivate(key, bare(value))) return { start: index + indent.length, end: index + line.trimEnd().length };
  }
  if (!opensBraces.test(head)) return undefined;
  for (const { index, 0: entry, 1: key = '', 2: value = '' } of head.matchAll(privacyInBraces))
    if (keepsPrivate(key, bare(value))) return { start: index + 1, end: index + entry.trimEnd().length };
  return undefined;
}

/** A value without its quotes, and what YAML may write before it: `!!bool false`, `&name false`; `~` is nothing. */
function bare(value: string): string {
  const plain = value.replace(/^\s*(?:[&!]\S*\s+)+/, '').trim();
  return plain === '~' ? '' : plain.replace(/^["'“”‘’\s]+|["'“”‘’\s,]+$/g, '');
}
