/** Compiles articles again with some of their links hidden, and keeps what came out between runs. */
import { bytesKey, type VaultEntry } from '../vault/listing.ts';
import { readMarkdown } from '../vault/read-vault.ts';
import type { HiddenLink, VaultFile } from '../wiki/model.ts';
import type { Reread } from '../wiki/withhold.ts';
import type { Compiling } from './compile.ts';
import { type CompileCache, type CompiledArticle, factsOf } from './compile-cache.ts';
import { digest } from './memory/digest.ts';

export interface Rereading {
  readonly reread: Reread;
  /** The articles that were compiled again, by path. */
  readonly compiled: ReadonlyMap<string, CompiledArticle>;
  /** Keeps them for the next run. */
  readonly keep: () => void;
}

/**
 * Compiles articles again, or takes them from the cache.
 *
 * @param cache of such articles alone, by the stamps of their files and what is hidden
 * @param force compile them all anew
 */
export async function rereadingOf(
  root: string,
  entries: readonly VaultEntry[],
  how: Pick<Compiling, 'syntax' | 'own'>,
  cache: CompileCache,
  force: boolean,
): Promise<Rereading> {
  const { compileText } = await import('./compile.ts');
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const compiled = new Map<string, CompiledArticle>();
  return {
    compiled,
    reread(path, hidden) {
      const written = byPath.get(path) ?? { path, bytes: 0, stamp: '' };
      const entry = { ...written, known: digest(bytesKey(written), JSON.stringify(hidden)) };
      const known = force ? undefined : cache.get(entry, true);
      const article = known ?? compileText(entry, fileAt(root, written, hidden), { ...how, withPages: true, hidden });
      compiled.set(path, article);
      return factsOf(article);
    },
    keep: () => cache.keep([...compiled.values()], true),
  };
}

/** For a wiki without private articles, where no article is read again: the parser and its libraries need not be loaded. */
export const noRereading: Rereading = {
  compiled: new Map(),
  reread(path) {
    throw new Error(`${path} hides nothing.`);
  },
  keep: () => {},
};

/** A file with the digest of what is left of it; empty if it can no longer be read. */
function fileAt(root: string, entry: VaultEntry, hidden: readonly HiddenLink[]): VaultFile {
  const file = readMarkdown(root, entry);
  return 'text' in file
    ? { ...file, digest: digestOfHidden(file.digest, hidden) }
    : { path: entry.path, text: '', digest: digestOfHidden('', hidden) };
}

/** The digest of a file of which some links are hidden. */
function digestOfHidden(digestOfFile: string, hidden: readonly HiddenLink[]): string {
  return hidden.length === 0 ? digestOfFile : `${digestOfFile} ${digest(JSON.stringify(hidden))}`;
}

/** Whether a file is still the one that an article was compiled from, in which stretches are hidden. */
export function isStillThat(file: VaultFile, digestOfArticle: string): boolean {
  return digestOfArticle.split(' ')[0] === file.digest;
}
