/** A change as markdown, for a comment on a pull request. */
import { articlesOf, lossesOf, othersOf, type Section, summaryOf } from './summary.ts';
import type { WikiChanges } from './wiki-changes.ts';

/** Lines of a section; the rest is counted. */
const mostLines = 50;
/** Length of a line, in characters. */
const longestLine = 300;
/** Length of a comment, in characters. GitHub refuses more than 65,536. */
const longestComment = 60_000;

/** Markdown without a mention of anyone, a link or HTML, whatever the articles say. */
export function commentOf(changes: WikiChanges): string {
  const sections = [...lossesOf(changes), ...articlesOf(changes), ...othersOf(changes)];
  const parts = [`**${summaryOf(changes)}**`];
  let size = parts[0]?.length ?? 0;
  for (const [index, section] of sections.entries()) {
    const text = printed(section);
    size += text.length + 2;
    if (size > longestComment) {
      const left = sections
        .slice(index)
        .map(({ title, lines }) => `${title.toLowerCase()} (${lines.length.toLocaleString('en')})`);
      parts.push(`Too long to show here: ${left.join(', ')}.`);
      break;
    }
    parts.push(text);
  }
  return parts.join('\n\n');
}

function printed({ title, lines }: Section): string {
  const shown = lines.slice(0, mostLines).map((line) => `- ${escaped(cut(line))}`);
  const left = lines.length - shown.length;
  const more = left > 0 ? [`- … and ${left.toLocaleString('en')} more`] : [];
  return `#### ${title}\n\n${[...shown, ...more].join('\n')}`;
}

function cut(line: string): string {
  const characters = [...line];
  return characters.length > longestLine ? `${characters.slice(0, longestLine - 1).join('')}…` : line;
}

/** Text without meaning in markdown: no mark-up, no mention, no reference to an issue or a commit, no address that becomes a link. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .replace(/@/g, '@\u200B')
    .replace(/\b(https?|ftp|www)(?=:\/\/|\.)/gi, '$1\u200B')
    .replace(/\b([Gg][Hh])-(?=\d)/g, '$1-\u200B')
    .replace(/\b[0-9a-f]{7,40}\b/g, (id) => `${id.slice(0, 4)}\u200B${id.slice(4)}`)
    .replace(/[\r\n]+/g, ' ');
}
