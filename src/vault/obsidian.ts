/** Settings of Obsidian that affect how its vault is read. Everything else in `.obsidian` is ignored. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosticAt } from '../wiki/diagnostics.ts';
import type { Diagnostic } from '../wiki/model.ts';
import type { MarkdownSyntax } from '../wiki/schema/markdown-syntax.ts';
import { lineStartsOf, positionOf } from '../wiki/text/lines.ts';
import { readSettingsText, reasonOf } from './vault-file.ts';

/** Path in a vault of the file that `readObsidianSettings` reads. */
export const obsidianSettingsFile = '.obsidian/app.json';

export interface ObsidianSettings {
  /** Where the syntax that Obsidian uses for this vault differs from CommonMark; empty for a vault of another editor. */
  readonly syntax: Partial<MarkdownSyntax>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `.obsidian/app.json`. If the folder `.obsidian` has no such file, or it cannot be read, the defaults of Obsidian apply: line
 * breaks in the source are kept unless `strictLineBreaks` is `true`.
 */
export function readObsidianSettings(root: string, followSymlinks = false): ObsidianSettings {
  if (!isObsidianVault(root)) return { syntax: {}, diagnostics: [] };
  const { settings, diagnostics } = readSettings(root, followSymlinks);
  return { syntax: { breaks: settings['strictLineBreaks'] !== true }, diagnostics };
}

function isObsidianVault(root: string): boolean {
  try {
    return statSync(join(root, '.obsidian')).isDirectory();
  } catch {
    return false;
  }
}

interface ReadSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

function readSettings(root: string, followSymlinks: boolean): ReadSettings {
  let text: string;
  try {
    text = (readSettingsText(root, obsidianSettingsFile, followSymlinks) ?? '').replace(/^\uFEFF/, '');
  } catch (error) {
    return unread(`The settings of Obsidian cannot be read: ${reasonOf(error)}. Its defaults are used.`);
  }
  if (text.trim() === '') return { settings: {}, diagnostics: [] };
  try {
    const value: unknown = JSON.parse(text);
    return { settings: typeof value === 'object' && value !== null ? { ...value } : {}, diagnostics: [] };
  } catch (error) {
    // V8 states the position for some errors only.
    const at = Number(/at position (\d+)/.exec(String(error))?.[1] ?? 0);
    return unread('The settings of Obsidian are not valid JSON; its defaults are used.', text, at);
  }
}

function unread(message: string, text = '', at = 0): ReadSettings {
  const position = positionOf(lineStartsOf(text), { start: at, end: at });
  return {
    settings: {},
    diagnostics: [{ ...diagnosticAt('config-invalid', obsidianSettingsFile, position, message), severity: 'warning' }],
  };
}
