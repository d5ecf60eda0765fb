/** Searches a batch of articles for unlinked mentions, in any thread. */
import { readFileSync } from 'node:fs';
import type { VaultEntry } from '../vault/listing.ts';
import { readMarkdown } from '../vault/read-vault.ts';
import type { ArticleId } from '../wiki/model.ts';
import { toReadable } from '../wiki/parse/body/markdown.ts';
import { type FoundMention, type MentionableName, type MentionFinder, mentionFinder } from '../wiki/review/unlinked-mentions.ts';

export interface MentionJob {
  readonly kind: 'mentions';
  readonly root: string;
  /** A file with all names as JSON (`MentionableName[]`), which are too large to send with each batch. */
  readonly namesFile: string;
  /** Changes if the names do. */
  readonly namesKey: string;
  readonly articles: readonly {
    readonly entry: VaultEntry;
    /** Digest of the file that `prose` was read from. */
    readonly digest: string;
    readonly prose: readonly number[];
    /** The article itself and those it links. */
    readonly linked: readonly ArticleId[];
  }[];
}

/** The last finder, since the names are the same for every batch. */
let known: { readonly key: string; readonly finder: MentionFinder } | undefined;

/** Mentions in each article; null for a file that has changed, since its prose may have moved. */
export function searchMentions({ root, namesFile, namesKey, articles }: MentionJob): (FoundMention[] | null)[] {
  if (known?.key !== namesKey) {
    const names = JSON.parse(readFileSync(namesFile, 'utf8')) as MentionableName[];
    known = { key: namesKey, finder: mentionFinder(names) };
  }
  const { finder } = known;
  return articles.map(({ entry, digest, prose, linked }) => {
    const file = readMarkdown(root, entry);
    if (!('text' in file) || file.digest !== digest) return null;
    const isLinked = new Set(linked);
    return finder.find(toReadable(file.text).text, prose, (id) => isLinked.has(id));
  });
}
