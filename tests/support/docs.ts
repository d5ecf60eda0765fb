/** Reads the documentation: its pages and the blocks of code in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '../../scripts/docs/pages.ts';

export interface CodeBlock {
  /** What stands behind the fence, such as `sh` or `markdown title="a.md"`. */
  readonly info: string;
  readonly text: string;
}

/** Paths of the pages, in the folder of the documentation. */
export function docsPages(): string[] {
  return readdirSync(docsFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'))
    .sort();
}

export function docsText(path: string): string {
  return readFileSync(join(docsFolder, path), 'utf8');
}

/** The fenced blocks of a text, from the start of their lines. */
export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^(`{3,})([^\n`]*)\n([\s\S]*?)^\1$/gm)].map(([, , info = '', text = '']) => ({
    info: info.trim(),
    text,
  }));
}

/** The part below a heading of the second level; headings in blocks of code are none. */
export function sectionOf(markdown: string, heading: string): string {
  const lines = markdown.split('\n');
  let fence = '';
  let isInside = false;
  const found = lines.filter((line) => {
    const [ticks = ''] = /^`{3,}/.exec(line) ?? [];
    if (ticks !== '' && fence === '') fence = ticks;
    else if (line === fence) fence = '';
    if (fence === '' && line.startsWith('## ')) {
      isInside = line === `## ${heading}`;
      return false;
    }
    return isInside;
  });
  return found.join('\n');
}
