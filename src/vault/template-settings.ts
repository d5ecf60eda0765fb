/** Reads from the settings of Obsidian and its plugins which files are templates. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Settings files of a vault, each with the keys that name a folder of templates, or one template. */
const settings: readonly { readonly file: string; readonly keys: readonly string[] }[] = [
  { file: '.obsidian/templates.json', keys: ['folder'] },
  { file: '.obsidian/daily-notes.json', keys: ['template'] },
  { file: '.obsidian/plugins/templater-obsidian/data.json', keys: ['templates_folder'] },
  { file: '.obsidian/plugins/quickadd/data.json', keys: ['templateFolderPath'] },
];

/** Paths in a vault of the files that `templatePathsOf` reads. */
export const templateSettingsFiles: readonly string[] = settings.map(({ file }) => file);

/**
 * Paths of folders and notes that are templates, as the settings of the vault write them: relative to its root, notes with or
 * without `.md`. Settings that are missing or cannot be read are ignored.
 */
export function templatePathsOf(root: string): string[] {
  const paths = settings.flatMap(({ file, keys }) => {
    const values = settingsIn(join(root, file));
    return keys.map((key) => values[key]).filter((value) => typeof value === 'string' && value.trim() !== '') as string[];
  });
  return [...new Set(paths)].sort();
}

function settingsIn(file: string): Readonly<Record<string, unknown>> {
  try {
    const values: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return typeof values === 'object' && values !== null ? (values as Record<string, unknown>) : {};
  } catch {
    // The file belongs to another program, so its faults are not reported.
    return {};
  }
}
