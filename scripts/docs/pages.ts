/** The pages of docs/reference that are made from the tables of the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCommands } from '../../src/cli/main.ts';
import { expectations } from '../../src/site/config.ts';
import { type DiagnosticCode, diagnosticSeverities } from '../../src/wiki/diagnostics.ts';
import type { Severity } from '../../src/wiki/model.ts';
import { builtInArticleTypes } from '../../src/wiki/schema/article-types.ts';
import { fields, linkFields, type PropertyName, sideKeys } from '../../src/wiki/schema/property-keys.ts';
import { builtInRelations } from '../../src/wiki/schema/relations.ts';
import { errorMeanings } from './errors.ts';
import { configurationKeys, propertyValues } from './tables.ts';

export interface DocsPage {
  /** Path in the folder of the documentation. */
  readonly path: string;
  readonly text: string;
}

/** The documentation: a vault. */
export const docsFolder = join(import.meta.dirname, '../../docs');

const codesFolder = 'reference/codes';
const commands = await allCommands();
const note = '<!-- Made by `npm run docs`: edit scripts/docs/, or the tables of the code. -->';

/** Pages whose text differs from the file, or that have no file. */
export function outdatedPages(): DocsPage[] {
  return generatedPages().filter(({ path, text }) => textOf(path) !== text);
}

function generatedPages(): DocsPage[] {
  return [
    { path: 'reference/commands.md', text: commandsPage() },
    { path: 'reference/configuration.md', text: configurationPage() },
    { path: 'reference/types.md', text: typesPage() },
    { path: 'reference/relations.md', text: relationsPage() },
    { path: 'reference/properties.md', text: propertiesPage() },
    { path: 'reference/errors.md', text: errorsPage() },
    { path: `${codesFolder}/index.md`, text: codesPage() },
    ...codes().map((code) => ({ path: `${codesFolder}/${code}.md`, text: pageOfCode(code) })),
  ];
}

function textOf(path: string): string | undefined {
  const file = join(docsFolder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function codes(): DiagnosticCode[] {
  return Object.keys(diagnosticSeverities) as DiagnosticCode[];
}

/** Codes that have a page: those of the table, and any that were left behind. */
export function documentedCodes(): string[] {
  return readdirSync(join(docsFolder, codesFolder))
    .filter((name) => name.endsWith('.md') && name !== 'index.md')
    .map((name) => name.slice(0, -'.md'.length));
}

function page(title: string, summary: string, blocks: readonly string[]): string {
  return `---\ntitle: ${title}\nsummary: ${summary}\n---\n\n${note}\n\n${blocks.join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

const code = (text: string): string => `\`${text}\``;
const listed = (texts: readonly string[] = []): string => texts.map(code).join(', ');

function commandsPage(): string {
  return page('Commands', 'Every command with its options and exit codes.', [
    'In a project with the package, a command is called `npx sourcebook COMMAND`; in a clone, `node scripts/sourcebook.mjs COMMAND`, or `npm run COMMAND -- OPTIONS` for all but `cache`. `sourcebook --version` prints the version, `sourcebook COMMAND --help` what stands here.',
    'Results go to the standard output, progress and findings of a build to the standard error. Only `init` writes into the content folder, and only files that are not there.',
    ...commands.flatMap(({ name, summary, help }) => [`## ${name}`, `${capital(summary)}.`, ...blocksOfHelp(help)]),
  ]);
}

/** `  --out DIR   the output folder   (default: dist)` in a help text. */
const option = /^ {2}(--[\w-]+(?: (?:[A-Z]+|\/path\/))?|[A-Z]+) +(.*?)(?: +\(default: (.+)\))?$/;

/** The usage, a table of the options, and the paragraphs of a help text. */
function blocksOfHelp(help: string): string[] {
  return help.split('\n\n').map((block) => {
    const rows = block.split('\n').map((line) => option.exec(line) ?? []);
    if (block.startsWith('Usage: ')) return code(block.slice('Usage: '.length));
    const isShown = block.split('\n').every((line) => line.startsWith('  '));
    if (rows.some((row) => row.length === 0)) return isShown ? `\`\`\`text\n${block.replaceAll(/^ {2}/gm, '')}\n\`\`\`` : block;
    return table(
      ['option', 'means', 'default'],
      rows.map(([, name = '', means = '', fallback = '']) => [code(name), means.replaceAll(/"[^"]*"/g, code), fallback]),
    );
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function configurationPage(): string {
  const keys = Object.keys(expectations) as (keyof typeof expectations)[];
  return page('sourcebook.yaml', 'Every key of the configuration, what it takes, and what is so without it.', [
    'The file is at the root of the content folder. Every key is optional. A wrong value is reported as [config-invalid](codes/config-invalid.md) at its line, and the default is used. An example:',
    `\`\`\`yaml title="sourcebook.yaml"\n${example}\n\`\`\``,
    ...keys.map((key) => {
      const { without, says } = configurationKeys[key];
      return `## ${key}\n\n${capital(says)}.\n\nTakes ${expectations[key]}. Without it: ${without}.`;
    }),
  ]);
}

const example = `title: Alignment Notebook
description: How language models are taught values.
url: https://wiki.example
base: /
lang: en
editUrl: https://git.example/notes/edit/main/{path}
exclude: [drafts, "**/_templates/**"]
private: ["journal/**"]
audiences: { "internal/**": team }
followSymlinks: false
types:
  person: { plural: People, description: Who wrote what the sources say., folder: people, shape: hexagon, colour: purple }
relations:
  funds: { label: Funds, inverse: Funded by }
severity: { link-missing: info }
strictTypes: false
staleAfterDays: 365
theme: { accent: "oklch(50% 0.15 250)", logo: img/logo.svg, favicon: img/icon.svg, css: site.css }
features: { search: true, graph: true, previews: true, feeds: true }
links: { roots: { en: wiki-en } }     # links below en/ mean the folder wiki-en
markdown: { definitionLists: true, smartPunctuation: true }
words: { randomArticle: Surprise me, tagsIntro: { one: "{count} subject.", other: "{count} subjects." } }`;

function typesPage(): string {
  return page('Article types', 'The built-in types, and how an article gets one.', [
    table(
      ['type', 'shown as', 'folder', 'shape', 'is a source'],
      builtInArticleTypes.map(({ key, label, plural, folder, shape, isSource }) => [
        code(key),
        `${label}, ${plural}`,
        code(`${folder}/`),
        shape,
        isSource ? 'yes' : 'no',
      ]),
    ),
    'An article has the type that its `type` names, else that of the nearest folder with the name of a type, else `article`. Case, hyphens, underscores and the plural are ignored. `types:` in [sourcebook.yaml](configuration.md) adds types and changes these; an undeclared type is shown as it is written. See [frontmatter](../how-to/write-frontmatter.md).',
  ]);
}

function relationsPage(): string {
  const names = (label: string, others: readonly string[] = []): string => [label, ...others].join(', ');
  return page('Relations', 'The built-in labels of connections, and their inverses.', [
    'A connection `Augments: [[B]]` in article A is shown as “Augments B” in A and “Augmented by A” in B; either side may say it. Case, spaces, hyphens and underscores are ignored. The weight, from 0 to 1, says how closely such a connection relates two articles.',
    table(
      ['key', 'label, and other spellings', 'inverse, and other spellings', 'weight'],
      builtInRelations.map(({ key, label, aliases, inverse, inverseAliases, weight }) => [
        code(key),
        names(label, aliases),
        label === inverse ? 'the same' : names(inverse, inverseAliases),
        String(weight),
      ]),
    ),
    '`relations:` in [sourcebook.yaml](configuration.md) adds relations, and renames or translates these; the old names are still understood. See [connecting articles](../how-to/connect-articles.md).',
  ]);
}

/** Properties with so many spellings that they get a list of their own. */
const manySpellings = 12;

function propertiesPage(): string {
  const properties = Object.entries(fields) as [PropertyName, (typeof fields)[PropertyName]][];
  const spellingsOf = (names: readonly string[]): string =>
    names.length > manySpellings ? `${listed(names.slice(0, 3))}, … (below)` : listed(names);
  const long = properties.filter(([, { names }]) => names.length > manySpellings);
  return page('Properties', 'The keys of frontmatter that have a meaning, with their synonyms and values.', [
    'No key is required. Case, spaces, hyphens, underscores and dots in keys are ignored: `Last updated`, `last_updated` and `lastUpdated` are one key. Of several synonyms in one article, the first in this order counts. Other keys are kept, shown and exported unchanged.',
    table(
      ['property', 'keys', 'takes'],
      [
        ...properties.map(([name, { names }]) => [code(name), spellingsOf(names), propertyValues[name]]),
        ...Object.entries(linkFields).map(([name, names]) => [
          code(name),
          listed(names),
          propertyValues[name as keyof typeof linkFields],
        ]),
      ],
    ),
    'Keys about who may read an article, such as `draft`, `private` and `audience`, are told in [private notes and audiences](../how-to/keep-notes-private.md); the data of a source, such as `author` and `doi`, in [citing sources](../how-to/cite-sources.md).',
    '## Keys of dates',
    ...long.map(([name, { names }]) => `\`${name}\`, in order of precedence: ${listed(names)}.`),
    ...Object.entries(sideKeys).map(
      ([name, names]) =>
        `If none of them gives a date, these keys count for \`${name}\` where their value names a day: ${listed(names)}.`,
    ),
  ]);
}

const severities: readonly (readonly [Severity, string, string])[] = [
  ['error', 'Errors', 'Something is lost or cannot be shown. `check` fails.'],
  ['warning', 'Warnings', 'Something is probably a mistake. `check --strict` fails.'],
  ['info', 'Notes', 'Something could be better.'],
];

function codesPage(): string {
  return page('Codes of findings', 'Everything that check and build report, by severity.', [
    'Codes are permanent. `severity:` in [sourcebook.yaml](../configuration.md) raises, lowers or silences one: `severity: { link-missing: error, orphan: "off" }`.',
    ...severities.flatMap(([severity, heading, meaning]) => [
      `## ${heading}`,
      meaning,
      table(
        ['code', 'says'],
        codes()
          .filter((each) => diagnosticSeverities[each] === severity)
          .map((each) => [`[${each}](${each}.md)`, summaryOf(each)]),
      ),
    ]),
  ]);
}

function errorsPage(): string {
  return page('Errors', 'Why a command could not run, by the code below its message, and what to do.', [
    'A command that cannot run says why in one sentence, names the code of the error below it, and exits with 2 (`private-text-found`: with 1). Codes are permanent, and errors of the [library](../how-to/use-as-a-library.md) have them as `code`. What is wrong in a wiki is no error of a command but a [finding](codes/index.md).',
    ...Object.entries(errorMeanings).map(([each, { means, todo }]) => `## ${each}\n\n${means}\n\n${todo}`),
  ]);
}

function summaryOf(each: DiagnosticCode): string {
  const [, summary = ''] = /^summary: (.*)$/m.exec(textOf(`${codesFolder}/${each}.md`) ?? '') ?? [];
  return summary.replace(/^"(.*)"$/, '$1');
}

/** How the page of a code says its severity. */
const severityLine = /^(Severity: )\*\*\w*\*\*/m;

/** The hand-written page of a code, with the severity of the table. */
function pageOfCode(each: DiagnosticCode): string {
  const text =
    textOf(`${codesFolder}/${each}.md`) ??
    `---\ntitle: ${each}\nsummary: \n---\n\nSeverity: ****, unless [sourcebook.yaml](../configuration.md#severity) says otherwise.\n\n## Example\n\n## What to do\n`;
  return text.replace(severityLine, (_, before: string) => `${before}**${diagnosticSeverities[each]}**`);
}
