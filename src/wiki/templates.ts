/** Templates: notes that other notes are made from. They are not part of the wiki. */
import { groupBy } from '../shared/group-by.ts';
import { diagnosticAt } from './diagnostics.ts';
import type { Diagnostic, ParsedArticle } from './model.ts';

/** Usual names of template folders. A match counts only if enough of its notes have placeholders in their frontmatter. */
const templatesFolder =
  /^[_\W\d]*(?:templates?|vorlagen?|plantillas?|sjabloon|sjablonen|szablony|шаблоны?|模板|範本|テンプレート|템플릿)$/iu;

/** Minimum share of notes with placeholders in a template folder. Folders of articles about templates have a lower share. */
const leastShare = 0.25;

/**
 * Returns the paths of all templates: notes in a folder that the vault's settings name, notes with placeholders in their
 * frontmatter, and all notes in a folder called Templates that holds enough of those.
 *
 * @param paths template folders and notes from the vault's settings
 */
export function templatesIn(parsed: readonly ParsedArticle[], paths: readonly string[] = []): ReadonlySet<string> {
  const named = new Set(paths.map(foldPath).filter((folder) => folder !== ''));
  const filled = parsed.filter(({ isTemplate }) => isTemplate);
  if (named.size === 0 && filled.length === 0) return new Set();
  const found = new Map<string, number>();
  for (const { path } of filled) {
    const folder = foldersOf(path).find((each) => templatesFolder.test(each.slice(each.lastIndexOf('/') + 1)));
    if (folder !== undefined) found.set(folder, (found.get(folder) ?? 0) + 1);
  }
  for (const [folder, count] of found) {
    const all = parsed.filter(({ path }) => path.startsWith(`${folder}/`)).length;
    if (count >= all * leastShare) named.add(foldPath(folder));
  }
  const isWithin = (path: string): boolean => [...foldersOf(path), path].some((each) => named.has(foldPath(each)));
  return new Set(parsed.filter(({ path, isTemplate }) => isTemplate || isWithin(path)).map(({ path }) => path));
}

/** The folders above a file, outermost first. */
function foldersOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, depth) => segments.slice(0, depth + 1).join('/'));
}

function foldPath(path: string): string {
  return path
    .trim()
    .replace(/^[./]+|\/+$|\.md$/gi, '')
    .normalize('NFC')
    .toLowerCase();
}

/** Maximum number of folders listed; the rest are counted together. */
const maxFolders = 3;

/** One finding for all templates, reported at the first of them; empty if there are none. */
export function templatesOmitted(templates: ReadonlySet<string>): Diagnostic[] {
  const [first] = [...templates].sort();
  if (first === undefined) return [];
  const byFolder = [...groupBy(templates, (path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))]
    .sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1))
    .map(([folder, { length }]) => ({ where: folder === '' ? 'at the root' : `in \`${folder}\``, length }));
  const shown = byFolder.slice(0, byFolder.length > maxFolders ? maxFolders - 1 : maxFolders);
  const rest = byFolder.length - shown.length;
  const places = [
    ...(byFolder.length === 1 ? shown.map(({ where }) => where) : shown.map(({ where, length }) => `${length} ${where}`)),
    ...(rest > 0 ? [`others in ${rest} more folders`] : []),
  ];
  const count = templates.size === 1 ? '1 template is' : `${templates.size.toLocaleString('en')} templates are`;
  return [
    diagnosticAt(
      'templates-omitted',
      first,
      { line: 1, column: 1 },
      `${count} not part of the wiki: ${places.join(', ')}.`,
      'Templates are the notes of the folder that Obsidian or Templater uses for them, and notes whose frontmatter holds placeholders such as `{{date}}`.',
    ),
  ];
}
