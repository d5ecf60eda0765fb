/**
 * Unlinked mentions of a whole vault. They depend on the text of an article and on all names; as long as the names are the
 * same, only articles that changed are searched again.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosticIn } from '../wiki/diagnostics.ts';
import type { Article, ArticleId, Diagnostic } from '../wiki/model.ts';
import type { FoundMention, MentionableName } from '../wiki/review/unlinked-mentions.ts';
import type { Wiki } from '../wiki/wiki.ts';
import { digest, writeWhole } from './cache.ts';
import { pipelineVersion } from './compile-cache.ts';
import type { Crew } from './crew.ts';
import { type Library, vaultCacheFolder } from './library.ts';

interface KnownMentions {
  /** Of all names, and of the code that finds them. */
  readonly names: string;
  /** By path: the digest of the file, and what was found in it. */
  readonly byPath: Readonly<Record<string, readonly [string, readonly FoundMention[]]>>;
}

const batchSize = 200;

/** A finding for the first unlinked mention of each article in each other. */
export async function unlinkedMentions(
  { wiki, root }: Pick<Library, 'wiki' | 'root'>,
  crew: Crew,
  onPhase: (phase: string, done: number, of: number) => void,
): Promise<Diagnostic[]> {
  const names = wiki.articles.flatMap(({ id, parsed }) =>
    [parsed.title, ...parsed.properties.aliases].map((name): MentionableName => ({ name, id })),
  );
  const paths = wiki.articles.map(({ id, parsed }) => [id, parsed.path]);
  const key = digest(pipelineVersion(), JSON.stringify([names, paths]));
  const file = join(vaultCacheFolder(root), 'mentions.json');
  const before = readKnown(file);
  const byPath = new Map(before?.names === key ? Object.entries(before.byPath) : []);

  const changed = wiki.articles.filter(({ parsed }) => byPath.get(parsed.path)?.[0] !== parsed.digest);
  const isSame = changed.length === 0 && byPath.size === wiki.articles.length;
  if (changed.length > 0) {
    const namesFile = join(vaultCacheFolder(root), `names-${key}-${process.pid}.json`);
    writeWhole(namesFile, JSON.stringify(names));
    crew.expect(changed.length);
    let done = 0;
    const batches: Promise<void>[] = [];
    for (let at = 0; at < changed.length; at += batchSize) {
      const batch = changed.slice(at, at + batchSize);
      const articles = batch.map((article) => ({
        path: article.parsed.path,
        prose: article.parsed.prose,
        linked: linkedFrom(wiki, article),
      }));
      const job = crew.run({ kind: 'mentions', root, namesFile, namesKey: key, articles }).then((results) => {
        for (const [index, found] of results.entries()) {
          const parsed = batch[index]?.parsed;
          if (parsed) byPath.set(parsed.path, [parsed.digest, found]);
        }
        done += batch.length;
        onPhase('Looking for mentions', done, changed.length);
      });
      batches.push(job);
    }
    await crew.help();
    await Promise.all(batches).finally(() => rmSync(namesFile, { force: true }));
  }

  const kept: Record<string, readonly [string, readonly FoundMention[]]> = {};
  const diagnostics: Diagnostic[] = [];
  for (const article of wiki.articles) {
    const entry = byPath.get(article.parsed.path);
    if (!entry) continue;
    kept[article.parsed.path] = entry;
    for (const mention of entry[1]) diagnostics.push(findingOf(wiki, article, mention));
  }
  if (!isSame) {
    writeWhole(file, JSON.stringify({ names: key, byPath: kept } satisfies KnownMentions));
  }
  return diagnostics;
}

/** The article itself and all it links. */
function linkedFrom({ resolutions }: Wiki, { id }: Article): ArticleId[] {
  const linked = new Set([id]);
  for (const target of resolutions.get(id) ?? []) {
    if (target.state === 'article') linked.add(target.id);
    if (target.state === 'ambiguous') for (const candidate of target.candidates) linked.add(candidate);
  }
  return [...linked];
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
