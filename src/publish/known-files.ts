/**
 * What the files of a vault held when they were last read. A clone, an unpacked archive or `touch` gives files new times, and so new
 * stamps, but not new bytes: such a file keeps the stamp by which caches know it.
 */
import type { VaultEntry, VaultListing } from '../vault/listing.ts';
import { vaultDigest } from '../vault/read-vault.ts';
import { openStore, type ValueStore } from './memory/stores.ts';

/** A file as it was last read. */
interface KnownFile {
  /** Its stamp now. */
  readonly stamp: string;
  /** Its stamp when these bytes were first seen, by which caches know them. */
  readonly known: string;
  readonly digest: string;
}

type Row = readonly [path: string, stamp: string, known: string, digest: string];

export class KnownFiles {
  readonly #store: ValueStore;
  readonly #files: Map<string, KnownFile>;
  #isChanged = false;

  constructor(content: string) {
    this.#store = openStore('files', { content }, {});
    const rows = this.#store.read<readonly Row[]>() ?? [];
    this.#files = new Map(rows.map(([path, stamp, known, digest]) => [path, { stamp, known, digest }]));
  }

  /** The same listing, with the stamps by which caches know files. Files with new stamps are read, if they were ever read before. */
  recognised(listing: VaultListing): VaultListing {
    const recognise = (entry: VaultEntry): VaultEntry => {
      const known = this.#knownStamp(listing.root, entry);
      return known === entry.stamp ? entry : { ...entry, known };
    };
    const made = { ...listing, markdown: listing.markdown.map(recognise), attachments: listing.attachments.map(recognise) };
    this.#write();
    return made;
  }

  /**
   * Remembers what was read of files. Those that are no longer there are forgotten.
   *
   * @param digests of the bytes, by path; files without one stay as they were
   */
  learn({ markdown, attachments }: VaultListing, digests: ReadonlyMap<string, string>): void {
    const paths = new Set<string>();
    for (const { path, stamp, known = stamp } of [...markdown, ...attachments]) {
      paths.add(path);
      const digest = digests.get(path);
      const before = this.#files.get(path);
      if (!digest || (before?.stamp === stamp && before.digest === digest)) continue;
      this.#files.set(path, { stamp, known, digest });
      this.#isChanged = true;
    }
    for (const path of this.#files.keys()) {
      if (paths.has(path)) continue;
      this.#files.delete(path);
      this.#isChanged = true;
    }
    this.#write();
  }

  #knownStamp(root: string, entry: VaultEntry): string {
    const { path, stamp } = entry;
    const before = this.#files.get(path);
    if (!before || before.stamp === stamp) return before?.known ?? stamp;
    const digest = vaultDigest(root, entry);
    if (digest !== before.digest) return stamp;
    this.#files.set(path, { ...before, stamp });
    this.#isChanged = true;
    return before.known;
  }

  #write(): void {
    if (!this.#isChanged) return;
    this.#isChanged = false;
    this.#store.write<Row[]>([...this.#files].map(([path, { stamp, known, digest }]) => [path, stamp, known, digest]));
  }
}
