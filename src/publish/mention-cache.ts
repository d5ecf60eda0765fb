/**
 * Unlinked mentions of a whole vault. They depend on the text of an article and on all names; as long as the names are the
 * same, only articles that changed are searched again.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosticIn } from '../wiki/diagnostics.ts';
import type { Article, ArticleId, Diagnostic } from '../wiki/model.ts';
import { type FoundMention, mentionFinder } from '../wiki/review/unlinked-mentions.ts';
import type { Wiki } from '../wiki/wiki.ts';
import { digest } from './cache.ts';
import { pipelineVersion } from './compile-cache.ts';
import { type Library, vaultCacheFolder } from './library.ts';

interface KnownMentions {
  /** Of all names, and of the code that finds them. */
  readonly names: string;
  /** By path: the digest of the file, and what was found in it. */
  readonly byPath: Readonly<Record<string, readonly [string, readonly FoundMention[]]>>;
}

/** A finding for the first unlinked mention of each article in each other. */
export function unlinkedMentions(
  { wiki, root, sourceOf }: Pick<Library, 'wiki' | 'root' | 'sourceOf'>,
  onPhase: (phase: string, done: number, of: number) => void,
): Diagnostic[] {
  const names = wiki.articles.flatMap(({ id, parsed }) =>
    [parsed.title, ...parsed.properties.aliases].map((name) => ({ name, id })),
  );
  const paths = wiki.articles.map(({ id, parsed }) => [id, parsed.path]);
  const key = digest(pipelineVersion(), JSON.stringify([names, paths]));
  const file = join(vaultCacheFolder(root), 'mentions.json');
  const before = readKnown(file);
  const known: KnownMentions['byPath'] = before?.names === key ? before.byPath : {};
  const finder = lazily(() => mentionFinder(names));

  const byPath: Record<string, readonly [string, readonly FoundMention[]]> = {};
  const diagnostics: Diagnostic[] = [];
  let searched = 0;
  for (const [index, article] of wiki.articles.entries()) {
    const { path, digest: bytes, prose } = article.parsed;
    let entry = known[path];
    if (entry?.[0] !== bytes) {
      const linked = linkedFrom(wiki, article);
      entry = [bytes, prose.length === 0 ? [] : finder().find(sourceOf(article.id), prose, (id) => linked.has(id))];
      searched++;
      onPhase('Looking for mentions', index + 1, wiki.articles.length);
    }
    byPath[path] = entry;
    for (const mention of entry[1]) diagnostics.push(findingOf(wiki, article, mention));
  }
  if (searched > 0 || Object.keys(known).length !== wiki.articles.length) {
    writeFileSync(`${file}.tmp`, JSON.stringify({ names: key, byPath } satisfies KnownMentions));
    renameSync(`${file}.tmp`, file);
  }
  return diagnostics;
}

/** The article itself and all it links. */
function linkedFrom({ resolutions }: Wiki, { id }: Article): Set<ArticleId> {
  const linked = new Set([id]);
  for (const target of resolutions.get(id) ?? []) {
    if (target.state === 'article') linked.add(target.id);
    if (target.state === 'ambiguous') for (const candidate of target.candidates) linked.add(candidate);
  }
  return linked;
}

function findingOf({ byId }: Wiki, { parsed }: Article, { id, span }: FoundMention): Diagnostic {
  const title = byId.get(id)?.parsed.title ?? id;
  return diagnosticIn('unlinked-mention', parsed, span, `\`${title}\` is mentioned here and linked nowhere in this article.`);
}

function readKnown(file: string): KnownMentions | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KnownMentions;
  } catch {
    return undefined;
  }
}

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
