/** Facts about the attachments that articles link to, cached by the stamps of their files. */
import { bytesKey, type VaultEntry } from '../../vault/listing.ts';
import { reasonOf } from '../../vault/read-vault.ts';
import { isImage } from '../../wiki/schema/media.ts';
import type { ShardStore, StoredText } from '../memory/shard-store.ts';
import { eachOf } from './each-of.ts';
import type { FileFacts } from './facts.ts';
import { isSvgFile, readFacts } from './file-facts.ts';

/** Maximum number of files read at once. */
const atOnce = 4;

/**
 * Reads the files that have changed since the last run.
 *
 * @param isPublished whether the attachments are to be published. If not, only pictures are read
 */
export async function readAttachments(
  root: string,
  entries: readonly VaultEntry[],
  store: ShardStore,
  isPublished: boolean,
): Promise<Map<string, FileFacts>> {
  const facts = new Map<string, FileFacts>();
  const kept: StoredText[] = [];
  const unread: VaultEntry[] = [];
  for (const entry of entries) {
    const known = store.get(entry);
    if (known) {
      facts.set(entry.path, JSON.parse(known.text) as FileFacts);
      kept.push(known);
    } else if (isPublished || isImage(entry.path)) unread.push(entry);
  }
  // Without it, an intact picture cannot be distinguished from a damaged one.
  if (unread.some(({ path }) => isImage(path) && !isSvgFile(path))) await import('sharp');
  await eachOf(unread, atOnce, async (entry) => {
    try {
      const read = await readFacts(root, entry);
      facts.set(entry.path, read);
      kept.push({ path: entry.path, stamp: bytesKey(entry), text: JSON.stringify(read) });
    } catch (error) {
      // Not cached, since the file may exist next time.
      facts.set(entry.path, { digest: '', problem: `cannot be read: ${reasonOf(error)}`, isWithheld: true });
    }
  });
  if (entries.length > 0) store.keep(kept);
  return facts;
}
