/** Wikilinks as they are written: `[[target#anchor|label]]` and embeds. */
import type { Covered } from './covers.ts';

export interface CoveredWikilink extends Covered {
  readonly isEmbed: boolean;
  readonly target: string;
  readonly anchor?: string;
  readonly label?: string;
}

const wikilink = /(!?)\[\[(?!\[)([^[\]\r\n`]+)\]\]/g;

/** `](destination "title")` behind `[[text]`: then CommonMark reads a link, and so do we. */
const linkTail = /^\(\s*(?!\s)(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/;

/** Every wikilink of `text`, in code too, in their order. */
export function findWikilinks(text: string): CoveredWikilink[] {
  if (!text.includes('[[')) return [];
  const links: CoveredWikilink[] = [];
  for (const match of text.matchAll(wikilink)) {
    const bang = match[1] ?? '';
    const inner = match[2] ?? '';
    const bangEscaped = bang !== '' && isEscaped(text, match.index);
    const start = match.index + (bangEscaped ? 1 : 0);
    const end = match.index + match[0].length;
    if ((bang === '' && isEscaped(text, start)) || inner.trim() === '' || linkTail.test(text.slice(end, end + 2000))) continue;
    links.push({
      raw: text.slice(start, end),
      span: { start, end },
      isBetweenSigns: false,
      isEmbed: bang !== '' && !bangEscaped,
      ...parseWikilink(inner),
    });
  }
  return links;
}

/**
 * The parts of what stands between the brackets: `target#anchor|label`. In a table the bar is written `\|`.
 * Obsidian Help, "Internal links".
 */
export function parseWikilink(inner: string): { target: string; anchor?: string; label?: string } {
  const bar = inner.indexOf('|');
  const head = bar < 0 ? inner : inner.slice(0, bar).replace(/\\$/, '');
  const label = bar < 0 ? undefined : inner.slice(bar + 1).trim();
  const at = head.indexOf('#');
  // A lone `#` at the end belongs to the name: `C#`.
  const hash = head.slice(at + 1).trim() === '' ? -1 : at;
  const target = (hash < 0 ? head : head.slice(0, hash)).trim();
  const anchor = hash < 0 ? undefined : head.slice(hash + 1).trim();
  return { target, ...(anchor && { anchor }), ...(label && { label }) };
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text[offset - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
