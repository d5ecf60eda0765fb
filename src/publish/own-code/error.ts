import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainError } from '../../shared/plain-error.ts';

/** The code of a wiki cannot be used. The message names its file. */
export class OwnCodeError extends PlainError {
  /**
   * @param file absolute
   * @param problem one or more sentences
   */
  constructor(file: string, problem: string) {
    super(`${relative('.', file) || file}: ${problem}`, 'own-code-unusable');
  }
}

/** Where in the code of the wiki an error comes from, as ` (file:line)`; empty if that is not known. */
export function whereOf(error: unknown): string {
  return shownPlace(error instanceof Error ? (error.stack ?? '') : '');
}

/** Where the syntax of a module is wrong, which its error does not tell. */
export function whereInSyntax(file: string): string {
  return shownPlace(spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' }).stderr);
}

function shownPlace(text: string): string {
  const [, url, path, line] = /(?:(file:\/\/[^\s():]+)|^(\/[^\n]+?)):(\d+)/m.exec(text) ?? [];
  const file = url === undefined ? path : fileURLToPath(url);
  return file === undefined ? '' : ` (${relative('.', file)}:${line})`;
}

/** The message of an error as a sentence. */
export function messageOf(error: unknown): string {
  return asSentence(error instanceof Error ? error.message : String(error));
}

export function asSentence(text: string): string {
  return /[.!?]\s*$/.test(text) ? text.trim() : `${text.trim()}.`;
}
