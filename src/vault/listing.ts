/** What the listing of a vault is made of. Its types are part of the library, so they use none of Node. */
import { type ErrorCode, PlainError } from '../shared/plain-error.ts';
import type { Diagnostic } from '../wiki/model.ts';

/** Where a file is, as the listing found it. */
export interface FilePlace {
  readonly path: string;
  /** Empty if it was never listed. */
  readonly stamp: string;
  /** Where it really is, if that is elsewhere than its path says: behind a symbolic link that was followed. Absolute. */
  readonly real?: string;
}

/** A file of a listing, whose content is not read yet. */
export interface VaultEntry extends FilePlace {
  readonly path: string;
  readonly bytes: number;
  /** Changes whenever the file is written to. */
  readonly stamp: string;
  /** The stamp that it had when its present bytes were first read, if that is another. */
  readonly known?: string;
}

/** Identifies the bytes of a file among those that it ever had. */
export function bytesKey({ known, stamp }: Pick<VaultEntry, 'known' | 'stamp'>): string {
  return known ?? stamp;
}

/** A symbolic link that was followed. */
export interface VaultLink {
  readonly path: string;
  /** Absolute, without symbolic links. */
  readonly target: string;
}

export interface VaultListing {
  /** The content folder, absolute, without symbolic links. */
  readonly root: string;
  /** Markdown files that are articles, folder pages, logs or raw sources; by path. */
  readonly markdown: readonly VaultEntry[];
  readonly attachments: readonly VaultEntry[];
  /** Markdown that belongs to the repository, not to the wiki, such as `README.md` at the root. */
  readonly setAside: readonly VaultEntry[];
  /** By path. */
  readonly links: readonly VaultLink[];
  /** Folders and notes that are templates according to the settings of the vault. */
  readonly templates: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A folder cannot be used as a vault. The message is one sentence. */
export class VaultError extends PlainError {
  override readonly name = 'VaultError';

  constructor(message: string, code: ErrorCode = 'content-unreadable') {
    super(message, code);
  }
}
