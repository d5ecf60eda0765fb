/**
 * Abbreviations (PHP Markdown Extra): `*[HTML]: Hyper Text Markup Language`, each on a line of its own. The lines are in no page;
 * render/ explains every occurrence of what they define.
 */
import type { Nodes, Root } from 'mdast';
import type { Span } from '../model.ts';
import { endOf, startOf } from '../text/offsets.ts';
import { parseWikilink, replaceBrackets, wordsOfLink } from '../text/wikilinks.ts';

declare module 'mdast' {
  interface RootData {
    /** What abbreviations stand for, as plain text, by what is written. */
    abbreviations?: ReadonlyMap<string, string>;
  }
}

const definition = /^[ \t>]*?(\*\[([^\]\n]+)\]:[ \t]*(.*))$/;

export interface Abbreviations {
  readonly meanings: ReadonlyMap<string, string>;
  /** Their lines, without the signs of quotes before them. */
  readonly lines: readonly Span[];
}

/** The definitions in paragraphs: in code there are none. @param tree of the text as it stands */
export function findAbbreviations(tree: Root, text: string): Abbreviations {
  const meanings = new Map<string, string>();
  const lines: Span[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'paragraph') {
      // From the head of its first line: a quote's sign stands before the paragraph.
      let start = text.lastIndexOf('\n', startOf(node) - 1) + 1;
      for (const line of text.slice(start, endOf(node)).split('\n')) {
        const [whole, written = '', name = '', meaning = ''] = definition.exec(line) ?? [];
        if (whole !== undefined) {
          const plain = withoutWikilinks(meaning).trim();
          if (!meanings.has(name.trim())) meanings.set(name.trim(), plain);
          lines.push({ start: start + line.length - written.length, end: start + line.length });
        }
        start += line.length + 1;
      }
    } else if ('children' in node) for (const child of node.children) visit(child as Nodes);
  };
  visit(tree);
  return { meanings, lines };
}

/** The text, of the same length, without those lines. */
export function blankLines(text: string, lines: readonly Span[]): string {
  let blank = '';
  let from = 0;
  for (const { start, end } of lines) {
    blank += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return blank + text.slice(from);
}

/** The text with what its wikilinks show in their place. */
function withoutWikilinks(text: string): string {
  return replaceBrackets(text, ({ inner }) => {
    const parts = parseWikilink(inner);
    return parts.label ?? wordsOfLink(parts);
  });
}
