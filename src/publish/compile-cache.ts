/**
 * Compiled articles of one vault, kept between builds. A file whose stamp (size, times, inode) is unchanged is not even
 * read again. The cache is cut into shards so that one edit writes one shard.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VaultEntry } from '../vault/read-vault.ts';
import { digestSources } from './cache.ts';
import type { CompiledArticle } from './compile.ts';

const shardCount = 32;

/** Of what a compiled article depends on besides its file: our code, and the libraries of the lock file. */
export function pipelineVersion(): string {
  version ??= digestSources(
    ['src/wiki', 'src/render', 'src/vault'],
    ['src/publish/compile.ts', 'package.json', 'package-lock.json'],
  );
  return version;
}

/** Read once: the running code does not change. */
let version: string | undefined;

export class CompileCache {
  readonly #folder: string;
  readonly #version: string;
  readonly #entries = new Map<string, CompiledArticle>();
  readonly #changed = new Set<number>();

  constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#version = version;
    for (let shard = 0; shard < shardCount; shard++) this.#read(shard);
  }

  /** The compiled article of an unchanged file. */
  get(entry: VaultEntry): CompiledArticle | undefined {
    const known = this.#entries.get(entry.path);
    return known?.stamp === entry.stamp ? known : undefined;
  }

  /** Makes these the contents of the cache and writes what differs. */
  keep(articles: readonly CompiledArticle[]): void {
    const paths = new Set(articles.map(({ path }) => path));
    for (const path of this.#entries.keys()) {
      if (paths.has(path)) continue;
      this.#entries.delete(path);
      this.#changed.add(shardOf(path));
    }
    for (const article of articles) {
      if (this.#entries.get(article.path) === article) continue;
      this.#entries.set(article.path, article);
      this.#changed.add(shardOf(article.path));
    }
    if (this.#changed.size === 0) return;
    mkdirSync(this.#folder, { recursive: true });
    const byShard = new Map<number, CompiledArticle[]>([...this.#changed].map((shard) => [shard, []]));
    for (const article of this.#entries.values()) byShard.get(shardOf(article.path))?.push(article);
    for (const [shard, members] of byShard) this.#write(shard, members);
    this.#changed.clear();
  }

  /** Lines: the version; then for each article its path and stamp, its facts, its body. JSON holds no line breaks. */
  #write(shard: number, articles: readonly CompiledArticle[]): void {
    const lines = [this.#version];
    for (const { path, stamp, facts, body } of articles) lines.push(`${stamp}\t${path}`, facts, body);
    const file = join(this.#folder, `${shard}.txt`);
    writeFileSync(`${file}.tmp`, lines.join('\n'));
    renameSync(`${file}.tmp`, file);
  }

  #read(shard: number): void {
    let text: string;
    try {
      text = readFileSync(join(this.#folder, `${shard}.txt`), 'utf8');
    } catch {
      return;
    }
    const lines = text.split('\n');
    if (lines[0] !== this.#version) return;
    for (let at = 1; at + 2 < lines.length; at += 3) {
      const head = lines[at] ?? '';
      const tab = head.indexOf('\t');
      const path = head.slice(tab + 1);
      this.#entries.set(path, { path, stamp: head.slice(0, tab), facts: lines[at + 1] ?? '', body: lines[at + 2] ?? '' });
    }
  }
}

function shardOf(path: string): number {
  return (createHash('md5').update(path).digest()[0] ?? 0) % shardCount;
}
