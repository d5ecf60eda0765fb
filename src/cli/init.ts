import { existsSync, lstatSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readVaultConfig } from '../publish/library.ts';
import { configFileName } from '../site/config.ts';
import { listVault } from '../vault/read-vault.ts';
import { type Command, readArguments, UsageError } from './command.ts';
import { contentFolderIn, signsIn, titleOf } from './init-signs.ts';
import { agentsFile, publishWorkflow, starterArticles, starterSettings } from './init-texts.ts';
import { packageVersion, repositoryName } from './own-package.ts';
import { plural, visible } from './report.ts';

export const init: Command = {
  name: 'init',
  summary: 'starts a wiki in a folder, or adopts the one that is there',
  help: `Usage: sourcebook init [DIR] [options]

  DIR             the folder of the project; a new one is made         (default: the current folder)
  --content DIR   the folder of markdown in it                         (default: where its markdown is, else content)
  --title TEXT    the title of the wiki                                (default: a guess)
  --github        also write a workflow that publishes to GitHub Pages
  --yes           accepted for scripts; nothing is ever asked

Where there is no markdown, it writes three linked articles, a home page, sourcebook.yaml, package.json and .gitignore. Where there is
some, it writes sourcebook.yaml only. In both cases it writes AGENTS.md, which tells agents how to write in the wiki. A file that exists is never changed: it is named and left as it is.

Exit: 0 done, 2 could not run.`,
  async run(args) {
    const { positionals, values } = readArguments('init', args, ['[DIR]'], {
      content: { type: 'string' },
      title: { type: 'string' },
      github: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    });
    const folder = positionals[0] ?? '.';
    const root = resolve(folder);
    if (existsSync(root) && !statSync(root).isDirectory()) throw new UsageError(`${folder} is not a folder.`, 'argument-invalid');
    const found = values.content ?? contentFolderIn(root);
    const content = resolve(root, found ?? 'content');
    const project: Project = { folder, root, content, title: values.title, github: values.github };
    for (const line of markdownIn(content) > 0 ? adopt(project) : start(project)) console.log(visible(line));
    return 0;
  },
};

interface Project {
  /** As typed. */
  readonly folder: string;
  /** Absolute, like `content`. */
  readonly root: string;
  readonly content: string;
  readonly title: string | undefined;
  readonly github: boolean;
}

/** Writes a small wiki. Returns what to print, like `adopt`. */
function start(project: Project): string[] {
  const { root, content } = project;
  const title = project.title ?? titleOf(root, content);
  const inContent = Object.entries({ ...starterArticles(title), [configFileName]: starterSettings(title, schemaFor(project)) });
  const contentName = nameIn(root, content);
  const { written, kept } = write(root, {
    ...Object.fromEntries(inContent.map(([path, text]) => [contentName === '.' ? path : `${contentName}/${path}`, text])),
    'package.json': manifestFor(project),
    '.gitignore': ignored,
    'AGENTS.md': agentsFor(project, title),
    ...workflowOf(project),
  });
  const isInstalledBy = kept.includes('package.json') ? 'npm install -D sourcebook' : 'npm install';
  const dev = kept.includes('package.json') ? `npx sourcebook dev${contentOption(project)}` : 'npm run dev';
  return [
    `Started the wiki “${title}” in ${project.folder}:`,
    ...written.map((path) => `  ${path}`),
    ...(kept.length > 0 ? [`Kept as ${kept.length === 1 ? 'it is' : 'they are'}: ${kept.join(', ')}.`] : []),
    ...(kept.includes('.gitignore') ? ['Let .gitignore name node_modules/ and dist/.'] : []),
    ...afterWorkflow(project, written),
    '',
    'Next:',
    ...steps(project, [
      [isInstalledBy, ''],
      [dev, 'a live site; then edit an article'],
    ]),
  ];
}

function adopt(project: Project): string[] {
  const { root, content } = project;
  const name = nameIn(root, content);
  const title = project.title ?? titleOf(root, content);
  const settings = name === '.' ? configFileName : `${name}/${configFileName}`;
  const { written, kept } = write(root, {
    [settings]: starterSettings(title, existsSync(join(root, 'package.json')) ? schemaFor(project) : undefined),
    'AGENTS.md': agentsFor(project, title),
    ...workflowOf(project),
  });
  const signs = signsIn(root, content).map(({ tool, path }) => `${tool} (${path})`);
  const place = name === '.' && project.folder === '.' ? 'this folder' : join(project.folder, name);
  return [
    `Found ${plural(markdownIn(content), 'file')} of markdown in ${place}${signs.length > 0 ? `, with signs of ${signs.join(', ')}` : ''}.`,
    ...written.map((path) => `Wrote ${path}${path === settings ? `, with the title “${title}”` : ''}.`),
    ...(kept.length > 0 ? [`Kept as ${kept.length === 1 ? 'it is' : 'they are'}: ${kept.join(', ')}.`] : []),
    'Nothing else was changed: a wiki is read as it is.',
    ...afterWorkflow(project, written),
    '',
    'Next:',
    ...steps(project, [
      [`npx sourcebook dev${contentOption(project)}`, 'a live site'],
      [`npx sourcebook check${contentOption(project)}`, 'what could be better'],
      [`npx sourcebook build${contentOption(project)}${outOption(project)}`, 'the site to publish'],
    ]),
  ];
}

function agentsFor(project: Project, title: string): string {
  const name = nameIn(project.root, project.content);
  return agentsFile(title, name === '.' ? './' : `${name}/`, (command) => `npx sourcebook ${command}${contentOption(project)}`);
}

/** Number of markdown files in a vault; 0 if there is no such folder. */
function markdownIn(content: string): number {
  return existsSync(content) ? listVault(content, readVaultConfig(content).config).markdown.length : 0;
}

/** Writes files that do not exist, and says which did. */
function write(root: string, files: Readonly<Record<string, string>>): { written: string[]; kept: string[] } {
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    makeFolder(dirname(file));
    try {
      writeFileSync(file, text, { flag: 'wx' });
      written.push(path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      kept.push(path);
    }
  }
  return { written, kept };
}

/** @throws UsageError if something else is in its place, or in that of a folder above it */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && ['EEXIST', 'ENOTDIR', 'ENOENT'].includes(String(error.code)))) throw error;
    const above = [folder];
    for (let each = dirname(folder); each !== above.at(-1); each = dirname(each)) above.push(each);
    const found = above
      .reverse()
      .find((each) => lstatSync(each, { throwIfNoEntry: false }) && !statSync(each, { throwIfNoEntry: false })?.isDirectory());
    const what = found !== undefined && lstatSync(found).isSymbolicLink() ? 'a link that leads to no folder' : 'not a folder';
    throw new UsageError(`${relative('.', found ?? folder)} is ${what}, so nothing can be put into it.`, 'argument-invalid');
  }
}

const ignored = 'node_modules/\ndist/\n';

/** Scripts for npm, and this version of Sourcebook. */
function manifestFor(project: Project): string {
  const options = contentOption(project);
  const scripts = Object.fromEntries(['dev', 'build', 'check'].map((name) => [name, `sourcebook ${name}${options}`]));
  const devDependencies = { sourcebook: `^${packageVersion}` };
  return `${JSON.stringify({ private: true, scripts: { ...scripts, preview: 'sourcebook preview' }, devDependencies }, null, 2)}\n`;
}

/** The schema of sourcebook.yaml in the installed package, from the folder of markdown. */
function schemaFor({ root, content }: Project): string {
  return relative(content, join(root, 'node_modules/sourcebook/lib/sourcebook.schema.json')).replaceAll(sep, '/');
}

const workflowFile = '.github/workflows/publish.yml';

function workflowOf({ root, content, github }: Project): Record<string, string> {
  return github ? { [workflowFile]: publishWorkflow(nameIn(root, content), repositoryName ?? 'OWNER/sourcebook') } : {};
}

function afterWorkflow({ github }: Project, written: readonly string[]): string[] {
  if (!github || !written.includes(workflowFile)) return [];
  return [
    'In the settings of the repository, under Pages, choose “GitHub Actions” as the source.',
    ...(repositoryName === undefined ? [`In ${workflowFile}, name the repository of Sourcebook for OWNER.`] : []),
  ];
}

/** Path in the project; `.` for the project itself. */
function nameIn(root: string, path: string): string {
  return relative(root, path).replaceAll(sep, '/') || '.';
}

function contentOption({ root, content }: Project): string {
  const name = nameIn(root, content);
  return name === 'content' ? '' : ` --content ${quoted(name)}`;
}

/** A folder beside the wiki if the project is the wiki itself. */
function outOption({ root, content }: Project): string {
  return content === root ? ` --out ${quoted(`../${basename(root)}-site`)}` : '';
}

/** A word for a shell. Within double quotes, which `cmd` of Windows knows too, other shells run what is in `$(…)` or backticks. */
function quoted(word: string): string {
  if (/^(?!-)[\w./@-]+$/.test(word)) return word;
  const path = word.startsWith('-') ? `./${word}` : word;
  return /["$`\\!]/.test(path) ? `'${path.replaceAll("'", String.raw`'\''`)}'` : `"${path}"`;
}

function steps({ root, folder }: Project, commands: readonly (readonly [command: string, why: string])[]): string[] {
  const all = [...(root === resolve('.') ? [] : [[`cd ${quoted(folder)}`, ''] as const]), ...commands];
  const width = Math.max(...all.map(([command]) => command.length));
  return all.map(([command, why]) => `  ${why === '' ? command : `${command.padEnd(width)}   # ${why}`}`);
}
