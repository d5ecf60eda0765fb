import { resolve } from 'node:path';
import { openWiki } from '../api/index.ts';
import { removeIfPossible } from '../publish/memory/files.ts';
import { temporaryFolder } from '../publish/memory/place.ts';
import { checkOut } from '../vault/git-checkout.ts';
import type { ArticleId } from '../wiki/model.ts';
import { type ArticleName, compareWikis, type WikiCounts, type WikiDifference } from '../wiki/review/compare-wikis.ts';
import { type Command, readArguments, UsageError } from './command.ts';
import { plural, progressLine, visible } from './report.ts';

const formats = ['text', 'markdown', 'json'] as const;

export const diff: Command = {
  name: 'diff',
  summary: 'says what a change of the vault changes in the wiki',
  help: `Usage: sourcebook diff BASE [options]

Compares the vault as it is now, or as --head has it, with the revision BASE of its git repository: articles that are new, gone,
moved or changed, links that broke or were mended, sources that articles lost, and trust. Private articles are in no part of it.
The repository and the working tree stay as they are.

  --content DIR     the folder of markdown                          (default: content)
  --head REVISION   compare this revision instead of the files as they are
  --format FORMAT   text, markdown (for a pull request), or json    (default: text)
  --strict          exit with 1 when links broke or articles lost sources

Examples, of the files as they are against a branch, and of one revision against another:

  sourcebook diff main --content notes
  sourcebook diff v1.0 --head v2.0 --content notes

Exit: 0 compared, 1 with --strict, 2 could not run.`,
  async run(args) {
    const { positionals, values } = readArguments('diff', args, ['BASE'], {
      content: { type: 'string', default: 'content' },
      head: { type: 'string' },
      format: { type: 'string', default: 'text' },
      strict: { type: 'boolean', default: false },
    });
    const format = formats.find((each) => each === values.format);
    if (!format) throw new UsageError(`\`--format\` takes ${formats.join(', ')}, not \`${values.format}\`.`);
    const difference = await differenceOf(values.content, positionals[0] ?? '', values.head);
    console.log(printers[format](difference));
    return values.strict && difference.broken.length + difference.lostSources.length > 0 ? 1 : 0;
  },
};

async function differenceOf(content: string, base: string, head: string | undefined): Promise<WikiDifference> {
  const progress = progressLine();
  const folders: string[] = [];
  const open = async (revision: string | undefined): Promise<Awaited<ReturnType<typeof openWiki>>> => {
    if (revision === undefined) return openWiki({ content, onProgress: progress.show });
    const folder = temporaryFolder();
    folders.push(folder);
    return openWiki({ content: checkOut(resolve(content), revision, folder), onProgress: progress.show });
  };
  try {
    const before = await open(base);
    return compareWikis(before, await open(head));
  } finally {
    progress.clear();
    folders.forEach(removeIfPossible);
  }
}

const printers: Readonly<Record<(typeof formats)[number], (difference: WikiDifference) => string>> = {
  json: (difference) => JSON.stringify({ version: 1, ...difference }, null, 2),
  text: (difference) =>
    [
      summaryOf(difference),
      ...sectionsOf(difference).map(({ title, lines }) => `\n${title}\n${lines.map((each) => `  ${visible(each)}`).join('\n')}`),
    ].join('\n'),
  markdown: (difference) =>
    [
      `**${summaryOf(difference)}**`,
      ...sectionsOf(difference).map(
        ({ title, lines }) =>
          `#### ${title}\n\n${lines
            .slice(0, mostLines)
            .map((each) => `- ${escaped(each)}`)
            .join('\n')}${moreThan(lines)}`,
      ),
    ].join('\n\n'),
};

/** Lines of a section in a comment: hosts cut long ones. */
const mostLines = 50;

function moreThan(lines: readonly string[]): string {
  return lines.length > mostLines ? `\n- … and ${lines.length - mostLines} more` : '';
}

/** Text without meaning in markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|@]/g, (sign) => (sign === '@' ? '@\u200B' : `\\${sign}`)).replace(/[\r\n]+/g, ' ');
}

function summaryOf({ before, after, added, gone, moved, changed }: WikiDifference): string {
  const counts = [
    `${added.length} new`,
    `${gone.length} gone`,
    ...(moved.length > 0 ? [`${moved.length} moved`] : []),
    `${changed.length} changed`,
  ];
  return `${plural(after.articles, 'article')}: ${counts.join(', ')}; links ${deltaOf('links', before, after)}, connections ${deltaOf('connections', before, after)}.`;
}

function deltaOf(what: keyof WikiCounts, before: WikiCounts, after: WikiCounts): string {
  const delta = after[what] - before[what];
  return `${after[what].toLocaleString('en')} (${delta > 0 ? '+' : delta < 0 ? '−' : '±'}${Math.abs(delta)})`;
}

/** What has anything to say. */
function sectionsOf(difference: WikiDifference): { title: string; lines: string[] }[] {
  const { added, gone, moved, changed, broken, mended, lostSources, trust } = difference;
  const named = ({ title, path }: ArticleName): string => `${title} (${path})`;
  const link = ({ from, name }: { from: ArticleId; name: string }): string => `${from}: [[${name}]]`;
  return [
    { title: 'Links that lead nowhere now', lines: broken.map(link) },
    { title: 'Sources lost', lines: lostSources.map(({ article, source }) => `${article}: ${source}`) },
    { title: 'Trust', lines: trust.map(({ article, before, after }) => `${article}: ${before} → ${after}`) },
    { title: 'New', lines: added.map(named) },
    { title: 'Gone', lines: gone.map(named) },
    { title: 'Moved', lines: moved.map(({ from, to }) => `${from.path} → ${to.path}`) },
    { title: 'Changed', lines: changed.map((each) => `${named(each)}: ${each.parts.join(', ')}`) },
    { title: 'Links that lead somewhere again, or are gone', lines: mended.map(link) },
  ].filter(({ lines }) => lines.length > 0);
}
