/**
 * Unlinked mentions of a whole vault. They depend on all names, on the text of an article and on its links. As long as the names
 * are the same, only articles that changed or whose links lead elsewhere are searched again.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { VaultEntry, VaultListing } from '../vault/listing.ts';
import { diagnosticIn } from '../wiki/diagnostics.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import type { Article, ArticleId, Diagnostic, ParsedArticle } from '../wiki/model.ts';
import type { FoundMention, MentionableName } from '../wiki/review/unlinked-mentions.ts';
import type { Crew } from './crew.ts';
import { type Library, readingKey } from './library.ts';
import { digest } from './memory/digest.ts';
import { noteUnwritten, replaceFile } from './memory/files.ts';
import { temporaryFolder } from './memory/place.ts';
import { openStore, type StoreFolder } from './memory/stores.ts';

/** By path: a digest of the file and its link targets, and the mentions found in it. */
type KnownMentions = Readonly<Record<string, readonly [string, readonly FoundMention[]]>>;

const batchSize = 200;

/** A finding for the first unlinked mention of each article in each other. */
export async function unlinkedMentions(
  { wiki, root, config, own, listing }: Pick<Library, 'wiki' | 'root' | 'config' | 'own' | 'listing'>,
  crew: Crew,
  onPhase: (phase: string, done: number, of: number) => void,
): Promise<Diagnostic[]> {
  const names = JSON.stringify(mentionableNames(wiki));
  const parts = { reading: readingKey(config.markdown, own), names };
  const store = openStore('mentions', { content: root }, parts);
  const known = new Map(Object.entries(store.read<KnownMentions>() ?? {}));
  const changed = searchesOf(wiki, listing).filter(({ parsed, key }) => known.get(parsed.path)?.[0] !== key);
  const isSame = changed.length === 0 && known.size === wiki.articles.length;
  if (changed.length > 0) {
    const job = { root, names, namesStore: openStore('mention-names', { content: root }, parts) };
    await searchAgain(job, changed, known, crew, (done) => onPhase('Searching for mentions', done, changed.length));
  }
  const found = wiki.articles.flatMap((article) => {
    const entry = known.get(article.parsed.path);
    return entry ? [{ article, entry }] : [];
  });
  if (!isSame) store.write<KnownMentions>(Object.fromEntries(found.map(({ article, entry }) => [article.parsed.path, entry])));
  return found.flatMap(({ article, entry: [, mentions] }) => mentions.map((mention) => findingOf(wiki, article, mention)));
}

function mentionableNames({ articles }: Wiki): MentionableName[] {
  return articles.flatMap(({ id, parsed }) =>
    [parsed.title, ...parsed.properties.aliases].map((name): MentionableName => ({ name, id })),
  );
}

/** An article to search for the names of others. */
interface Search {
  readonly parsed: ParsedArticle;
  readonly entry: VaultEntry;
  /** The article itself and those it links, whose names are not searched for. */
  readonly linked: readonly ArticleId[];
  /** Changes with the file and with its link targets. */
  readonly key: string;
}

function searchesOf(wiki: Wiki, { markdown }: VaultListing): Search[] {
  const entries = new Map(markdown.map((entry) => [entry.path, entry]));
  return wiki.articles.flatMap(({ id, parsed }) => {
    const entry = entries.get(parsed.path);
    const linked = linkedFrom(wiki, id);
    return entry ? [{ parsed, entry, linked, key: digest(parsed.digest, linked.join('\n')) }] : [];
  });
}

/** Searches articles in batches and adds the mentions to `known`. Threads get the names as a file. */
async function searchAgain(
  { root, names, namesStore }: { root: string; names: string; namesStore: StoreFolder },
  searches: readonly Search[],
  known: Map<string, KnownMentions[string]>,
  crew: Crew,
  onBatch: (done: number) => void,
): Promise<void> {
  const namesFile = namesFileIn(namesStore, names);
  crew.expect(searches.length);
  let done = 0;
  const batches: Promise<void>[] = [];
  for (let at = 0; at < searches.length; at += batchSize) {
    const batch = searches.slice(at, at + batchSize);
    const articles = batch.map(({ parsed: { digest, prose }, entry, linked }) => ({ entry, digest, prose, linked }));
    const job = crew.run({ kind: 'mentions', root, namesFile, namesKey: namesStore.version, articles }).then((results) => {
      for (const [index, { parsed, key }] of batch.entries()) {
        const found = results[index];
        if (found) known.set(parsed.path, [key, found]);
        else known.delete(parsed.path);
      }
      done += batch.length;
      onBatch(done);
    });
    batches.push(job);
  }
  await crew.help();
  await Promise.all(batches).finally(() => rmSync(namesFile, { force: true }));
}

/** Writes the names into the store, or into a temporary folder if the store cannot take them. */
function namesFileIn({ path, version }: StoreFolder, names: string): string {
  const name = `${version}-${process.pid}.json`;
  try {
    replaceFile(join(path, name), names);
    return join(path, name);
  } catch (error) {
    noteUnwritten(error, path);
    const file = join(temporaryFolder(), name);
    replaceFile(file, names);
    return file;
  }
}

/** The article itself and those it links. A link that may mean very many articles is ignored. */
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
