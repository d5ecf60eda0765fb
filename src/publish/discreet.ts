/** Reads articles anew that link to private ones, without what is withheld, and keeps what came out between runs. */
import type { ParsedArticle } from '../wiki/model.ts';
import type { Wiki } from '../wiki/wiki.ts';
import { type DiscreetWiki, type Rereading, withholdPrivate } from '../wiki/withhold.ts';
import { type CompileCache, type CompiledArticle, factsOf } from './compile-cache.ts';
import { digest } from './memory/digest.ts';

export interface CompiledDiscreetly extends DiscreetWiki {
  /** The articles that were read anew, by path. */
  readonly compiled: ReadonlyMap<string, CompiledArticle>;
}

/** @param cache of such articles alone, by their path and the digest of what is left of their text */
export async function compileDiscreetly(
  wiki: Wiki,
  { textOf, syntax, relink }: Pick<Rereading, 'textOf' | 'syntax' | 'relink'>,
  cache: CompileCache,
  force: boolean,
): Promise<CompiledDiscreetly> {
  const compiled = new Map<string, CompiledArticle>();
  if (wiki.privateNames.files.length === 0) return { wiki, texts: new Map(), compiled };
  // The parser and its libraries are loaded when there is something to parse.
  const { compileText } = await import('./compile.ts');
  const reread = (path: string, text: string): ParsedArticle => {
    const stamp = digest(text);
    const entry = { path, bytes: text.length, stamp };
    const article = (force ? undefined : cache.get(entry, true)) ?? compileText(entry, { path, text, digest: stamp }, syntax);
    compiled.set(path, article);
    return factsOf(article);
  };
  const discreet = withholdPrivate(wiki, { textOf, reread, syntax, relink });
  cache.keep([...compiled.values()], true);
  return { ...discreet, compiled };
}
