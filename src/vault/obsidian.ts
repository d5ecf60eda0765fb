/** Settings of Obsidian that decide how its vault is read; everything else in `.obsidian` is its own business. */
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
  /** The syntax that Obsidian reads this vault by, where that is not CommonMark's; empty for a vault of another editor. */
  readonly syntax: Partial<MarkdownSyntax>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `.obsidian/app.json`. A folder `.obsidian` without it, or with settings that cannot be read, is a vault with the defaults
 * of Obsidian: it breaks lines where the source does unless `strictLineBreaks` is `true`.
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
    // Where V8 says where.
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
