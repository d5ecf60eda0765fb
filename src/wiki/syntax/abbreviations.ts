/**
 * Abbreviations (PHP Markdown Extra): `*[HTML]: Hyper Text Markup Language`, each on its own line. No page shows these lines;
 * render/ explains every occurrence of a defined abbreviation.
 */
import type { Nodes, Root } from 'mdast';
import type { HiddenStretch, Span } from '../model.ts';
import { shownText } from '../text/hidden.ts';
import { endOf, startOf } from '../text/offsets.ts';
import { parseWikilink, replaceBrackets, wordsOfLink } from '../text/wikilinks.ts';

declare module 'mdast' {
  interface RootData {
    /** Meanings of abbreviations as plain text, by abbreviation. */
    abbreviations?: ReadonlyMap<string, string>;
  }
}

const definition = /^[ \t>]*?(\*\[([^\]\n]+)\]:[ \t]*(.*))$/;

export interface Abbreviations {
  readonly meanings: ReadonlyMap<string, string>;
  /** Lines of the definitions, without quote markers. */
  readonly lines: readonly Span[];
}

/**
 * Finds the definitions, which occur only in paragraphs, never in code.
 *
 * @param tree of the original text
 * @param hidden stretches of it that readers see differently
 */
export function findAbbreviations(tree: Root, text: string, hidden: readonly HiddenStretch[]): Abbreviations {
  const meanings = new Map<string, string>();
  const lines: Span[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'paragraph') {
      // From the start of the first line, since a quote marker precedes the paragraph.
      let start = text.lastIndexOf('\n', startOf(node) - 1) + 1;
      for (const line of text.slice(start, endOf(node)).split('\n')) {
        const [whole, written = '', name = '', meaning = ''] = definition.exec(line) ?? [];
        if (whole !== undefined) {
          const end = start + line.length;
          const plain = withoutWikilinks(shownText(text, hidden, end - meaning.length, end)).trim();
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

/** Blanks out these lines; the length of the text is unchanged. */
export function blankLines(text: string, lines: readonly Span[]): string {
  let blank = '';
  let from = 0;
  for (const { start, end } of lines) {
    blank += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return blank + text.slice(from);
}

/** Replaces wikilinks by the text they show. */
function withoutWikilinks(text: string): string {
  return replaceBrackets(text, ({ inner }) => {
    const parts = parseWikilink(inner);
    return parts.label ?? wordsOfLink(parts);
  });
}
