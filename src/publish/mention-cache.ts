/**
 * Unlinked mentions of a whole vault. They depend on all names, on the text of an article and on what it links; as long as the
 * names are the same, only articles are searched again that changed or whose links go elsewhere.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosticIn } from '../wiki/diagnostics.ts';
import type { Article, ArticleId, Diagnostic } from '../wiki/model.ts';
import type { FoundMention, MentionableName } from '../wiki/review/unlinked-mentions.ts';
import { syntaxKey } from '../wiki/schema/markdown-syntax.ts';
import type { Wiki } from '../wiki/wiki.ts';
import type { Crew } from './crew.ts';
import type { Library } from './library.ts';
import { digest } from './memory/digest.ts';
import { writeWhole } from './memory/files.ts';
import { madeFolder, openStore } from './memory/stores.ts';

/** By path: a digest of the file and of what it links, and what was found in it. */
type KnownMentions = Readonly<Record<string, readonly [string, readonly FoundMention[]]>>;

const batchSize = 200;

/** A finding for the first unlinked mention of each article in each other. */
export async function unlinkedMentions(
  { wiki, root, config }: Pick<Library, 'wiki' | 'root' | 'config'>,
  crew: Crew,
  onPhase: (phase: string, done: number, of: number) => void,
): Promise<Diagnostic[]> {
  const names = wiki.articles.flatMap(({ id, parsed }) =>
    [parsed.title, ...parsed.properties.aliases].map((name): MentionableName => ({ name, id })),
  );
  const parts = { syntax: syntaxKey(config.markdown), names: JSON.stringify(names) };
  const store = openStore('mentions', { content: root }, parts);
  const byPath = new Map(Object.entries(store.read<KnownMentions>() ?? {}));

  const searches = wiki.articles.map(({ id, parsed }) => {
    const linked = linkedFrom(wiki, id);
    return { parsed, linked, key: digest(parsed.digest, linked.join('\n')) };
  });
  const changed = searches.filter(({ parsed, key }) => byPath.get(parsed.path)?.[0] !== key);
  const isSame = changed.length === 0 && byPath.size === wiki.articles.length;
  if (changed.length > 0) {
    const namesStore = openStore('mention-names', { content: root }, parts);
    const namesFile = join(madeFolder(namesStore), `${namesStore.version}-${process.pid}.json`);
    writeWhole(namesFile, JSON.stringify(names));
    crew.expect(changed.length);
    let done = 0;
    const batches: Promise<void>[] = [];
    for (let at = 0; at < changed.length; at += batchSize) {
      const batch = changed.slice(at, at + batchSize);
      const articles = batch.map(({ parsed: { path, digest, prose }, linked }) => ({ path, digest, prose, linked }));
      const job = crew.run({ kind: 'mentions', root, namesFile, namesKey: namesStore.version, articles }).then((results) => {
        for (const [index, { parsed, key }] of batch.entries()) {
          const found = results[index];
          if (found) byPath.set(parsed.path, [key, found]);
          else byPath.delete(parsed.path);
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
  if (!isSame) store.write<KnownMentions>(kept);
  return diagnostics;
}

/** The article itself and all it links. A link that may mean very many articles links none of them. */
function linkedFrom({ resolutions }: Wiki, id: ArticleId): ArticleId[] {
  const linked = new Set([id]);
  for (const target of resolutions.get(id) ?? []) {
    if (target.state === 'article') linked.add(target.id);
    if (target.state === 'ambiguous' && target.candidates.length <= maxCandidates)
      for (const candidate of target.candidates) linked.add(candidate);
  }
  return [...linked];
}

const maxCandidates = 20;

function findingOf({ byId }: Wiki, { parsed }: Article, { id, span }: FoundMention): Diagnostic {
  const title = byId.get(id)?.parsed.title ?? id;
  return diagnosticIn('unlinked-mention', parsed, span, `\`${title}\` is mentioned here and linked nowhere in this article.`);
}
