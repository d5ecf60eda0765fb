/** Finds out for `init` what a folder holds already: where its markdown is, which tools it is from, and what it is called. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { configFileName } from '../site/config.ts';
import { isInside, listVault } from '../vault/read-vault.ts';

export interface Sign {
  readonly tool: string;
  /** The file or folder that tells. */
  readonly path: string;
}

const signs: readonly (Sign & { readonly says?: RegExp })[] = [
  { tool: 'Obsidian', path: '.obsidian' },
  { tool: 'Quartz', path: 'quartz.config.ts' },
  { tool: 'Quartz', path: 'quartz.config.yaml' },
  { tool: 'Foam', path: '.foam' },
  { tool: 'Foam', path: '.vscode/extensions.json', says: /foam\.foam-vscode/ },
  { tool: 'Logseq', path: 'logseq/config.edn' },
  { tool: 'MkDocs', path: 'mkdocs.yml' },
  { tool: 'MkDocs', path: 'mkdocs.yaml' },
];

/** Tools that made the project or its folder of markdown, each once. */
export function signsIn(root: string, content: string): Sign[] {
  const found = signs.filter(({ path, says }) =>
    [root, content].some((folder) => existsSync(join(folder, path)) && (!says || says.test(textOf(join(folder, path))))),
  );
  return found.filter(({ tool }, index) => found.findIndex((each) => each.tool === tool) === index);
}

/** The folder of markdown in a project, as a path in it; undefined if it has no markdown. */
export function contentFolderIn(root: string): string | undefined {
  if (!existsSync(root)) return undefined;
  if ([configFileName, '.obsidian', 'logseq/config.edn'].some((path) => existsSync(join(root, path)))) return '.';
  const docs = mkDocsFolder(root);
  for (const name of ['content', ...(docs === undefined ? [] : [docs])]) if (holdsMarkdown(join(root, name))) return name;
  const folders = new Set(listVault(root, {}).markdown.map(({ path }) => (path.includes('/') ? path.replace(/\/.*/, '') : '.')));
  if (folders.size === 0) return undefined;
  const [only = '.'] = folders;
  return folders.size === 1 ? only : '.';
}

function holdsMarkdown(folder: string): boolean {
  return existsSync(folder) && listVault(folder, {}).markdown.length > 0;
}

/** `docs_dir` of a project of MkDocs, if it is inside of the project. */
function mkDocsFolder(root: string): string | undefined {
  const file = ['mkdocs.yml', 'mkdocs.yaml'].map((name) => join(root, name)).find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const folder = /^docs_dir:\s*['"]?([^'"#\n]+)/m.exec(textOf(file))?.[1]?.trim() ?? 'docs';
  return isInside(root, resolve(root, folder)) ? folder : undefined;
}

/** Names of folders that say nothing of a wiki. */
const plainNames: ReadonlySet<string> = new Set(['content', 'docs', 'notes', 'pages', 'src', 'vault', 'wiki']);

/** Titles of home pages that say nothing of a wiki. */
const plainTitle = /^(?:(?:wiki|site|main) )?(?:index|home|start|welcome|contents)(?: page)?$/i;

/** A title: that of the settings of another tool, of the home page, or the name of the folder as words. */
export function titleOf(root: string, content: string): string {
  const written =
    /^site_name:\s*(.+)$/m.exec(textOf(join(root, 'mkdocs.yml')))?.[1] ??
    /pageTitle:\s*(['"].*?['"]|[^'",\n]+)/.exec(
      textOf(join(root, 'quartz.config.ts')) || textOf(join(root, 'quartz.config.yaml')),
    )?.[1] ??
    titleOfPage(textOf(join(content, 'index.md')));
  const plain =
    written
      ?.trim()
      .replace(/^(['"])(.*)\1$/, '$2')
      .trim() ?? '';
  if (plain !== '' && !plainTitle.test(plain)) return plain;
  const named = plainNames.has(basename(content).toLowerCase()) ? dirname(content) : content;
  const words = basename(named)
    .replaceAll(/[-_\s]+/g, ' ')
    .trim();
  return words === '' ? 'Wiki' : words.charAt(0).toUpperCase() + words.slice(1);
}

function titleOfPage(text: string): string | undefined {
  const [, frontmatter = ''] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) ?? [];
  return /^title:[ \t]*(.+)$/m.exec(frontmatter)?.[1] ?? /^# (.+)$/m.exec(text)?.[1];
}

/** The text of a file; empty if it cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
