/** Whether an article is private though its frontmatter, as it was read, does not say so. */
import { keepsPrivate } from '../schema/frontmatter.ts';
import type { FrontmatterBlock } from './frontmatter-block.ts';

/** A key with its value, as YAML, TOML or JSON write it; a comment behind it is none of the value. */
const privacyLine = /^([ \t]*)-?["']?\**([A-Za-z]+)\**["']?[ \t]*[:=：][ \t]*([^\n#]{0,200})/gm;

/** The same within braces, of a block that is one mapping in braces. */
const privacyInBraces = /[{,]\s*["']?([A-Za-z]+)["']?[ \t]*:[ \t]*([^\n,}#]{0,200})/g;
const opensBraces = /^\s*---[^\n]*\n\s*\{/;

/** Frontmatter that is not read, but may say that an article is private: TOML, JSON. */
const otherFrontmatter = /^(?:\+{3}[^\n]*\n[\s\S]{0,4000}?\n\+{3}|\{\s*\n[\s\S]{0,4000}?\n\})/;

/**
 * True where a line of the frontmatter says that the article is private, though YAML reads it as something else, or another line
 * says the opposite. Where all is well, lines below a key are its own business.
 */
export function isHeldBack(text: string, { problems, bodyStart, doubtEnd = bodyStart, isPresent }: FrontmatterBlock): boolean {
  const head = text.slice(0, isPresent ? Math.max(bodyStart, doubtEnd) : (otherFrontmatter.exec(text)?.[0].length ?? 0));
  const isWell = isPresent && problems.length === 0;
  for (const { index, 1: indent = '', 2: key = '', 3: value = '' } of head.matchAll(privacyLine)) {
    // Behind a guessed end only a line that stands where keys stand is a doubt.
    const counts = indent === '' || (!isWell && (!isPresent || index < bodyStart));
    if (counts && keepsPrivate(key, bare(value))) return true;
  }
  if (isWell || !opensBraces.test(head)) return false;
  return [...head.matchAll(privacyInBraces)].some(([, key = '', value = '']) => keepsPrivate(key, bare(value)));
}

function bare(value: string): string {
  return value.replace(/^["'“”‘’\s]+|["'“”‘’\s,]+$/g, '');
}
