/** Reads articles again that are to say less than their files, and keeps what came out between runs. */
import type { Rereading } from '../wiki/withhold.ts';
import { type CompileCache, type CompiledArticle, factsOf } from './compile-cache.ts';
import { digest } from './memory/digest.ts';

export interface DiscreetReader extends Rereading {
  /** The articles that were read again, by path. */
  readonly compiled: ReadonlyMap<string, CompiledArticle>;
  /** Keeps them for the next run. */
  readonly keep: () => void;
}

/**
 * Reads articles again, or takes them from the cache.
 *
 * @param cache of such articles alone, by their path and the digest of what is left of their text
 * @param force read them all anew
 */
export async function discreetReader(
  { textOf, syntax }: Pick<Rereading, 'textOf' | 'syntax'>,
  cache: CompileCache,
  force: boolean,
): Promise<DiscreetReader> {
  const { compileText } = await import('./compile.ts');
  const compiled = new Map<string, CompiledArticle>();
  return {
    textOf,
    syntax,
    compiled,
    reread(path, text) {
      const stamp = digest(text);
      const entry = { path, bytes: text.length, stamp };
      const article = (force ? undefined : cache.get(entry, true)) ?? compileText(entry, { path, text, digest: stamp }, syntax);
      compiled.set(path, article);
      return factsOf(article);
    },
    keep: () => cache.keep([...compiled.values()], true),
  };
}

/** Of a wiki without private articles, where no article is read again: the parser and its libraries need not be loaded. */
export function wholeReader({ textOf, syntax }: Pick<Rereading, 'textOf' | 'syntax'>): DiscreetReader {
  return {
    textOf,
    syntax,
    compiled: new Map(),
    reread(path) {
      throw new Error(`${path} withholds nothing.`);
    },
    keep: () => {},
  };
}
