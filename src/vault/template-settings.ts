/** Reads from the settings of Obsidian and its plugins which files are templates. */
import { diagnosticAt } from '../wiki/diagnostics.ts';
import type { Diagnostic } from '../wiki/model.ts';
import { readSettingsText, reasonOf } from './vault-file.ts';

/** Settings files of a vault, each with the keys that name a folder of templates, or one template. */
const settings: readonly { readonly file: string; readonly keys: readonly string[] }[] = [
  { file: '.obsidian/templates.json', keys: ['folder'] },
  { file: '.obsidian/daily-notes.json', keys: ['template'] },
  { file: '.obsidian/plugins/templater-obsidian/data.json', keys: ['templates_folder'] },
  { file: '.obsidian/plugins/quickadd/data.json', keys: ['templateFolderPath'] },
];

/** Paths in a vault of the files that `templatePathsOf` reads. */
export const templateSettingsFiles: readonly string[] = settings.map(({ file }) => file);

export interface TemplatePaths {
  readonly paths: readonly string[];
  /** About settings that could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Paths of folders and notes that are templates, as written in the settings of the vault: relative to its root, notes with or
 * without `.md`. Settings that are missing or invalid JSON name none.
 */
export function templatePathsOf(root: string, followSymlinks = false): TemplatePaths {
  const diagnostics: Diagnostic[] = [];
  const paths = settings.flatMap(({ file, keys }) => {
    let values: Readonly<Record<string, unknown>> = {};
    try {
      values = settingsIn(readSettingsText(root, file, followSymlinks) ?? '');
    } catch (error) {
      const message = `The settings cannot be read: ${reasonOf(error)}. They name no templates.`;
      diagnostics.push({ ...diagnosticAt('config-invalid', file, { line: 1, column: 1 }, message), severity: 'warning' });
    }
    return keys.map((key) => values[key]).filter((value) => typeof value === 'string' && value.trim() !== '') as string[];
  });
  return { paths: [...new Set(paths)].sort(), diagnostics };
}

function settingsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const values: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof values === 'object' && values !== null ? (values as Record<string, unknown>) : {};
  } catch {
    // The file belongs to another program, so its faults are not reported.
    return {};
  }
}
