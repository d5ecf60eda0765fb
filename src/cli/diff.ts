import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { OutputError, unwritable } from '../publish/output/output.ts';
import { type Opened, openRevisions } from '../publish/revisions.ts';
import { commentOf } from '../render/changes/comment.ts';
import { reportOf, type StateNames } from '../render/changes/report.ts';
import { articlesOf, lossesOf, othersOf, summaryOf } from '../render/changes/summary.ts';
import { type WikiChanges, wikiChanges } from '../render/changes/wiki-changes.ts';
import { isInside, realPathOf } from '../vault/read-vault.ts';
import { type Command, readArguments, UsageError } from './command.ts';
import { ownCodeFile, ownCodeHelp, ownCodeOptions } from './own-code.ts';
import { progressLine, visible } from './report.ts';

const formats = ['text', 'markdown', 'json', 'html'] as const;
type Format = (typeof formats)[number];

export const diff: Command = {
  name: 'diff',
  summary: 'says what a change of the vault changes in the wiki',
  help: `Usage: sourcebook diff BASE [HEAD] [options]

Compares the vault as it is now, or as the revision HEAD has it, with the revision BASE of its git repository: articles that are new,
gone, moved or changed, and what readers see changed in them; links that broke or were mended, claims and articles that lost a source,
trust, connections. Private articles are in no part of it. The repository and the working tree stay as they are.

  --content DIR     the folder of markdown                          (default: content)
  --head REVISION   the same as HEAD
  --format FORMAT   text, markdown (for a pull request), json, or html (what readers see changed)  (default: text)
  --out DIR         also write index.html, comment.md and diff.json into this folder
  --strict          exit with 1 when links broke, or articles or claims lost sources
${ownCodeHelp}

Examples, of the files as they are against a branch, and of one revision against another:

  sourcebook diff main --content notes
  sourcebook diff v1.0 --head v2.0 --content notes

Exit: 0 compared, 1 with --strict, 2 could not run.`,
  async run(args) {
    const { positionals, values } = readArguments('diff', args, ['BASE', '[HEAD]'], {
      content: { type: 'string', default: 'content' },
      head: { type: 'string' },
      format: { type: 'string', default: 'text' },
      out: { type: 'string' },
      strict: { type: 'boolean', default: false },
      ...ownCodeOptions,
    });
    const format = formats.find((each) => each === values.format);
    if (!format) throw new UsageError(`\`--format\` takes ${formats.join(', ')}, not \`${values.format}\`.`);
    const [base = '', second] = positionals;
    if (second !== undefined && values.head !== undefined)
      throw new UsageError('`diff` takes HEAD or `--head`, not both: they mean the same.', 'options-conflict');
    const head = second ?? values.head;
    if (values.out !== undefined) refuseInside(values.content, values.out);
    const difference = await compare(values.content, { base, head }, ownCodeFile(values));
    if (values.out !== undefined) await writeAll(values.out, difference);
    console.log(await printers[format](difference));
    const { broken, lostSources, claims } = difference.changes;
    return values.strict && broken.length + lostSources.length + claims.length > 0 ? 1 : 0;
  },
};

interface Difference {
  readonly names: StateNames;
  readonly opened: Opened;
  readonly changes: WikiChanges;
}

async function compare(
  content: string,
  names: { base: string; head: string | undefined },
  ownCode: string | undefined,
): Promise<Difference> {
  const progress = progressLine();
  try {
    const opened = await openRevisions({ content, ...names, ownCode }, progress.show);
    return { names, opened, changes: wikiChanges(opened.before, opened.after) };
  } finally {
    progress.clear();
  }
}

const printers: Readonly<Record<Format, (difference: Difference) => string | Promise<string>>> = {
  json: ({ names, changes }) => JSON.stringify({ version: 1, ...names, ...changes }, null, 2),
  markdown: ({ changes }) => commentOf(changes),
  html: ({ names, opened, changes }) => reportOf(opened, changes, names),
  text: ({ changes }) =>
    [
      summaryOf(changes),
      ...[...lossesOf(changes), ...articlesOf(changes), ...othersOf(changes)].map(
        ({ title, lines }) => `\n${title}\n${lines.map((each) => `  ${visible(each)}`).join('\n')}`,
      ),
    ].join('\n'),
};

/** The files of a report. */
const files: Readonly<Record<string, Exclude<Format, 'text'>>> = {
  'index.html': 'html',
  'comment.md': 'markdown',
  'diff.json': 'json',
};

async function writeAll(out: string, difference: Difference): Promise<void> {
  const texts = await Promise.all(
    Object.entries(files).map(async ([name, format]) => [name, await printers[format](difference)] as const),
  );
  try {
    mkdirSync(out, { recursive: true });
    for (const [name, text] of texts) writeFileSync(join(out, name), `${text.trimEnd()}\n`);
  } catch (error) {
    throw unwritable(out, error);
  }
}

/** @throws OutputError if the folder is in the vault, which is never written to */
function refuseInside(content: string, out: string): void {
  const [vault, target] = [content, out].map((each) => realPathOf(resolve(each))) as [string, string];
  if (isInside(vault, target))
    throw new OutputError(
      `The output folder ${out} is inside the content folder, which is never written to; choose another with --out, such as \`--out ${relative('.', join(vault, '../changes')).replaceAll('\\', '/')}\`.`,
    );
}
