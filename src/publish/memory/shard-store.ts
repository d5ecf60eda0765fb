/**
 * Texts of the files of one vault, kept between runs. A text is valid as long as its file has the same bytes. The store is split into shards, so that an edit writes only one; they are read on first use.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesKey, type VaultEntry } from '../../vault/listing.ts';
import { writeWhole } from './files.ts';

export interface StoredText {
  readonly path: string;
  readonly stamp: string;
  /** Without line breaks. */
  readonly text: string;
}

const shardCount = 32;

export class ShardStore {
  readonly #folder: string;
  readonly #version: string;
  #entries: Map<string, StoredText> | undefined;

  /** @param version version of the code that makes the texts; texts of other versions are ignored */
  constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#version = version;
  }

  /** The text of an unchanged file. */
  get(entry: VaultEntry): StoredText | undefined {
    const known = this.#read().get(entry.path);
    return known?.stamp === bytesKey(entry) ? known : undefined;
  }

  /** The last text of a file, even if the file has changed. */
  latest(path: string): StoredText | undefined {
    return this.#read().get(path);
  }

  /** Replaces the contents of the store, and writes the shards that differ. */
  keep(texts: readonly StoredText[]): void {
    const entries = this.#read();
    const changed = new Set<number>();
    const paths = new Set(texts.map(({ path }) => path));
    for (const path of entries.keys()) {
      if (paths.has(path)) continue;
      entries.delete(path);
      changed.add(shardOf(path));
    }
    for (const text of texts) {
      if (entries.get(text.path) === text) continue;
      entries.set(text.path, text);
      changed.add(shardOf(text.path));
    }
    if (changed.size === 0) return;
    const byShard = new Map<number, StoredText[]>([...changed].map((shard) => [shard, []]));
    for (const text of entries.values()) byShard.get(shardOf(text.path))?.push(text);
    for (const [shard, members] of byShard) this.#write(shard, members);
  }

  /** Lines: the version; then for each file its stamp and path, and its text. Line breaks in a path are written as NUL, which no path has. */
  #write(shard: number, texts: readonly StoredText[]): void {
    const lines = [this.#version];
    for (const { path, stamp, text } of texts) lines.push(`${stamp}\t${path.replaceAll('\n', '\0')}`, text);
    writeWhole(join(this.#folder, `${shard}.txt`), lines.join('\n'));
  }

  #read(): Map<string, StoredText> {
    if (this.#entries) return this.#entries;
    this.#entries = new Map();
    for (let shard = 0; shard < shardCount; shard++) {
      const lines = this.#linesOf(shard);
      if (lines[0] !== this.#version) continue;
      for (let at = 1; at + 1 < lines.length; at += 2) {
        const head = lines[at] ?? '';
        const tab = head.indexOf('\t');
        const path = head.slice(tab + 1).replaceAll('\0', '\n');
        this.#entries.set(path, { path, stamp: head.slice(0, tab), text: lines[at + 1] ?? '' });
      }
    }
    return this.#entries;
  }

  #linesOf(shard: number): string[] {
    try {
      return readFileSync(join(this.#folder, `${shard}.txt`), 'utf8').split('\n');
    } catch {
      return [];
    }
  }
}

/** FNV-1a: fast and even enough for so few shards. */
function shardOf(path: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % shardCount;
}
