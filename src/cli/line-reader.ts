import { resolve } from 'node:path';
import type { VaultEntry, VaultListing } from '../vault/listing.ts';
import { readMarkdown } from '../vault/read-vault.ts';
import type { Diagnostic } from '../wiki/model.ts';

/** Reads the lines that findings point at. Findings are sorted by file, so it keeps one file at a time. */
export class LineReader {
  readonly #root: string;
  readonly #entries: ReadonlyMap<string, VaultEntry>;
  #path: string | undefined;
  #lines: readonly string[] = [];

  constructor(content: string, { markdown, attachments, setAside }: VaultListing) {
    this.#root = resolve(content);
    this.#entries = new Map([...markdown, ...attachments, ...setAside].map((entry) => [entry.path, entry]));
  }

  lineOf({ path, line }: Diagnostic): string {
    return this.#linesOf(path)[line - 1] ?? '';
  }

  /** The text at a finding; its first line if it spans several. */
  rangeOf({ path, line, column, endLine = line, endColumn = column }: Diagnostic): string {
    const text = this.#linesOf(path)[line - 1] ?? '';
    return endLine === line ? text.slice(column - 1, endColumn - 1) : text.slice(column - 1);
  }

  #linesOf(path: string): readonly string[] {
    if (this.#path === path) return this.#lines;
    this.#path = path;
    const file = readMarkdown(this.#root, this.#entries.get(path) ?? { path, bytes: 0, stamp: '' });
    this.#lines = 'text' in file ? file.text.split(/\r|\n/) : [];
    return this.#lines;
  }
}
